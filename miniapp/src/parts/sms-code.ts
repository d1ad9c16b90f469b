import { useEffect, useState } from 'react';
import { now } from '../platform/time';
import { useSession } from '../stores/session';

const secondsTo = (until: number): number => Math.max(0, Math.ceil((until - now()) / 1000));
/** Whole seconds until a moment, counted down. */
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
const OUTBOX_TRIES = 6;
const OUTBOX_PAUSE = 400;
/** The code a sandbox's phone would have got; the SMS is on its way for a moment after it was asked for. `before`: the one shown last. */
export async function sandboxCode(phone: string, before: string | null): Promise<string | null> {
  for (let i = 0; i < OUTBOX_TRIES; i++) {
    const code = await useSession.getState().sandboxCode(phone);
    if (code && code !== before) return code;
    await new Promise((resolve) => setTimeout(resolve, OUTBOX_PAUSE));
  }
  return before;
}
