import { type LocalDate, localDateOf } from '../dates/dates.js';
import type { StayState } from '../states/parking-stay.js';
import { MOST_STAY_S } from './parking-fee.js';

/** What a gate saw of one plate, by the gate's own clock. */
export interface GateEvent {
  readonly id: string;
  readonly type: 'entry' | 'exit';
  /** Which car park. */
  readonly lot: string;
  /** Epoch milliseconds. */
  readonly at: number;
}
export interface Stay {
  readonly state: StayState;
  readonly lot: string;
  readonly entry: GateEvent | null;
  readonly exit: GateEvent | null;
  /** Whole seconds; null where there is no believable beginning or end: never negative, never invented (PRK-1). */
  readonly seconds: number | null;
  /** The Shanghai day a perk counts for: that of the entry. Null without one. */
  readonly day: LocalDate | null;
}

/** How far a gate's clock may be ahead of ours before its event is refused (PRK-1). */
export const MOST_AHEAD_MS = 10 * 60_000;
/** The two lanes of one car park have clocks of their own: an exit this little before its entry is that pair, and no stay can be read from it. */
const LANES_APART_MS = 2 * 60_000;
/** A car in one place this long without an exit has left unseen, as far as another place is concerned. */
const ELSEWHERE_MS = 86_400_000;

const secondsOf = (entry: GateEvent, exit: GateEvent): number | null => {
  const seconds = Math.floor((exit.at - entry.at) / 1000);
  return seconds < 0 || seconds > MOST_STAY_S ? null : seconds;
};
function stay(entry: GateEvent | null, exit: GateEvent | null, state: StayState): Stay {
  const seconds = state === 'left' && entry && exit ? secondsOf(entry, exit) : null;
  const readable = state === 'left' && seconds === null ? 'needs_review' : state;
  return { state: readable, lot: (entry ?? exit)?.lot ?? '', entry, exit, seconds, day: entry && localDateOf(entry.at) };
}

/** A whole order, also of two car parks in the same millisecond: whatever came first over the wire, the list is one. */
const inOrder = (a: GateEvent, b: GateEvent): number => a.at - b.at || (a.type === b.type ? (a.id < b.id ? -1 : 1) : a.type === 'entry' ? -1 : 1);
const firstOf = ({ entry, exit }: Stay): GateEvent => (entry ?? exit) as GateEvent; // no stay is read from nothing

function staysAt(events: readonly GateEvent[], nowMs: number): Stay[] {
  const stays: Stay[] = [];
  let open: GateEvent | null = null;
  events.forEach((event, i) => {
    const next = events[i + 1];
    if (event.type === 'exit') {
      if (!open && next?.type === 'entry' && next.at - event.at <= LANES_APART_MS) return; // judged with that entry
      stays.push(stay(open, event, open ? 'left' : 'needs_review'));
      open = null;
      return;
    }
    if (open) stays.push(stay(open, null, 'unknown_end'));
    const before = events[i - 1];
    const swapped = !open && before?.type === 'exit' && event.at - before.at <= LANES_APART_MS && !stays.some((s) => s.exit === before);
    if (swapped && before) stays.push(stay(event, before, 'needs_review'));
    open = swapped ? null : event;
  });
  if (open) stays.push(stay(open, null, nowMs - (open as GateEvent).at > MOST_STAY_S * 1000 ? 'unknown_end' : 'parked'));
  return stays;
}

/**
 * What the events of one plate come to, oldest first. The same events in any order, any of them twice, give the same stays (trouble PRK-1).
 * @param nowMs when it is asked: a car seen to enter more than thirty days ago is no longer parked
 */
export function staysOf(events: readonly GateEvent[], nowMs: number): Stay[] {
  const lots: { [lot: string]: GateEvent[] } = {};
  const seen: { [id: string]: true } = {};
  for (const event of events) {
    if (seen[event.id]) continue;
    seen[event.id] = true;
    lots[event.lot] = [...(lots[event.lot] ?? []), event];
  }
  return Object.keys(lots)
    .reduce<Stay[]>((all, lot) => all.concat(staysAt((lots[lot] ?? []).sort(inOrder), nowMs)), [])
    .sort((a, b) => inOrder(firstOf(a), firstOf(b)));
}

/**
 * Stays at another place that overlap this one: one car cannot do that, so one of the two plates is a copy, or an exit was lost (trouble PRK-4).
 * Until the owner says which car is theirs, neither has the perk.
 */
export function elsewhere(one: Stay, all: readonly Stay[], nowMs: number): Stay[] {
  const there = ({ entry, exit, state }: Stay): readonly [from: number, to: number] | null =>
    entry && (state === 'parked' || state === 'left') ? [entry.at, exit?.at ?? Math.min(nowMs, entry.at + ELSEWHERE_MS)] : null;
  const here = there(one);
  return all.filter((other) => {
    const away = other.lot === one.lot ? null : there(other);
    return here !== null && away !== null && away[0] < here[1] && away[1] > here[0];
  });
}
