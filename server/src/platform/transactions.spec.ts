import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import mongoose, { type Connection } from 'mongoose';
import { AppError } from './app-error.js';
import { isDuplicateKey } from './mongo-errors.js';
import { createOrFind, insertNew, inTransaction } from './transactions.js';

interface Row {
  _id: string;
  n?: number;
  key?: string;
}
const open = () => mongoose.createConnection((process.env.TEST_MONGO ?? '').replace('/DB', `/t_tx_${process.env.JEST_WORKER_ID}`)).asPromise();
let processes: Connection[];
const rows = (c: Connection) => c.collection<Row>('rows');
const first = () => processes[0] as Connection;
beforeAll(async () => {
  processes = await Promise.all([open(), open(), open()]);
});
beforeEach(async () => {
  await first().dropDatabase();
  await rows(first()).createIndex({ key: 1 }, { unique: true, partialFilterExpression: { key: { $type: 'string' } } });
});
afterAll(async () => {
  await first().dropDatabase();
  await Promise.all(processes.map((p) => p.close()));
});

test('what happens in a transaction happens whole or not at all', async () => {
  const half = inTransaction(first(), async (session) => {
    await rows(first()).insertOne({ _id: 'a' }, { session });
    throw new AppError('perk_sold_out');
  });
  await expect(half).rejects.toMatchObject({ code: 'perk_sold_out' });
  expect(await rows(first()).countDocuments()).toBe(0);
});
test('60 callers raise one number: conflicts are repeated, none is lost and none reaches a caller', async () => {
  await rows(first()).insertOne({ _id: 'n', n: 0 });
  const raise = (c: Connection) =>
    inTransaction(
      c,
      async (session) => {
        const row = await rows(c).findOne({ _id: 'n' }, { session });
        await rows(c).updateOne({ _id: 'n' }, { $set: { n: (row?.n ?? 0) + 1 } }, { session });
      },
      { attempts: 200, within: 60_000 },
    );
  await Promise.all(Array.from({ length: 60 }, (_, i) => raise(processes[i % 3] as Connection)));
  expect(await rows(first()).findOne({ _id: 'n' })).toMatchObject({ n: 60 });
});
test('a conflict that does not end is service_busy, in time', async () => {
  await rows(first()).insertOne({ _id: 'n', n: 0 });
  const session = await first().startSession();
  session.startTransaction();
  await rows(first()).updateOne({ _id: 'n' }, { $set: { n: 1 } }, { session });
  const other = processes[1] as Connection;
  const blocked = (bounds: object) =>
    inTransaction(other, (s) => rows(other).updateOne({ _id: 'n' }, { $set: { n: 2 } }, { session: s }), bounds).then(
      () => 'done',
      (e) => e.code,
    );
  expect(await blocked({ attempts: 3 })).toBe('service_busy');
  expect(await blocked({ attempts: 1e6, within: 300 })).toBe('service_busy');
  await session.abortTransaction();
  await session.endSession();
});

const db1 = JSON.parse(readFileSync(new URL('../../../test/cases/DB-1.duplicate-in-transaction.json', import.meta.url), 'utf8'));
test(`DB-1: ${db1.case}`, async () => {
  await rows(first()).insertOne({ _id: 'r500' });
  const batch = Array.from({ length: 1000 }, (_, i) => ({ _id: `r${i}` }));
  const results = await Promise.all(processes.map((p) => insertNew(rows(p), batch)));
  expect(results.reduce((sum, r) => sum + r.inserted, 0)).toBe(db1.expect.accepted);
  for (const r of results) expect([r.inserted + r.known.length, r.known.includes(500)]).toEqual([1000, true]);
  expect(await rows(first()).countDocuments()).toBe(1000);
  expect(await insertNew(rows(first()), batch.slice(0, 3))).toEqual({ inserted: 0, known: [0, 1, 2] });
});
test('DB-1: two applications for one thing in the same moment get the same number', async () => {
  const apply = (c: Connection, id: string) =>
    createOrFind(
      c,
      'key',
      async (session) => {
        await rows(c).insertOne({ _id: id, key: 'record-7' }, { session });
        await rows(c).insertOne({ _id: `${id}-history` }, { session });
        return id;
      },
      async () => (await rows(c).findOne({ key: 'record-7' }))?._id ?? null,
    );
  for (let round = 0; round < 20; round++) {
    await rows(first()).deleteMany({});
    const answers = await Promise.all(processes.map((p, i) => apply(p, `case${i}`)));
    expect(new Set(answers.map((a) => a.value)).size).toBe(1);
    expect(answers.filter((a) => a.created)).toHaveLength(1);
    expect(await rows(first()).countDocuments()).toBe(2);
  }
});
test('a duplicate key is told by its index', async () => {
  await rows(first()).insertOne({ _id: 'a', key: 'k' });
  const e = await rows(first())
    .insertOne({ _id: 'b', key: 'k' })
    .catch((x) => x);
  expect([isDuplicateKey(e), isDuplicateKey(e, 'key'), isDuplicateKey(e, 'key_1'), isDuplicateKey(e, '_id'), isDuplicateKey(new Error('x'))]).toEqual([
    true,
    true,
    true,
    false,
    false,
  ]);
});
