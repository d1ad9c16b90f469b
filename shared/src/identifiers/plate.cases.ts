import { suite } from '../cases.js';
import { checkPlate } from './plate.js';

const typed = (text: string) => {
  const checked = checkPlate(text);
  return checked.ok ? checked.kind : checked.reason;
};
export const suites = [
  suite('plates', 'GA 36; domain research 4.6', typed, [
    ['ordinary', '津A12345', 'ordinary'],
    ['small electric', '津AD12345', 'nev_small'],
    ['small other', '津AF00001', 'nev_small'],
    ['letter in second place', '津ADA1234', 'nev_small'],
    ['large', '津A12345D', 'nev_large'],
    ['seven characters are ordinary', '津NK8888', 'ordinary'],
    ['length decides', '津AD1234', 'ordinary'],
    ['letter I', '津AI2345', 'plate_form'],
    ['D in the wrong place', '津A1234D5', 'plate_form'],
    ['police', '津A1234警', 'plate_special'],
    ['armed police', 'WJ津12345', 'plate_special'],
  ]),
];
