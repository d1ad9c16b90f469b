import { suite } from '../../cases.js';
import { checkIdentity } from '../../identifiers/identity.js';
import { GRADE_SCHEME_2026 } from '../../parameters/grade-scheme.js';
import { PUBLICITY_2026 } from '../../parameters/publicity.js';
import type { CreditRecord } from '../record.js';
import { decide, type GradeParameters } from './g1.js';
import { raise } from './g1-raise.js';
import { explain } from './g1-words.js';

export const PARAMETERS: GradeParameters = { scheme: GRADE_SCHEME_2026, publicity: PUBLICITY_2026 };
export const TODAY = '2026-11-25';

const BASE: CreditRecord = {
  id: 'r',
  classCode: '08',
  kind: 'commitment',
  effect: 'positive',
  title: '施工许可告知承诺',
  unit: '区政务服务办（示例）',
  documentNumber: '津滨政承〔2026〕示 0001 号',
  decidedOn: '2026-01-10',
  disclosedOn: null,
  endsOn: null,
  severity: null,
  state: 'effective',
  fulfilment: null,
  fulfilledOn: null,
  dueOn: null,
  general: false,
  dutiesDone: false,
};
export const record = (change: Partial<CreditRecord>): CreditRecord => ({ ...BASE, ...change });
export const kept = (id: string, fulfilledOn = '2026-09-18'): CreditRecord => record({ id, fulfilment: 'kept', fulfilledOn });
export const running = (id: string): CreditRecord => record({ id, fulfilment: 'running', dueOn: '2026-12-02' });
export const general = (id: string, decidedOn: string): CreditRecord =>
  record({ id, title: '通用守信承诺', unit: '区公共信用中心（示例）', documentNumber: null, fulfilment: 'running', decidedOn, general: true });
export const contract = (id: string): CreditRecord =>
  record({ id, classCode: '07', kind: 'contract', title: '公共租赁住房合同，按约履行', fulfilment: 'kept', fulfilledOn: '2025-12-30' });
export const honour = (id: string, change: Partial<CreditRecord> = {}): CreditRecord =>
  record({ id, classCode: '11', kind: 'honour', title: '滨海新区优秀志愿者', unit: '团区委（示例）', decidedOn: '2026-05-03', ...change });
export const penalty = (id: string, change: Partial<CreditRecord> = {}): CreditRecord =>
  record({
    id,
    classCode: '03',
    kind: 'penalty',
    effect: 'negative',
    title: '未取得许可从事网约车经营',
    unit: '区交通运输局（示例）',
    documentNumber: '津滨交罚〔2026〕示 0618 号',
    decidedOn: '2026-06-18',
    disclosedOn: '2026-07-02',
    severity: 'general',
    dutiesDone: true,
    ...change,
  });

const grade = (records: readonly CreditRecord[]) => decide(records, TODAY, PARAMETERS).grade;
const five = ['c1', 'c2', 'c3', 'c4', 'c5'].map((id) => kept(id));

/** People of product B5 with what is typical for each and can never count; all of them reach the first grade by the same two acts. */
const PERSONAS: readonly { who: string; number: string; extra: readonly CreditRecord[] }[] = [
  { who: 'retiree', number: '120107195306152016', extra: [] },
  { who: 'courier', number: '120116199003072013', extra: [penalty('simple', { severity: 'exempt', title: '警告，简易程序', disclosedOn: null })] },
  { who: 'new tenant', number: '34052419800101001X', extra: [record({ id: 'rent', kind: 'contract', fulfilment: 'running' })] },
  {
    who: 'graduate',
    number: '120116200402290021',
    extra: [record({ id: 'title', classCode: '04', kind: 'qualification', effect: 'neutral', title: '二级建造师' })],
  },
  { who: 'permit holder of Hong Kong', number: '810000199001011230', extra: [] },
  { who: 'permit holder of Macau', number: '820000199001011232', extra: [] },
  { who: 'permit holder of Taiwan', number: '830000199001011234', extra: [] },
  { who: 'foreigner with a permanent resident card', number: '931840198705300012', extra: [] },
];
const reach = ({ number, extra }: (typeof PERSONAS)[number]) => {
  const adult = checkIdentity(number, TODAY).ok;
  const before = decide([...extra, general('g', '2026-05-26')], TODAY, PARAMETERS);
  const after = decide([...extra, general('g', '2026-05-25')], TODAY, PARAMETERS);
  return [adult, before.grade, before.unratedReason, after.grade];
};

