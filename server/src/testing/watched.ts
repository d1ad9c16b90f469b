import type { Connection } from 'mongoose';
import type { TestApp } from './test-app.js';

export interface Told {
  readonly status: number;
  /** The reply as it leaves: its bytes, and its headers but the date. */
  readonly bytes: string;
  readonly headers: string;
  /** What the database was asked, in no order of its own: command, collection, fields of the filter. */
  readonly commands: readonly string[];
}
/** What a process does by its own clock, whoever asks: leases, the queue, the log's sealer. */
const BY_CLOCK = new Set(['leases', 'jobs', 'key_readers', 'register_lanes', 'register_log', 'register_tiles', 'register_heads']);
/** A request with everything that the database was asked while it ran, by MongoDB's own profiler. Nothing else may run meanwhile. */
export async function watched(db: Connection, send: () => ReturnType<TestApp['send']>): Promise<Told> {
  const mongo = db.db;
  if (!mongo) throw new Error('no connection');
  await mongo.command({ profile: 0 });
  await mongo
    .collection('system.profile')
    .drop()
    .catch(() => false);
  await mongo.command({ profile: 2 });
  const r = await send();
  await mongo.command({ profile: 0 });
  const seen = await mongo
    .collection('system.profile')
    .find({ op: { $in: ['query', 'insert', 'update', 'remove', 'command'] } })
    .sort({ ts: 1 })
    .toArray();
  const commands = seen.flatMap(({ ns, op: kind, command = {} }) => {
    const collection = String(ns).replace(/^[^.]+\./, '');
    if (collection === 'system.profile' || collection === '$cmd' || 'getMore' in command || 'aggregate' in command) return []; // ours, and the caches' streams
    const fields = Object.keys(command.filter ?? command.q ?? {}).join();
    if (BY_CLOCK.has(collection) || fields === 'rev') return []; // and the caches' polls
    const many = Object.keys(command.filter?._id ?? {})
      .join()
      .startsWith('$in');
    return [`${kind} ${collection} ${fields} ${many ? 'in' : ''}`.trim()];
  });
  const { date: _, ...headers } = r.headers;
  return { status: r.status, bytes: JSON.stringify(r.body), headers: JSON.stringify(headers), commands: commands.sort() };
}
