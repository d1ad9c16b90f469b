import { useDidShow } from '@tarojs/taro';
import { createContext, useContext, useEffect, useRef, useState } from 'react';

/** How often the page has come into sight: 0 before the first time. For the page itself; what stands in it uses `useShown`. */
export function useVisit(): number {
  const [visit, setVisit] = useState(0);
  useDidShow(() => setVisit((n) => n + 1));
  return visit;
}
export const VisitContext = createContext(0);
/**
 * Runs each time the page comes into sight, for a component that may have been let in later than that (Taro's own hook is silent then): once
 * when it comes in, again whenever its owner comes back to the page.
 */
export function useShown(load: () => unknown): void {
  const visit = useContext(VisitContext);
  const latest = useRef(load);
  latest.current = load;
  useEffect(() => {
    if (visit > 0) void latest.current();
  }, [visit]);
}
