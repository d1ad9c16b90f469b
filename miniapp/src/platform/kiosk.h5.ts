// See kiosk.ts. The terminal's browser is opened at …/?kiosk=1; the mark stays in the address, before the #, over every page.
export const KIOSK: boolean = /[?&]kiosk=1(&|$)/.test(window.location.search);
const SIGNS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;

export function watchIdle(idleMs: number, warnMs: number, { warn, leave }: { warn: () => void; leave: () => void }): void {
  let timers: ReturnType<typeof setTimeout>[] = [];
  const touched = () => {
    for (const t of timers) clearTimeout(t);
    timers = [setTimeout(warn, idleMs - warnMs), setTimeout(leave, idleMs)];
  };
  for (const sign of SIGNS) window.addEventListener(sign, touched, { passive: true, capture: true });
}
export function wipe(): void {
  for (const store of [window.localStorage, window.sessionStorage]) {
    try {
      store.clear();
    } catch {
      // a browser without storage has nothing to forget
    }
  }
  // the history of pages goes as well: back must not show what the one before looked at
  window.location.replace(`${window.location.pathname}${window.location.search}#/pages/home/index`);
  window.location.reload();
}
