import { useCallback, useEffect, useRef, useState } from 'react';
import { type ApiError, asApiError } from '../api/errors';

export interface Action<A extends unknown[]> {
  run: (...args: A) => Promise<void>;
  busy: boolean;
  error: ApiError | null;
  clear: () => void;
}
/**
 * One thing a person does with a tap. A second tap while the first is under way is the same tap; a refusal is kept for the page to show and
 * cleared by the next try.
 */
export function useAction<A extends unknown[]>(work: (...args: A) => Promise<void>): Action<A> {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const running = useRef(false);
  const alive = useRef(true);
  const latest = useRef(work);
  latest.current = work;
  useEffect(() => {
    alive.current = true;
    return () => {
      alive.current = false;
    };
  }, []);
  const run = useCallback(async (...args: A) => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    setError(null);
    try {
      await latest.current(...args);
    } catch (e) {
      const refusal = asApiError(e);
      if (alive.current) setError(refusal);
    } finally {
      running.current = false;
      if (alive.current) setBusy(false);
    }
  }, []);
  return { run, busy, error, clear: useCallback(() => setError(null), []) };
}
