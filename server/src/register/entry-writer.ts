import type { Model } from 'mongoose';
import { native } from '../platform/native.js';
import { insertNew } from '../platform/transactions.js';
import type { RegisterEntry } from './register-entry.schema.js';

interface Waiting {
  readonly entry: RegisterEntry;
  readonly ok: () => void;
  readonly no: (e: unknown) => void;
}
/** Batches under way at once; what comes meanwhile forms the next, so that batches grow with the load and a lone entry waits for nothing. */
const LANES = 2;
const MOST = 500;

/** Group commit: entries made in one turn of the event loop are written, durable, in one go. */
export class EntryWriter {
  private waiting: Waiting[] = [];
  private busy = 0;
  private scheduled = false;

  constructor(private readonly entries: () => Model<RegisterEntry>) {}

  /** Resolves once a majority holds it, also when its `once` was there already. */
  write(entry: RegisterEntry): Promise<void> {
    return new Promise((ok, no) => {
      this.waiting.push({ entry, ok, no });
      this.later();
    });
  }

  private later(): void {
    if (this.scheduled || this.busy >= LANES || this.waiting.length === 0) return;
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      void this.flush();
    });
  }
  private async flush(): Promise<void> {
    const batch = this.waiting.splice(0, MOST);
    if (batch.length === 0) return;
    this.busy++;
    try {
      const { known } = await insertNew(
        native(this.entries()),
        batch.map((w) => w.entry),
      );
      const doubles = new Set(known);
      batch.forEach((w, i) => {
        // an entry without `once` has only its random id to collide with: rather no reply than a look that is not on record
        if (doubles.has(i) && w.entry.once === undefined) w.no(new Error('register entry refused as a duplicate'));
        else w.ok();
      });
    } catch (e) {
      for (const w of batch) w.no(e);
    } finally {
      this.busy--;
      this.later();
    }
  }
}
