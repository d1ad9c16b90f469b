import { suite } from '../cases.js';
import { PUBLICITY_2026 } from '../parameters/publicity.js';
import { SEVERITY_2026 } from '../parameters/severity.js';
import { canAskRepair, hasSeriousRecord, isPublic, nextPublicityChange, type PublicityFacts, publicityWindow, retentionLastDay } from './publicity.js';
import { type PenaltyFacts, severityOf } from './severity.js';

const BASE: PublicityFacts = {
  effect: 'negative',
  decidedOn: '2026-06-18',
  disclosedOn: '2026-07-02',
  endsOn: null,
  severity: 'general',
  state: 'effective',
  dutiesDone: true,
};
const of = (change: Partial<PublicityFacts>): PublicityFacts => ({ ...BASE, ...change });
const ON = '2026-11-25';
const window = ([change, on]: [Partial<PublicityFacts>, string]) => {
  const found = publicityWindow(of(change), PUBLICITY_2026, on);
  return found === null ? null : [found.firstDay, found.earliestRepairDay, found.lastDay];
};
const penalty = (change: Partial<PenaltyFacts>) => severityOf({ kinds: '罚款', remark: '', fineFen: null, subject: 'person', ...change }, SEVERITY_2026);

export const suites = [
  suite('publicity windows', 'Order 36; 国办发〔2025〕22号; mockup 25-records', window, [
    ['general', [{}, ON], ['2026-07-02', '2026-10-02', '2027-07-02']],
    ['serious', [{ severity: 'serious' }, ON], ['2026-07-02', '2027-07-02', '2029-07-02']],
    ['minor', [{ severity: 'minor' }, ON], ['2026-07-02', '2026-07-02', '2026-10-02']],
    ['exempt', [{ severity: 'exempt' }, ON], null],
    ['never disclosed', [{ disclosedOn: null }, ON], null],
    ['not negative', [{ effect: 'neutral' }, ON], null],
    [
      'counted from the disclosure, not the decision',
      [{ decidedOn: '2026-01-01', disclosedOn: '2026-11-30' }, '2026-12-01'],
      ['2026-11-30', '2027-02-28', '2027-11-30'],
    ],
    ['the old law before 1 April 2026', [{ disclosedOn: '2025-06-01', decidedOn: '2025-05-20' }, '2026-03-31'], ['2025-06-01', '2025-09-01', '2028-06-01']],
    ['the new law from that day on', [{ disclosedOn: '2025-06-01', decidedOn: '2025-05-20' }, '2026-04-01'], ['2025-06-01', '2025-09-01', '2026-06-01']],
    [
      'never past five years',
      [{ severity: 'serious', decidedOn: '2022-01-10', endsOn: '2022-01-10', disclosedOn: '2025-01-10' }, ON],
      ['2025-01-10', '2026-01-10', '2027-01-10'],
    ],
  ]),
  suite(
    'public on a day',
    'domain research, section 7 rules 8, 11, 12, 13',
    ([change, on]: [Partial<PublicityFacts>, string]) => isPublic(of(change), PUBLICITY_2026, on),
    [
      ['the day before', [{}, '2026-07-01'], false],
      ['first day', [{}, '2026-07-02'], true],
      ['last day in full', [{}, '2027-07-02'], true],
      ['the day after', [{}, '2027-07-03'], false],
      ['under objection', [{ state: 'disputed' }, ON], false],
      ['repaired', [{ state: 'repaired' }, ON], false],
      ['withdrawn', [{ state: 'withdrawn' }, ON], false],
    ],
  ),
  suite(
    'publicity while duties are open',
    'domain research 1.4, a rule flag',
    (continues: boolean) => publicityWindow(of({ dutiesDone: false }), { ...PUBLICITY_2026, continuesWhileDutiesOpen: continues }, ON)?.lastDay,
    [
      ['stops at the maximum', false, '2027-07-02'],
      ['goes on by the flag', true, null],
    ],
  ),
  suite(
    'repair may be asked for',
    'Order 36; domain research, section 7 rule 8',
    ([change, on]: [Partial<PublicityFacts>, string]) => canAskRepair(of(change), PUBLICITY_2026, on),
    [
      ['the day before three months', [{}, '2026-10-01'], false],
      ['after three months', [{}, '2026-10-02'], true],
      ['duties open', [{ dutiesDone: false }, ON], false],
      ['minor, as soon as done', [{ severity: 'minor' }, '2026-07-02'], true],
      ['serious after a year', [{ severity: 'serious' }, ON], false],
      ['already repaired', [{ state: 'repaired' }, ON], false],
    ],
  ),
  suite('next change', 'architecture rule 2', ([change, on]: [Partial<PublicityFacts>, string]) => nextPublicityChange(of(change), PUBLICITY_2026, on), [
    ['begins', [{}, '2026-06-20'], '2026-07-02'],
    ['ends', [{}, ON], '2027-07-03'],
    ['the new law comes', [{ disclosedOn: '2025-06-01', decidedOn: '2025-05-20' }, '2026-03-01'], '2026-04-01'],
    ['five years are over', [{ disclosedOn: null }, ON], '2031-06-19'],
    ['nothing more', [{}, '2040-01-01'], null],
  ]),
  suite('five years', 'domain research, section 7 rule 13', (change: Partial<PublicityFacts>) => retentionLastDay(of(change), PUBLICITY_2026), [
    ['from the end of the behaviour', { endsOn: '2026-05-01' }, '2031-05-01'],
    ['else from the decision', {}, '2031-06-18'],
  ]),
  suite('serious record in publicity', 'product B1', (list: PublicityFacts[]) => hasSeriousRecord(list, PUBLICITY_2026, ON), [
    ['none', [], false],
    ['a general one does not matter', [of({})], false],
    ['serious', [of({}), of({ severity: 'serious' })], true],
    ['serious, disputed', [of({ severity: 'serious', state: 'disputed' })], false],
  ]),
  suite('severity', '国办发〔2025〕22号; 天津市社会信用条例 art. 12', penalty, [
    ['a fine', { fineFen: 500_000 }, 'general'],
    ['a warning alone', { kinds: '警告' }, 'exempt'],
    ['warning and fine', { kinds: '警告；罚款', fineFen: 20_000 }, 'general'],
    ['warning with a fine in its own column', { kinds: '警告', fineFen: 20_000 }, 'general'],
    ['public criticism', { kinds: '通报批评' }, 'minor'],
    ['licence revoked', { kinds: '吊销许可证件' }, 'serious'],
    ['several kinds, the gravest', { kinds: '罚款,责令停产停业', fineFen: 100 }, 'serious'],
    ['very large fine of a person', { fineFen: 10_000_000 }, 'serious'],
    ['the same of a firm', { fineFen: 10_000_000, subject: 'organisation' }, 'general'],
    ['simple procedure', { remark: '适用简易程序', fineFen: 5000 }, 'exempt'],
    ['a kind nobody knows', { kinds: '其他' }, 'general'],
    ['nothing said', { kinds: '' }, 'general'],
  ]),
];
