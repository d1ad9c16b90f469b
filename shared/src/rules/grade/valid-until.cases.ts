import { suite } from '../../cases.js';
import { addDays, localDateOf } from '../../dates/dates.js';
import { hasSeriousRecord, nextSeriousChange } from '../publicity.js';
import type { CreditRecord } from '../record.js';
import { general, honour, kept, PARAMETERS, penalty, TODAY } from './g1.cases.js';
import { decide } from './g1.js';

/** The grade on the last day before `validUntil`, and on that day. */
const around = (records: readonly CreditRecord[]) => {
  const { validUntil } = decide(records, TODAY, PARAMETERS);
  if (validUntil === null) return null;
  const grade = (day: string) => decide(records, day, PARAMETERS).grade;
  return [grade(addDays(validUntil, -1)), validUntil, grade(validUntil)];
};
const old = (decidedOn: string, endsOn: string | null = null) => penalty('p', { decidedOn, endsOn, disclosedOn: '2026-11-01', severity: 'serious' });
const minor = (disclosedOn: string) => penalty('p', { severity: 'minor', disclosedOn, decidedOn: disclosedOn });
const serious = (more: Partial<CreditRecord>) => penalty('p', { severity: 'serious', ...more });

export const suites = [
  suite('the grade on either side of validUntil', 'architecture rule 2', around, [
    ['a commitment’s five years are over', [kept('a', '2021-11-30')], ['good', '2026-12-01', 'unrated']],
    ['kept on 29 February: five years end on the 28th', [kept('a', '2024-02-29')], ['good', '2029-03-01', 'unrated']],
    ['an honour to its own end', [honour('h', { endsOn: '2026-12-31' })], ['good', '2027-01-01', 'unrated']],
    ['a general commitment ripens, month end clamped', [general('g', '2026-08-31')], ['unrated', '2027-02-28', 'good']],
    ['a general commitment to its own end', [{ ...general('g', '2026-01-01'), endsOn: '2026-12-31' }], ['good', '2027-01-01', 'unrated']],
    ['publicity begins', [kept('a'), penalty('p', { disclosedOn: '2026-12-01' })], ['good', '2026-12-01', 'unrated']],
    [
      'general publicity ends after a year',
      [kept('a'), penalty('p', { disclosedOn: '2025-12-01', decidedOn: '2025-11-20' })],
      ['unrated', '2026-12-02', 'good'],
    ],
    ['its unit ends it earlier', [kept('a'), penalty('p', { publicityEndsOn: '2026-12-15' })], ['unrated', '2026-12-16', 'good']],
    ['a minor record ends after three months', [kept('a'), minor('2026-08-31')], ['unrated', '2026-12-01', 'good']],
    ['five years after the end of the behaviour, sooner than publicity', [kept('a'), old('2021-12-01')], ['unrated', '2026-12-02', 'good']],
    ['five years count from the end, not the decision', [kept('a'), old('2020-01-01', '2021-12-24')], ['unrated', '2026-12-25', 'good']],
    ['a decision of tomorrow', [kept('a'), honour('h', { decidedOn: '2026-11-26' })], ['good', '2026-11-26', 'good']],
    [
      'under objection nothing of it runs out in a grade, its days are looked at all the same',
      [kept('a'), { ...minor('2026-08-31'), state: 'disputed' }],
      ['good', '2026-12-01', 'good'],
    ],
    ['repaired', [kept('a', '2025-01-01'), { ...minor('2026-10-01'), state: 'repaired' }], ['good', '2027-01-02', 'good']],
    ['exempt: never public', [kept('a'), penalty('p', { severity: 'exempt', disclosedOn: null })], ['good', '2031-06-19', 'good']],
    ['nothing at all', [], null],
  ]),
  suite(
    'the day is Shanghai’s: an instant decides by its own date there',
    'CAL-3',
    (instant: string) => decide([kept('a', '2021-11-30')], localDateOf(Date.parse(instant)), PARAMETERS).grade,
    [
      ['23:59:59.999 of the last day', '2026-11-30T15:59:59.999Z', 'good'],
      ['midnight', '2026-11-30T16:00:00.000Z', 'unrated'],
      ['the same day in London', '2026-11-30T23:00:00.000Z', 'unrated'],
    ],
  ),
  suite(
    'without a grade only serious records matter, and their end',
    'product B1',
    (r: CreditRecord) => {
      const until = nextSeriousChange([r], PARAMETERS.publicity, TODAY);
      return [hasSeriousRecord([r], PARAMETERS.publicity, TODAY), until, until !== null && hasSeriousRecord([r], PARAMETERS.publicity, until)];
    },
    [
      ['three years', serious({ disclosedOn: '2023-12-01', decidedOn: '2023-11-01' }), [true, '2026-12-02', false]],
      ['begins tomorrow', serious({ disclosedOn: '2026-11-26' }), [false, '2026-11-26', true]],
      ['past five years', serious({ disclosedOn: '2026-11-01', decidedOn: '2021-11-25' }), [true, '2026-11-26', false]],
      ['a general one plays no part', penalty('p'), [false, null, false]],
      ['repaired', serious({ state: 'repaired' }), [false, '2029-07-03', false]],
    ],
  ),
];