export const suites = [
  suite(
    'everybody reaches 守信良好',
    'product B5',
    reach,
    PERSONAS.map((persona) => [persona.who, persona, [true, 'unrated', 'not_enough', 'good']] as const),
  ),
  suite('grades', 'scheme grade-2026-1', grade, [
    ['nothing yet', [], 'unrated'],
    ['one commitment kept', [kept('a')], 'good'],
    ['one contract performed', [contract('a')], 'good'],
    ['one honour', [honour('a')], 'good'],
    ['four items', [...five.slice(0, 4)], 'excellent'],
    ['the mockup: five commitments, honour, contract', [...five, honour('h'), contract('k')], 'excellent'],
    ['a sixth commitment', [...five, kept('c6'), honour('h'), contract('k')], 'exemplary'],
    ['more of one kind than counts', [...five, kept('c6'), kept('c7'), kept('c8')], 'excellent'],
    ['a running commitment does not count yet', [running('a')], 'unrated'],
    ['a broken one never subtracts', [kept('a'), record({ id: 'b', fulfilment: 'broken', fulfilledOn: '2026-02-01' })], 'good'],
    ['a permit is no factor', [record({ id: 'p', kind: 'permit', effect: 'neutral' })], 'unrated'],
    ['a qualification is no factor even if somebody marks it positive', [record({ id: 'p', kind: 'qualification' })], 'unrated'],
  ]),
  suite('negative records', 'domain research, section 7 rules 5, 8, 12, 13', (r: CreditRecord) => grade([kept('a'), r]), [
    ['in publicity', penalty('p'), 'unrated'],
    ['under objection', penalty('p', { state: 'disputed' }), 'good'],
    ['repaired', penalty('p', { state: 'repaired' }), 'good'],
    ['withdrawn by its source', penalty('p', { state: 'withdrawn' }), 'good'],
    ['simple procedure', penalty('p', { severity: 'exempt' }), 'good'],
    ['never disclosed', penalty('p', { disclosedOn: null }), 'good'],
    ['disclosed today', penalty('p', { disclosedOn: TODAY }), 'unrated'],
    ['disclosed tomorrow', penalty('p', { disclosedOn: '2026-11-26' }), 'good'],
    ['last day of a year', penalty('p', { decidedOn: '2025-11-01', disclosedOn: '2025-11-25' }), 'unrated'],
    ['the day after', penalty('p', { decidedOn: '2025-11-01', disclosedOn: '2025-11-24' }), 'good'],
    ['serious, three years', penalty('p', { decidedOn: '2023-11-01', disclosedOn: '2023-11-25', severity: 'serious' }), 'unrated'],
    ['past five years', penalty('p', { decidedOn: '2021-11-24', endsOn: '2021-11-24', disclosedOn: '2026-10-01' }), 'good'],
  ]),
  suite(
    'what counts until when',
    'scheme grade-2026-1',
    (records: readonly CreditRecord[]) => {
      const { counted, notCounted, validUntil } = decide(records, TODAY, PARAMETERS);
      return [counted.map(({ until }) => until), notCounted.map(({ reason }) => reason), validUntil];
    },
    [
      ['five years from the day it was kept', [kept('a')], [['2031-09-18'], [], '2031-09-19']],
      ['kept five years and a day ago', [kept('a', '2021-11-24')], [[], ['ended'], null]],
      ['an honour without an end, three years', [honour('a')], [['2029-05-03'], [], '2029-05-04']],
      ['an honour to its own end', [honour('a', { endsOn: '2028-05-03' })], [['2028-05-03'], [], '2028-05-04']],
      ['an honour for ever, five years', [honour('a', { endsOn: '2099-12-31' })], [['2031-05-03'], [], '2029-05-04']],
      ['general commitment that ripens', [general('a', '2026-08-31')], [[], ['running'], '2027-02-28']],
      ['publicity that ends', [penalty('a')], [[], [], '2027-07-03']],
      ['publicity that has not begun', [penalty('a', { disclosedOn: '2026-12-01' })], [[], ['not_in_publicity'], '2026-12-01']],
      [
        'with equal kinds the longest count',
        [...five, kept('c6', '2022-01-01'), kept('c7', '2023-01-01')],
        [['2031-09-18', '2031-09-18', '2031-09-18', '2031-09-18', '2031-09-18', '2028-01-01'], ['over_limit'], '2027-01-02'],
      ],
    ],
  ),
  suite(
    'what would raise it',
    'product B2',
    (records: readonly CreditRecord[]) => raise(records, TODAY, PARAMETERS).map(({ key, to, from }) => [key, to, from]),
    [
      ['nobody has signed yet', [], [['sign_general', 'good', '2027-05-25']]],
      ['signed three months ago', [general('g', '2026-08-25')], [['keep_general', 'good', '2027-02-25']]],
      [
        'one running commitment',
        [running('a')],
        [
          ['fulfil', 'good', TODAY],
          ['sign_general', 'good', '2027-05-25'],
        ],
      ],
      [
        'the mockup: the sixth commitment',
        [...five, running('c6'), honour('h'), contract('k')],
        [
          ['fulfil', 'exemplary', TODAY],
          ['sign_general', 'exemplary', '2027-05-25'],
        ],
      ],
      [
        'a record in publicity',
        [kept('a'), penalty('p', { disclosedOn: '2026-10-02' })],
        [
          ['repair', 'good', '2027-01-02'],
          ['publicity_ends', 'good', '2027-10-03'],
        ],
      ],
      ['several together', [kept('a'), kept('b'), running('c'), running('d')], [['fulfil_all', 'excellent', TODAY]]],
      ['the best there is', [...five, kept('c6'), honour('h'), contract('k')], []],
    ],
  ),
  suite(
    'words',
    'DESIGN section 6',
    (records: readonly CreditRecord[]) => {
      const words = explain(decide(records, TODAY, PARAMETERS), records, TODAY, PARAMETERS);
      return [words.unratedReason, ...words.open, ...words.counted, ...words.notCounted].map((line) =>
        typeof line === 'string' ? line : `${line.title}：${line.detail}`,
      );
    },
    [
      [
        'rated',
        [kept('a'), honour('h')],
        [
          '',
          '施工许可告知承诺：2026 年 9 月 18 日按期履行，计到 2031 年 9 月 18 日',
          '滨海新区优秀志愿者：2026 年 5 月 3 日授予，计到 2029 年 5 月 3 日，不分颁发单位',
          '无公示中的失信记录：每个成年人都一样计入，每天重新核对',
        ],
      ],
      [
        'open record',
        [penalty('p')],
        [
          '你有 1 条行政处罚在公示期，公示期内不评定等级。',
          '未取得许可从事网约车经营：2026 年 7 月 2 日首次公示，公示期内不评定等级，现在可以申请修复，最晚公示到 2027 年 7 月 2 日',
        ],
      ],
      [
        'nothing yet',
        [general('g', '2026-08-25')],
        [
          '还没有可以计入的信用承诺、合同或荣誉。签一份通用守信承诺，守满 6 个月，就可以评定。',
          '无公示中的失信记录：每个成年人都一样计入，每天重新核对',
          '通用守信承诺：正在履行，守满 6 个月，2027 年 2 月 25 日起计入',
        ],
      ],
      [
        'simple procedure',
        [kept('a'), penalty('p', { severity: 'exempt', title: '警告' })],
        [
          '',
          '施工许可告知承诺：2026 年 9 月 18 日按期履行，计到 2031 年 9 月 18 日',
          '无公示中的失信记录：每个成年人都一样计入，每天重新核对',
          '警告：简易程序或警告，按规定不公示，不计入',
        ],
      ],
      [
        'under objection',
        [penalty('p', { state: 'disputed' })],
        [
          '还没有可以计入的信用承诺、合同或荣誉。签一份通用守信承诺，守满 6 个月，就可以评定。',
          '无公示中的失信记录：每个成年人都一样计入，每天重新核对',
          '未取得许可从事网约车经营：异议处理中，处理期间不计入，也不提供给任何合作方',
        ],
      ],
    ],
  ),
];
