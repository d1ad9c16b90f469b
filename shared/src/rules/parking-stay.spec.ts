import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseInstant } from '../dates/dates.js';
import { elsewhere, type GateEvent, staysOf } from './parking-stay.js';

interface Row {
  readonly name: string;
  readonly events: readonly { id: string; type: 'entry' | 'exit'; at?: string }[];
}
const PRK1: readonly Row[] = JSON.parse(readFileSync(new URL('../../../test/cases/PRK-1.events.json', import.meta.url), 'utf8'));
const ms = (text: string) => parseInstant(text) ?? Number.NaN;
const NOW = ms('2026-06-02T12:00:00+08:00');
const DEFAULT = { entry: '2026-06-01T08:00:00+08:00', exit: '2026-06-01T09:00:00+08:00' };
const eventsOf = (name: string): GateEvent[] => {
  const row = PRK1.find((r) => r.name === name);
  if (!row) throw new Error(`PRK-1 has no ${name}`);
  return row.events.map(({ id, type, at }) => ({ id, type, lot: 'a', at: ms(at ?? DEFAULT[type]) }));
};
const brief = (events: readonly GateEvent[]) => staysOf(events, NOW).map((s) => [s.state, s.seconds === null ? null : s.seconds / 60, s.day]);

describe('PRK-1 events', () => {
  it.each([
    ['out of order', [['left', 120, '2026-06-01']]],
    ['exit without entry', [['needs_review', null, null]]],
    ['exit before entry', [['needs_review', null, '2026-06-01']]],
    ['sent twice', [['left', 60, '2026-06-01']]],
    [
      'second entry, no exit between',
      [
        ['unknown_end', null, '2026-06-01'],
        ['parked', null, '2026-06-02'],
      ],
    ],
    ['over midnight', [['left', 30, '2026-06-01']]],
  ] as const)('%s', (name, want) => expect(brief(eventsOf(name))).toEqual(want));

  const event = fc.record({
    id: fc.integer({ min: 0, max: 30 }).map(String),
    type: fc.constantFrom<'entry' | 'exit'>('entry', 'exit'),
    lot: fc.constantFrom('a', 'b'),
    at: fc.integer({ min: NOW - 3 * 86_400_000, max: NOW }),
  });
  const day = fc.uniqueArray(event, { selector: (e) => e.id, maxLength: 12 });
  it('any order, any of them twice: the same stays, no negative time, no event in two stays', () =>
    fc.assert(
      fc.property(day, fc.infiniteStream(fc.nat()), (events, random) => {
        const stays = staysOf(events, NOW);
        const shuffled = [...events, ...events]
          .map((e) => [random.next().value as number, e] as const)
          .sort((x, y) => x[0] - y[0])
          .map(([, e]) => e);
        expect(staysOf(shuffled, NOW)).toEqual(stays);
        const used = stays.flatMap((s) => [s.entry?.id, s.exit?.id].filter((id) => id !== undefined));
        expect(used.slice().sort()).toEqual(events.map((e) => e.id).sort());
        for (const s of stays) expect(s.seconds === null || s.seconds >= 0).toBe(true);
      }),
    ));
});

it('two car parks in the same millisecond stand in one order, whichever told first', () => {
  const events: GateEvent[] = [
    { id: '0', type: 'entry', lot: 'a', at: NOW },
    { id: '1', type: 'entry', lot: 'b', at: NOW },
  ];
  expect(staysOf(events.slice().reverse(), NOW)).toEqual(staysOf(events, NOW));
  expect(staysOf(events, NOW).map((s) => s.lot)).toEqual(['a', 'b']);
});
describe('PRK-4 one plate at two places', () => {
  const at = (clock: string) => ms(`2026-06-01T${clock}:00+08:00`);
  const events: GateEvent[] = [
    { id: '1', type: 'entry', lot: 'a', at: at('08:00') },
    { id: '2', type: 'entry', lot: 'b', at: at('08:05') },
    { id: '3', type: 'exit', lot: 'b', at: at('09:00') },
    { id: '4', type: 'exit', lot: 'a', at: at('10:00') },
  ];
  const doubts = (some: readonly GateEvent[], now: number) => {
    const all = staysOf(some, now);
    return all.map((s) => elsewhere(s, all, now).length);
  };
  it('each of the two is in doubt, at its exit and afterwards', () => {
    expect(doubts(events.slice(0, 3), at('09:00'))).toEqual([1, 1]);
    expect(doubts(events, at('10:00'))).toEqual([1, 1]);
  });
  it('one after the other is no doubt', () => {
    const [entry, , , exit] = events as [GateEvent, GateEvent, GateEvent, GateEvent];
    expect(doubts([entry, { ...exit, at: at('08:30') }, { id: '5', type: 'entry', lot: 'b', at: at('08:40') }], at('09:00'))).toEqual([0, 0]);
  });
  it('an exit lost a day ago is no car elsewhere', () => {
    const [entry] = events as [GateEvent];
    expect(
      doubts(
        [
          { ...entry, at: entry.at - 86_400_000 },
          { id: '5', type: 'entry', lot: 'b', at: at('08:40') },
        ],
        at('09:00'),
      ),
    ).toEqual([0, 0]);
  });
});
