// What a store holds of the server: the last answer, the last failure, and whether one is on its way.
import { type ApiError, asApiError } from '../api/errors';

export interface Remote<T> {
  data: T | null;
  error: ApiError | null;
  busy: boolean;
}
export const nothing = <T>(): Remote<T> => ({ data: null, error: null, busy: false });

/** Counts the people this app has belonged to: an answer that was asked for by the one before is dropped. */
let person = 0;
const resets: (() => void)[] = [];
/** A store says once how it forgets; `personChanged` calls all of them. */
export const onPersonChange = (forget: () => void): void => {
  resets.push(forget);
};
/** After a log-in, a log-out and a change of role: nothing of the one before stays in memory. */
export function personChanged(): void {
  person++;
  for (const forget of resets) forget();
}

/**
 * Fetches into one slot of a store. Old data stays while a newer answer is on its way and when it fails. Of several overlapping fetches the
 * last one asked wins. Answers null when it failed or came too late.
 */
export function fetcher<T>(write: (change: (old: Remote<T>) => Remote<T>) => void): (ask: () => Promise<T>) => Promise<T | null> {
  let latest = 0;
  return async (ask) => {
    const turn = ++latest;
    const owner = person;
    const current = () => turn === latest && owner === person;
    write((old) => ({ ...old, busy: true }));
    try {
      const data = await ask();
      if (!current()) return null;
      write(() => ({ data, error: null, busy: false }));
      return data;
    } catch (e) {
      const error = asApiError(e);
      if (current()) write((old) => ({ ...old, error, busy: false }));
      return null;
    }
  };
}
