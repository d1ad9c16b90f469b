import { suite } from '../cases.js';
import { shortCode, spacedCode } from './short-code.js';

export const suites = [
  suite('a code as typed', 'product B4', shortCode, [
    ['as printed', '7Q4K 92MX', '7Q4K92MX'],
    ['small letters, hyphen, spaces around', ' 7q4k-92mx ', '7Q4K92MX'],
    ['too short', '7Q4K 92M', null],
    ['a zero is none of its characters', '7Q4K 92M0', null],
    ['not a code at all', '津A12345', null],
  ]),
  suite('a code as printed', 'mockup 24', spacedCode, [['two groups', '7Q4K92MX', '7Q4K 92MX']]),
];
