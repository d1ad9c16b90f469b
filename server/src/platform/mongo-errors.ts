import mongoose from 'mongoose';

const { MongoServerError, MongoNetworkError, MongoServerSelectionError, MongoError } = mongoose.mongo;
/** Driver errors that say "not now": no primary, no connection, no answer in time. */
const AWAY = new Set([
  'MongoPoolClearedError',
  'MongoNotConnectedError',
  'MongoTopologyClosedError',
  'MongoWaitQueueTimeoutError',
  'MongoOperationTimeoutError',
]);

/** Of a socket that breaks while the driver writes to it: these come through as they are (seen with driver 7.8). */
const BROKEN = new Set(['EPIPE', 'ECONNRESET', 'ECONNREFUSED', 'ETIMEDOUT']);
const isBrokenSocket = (e: unknown) => e instanceof Error && 'syscall' in e && BROKEN.has(String((e as NodeJS.ErrnoException).code));

/** The database went away or changes its primary: the caller may try again, nothing was half done. */
export const isOutage = (e: unknown): boolean =>
  e instanceof MongoNetworkError ||
  e instanceof MongoServerSelectionError ||
  isBrokenSocket(e) ||
  (e instanceof MongoError && (e.hasErrorLabel('RetryableWriteError') || e.hasErrorLabel('TransientTransactionError') || AWAY.has(e.name)));

/**
 * A unique index refused the write. With `index`, only that one: its name, or the first field of its key (`numberHash` for `numberHash_1`).
 * The error's text holds the value: never log it.
 */
export function isDuplicateKey(e: unknown, index?: string): boolean {
  if (!(e instanceof MongoServerError) || e.code !== 11000) return false;
  if (index === undefined) return true;
  const name = / index: (\S+) dup key/.exec(e.message)?.[1] ?? '';
  return name === index || name.startsWith(`${index}_`);
}
