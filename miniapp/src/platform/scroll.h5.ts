// See scroll.ts. Kept for the life of the browser's tab and no longer.
const keyOf = (page: string): string => `bh.scroll.${page}`;
const SETTLE_MS = 200;
/** The window scrolls for whichever page is on top: only this one's own place is kept. */
const onTop = (page: string): boolean => window.location.hash.slice(2).split('?')[0] === page;

export function keepScroll(page: string): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const heard = () => {
    clearTimeout(timer);
    if (!onTop(page)) return;
    timer = setTimeout(() => {
      if (!onTop(page)) return;
      try {
        sessionStorage.setItem(keyOf(page), String(Math.round(window.scrollY)));
      } catch {
        // a browser without storage starts the list at its top
      }
    }, SETTLE_MS);
  };
  window.addEventListener('scroll', heard, { passive: true });
  return () => {
    clearTimeout(timer);
    window.removeEventListener('scroll', heard);
  };
}
export function restoreScroll(page: string): void {
  try {
    const top = Number(sessionStorage.getItem(keyOf(page)) ?? 0);
    if (top > 0) window.scrollTo({ top });
  } catch {
    // see above
  }
}
