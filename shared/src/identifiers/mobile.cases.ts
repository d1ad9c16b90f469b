import { suite } from '../cases.js';
import { checkMobile } from './mobile.js';

const typed = (text: string) => {
  const checked = checkMobile(text);
  return checked.ok ? checked.value : checked.reason;
};
export const suites = [
  suite('mobile numbers', 'domain research 4.5', typed, [
    ['plain', '13800138000', '13800138000'],
    ['with country code and hyphens', '+86 138-0013-8000', '13800138000'],
    ['with 0086', '008613800138000', '13800138000'],
    ['with 86', '86 13800138000', '13800138000'],
    ['full width', '１３８００１３８０００', '13800138000'],
    ['begins 12', '12345678901', 'mobile_form'],
    ['one short', '1380013800', 'mobile_form'],
    ['one long', '138001380001', 'mobile_form'],
    ['number of a device', '14600138000', 'mobile_form'],
    ['empty', '', 'mobile_empty'],
  ]),
];
