import { suite } from '../cases.js';
import { PUBLICITY_2026 } from '../parameters/publicity.js';
import type { PublicityFacts } from './publicity.js';
import { mayApply, type RepairChannel, repairRoute, repairWhy } from './repair.js';

const BASE: PublicityFacts = {
  effect: 'negative',
  decidedOn: '2026-06-18',
  disclosedOn: '2026-07-02',
  endsOn: null,
  severity: 'general',
  state: 'effective',
  dutiesDone: true,
};
const route = ([change, channel, on]: [Partial<PublicityFacts>, RepairChannel, string]) => {
  const { state, from } = repairRoute({ ...BASE, ...change }, channel, PUBLICITY_2026, on);
  return [state, from];
};
export const suites = [
  suite('way and day of a repair', 'Order 36; mockup 11-repair', route, [
    ['after three months', [{}, 'platform', '2026-11-25'], ['now', '2026-10-02']],
    ['before', [{}, 'platform', '2026-10-01'], ['later', '2026-10-02']],
    ['the duty is open', [{ dutiesDone: false }, 'platform', '2026-11-25'], ['duties', '2026-10-02']],
    ['by the court', [{}, 'court', '2026-11-25'], ['elsewhere', null]],
    ['by its sector', [{}, 'sector', '2026-11-25'], ['elsewhere', null]],
    ['not at all', [{}, 'none', '2026-11-25'], ['closed', null]],
    ['under objection', [{ state: 'disputed' }, 'platform', '2026-11-25'], ['closed', null]],
    ['repaired', [{ state: 'repaired' }, 'platform', '2026-11-25'], ['closed', null]],
    ['publicity is over', [{}, 'platform', '2027-07-03'], ['closed', null]],
    ['exempt', [{ severity: 'exempt' }, 'platform', '2026-11-25'], ['closed', null]],
    ['a month’s end is clamped', [{ disclosedOn: '2026-11-30' }, 'platform', '2026-12-01'], ['later', '2027-02-28']],
    ['…into a leap year', [{ disclosedOn: '2027-11-30' }, 'platform', '2027-12-01'], ['later', '2028-02-29']],
  ]),
  suite('the law of the day decides', 'Order 58 to 2026-03-31, Order 36 from 2026-04-01', route, [
    ['a minor one waits three months by the old', [{ disclosedOn: '2026-02-10', severity: 'minor' }, 'platform', '2026-03-31'], ['later', '2026-05-10']],
    ['and is open at once by the new', [{ disclosedOn: '2026-02-10', severity: 'minor' }, 'platform', '2026-04-01'], ['now', '2026-02-10']],
    ['a general one waits the same', [{ disclosedOn: '2026-01-05' }, 'platform', '2026-04-04'], ['later', '2026-04-05']],
    ['three years of publicity by the old', [{ disclosedOn: '2025-01-05' }, 'platform', '2026-03-31'], ['now', '2025-04-05']],
    ['one by the new: over, nothing to repair', [{ disclosedOn: '2025-01-05' }, 'platform', '2026-04-01'], ['closed', null]],
  ]),
  suite(
    'the words on the card',
    'mockup 11-repair',
    ([change, channel, on]: [Partial<PublicityFacts>, RepairChannel, string]) => {
      const record = { ...BASE, ...change };
      const found = repairRoute(record, channel, PUBLICITY_2026, on);
      return [mayApply(found), repairWhy(record, found, PUBLICITY_2026, on).why];
    },
    [
      ['now', [{}, 'platform', '2026-11-25'], [true, '公示满 3 个月，义务已履行，可以申请']],
      ['later', [{ severity: 'serious' }, 'platform', '2026-11-25'], [false, '公示满 1 年才能申请，2027 年 7 月 2 日起']],
      [
        'duties',
        [{ severity: 'minor', disclosedOn: '2026-11-01', dutiesDone: false }, 'platform', '2026-11-25'],
        [true, '这一类没有最短公示期，履行完义务、有履行证明就可以申请'],
      ],
      ['court', [{}, 'court', '2026-11-25'], [false, '履行后向执行法院申请，本平台不受理']],
      ['sector', [{}, 'sector', '2026-11-25'], [false, '由作出认定的部门受理，到信用中国网站提交，结果会同步到这里']],
      ['over', [{}, 'platform', '2027-07-03'], [false, '不在公示期内，不需要修复']],
    ],
  ),
];
