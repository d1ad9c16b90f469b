interface Waiter<T> {
  readonly ok: (found: T | null) => void;
  readonly no: (error: unknown) => void;
}
/** Loads under way at once; the rest wait, so that a batch grows with the load and a lone read waits for nothing. */
const LANES = 2;
const MOST = 256;

/**
 * Joins reads by key made in one turn of the event loop into one load. A load starts after its call and sees every write acknowledged by then.
 * What it finds is shared by the callers of one key: read only.
 */
export class Batcher<T> {
  private waiting = new Map<string, Waiter<T>[]>();
  private scheduled = false;
  private busy = 0;

  /** `load` answers by key; a key it leaves out was not found. */
  constructor(private readonly load: (keys: string[]) => Promise<ReadonlyMap<string, T>>) {}

  get(key: string): Promise<T | null> {
    return new Promise((ok, no) => {
      const waiters = this.waiting.get(key);
      if (waiters) waiters.push({ ok, no });
      else {
        if (this.waiting.size >= MOST) void this.flush(true);
        this.waiting.set(key, [{ ok, no }]);
      }
      if (this.busy < LANES) this.later();
    });
  }

  private later(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    setImmediate(() => void this.flush(false));
  }
  private async flush(full: boolean): Promise<void> {
    this.scheduled = false;
    if (this.waiting.size === 0 || (this.busy >= LANES && !full)) return;
    const batch = this.waiting;
    this.waiting = new Map();
    this.busy++;
    try {
      const found = await this.load([...batch.keys()]);
      for (const [key, waiters] of batch) {
        const value = found.get(key) ?? null;
        for (const w of waiters) w.ok(value);
      }
    } catch (e) {
      for (const waiters of batch.values()) for (const w of waiters) w.no(e);
    } finally {
      this.busy--;
      if (this.waiting.size) this.later();
    }
  }
}
