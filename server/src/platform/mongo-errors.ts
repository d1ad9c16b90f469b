import { isNativeError } from 'node:util/types';
import mongoose from 'mongoose';

const { MongoServerError, MongoNetworkError, MongoServerSelectionError, MongoError, MongoBulkWriteError } = mongoose.mongo;
/** Driver errors that say "not now": no primary, no connection, no answer in time. */
const AWAY = new Set([
  'MongoPoolClearedError',
  'MongoNotConnectedError',
  'MongoTopologyClosedError',
  'MongoWaitQueueTimeoutError',
  'MongoOperationTimeoutError',
]);

/**
 * Codes by which a server that stops, steps down or is slow ends what was under way. The driver labels them for some commands only: a read,
 * or a batch whose write concern was not met, carries the bare code.
 */
const STOPPING = new Set([
  6, // HostUnreachable
  7, // HostNotFound
  43, // CursorNotFound: the member that held it ended in between
  50, // MaxTimeMSExpired
  64, // WriteConcernFailed (timed out)
  89, // NetworkTimeout
  91, // ShutdownInProgress
  133, // FailedToSatisfyReadPreference
  134, // ReadConcernMajorityNotAvailableYet
  189, // PrimarySteppedDown
  211, // KeyNotFound: just started again, the keys that sign cluster times are not read yet
  262, // ExceededTimeLimit
  9001, // SocketException
  10107, // NotWritablePrimary
  11600, // InterruptedAtShutdown
  11602, // InterruptedDueToReplStateChange
  13435, // NotPrimaryNoSecondaryOk
  13436, // NotPrimaryOrSecondary
]);
const isStopping = (e: unknown): boolean => e instanceof MongoServerError && typeof e.code === 'number' && STOPPING.has(e.code);
/**
 * A batch that failed as a whole: the driver puts a batch error in place of what happened and keeps only its code, so one without a code was no
 * reply of the database at all (connection, pool, time out); one that is written but not known to be durable has a write concern error.
 */
const isBrokenBatch = (e: unknown): boolean =>
  e instanceof MongoBulkWriteError && [e.writeErrors].flat().length === 0 && (e.code === undefined || e.result?.getWriteConcernError() !== undefined);

/**
 * Of a socket that breaks while the driver writes to it: these come through as they are (seen with driver 7.8). One that the other side has ended is
 * refused by Node itself before any system call.
 */
const BROKEN = new Set(['EPIPE', 'ECONNRESET', 'ECONNREFUSED', 'ETIMEDOUT']);
const isBrokenSocket = (e: unknown) => isNativeError(e) && BROKEN.has(String((e as NodeJS.ErrnoException).code));

/** The database went away or changes its primary: the caller may try again, nothing was half done. */
export const isOutage = (e: unknown): boolean =>
  e instanceof MongoNetworkError ||
  e instanceof MongoServerSelectionError ||
  isBrokenSocket(e) ||
  isStopping(e) ||
  isBrokenBatch(e) ||
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
