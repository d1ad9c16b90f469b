import { useCallback, useEffect, useRef, useState } from 'react';
import { type ApiError, asApiError } from '../api/errors';
import { askStepUp } from './step-up';

export interface Action<A extends unknown[]> {
  run: (...args: A) => Promise<void>;
  busy: boolean;
  error: ApiError | null;
  clear: () => void;
}
/**
 * One thing a person does with a tap. A second tap while the first is under way is the same tap; a refusal is kept for the page to show and
 * cleared by the next try. Where the server wants a fresh proof of the person first, they give it and the same thing is done by itself.
 */
export function useAction<A extends unknown[]>(work: (...args: A) => Promise<void>): Action<A> {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const running = useRef(false);
  const alive = useRef(true);
  const again = useRef<((...args: A) => Promise<void>) | null>(null);
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
      if (refusal.code === 'step_up_needed') {
        await askStepUp(() => {
          if (alive.current) void again.current?.(...args);
        });
      } else if (alive.current) setError(refusal);
    } finally {
      running.current = false;
      if (alive.current) setBusy(false);
    }
  }, []);
  again.current = run;
  return { run, busy, error, clear: useCallback(() => setError(null), []) };
}
