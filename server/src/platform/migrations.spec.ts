import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { getConnectionToken } from '@nestjs/mongoose';
import mongoose, { type Connection } from 'mongoose';
import { migrations } from '../migrations/index.js';
import { Lease } from './lease.js';
import { MIGRATIONS, type Migration, migrate } from './migrations.js';

let processes: Connection[];
beforeAll(async () => {
  const uri = (process.env.TEST_MONGO ?? '').replace('/DB', `/t_migrations_${process.env.JEST_WORKER_ID}`);
  processes = await Promise.all([1, 2, 3].map(() => mongoose.createConnection(uri).asPromise()));
});
beforeEach(() => processes[0]?.dropDatabase());
afterAll(async () => {
  await processes[0]?.dropDatabase();
  await Promise.all(processes.map((p) => p.close()));
});
const first = () => processes[0] as Connection;
/** An application as far as migrations know one. */
const appOf = (connection: Connection, list: readonly Migration[]) =>
  ({ get: (token: unknown) => (token === MIGRATIONS ? list : token === getConnectionToken() ? connection : undefined) }) as unknown as INestApplicationContext;

test('three processes at once: each migration runs once, in order, and all wait until it is done', async () => {
  const ran: string[] = [];
  const step = (id: string): Migration => ({
    id,
    async up() {
      ran.push(`${id} begins`);
      await new Promise((r) => setTimeout(r, 50));
      ran.push(`${id} ends`);
    },
  });
  const list = [step('0001_a'), step('0002_b')];
  const answers = await Promise.all(
    processes.map(async (p) => {
      const answer = await migrate(appOf(p, list));
      expect(ran).toHaveLength(4);
      return answer;
    }),
  );
  expect(ran).toEqual(['0001_a begins', '0001_a ends', '0002_b begins', '0002_b ends']);
  expect(answers.flat().sort()).toEqual(['0001_a', '0002_b']);
  expect(await migrate(appOf(first(), [...list, step('0003_c')]))).toEqual(['0003_c']);
});
test('one that fails is not recorded, says why, and is tried again', async () => {
  let broken = true;
  const list: Migration[] = [
    {
      id: '0001_a',
      async up() {
        if (broken) throw new Error('no room');
      },
    },
  ];
  await expect(migrate(appOf(first(), list))).rejects.toThrow('no room');
  broken = false;
  expect(await migrate(appOf(first(), list))).toEqual(['0001_a']);
});
test('a process that died while it migrated is waited for no longer than its lease', async () => {
  await first()
    .collection<{ _id: string }>('leases')
    .insertOne({ _id: 'migrations', owner: 'dead', fence: 7, until: new Date(Date.now() + 300) } as never);
  const begun = performance.now();
  await migrate(appOf(first(), []));
  expect(performance.now() - begun).toBeGreaterThan(250);
  expect(
    await first()
      .collection('leases')
      .findOne({ _id: 'migrations' as never }),
  ).toMatchObject({ fence: 8 });
});
test('a lease: one holder of 20, and who was overtaken knows it', async () => {
  const leases = Array.from({ length: 20 }, (_, i) => new Lease(processes[i % 3] as Connection, 'one', 300));
  const taken = await Promise.all(leases.map((l) => l.take()));
  expect(taken.filter(Boolean)).toHaveLength(1);
  const holder = leases[taken.indexOf(true)] as Lease;
  await new Promise((r) => setTimeout(r, 500)); // it renews itself
  expect(await leases[taken.indexOf(false)]?.take()).toBe(false);
  await first()
    .collection<{ _id: string }>('leases')
    .updateOne({ _id: 'one' }, { $set: { owner: 'other' }, $inc: { fence: 1 } });
  await new Promise((r) => setTimeout(r, 200));
  expect(() => holder.assertHeld()).toThrow('lost');
  await Promise.all(leases.map((l) => l.release()));
});
test('the migrations of this release are ordered and have names of their own', () => {
  const ids = migrations.filter((m) => !m.each).map((m) => m.id);
  expect(ids).toEqual([...new Set(ids)].sort());
  for (const id of ids) expect(id).toMatch(/^\d{4}_[a-z0-9_]+$/);
});
