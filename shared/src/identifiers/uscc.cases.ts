import { suite } from '../cases.js';
import { checkUscc, organisationCheckCharacter } from './uscc.js';

const typed = (text: string) => {
  const checked = checkUscc(text);
  return checked.ok ? checked.kind : checked.reason;
};
export const suites = [
  suite('unified social credit codes', 'GB 32100; domain research 4.4', typed, [
    ['worked example', '91350100M000100Y43', 'company'],
    ['Z is no character', '91350100M000100Y4Z', 'uscc_form'],
    ['company', '91120116MA05J2QX6G', 'company'],
    ['individual business', '92120116MA05J2QX6D', 'individual_business'],
    ['public institution', '12120116401354328X', 'public_body'],
    ['remainder 0 is written 0', '11120116MA07K3TY30', 'public_body'],
    ['organisation check X', '91120116MA060007XH', 'company'],
    ['wrong check', '91120116MA05J2QX6H', 'uscc_check'],
    ['seventeen characters', '91120116MA05J2QX6', 'uscc_form'],
  ]),
  suite('organisation codes', 'GB 11714; domain research 4.4', organisationCheckCharacter, [
    ['within a company code', 'MA05J2QX', '6'],
    ['10 is written X', 'MA060007', 'X'],
    ['worked example', 'M000100Y', '4'],
  ]),
  suite('import', 'domain research 4.4, import rule', (text: string) => checkUscc(text, 'import'), [
    [
      'a wrong check is a warning',
      '91120116ma05j2qx6h',
      { ok: true, value: '91120116MA05J2QX6H', kind: 'company', region: '120116', organisationCode: 'MA05J2QX6', warning: 'uscc_check' },
    ],
    ['a wrong form is still refused', '91120116MAT9FNA57O', { ok: false, reason: 'uscc_form' }],
  ]),
];
