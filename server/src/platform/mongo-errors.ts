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

/** The database went away or changes its primary: the caller may try again, nothing was half done. */
export const isOutage = (e: unknown): boolean =>
  e instanceof MongoNetworkError ||
  e instanceof MongoServerSelectionError ||
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
