import { suite } from '../cases.js';
import { checkName } from './name.js';

const typed = (text: string) => {
  const checked = checkName(text);
  return checked.ok ? checked.value : checked.reason;
};
export const suites = [
  suite('names', 'trouble ID-3', typed, [
    ['one character', '示', 'name_too_short'],
    ['51 characters', '示'.repeat(51), 'name_too_long'],
    ['two scripts', '示例Anna', 'name_characters'],
    ['blank inside a short name', '示 滨', '示滨'],
    ['Latin, small letters', 'Shili  Anna-Maria', 'SHILI ANNA-MARIA'],
    ['Latin, apostrophe', 'Shili O’Neil', "SHILI O'NEIL"],
    ['digits behind Latin', 'Shili 2', 'name_characters'],
  ]),
];
