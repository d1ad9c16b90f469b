import { useEffect, useState } from 'react';
import { instant, now } from '../../../platform/time';

/** Whole seconds until an instant, never below 0, counted down while it is shown; null without one. */
export function useSecondsLeft(until: string | null): number | null {
  const [at, setAt] = useState(now);
  useEffect(() => {
    if (until === null) return;
    setAt(now());
    const timer = setInterval(() => setAt(now()), 1000);
    return () => clearInterval(timer);
  }, [until]);
  return until === null ? null : Math.max(0, Math.ceil((instant(until) - at) / 1000));
}
