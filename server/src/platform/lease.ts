import type { Connection } from 'mongoose';
import { newId } from './id.js';
import { isDuplicateKey } from './mongo-errors.js';

interface Stored {
  _id: string;
  owner: string;
  fence: number;
  /** Wall clock: it measures a process's silence. */
  until: Date;
}

/** One holder of a name among all processes. Whoever is silent for `ms` has lost it; the fence tells a later holder from an earlier one. */
export class Lease {
  private readonly owner = newId();
  private timer: NodeJS.Timeout | undefined;
  private held = false;
  fence = 0;

  constructor(
    private readonly connection: Connection,
    private readonly name: string,
    private readonly ms: number,
  ) {}

  /** Tries once; while held it renews itself. */
  async take(): Promise<boolean> {
    const now = new Date();
    try {
      const got = await this.leases.findOneAndUpdate(
        { _id: this.name, until: { $lte: now } },
        { $set: { owner: this.owner, until: new Date(now.getTime() + this.ms) }, $inc: { fence: 1 } },
        { upsert: true, returnDocument: 'after' },
      );
      this.fence = got?.fence ?? 0;
    } catch (e) {
      if (isDuplicateKey(e, '_id')) return false; // somebody holds it
      throw e;
    }
    this.held = true;
    this.timer = setInterval(() => void this.renew(), this.ms / 3).unref();
    return true;
  }
  /** Throws when another process may hold it by now: call it before each step that must not happen twice. */
  assertHeld(): void {
    if (!this.held) throw new Error(`lease ${this.name} was lost`);
  }
  async release(): Promise<void> {
    clearInterval(this.timer);
    this.held = false;
    await this.leases.updateOne({ _id: this.name, owner: this.owner, fence: this.fence }, { $set: { until: new Date(0) } });
  }

  private async renew(): Promise<void> {
    const mine = { _id: this.name, owner: this.owner, fence: this.fence };
    const r = await this.leases.updateOne(mine, { $set: { until: new Date(Date.now() + this.ms) } }).catch(() => null); // the next beat tries again
    if (r?.matchedCount === 0) this.held = false;
  }
  private get leases() {
    return this.connection.collection<Stored>('leases');
  }
}
