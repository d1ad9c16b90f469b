/** One allowed change of state: who may make it and where it leads. Tables of these are the only place that says so. */
export interface Move<State extends string, Event extends string, Actor extends string> {
  readonly event: Event;
  readonly from: readonly State[];
  /** Null: the state stays, the event is data (a partial reversal). */
  readonly to: State | null;
  readonly by: readonly Actor[];
}

/** The state after the event, or null when this actor may not make it from here. */
export function stateAfter<State extends string, Event extends string, Actor extends string>(
  moves: readonly Move<State, Event, Actor>[],
  from: State,
  event: Event,
  by: Actor,
): State | null {
  const move = moves.filter((m) => m.event === event && m.from.indexOf(from) >= 0 && m.by.indexOf(by) >= 0)[0];
  return move === undefined ? null : (move.to ?? from);
}

/** The states an event can come from: the filter of the conditional update that makes it. */
export const statesFor = <State extends string, Event extends string, Actor extends string>(
  moves: readonly Move<State, Event, Actor>[],
  event: Event,
): State[] => moves.filter((m) => m.event === event).reduce<State[]>((all, m) => all.concat(m.from), []);
