import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import mongoose, { type Connection } from 'mongoose';
import { LiveCache, nextRev } from './live-cache.js';
import { inTransaction } from './transactions.js';

interface Doc {
  _id: string;
  rev: number;
  text: string;
}
let connection: Connection;
let cache: LiveCache<Doc, string>;
const docs = () => connection.collection<Doc>('docs');
const read = (doc: Doc) => {
  if (doc.text === 'nonsense') throw new TypeError('not understood');
  return doc.text;
};
const made: LiveCache<Doc, string>[] = [];
const cacheOf = (times: Partial<{ pollMs: number; closedAfterMs: number; reopenMs: number }> = {}) => {
  const c = new LiveCache<Doc, string>({ collection: () => docs() as never, read }, { pollMs: 15_000, closedAfterMs: 60_000, reopenMs: 1000, ...times });
  made.push(c);
  return c;
};
const write = (_id: string, text: string) =>
  inTransaction(connection, async (session) => {
    const rev = await nextRev(connection, 'docs', session);
    await docs().updateOne({ _id }, { $set: { text, rev } }, { upsert: true, session });
    return rev;
  });
const until = async (what: () => boolean, ms = 3000) => {
  const end = performance.now() + ms;
  while (!what() && performance.now() < end) await new Promise((r) => setTimeout(r, 5));
  return what();
};
/** Ends every change stream on the server, as a failing node would. */
const killStreams = async () => {
  const admin = connection.getClient().db('admin');
  const { cursor } = await admin.command({ aggregate: 1, pipeline: [{ $currentOp: { idleCursors: true } }], cursor: {} });
  const ids: (mongoose.mongo.Long | number)[] = cursor.firstBatch
    .map((op: { ns?: string; cursor?: { cursorId: unknown } }) => (op.ns?.endsWith('.docs') ? op.cursor?.cursorId : undefined))
    .filter(Boolean);
  // a small id arrives as a plain number and would go back as a double, which the command refuses
  await connection.db?.command({ killCursors: 'docs', cursors: ids.map((id) => mongoose.mongo.Long.fromValue(id)) });
};
beforeAll(async () => {
  connection = await mongoose.createConnection((process.env.TEST_MONGO ?? '').replace('/DB', `/t_live_${process.env.JEST_WORKER_ID}`)).asPromise();
});
beforeEach(async () => {
  await connection.dropDatabase();
  await write('a', 'one');
});
afterEach(async () => {
  for (const c of made.splice(0)) await c.stop();
});
afterAll(async () => {
  await connection.dropDatabase();
  await connection.close();
});

test('a change arrives by the stream long before the next poll', async () => {
  cache = cacheOf();
  await cache.start();
  expect(cache.get('a')).toBe('one');
  await write('a', 'two');
  await write('b', 'new');
  expect(await until(() => cache.get('a') === 'two' && cache.get('b') === 'new')).toBe(true);
});
test('with the stream dead the poll brings changes; with both dead for too long nothing is answered', async () => {
  cache = cacheOf({ pollMs: 50, reopenMs: 3_600_000, closedAfterMs: 400 });
  const stream = Reflect.get(cache, 'watch') as () => void;
  Reflect.set(cache, 'watch', () => {});
  await cache.start();
  await write('a', 'two');
  expect(await until(() => cache.get('a') === 'two', 1000)).toBe(true);
  Reflect.set(cache, 'poll', async () => {});
  await new Promise((r) => setTimeout(r, 450));
  expect(() => cache.get('a')).toThrow(expect.objectContaining({ code: 'service_busy' }));
  stream.call(cache); // it opens again by itself
  expect(
    await until(() => {
      try {
        return cache.get('a') === 'two';
      } catch {
        return false;
      }
    }),
  ).toBe(true);
});
test('a stream ended by the server is opened anew, and nothing written meanwhile is missed', async () => {
  cache = cacheOf({ reopenMs: 20 });
  await cache.start();
  for (let i = 0; i < 10; i++) {
    await killStreams();
    await write('a', `round ${i}`);
    expect(await until(() => cache.get('a') === `round ${i}`)).toBe(true);
  }
});
test('the stream alone keeps the cache open while nothing changes', async () => {
  cache = cacheOf({ pollMs: 3_600_000, closedAfterMs: 1500 });
  await cache.start();
  await new Promise((r) => setTimeout(r, 3500));
  expect(cache.get('a')).toBe('one');
});
test('an older state never replaces a newer one, and a document nobody understands is left out', async () => {
  cache = cacheOf();
  await cache.start();
  await write('b', 'fine');
  await write('b', 'nonsense');
  expect(await until(() => cache.get('b') === undefined && cache.all().size === 1)).toBe(true);
  Reflect.get(cache, 'take').call(cache, { _id: 'a', rev: 0, text: 'zero' });
  expect(cache.get('a')).toBe('one');
  await write('b', 'fine again');
  expect(await until(() => cache.get('b') === 'fine again')).toBe(true);
});
test('50 writers at once: revisions have no double and a reader of rev > last never misses one', async () => {
  cache = cacheOf({ pollMs: 3_600_000 });
  Reflect.set(cache, 'watch', () => {});
  await cache.start();
  let writing = true;
  const reader = (async () => {
    while (writing) await cache.refresh();
    await cache.refresh();
  })();
  const revs = await Promise.all(
    Array.from({ length: 50 }, (_, i) =>
      inTransaction(
        connection,
        async (session) => {
          const rev = await nextRev(connection, 'docs', session);
          await docs().insertOne({ _id: `w${i}`, text: `t${i}`, rev }, { session });
          return rev;
        },
        { attempts: 500, within: 60_000 },
      ),
    ),
  );
  writing = false;
  await reader;
  expect(new Set(revs).size).toBe(50);
  expect(cache.all().size).toBe(51);
});
