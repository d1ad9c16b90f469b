// Answers about things that are opened one at a time and may stand on the page stack together: offers, vouchers.
import { fetcher, nothing, type Remote } from './remote';

export type ById<T> = Readonly<Record<string, Remote<T>>>;
/** One object for ever: a selector that made a new one each time would render its page without end. */
const NONE = nothing<never>();
/** What is held about one of them; nothing yet where it was never asked for. */
export const held = <T>(all: ById<T>, id: string): Remote<T> => all[id] ?? NONE;
/** As `fetcher`, with a slot for each id. */
export function fetcherById<T>(write: (change: (all: ById<T>) => ById<T>) => void): (id: string, ask: () => Promise<T>) => Promise<T | null> {
  const slots = new Map<string, (ask: () => Promise<T>) => Promise<T | null>>();
  return (id, ask) => {
    const into = slots.get(id) ?? fetcher<T>((change) => write((all) => ({ ...all, [id]: change(held(all, id)) })));
    slots.set(id, into);
    return into(ask);
  };
}
