/** A public terminal is a browser; a mini-program runs on somebody's own phone. */
export const KIOSK: boolean = false;
/** Calls `warn` some seconds before and `leave` when nobody has touched the terminal for `idleMs`. */
export function watchIdle(_idleMs: number, _warnMs: number, _on: { warn: () => void; leave: () => void }): void {}
/** Leaves nothing of the one before: neither in memory nor in the browser. */
export function wipe(): void {}
