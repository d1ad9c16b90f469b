import { type INestApplicationContext, Logger } from '@nestjs/common';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { Lease } from './lease.js';

export interface Migration {
  /** `0007_split_names`: the number orders them. Once released it is neither changed nor removed. */
  readonly id: string;
  /** Forward only, safe to repeat: a process killed half way leaves it to the next. */
  up(app: INestApplicationContext): Promise<void>;
  /** Runs at each start and is not recorded: brings what the code declares (parameter sets of this release) into the database. */
  readonly each?: true;
}
/** Given by the app module, in order. */
export const MIGRATIONS = Symbol('migrations');
interface Done {
  _id: string;
  at: Date;
  ms: number;
}
const LEASE_MS = 20_000;
const PATIENCE_MS = 600_000;
/** Collections whose indexes are made at the same time. */
const AT_ONCE = 8;
const sleep = (ms: number) => new Promise((r) => setTimeout(r, ms));

/**
 * Brings the database to this release, before the first request: indexes of all schemas, then every migration not yet recorded, in order.
 * One process at a time; others wait for it. Called by start and by `npm run migrate`. Answers the ids that ran.
 */
export async function migrate(app: INestApplicationContext): Promise<string[]> {
  const connection = app.get<Connection>(getConnectionToken());
  const migrations = app.get<readonly Migration[]>(MIGRATIONS);
  const done = connection.collection<Done>('migrations');
  const lease = new Lease(connection, 'migrations', LEASE_MS);
  for (const end = Date.now() + PATIENCE_MS; !(await lease.take()); await sleep(100))
    if (Date.now() > end) throw new Error('another process has been migrating for ten minutes: look at its log');
  const ran: string[] = [];
  try {
    // a few at a time: all at once they wait for each other's connections longer than one may wait for a connection
    const models = Object.values(connection.models);
    for (let i = 0; i < models.length; i += AT_ONCE) await Promise.all(models.slice(i, i + AT_ONCE).map((model) => model.createIndexes()));
    for (const m of migrations) {
      if (!m.each && (await done.findOne({ _id: m.id }))) continue;
      lease.assertHeld();
      const begun = performance.now();
      await m.up(app);
      if (m.each) continue;
      lease.assertHeld();
      await done.insertOne({ _id: m.id, at: new Date(), ms: Math.round(performance.now() - begun) }, { writeConcern: { w: 'majority' } });
      ran.push(m.id);
      new Logger('migrations').log(m.id);
    }
  } finally {
    await lease.release();
  }
  return ran;
}
