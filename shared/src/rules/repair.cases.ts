import { suite } from '../cases.js';
import { PUBLICITY_2026 } from '../parameters/publicity.js';
import type { PublicityFacts } from './publicity.js';
import { type RepairChannel, repairRoute } from './repair.js';

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
  ]),
];
