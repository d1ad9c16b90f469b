import type { mongo } from 'mongoose';
import { AppError } from './app-error.js';

/** Milliseconds until a caller is told to come back: a majority cannot be reached. */
const WITHIN = 5000;
const TIMED_OUT = 50;

/**
 * The document as a majority of the replica set holds it. For an answer that rests on another request's write: seen before it is durable, it
 * could still be lost with its primary. Costs a round to the other members.
 */
export async function readDurable<T extends { _id: string }>(collection: mongo.Collection<T>, id: string): Promise<T | null> {
  try {
    const filter = { _id: id } as mongo.Filter<T>;
    return (await collection.findOne(filter, { readConcern: { level: 'linearizable' }, maxTimeMS: WITHIN })) as T | null;
  } catch (e) {
    if (e instanceof Error && 'code' in e && e.code === TIMED_OUT) throw new AppError('service_busy', { retryAfter: 2 });
    throw e;
  }
}
