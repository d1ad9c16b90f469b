import mongoose, { type ClientSession, type Connection, type mongo } from 'mongoose';
import { AppError } from './app-error.js';
import { isDuplicateKey } from './mongo-errors.js';

const OPTIONS = { readConcern: { level: 'snapshot' }, writeConcern: { w: 'majority' }, readPreference: 'primary' } as const;
/** Milliseconds until a caller over HTTP is told to come back. */
const WITHIN = 8000;
const ATTEMPTS = 12;
const BULK_DUPLICATE = 11000;

/**
 * Runs `work` in one transaction (snapshot, majority). The driver repeats it after a write conflict, so `work` may run several times: it
 * touches nothing but the database, awaits its operations one after the other, and passes the session to each.
 * Throws service_busy after `attempts` conflicts or `within` milliseconds; a commit under way then may still succeed, so callers that repeat
 * use a request id or a unique index.
 */
export async function inTransaction<T>(
  connection: Connection,
  work: (session: ClientSession) => Promise<T>,
  { within = WITHIN, attempts = ATTEMPTS }: { within?: number; attempts?: number } = {},
): Promise<T> {
  const session = await connection.startSession();
  const deadline = performance.now() + within;
  let attempt = 0;
  const run = session
    .withTransaction(async () => {
      if (++attempt > attempts || performance.now() > deadline) throw new AppError('service_busy', { retryAfter: 2 });
      return work(session);
    }, OPTIONS)
    .finally(() => session.endSession());
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, no) => {
    timer = setTimeout(() => no(new AppError('service_busy', { retryAfter: 2 })), within);
  });
  try {
    return await Promise.race([run, late]);
  } finally {
    clearTimeout(timer);
    run.catch(() => undefined); // when `late` won, its end is of no more interest to anybody
  }
}

/**
 * A transaction that creates something unique. A duplicate key ends a transaction as a whole, so nothing can be looked up inside it: when the
 * unique `index` refuses, `existing` finds, outside, what the other caller made.
 */
export async function createOrFind<T>(
  connection: Connection,
  index: string,
  create: (session: ClientSession) => Promise<T>,
  existing: () => Promise<T | null>,
): Promise<{ created: boolean; value: T }> {
  try {
    return { created: true, value: await inTransaction(connection, create) };
  } catch (e) {
    const found = isDuplicateKey(e, index) ? await existing() : null;
    if (!found) throw e;
    return { created: false, value: found };
  }
}

/**
 * Inserts a batch in its order, durable on a majority. Stops at the first document that the unique `index` knows already: answers how many went
 * in before it. Throws on any other error; then a beginning of the batch may be in.
 */
export async function insertUntilKnown<T extends mongo.Document>(
  collection: mongo.Collection<T>,
  docs: readonly mongo.OptionalUnlessRequiredId<T>[],
  index: string,
): Promise<number> {
  try {
    return (await collection.insertMany([...docs], { ordered: true, writeConcern: { w: 'majority' } })).insertedCount;
  } catch (e) {
    if (!(e instanceof mongoose.mongo.MongoBulkWriteError) || !isDuplicateKey(e, index) || e.result.getWriteConcernError()) throw e;
    return e.result.insertedCount;
  }
}

/**
 * Inserts a batch outside a transaction; documents a unique index knows already are skipped, all others are in. Answers the positions of the
 * known ones. Throws on any other error. Safe to repeat, and safe while other processes insert the same batch.
 */
export async function insertNew<T extends mongo.Document>(
  collection: mongo.Collection<T>,
  docs: readonly mongo.OptionalUnlessRequiredId<T>[],
): Promise<{ inserted: number; known: number[] }> {
  if (docs.length === 0) return { inserted: 0, known: [] };
  try {
    const { insertedCount } = await collection.insertMany([...docs], { ordered: false, writeConcern: { w: 'majority' } });
    return { inserted: insertedCount, known: [] };
  } catch (e) {
    if (!(e instanceof mongoose.mongo.MongoBulkWriteError)) throw e;
    const errors = [e.writeErrors].flat();
    if (errors.length === 0 || errors.some((w) => w.code !== BULK_DUPLICATE)) throw e;
    return { inserted: docs.length - errors.length, known: errors.map((w) => w.index) };
  }
}
