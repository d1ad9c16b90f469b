import { suite } from '../cases.js';
import { PUBLICITY_2026 } from '../parameters/publicity.js';
import { isOnFile, isOnRegister, type RegisterFacts, registerBound, registerWindow } from './public-register.js';

const PENALTY: RegisterFacts = {
  kind: 'penalty',
  effect: 'negative',
  decidedOn: '2026-06-18',
  disclosedOn: '2026-07-02',
  endsOn: null,
  publicityEndsOn: null,
  severity: 'general',
  state: 'effective',
  dutiesDone: false,
};
const PERMIT: RegisterFacts = { ...PENALTY, kind: 'permit', effect: 'neutral', severity: null, endsOn: '2031-06-30' };
const HONOUR: RegisterFacts = { ...PENALTY, kind: 'honour', effect: 'positive', severity: null };
const ON = '2026-11-25';
const last = (r: RegisterFacts) => registerWindow(r, PUBLICITY_2026, ON)?.lastDay;
const shown = ([r, on]: [RegisterFacts, string]) => isOnRegister(r, PUBLICITY_2026, on);

export const suites = [
  suite('last day on the register', '国办发〔2025〕22号; domain rule 8', last, [
    ['a penalty: as long as its publicity', PENALTY, '2027-07-02'],
    ['its unit ends it earlier', { ...PENALTY, publicityEndsOn: '2026-12-31' }, '2026-12-31'],
    ['but not before the minimum', { ...PENALTY, publicityEndsOn: '2026-07-31' }, '2026-10-02'],
    ['its unit cannot lengthen it', { ...PENALTY, publicityEndsOn: '2099-12-31' }, '2027-07-02'],
    ['a permit: as long as it is valid', PERMIT, '2031-06-30'],
    ['a permit without an end', { ...PERMIT, endsOn: null }, null],
    ['an honour with an end', { ...HONOUR, endsOn: '2029-05-29' }, '2029-05-29'],
    ['an honour without one: the years of retention', HONOUR, '2031-06-18'],
    ['an exempt penalty: never', { ...PENALTY, severity: 'exempt' }, undefined],
    ['a commitment is no part of this register', { ...HONOUR, kind: 'commitment' }, undefined],
    ['never disclosed', { ...PENALTY, disclosedOn: null }, undefined],
  ]),
  suite('shown on a day', 'PUB-2', shown, [
    ['on its first day', [PENALTY, '2026-07-02'], true],
    ['the day before', [PENALTY, '2026-07-01'], false],
    ['on its last day, in full', [PENALTY, '2027-07-02'], true],
    ['the day after', [PENALTY, '2027-07-03'], false],
    ['repaired', [{ ...PENALTY, state: 'repaired' }, ON], false],
    ['disputed', [{ ...PENALTY, state: 'disputed' }, ON], false],
    ['a permit past its validity', [PERMIT, '2031-07-01'], false],
  ]),
  suite(
    'in the public file of an organisation',
    'product B6, E3; 天津市社会信用条例 art. 12',
    ([r, fulfilment, on]: [RegisterFacts, 'running' | 'kept' | 'broken' | null, string]) => isOnFile({ ...r, fulfilment }, PUBLICITY_2026, on),
    [
      ['a penalty in publicity', [PENALTY, null, ON], true],
      ['a penalty past it', [PENALTY, null, '2027-07-03'], false],
      ['a commitment kept', [{ ...HONOUR, kind: 'commitment' }, 'kept', ON], true],
      ['a commitment that runs', [{ ...HONOUR, kind: 'commitment', disclosedOn: null }, 'running', ON], true],
      ['one that was not kept', [{ ...HONOUR, kind: 'commitment' }, 'broken', ON], false],
      ['one past five years', [{ ...HONOUR, kind: 'commitment' }, 'kept', '2031-06-19'], false],
      ['one under objection', [{ ...HONOUR, kind: 'commitment', state: 'disputed' }, 'kept', ON], false],
      ['a judgment is no part of it', [{ ...PENALTY, kind: 'judgment' }, null, ON], false],
    ],
  ),
  suite('widest bound for an index', 'architecture rule 2: dates of the query, no sweeper', (r: RegisterFacts) => registerBound(r, PUBLICITY_2026), [
    [
      'the older law was longer',
      { ...PENALTY, severity: 'minor', decidedOn: '2026-02-20', disclosedOn: '2026-02-28' },
      { from: '2026-02-28', until: '2029-02-28' },
    ],
    ['an open permit', { ...PERMIT, endsOn: null }, { from: '2026-07-02', until: '9999-12-31' }],
    ['never shown', { ...PENALTY, severity: 'exempt' }, null],
  ]),
];
