import { suite } from '../../cases.js';
import { addMonths } from '../../dates/dates.js';
import type { CreditRecord } from '../record.js';
import { type Change, changes } from './changes.js';
import { contract, general, honour, kept, PARAMETERS, penalty, record, running, TODAY } from './g1.cases.js';
import { decide } from './g1.js';
import { choices, whatIf } from './g1-what-if.js';

const five = ['c1', 'c2', 'c3', 'c4', 'c5'].map((id) => kept(id));
const said = (list: readonly Change[]) => list.map(({ text }) => text);
interface Asked {
  records: readonly CreditRecord[];
  chosen?: readonly string[];
  months?: number;
}
const ask = ({ records, chosen = [], months = 0 }: Asked) => {
  const found = whatIf(records, TODAY, PARAMETERS, { chosen, months });
  return found && [found.grade, found.on, said(found.changes)];
};
const between = ([before, after]: readonly [readonly CreditRecord[], readonly CreditRecord[]]) =>
  said(changes({ result: decide(before, TODAY, PARAMETERS), records: before }, { result: decide(after, TODAY, PARAMETERS), records: after }));
const permit = penalty('p', { title: '未取得许可从事网约车经营', disclosedOn: '2026-10-02' });

export const suites = [
  suite(
    'what may be chosen',
    'product B2',
    (records: readonly CreditRecord[]) =>
      choices(records, TODAY, PARAMETERS)
        .filter(({ key }) => !/^more_/.test(key))
        .map(({ key, from }) => [key, from]),
    [
      ['nobody has signed yet', [], [['sign_general', '2027-05-25']]],
      [
        'a running commitment, a general one under way',
        [running('a'), general('g', '2026-08-25')],
        [
          ['fulfil:a', TODAY],
          ['keep_general:g', '2027-02-25'],
        ],
      ],
      [
        'a record in publicity',
        [permit],
        [
          ['repair:p', '2027-01-02'],
          ['sign_general', '2027-05-25'],
          ['wait:p', '2027-10-03'],
        ],
      ],
      ['a general one that counts already is no choice', [general('g', '2026-05-25')], []],
      ['what is over is no choice', [kept('a'), contract('k'), honour('h'), record({ id: 'b', fulfilment: 'broken' }), general('g', '2026-05-25')], []],
      ['under objection: neither repair nor waiting', [{ ...permit, state: 'disputed' }], [['sign_general', '2027-05-25']]],
    ],
  ),
  suite('what the choices give', 'product B2: by the same rules on changed records', ask, [
    ['nothing chosen is today', { records: [kept('a')] }, ['good', TODAY, []]],
    [
      'the mockup: the sixth commitment kept',
      { records: [...five, running('c6'), honour('h'), contract('k')], chosen: ['fulfil:c6'] },
      ['exemplary', TODAY, ['施工许可告知承诺：开始计入']],
    ],
    ['a general commitment kept for six months', { records: [], chosen: ['sign_general'] }, ['good', '2027-05-25', ['通用守信承诺：开始计入']]],
    ['repair alone', { records: [kept('a'), permit], chosen: ['repair:p'] }, ['good', '2027-01-02', ['未取得许可从事网约车经营：已修复']]],
    [
      'repair and a running commitment together',
      { records: [kept('a'), kept('b'), running('c'), running('d'), permit], chosen: ['repair:p', 'fulfil:c', 'fulfil:d'] },
      ['excellent', '2027-01-02', ['未取得许可从事网约车经营：已修复', '施工许可告知承诺：开始计入', '施工许可告知承诺：开始计入']],
    ],
    ['waiting for the end of publicity', { records: [kept('a'), permit], chosen: ['wait:p'] }, ['good', '2027-10-03', ['未取得许可从事网约车经营：公示期满']]],
    ['months that pass do not only help', { records: [kept('a', '2021-12-10')], months: 1 }, ['unrated', '2026-12-25', ['施工许可告知承诺：计入期已满']]],
    [
      'one more commitment than there are',
      { records: [...five, honour('h'), contract('k')], chosen: ['more_commitment'] },
      ['exemplary', TODAY, ['一项新的信用承诺：开始计入']],
    ],
    [
      'one more than counts',
      { records: [...five, kept('c6')], chosen: ['more_commitment'], months: 0 },
      ['excellent', TODAY, ['一项新的信用承诺：开始计入', '施工许可告知承诺：同一类已计满，换成了计得更久的']],
    ],
    ['what is not to be chosen', { records: [kept('a')], chosen: ['fulfil:a'] }, null],
    ['somebody else’s record', { records: [kept('a')], chosen: ['repair:other'] }, null],
  ]),
  suite('what became otherwise', 'product B2: twelve months in words', between, [
    ['nothing', [[kept('a')], [kept('a')]], []],
    ['a new record', [[], [honour('h')]], ['滨海新区优秀志愿者：开始计入']],
    ['publicity began', [[kept('a')], [kept('a'), permit]], ['未取得许可从事网约车经营：开始公示，公示期内不评定等级']],
    ['repaired', [[permit], [{ ...permit, state: 'repaired' }]], ['未取得许可从事网约车经营：已修复']],
    ['objection', [[permit], [{ ...permit, state: 'disputed' }]], ['未取得许可从事网约车经营：异议处理中，暂不计入']],
    ['withdrawn by its source', [[kept('a')], [{ ...kept('a'), state: 'withdrawn' }]], ['施工许可告知承诺：认定单位已撤回，不再计入']],
    ['gone altogether', [[permit], []], ['未取得许可从事网约车经营：已从目录里删除']],
    ['what counted is gone', [[kept('a')], []], ['施工许可告知承诺：已从目录里删除']],
    ['past its years', [[kept('a', addMonths(TODAY, -59))], [kept('a', addMonths(TODAY, -61))]], ['施工许可告知承诺：计入期已满']],
  ]),
];
