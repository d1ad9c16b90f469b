import { suite } from '../cases.js';
import { adultFrom, checkIdentity } from './identity.js';

const TODAY = '2026-11-25';
const typed = (text: string) => {
  const checked = checkIdentity(text, TODAY);
  return checked.ok ? checked.kind : checked.reason;
};
export const suites = [
  suite('resident numbers', 'GB 11643; domain research 4.1', typed, [
    ['example of the standard', '11010519491231002X', 'resident'],
    ['second published example', '34052419800101001X', 'resident'],
    ['check right, older than 120', '370101190102039973', 'identity_over_age'],
    ['滨海, male', '120116199003072013', 'resident'],
    ['old 塘沽 code', '12010719850615102X', 'resident'],
    ['month 13', '120116198813010012', 'identity_birth_date'],
    ['30 February', '120116199002300010', 'identity_birth_date'],
    ['leap day', '120116200002290030', 'resident'],
    ['wrong check', '120116199003072014', 'identity_check'],
    ['full width, blanks and a zero-width space', '１２０１１６ 19900307\u200B2013', 'resident'],
    ['nothing but blanks', ' \u3000', 'identity_empty'],
    ['born tomorrow', '120116202611262017', 'identity_birth_date'],
  ]),
  suite('permits of 港澳台 and foreign cards', 'domain research 4.2, 4.3', typed, [
    ['Hong Kong', '810000199001011230', 'hk_permit'],
    ['Macau', '820000199001011232', 'macau_permit'],
    ['Taiwan', '830000199001011234', 'taiwan_permit'],
    ['no such region', '840000199001011236', 'identity_region'],
    ['foreign card 2023, Shanghai', '931840198705300012', 'foreign_permit'],
    ['foreign card 2023, Tianjin', '912840199001010019', 'foreign_permit'],
    ['foreign card, old form', 'usa310087053001', 'foreign_permit_old'],
    ['old form one digit short', 'USA31008705300', 'identity_form'],
  ]),
  suite('first adult day', 'trouble ID-1', adultFrom, [
    ['18th birthday', '2008-11-26', '2026-11-26'],
    ['born on a leap day', '2008-02-29', '2026-03-01'],
  ]),
];
