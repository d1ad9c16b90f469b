import { useDidHide, useDidShow } from '@tarojs/taro';
import { useEffect, useRef, useState } from 'react';
import { onHide, onShow } from '../platform/window';

/** Is this page in sight: on top of the stack, and the app in front? */
export function useInSight(): boolean {
  const [page, setPage] = useState(true);
  const [app, setApp] = useState(true);
  useDidShow(() => setPage(true));
  useDidHide(() => setPage(false));
  useEffect(() => {
    const stops = [onShow(() => setApp(true)), onHide(() => setApp(false))];
    return () => stops.forEach((stop) => void stop());
  }, []);
  return page && app;
}

/** Milliseconds between two questions: at first, after how many without news they get rarer, and at most. */
const STEADY = 3000;
const PATIENT_AFTER = 40;
const SLOWEST = 15_000;
/**
 * Asks again and again while `on`: at once, then about every three seconds, rarer after two quiet minutes, and rarer each time nobody answers.
 * `ask` tells whether an answer came.
 */
export function useFollow(on: boolean, ask: () => Promise<boolean>): void {
  const latest = useRef(ask);
  latest.current = ask;
  useEffect(() => {
    if (!on) return;
    let stopped = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let wait = STEADY;
    let asked = 0;
    const run = async () => {
      const answered = await latest.current();
      if (stopped) return;
      asked++;
      if (!answered) wait = Math.min(wait * 2, SLOWEST);
      else wait = asked < PATIENT_AFTER ? STEADY : Math.min(wait * 1.1, SLOWEST);
      timer = setTimeout(() => void run(), wait);
    };
    void run();
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [on]);
}
