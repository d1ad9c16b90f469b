import { useEffect, useState } from 'react';
import { now } from '../platform/time';

const secondsTo = (until: number): number => Math.max(0, Math.ceil((until - now()) / 1000));
/** Whole seconds until a moment (epoch ms by the server's clock), counted down; 0 once it is past. */
export function useCountdown(until: number): number {
  const [seconds, setSeconds] = useState(() => secondsTo(until));
  useEffect(() => {
    setSeconds(secondsTo(until));
    if (secondsTo(until) === 0) return;
    const timer = setInterval(() => {
      setSeconds(secondsTo(until));
      if (secondsTo(until) === 0) clearInterval(timer);
    }, 500);
    return () => clearInterval(timer);
  }, [until]);
  return seconds;
}
