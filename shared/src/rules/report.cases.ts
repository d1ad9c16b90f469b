import { suite } from '../cases.js';
import { PUBLICITY_2026 } from '../parameters/publicity.js';
import type { CreditRecord } from './record.js';
import { isOffered, reportGap } from './report.js';

const PENALTY: CreditRecord = {
  id: 'r1',
  classCode: '03',
  kind: 'penalty',
  effect: 'negative',
  title: '行政处罚，一般程序',
  unit: '示例综合执法局',
  documentNumber: '津滨示罚〔2026〕1号',
  decidedOn: '2026-05-28',
  disclosedOn: '2026-06-01',
  endsOn: null,
  severity: 'general',
  state: 'effective',
  fulfilment: null,
  fulfilledOn: null,
  dueOn: null,
  general: false,
  dutiesDone: true,
};
const HONOUR: CreditRecord = { ...PENALTY, kind: 'honour', effect: 'positive', severity: null, disclosedOn: null };
const PERMIT: CreditRecord = { ...HONOUR, kind: 'permit', effect: 'neutral' };
const PROMISE: CreditRecord = { ...HONOUR, kind: 'commitment', fulfilment: 'kept', fulfilledOn: '2026-10-01' };
const ON = '2026-11-25';
const gap = ([record, on]: [CreditRecord, string]) => reportGap(record, PUBLICITY_2026, on);

export const suites = [
  suite('what a report leaves out', '天津市社会信用条例 art. 12; Order 36; domain rules 5, 11, 12, 13', gap, [
    ['a penalty in publicity is in', [PENALTY, ON], null],
    ['under objection', [{ ...PENALTY, state: 'disputed' }, ON], 'objection'],
    ['an honour under objection too: nothing disputed is disclosed', [{ ...HONOUR, state: 'disputed' }, ON], 'objection'],
    ['repaired', [{ ...PENALTY, state: 'repaired' }, ON], 'repaired'],
    ['withdrawn by its source', [{ ...PENALTY, state: 'withdrawn' }, ON], 'withdrawn'],
    ['simple procedure, warning', [{ ...PENALTY, severity: 'exempt' }, ON], 'exempt'],
    ['on the last day of its publicity', [PENALTY, '2027-06-01'], null],
    ['the day after', [PENALTY, '2027-06-02'], 'not_public'],
    ['before its first disclosure', [PENALTY, '2026-05-31'], 'not_public'],
    ['never disclosed', [{ ...PENALTY, disclosedOn: null }, ON], 'not_public'],
    ['five years after the decision, the last day', [{ ...HONOUR, decidedOn: '2021-11-25' }, ON], null],
    ['the day after five years', [{ ...HONOUR, decidedOn: '2021-11-24' }, ON], 'past_years'],
    ['a negative one past five years', [{ ...PENALTY, decidedOn: '2021-11-24', disclosedOn: '2026-06-01' }, ON], 'past_years'],
    ['five years count from the end of the behaviour', [{ ...HONOUR, decidedOn: '2015-01-01', endsOn: '2022-01-01' }, ON], null],
    ['a permit without an end stands, however old', [{ ...PERMIT, decidedOn: '2010-01-01' }, ON], null],
    ['a permit that ended six years ago', [{ ...PERMIT, decidedOn: '2010-01-01', endsOn: '2020-11-24' }, ON], 'past_years'],
    ['a commitment kept: five years from then', [{ ...PROMISE, decidedOn: '2019-01-01', fulfilledOn: '2022-01-01' }, ON], null],
    ['a running one without a day stands', [{ ...PROMISE, decidedOn: '2019-01-01', fulfilment: 'running', fulfilledOn: null }, ON], null],
  ]),
  suite('what it is made for', 'product B4', isOffered, [
    ['an award', '评优申报', true],
    ['school service', '志愿服务', true],
    ['a home', '租房用', false],
    ['a job', '公司招聘', false],
    ['a loan', '银行贷款', false],
    ['a marriage', '婚介登记', false],
  ]),
];
