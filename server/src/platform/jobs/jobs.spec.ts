import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { getConnectionToken, getModelToken } from '@nestjs/mongoose';
import type { Connection, Model } from 'mongoose';
import { type TestApp, testApp } from '../../testing/test-app.js';
import { Clock } from '../clock.js';
import { native } from '../native.js';
import { Outbox } from '../outbox.js';
import { inTransaction } from '../transactions.js';
import { Job } from './job.schema.js';
import { JobGiveUp, type JobRun } from './job-run.js';
import { Jobs } from './jobs.service.js';
import { daily, every } from './schedule.js';

let a: TestApp, b: TestApp;
beforeAll(async () => {
  a = await testApp('jobs');
  b = await a.second();
});
afterAll(async () => {
  await b?.close();
  await a?.close();
});
const both = () => [a.app.get(Jobs), b.app.get(Jobs)] as const;
const stored = () => native(a.app.get<Model<Job>>(getModelToken(Job.name)));
const connection = (t = a) => t.app.get<Connection>(getConnectionToken());
let count = 0;
/** A job name of its own, defined in both processes. */
const define = (handler: (run: JobRun<never>, process: TestApp) => Promise<void>, options = {}) => {
  const name = `spec.${++count}`;
  for (const t of [a, b]) t.app.get(Jobs).define<never>(name, (run) => handler(run, t), options);
  return name;
};
const sleep = (ms: number) => new Promise((r) => setTimeout(r, ms));
const until = async (what: () => boolean | Promise<boolean>) => {
  for (let i = 0; i < 500 && !(await what()); i++) await sleep(10);
  expect(await what()).toBe(true);
};
const latch = () => {
  let open = () => {};
  const opened = new Promise<void>((r) => {
    open = r;
  });
  return { open, opened };
};
const silence = (id: string) => stored().updateOne({ _id: id }, { $set: { leaseUntil: new Date(0) } });
beforeEach(() => stored().deleteMany({}));
afterEach(() => {
  for (const t of [a, b]) t.app.get(Clock).set(null);
});

test('200 jobs, two processes: each runs once', async () => {
  const ran: number[] = [];
  const name = define(async (run: JobRun<{ n: number }>) => {
    ran.push(run.payload.n);
    await sleep(1);
  });
  await Promise.all(Array.from({ length: 200 }, (_, n) => both()[n % 2]?.enqueue(name, { n })));
  await Promise.all(both().map((jobs) => jobs.drain()));
  expect(ran.sort((x, y) => x - y)).toEqual(Array.from({ length: 200 }, (_, n) => n));
  expect(await stored().countDocuments({ name, state: 'done', goneAt: { $gt: new Date() } })).toBe(200); // beside them, the application's own nightly ones
});
test('the same unique mark from 40 callers is one job', async () => {
  const name = define(async () => {});
  const ids = await Promise.all(Array.from({ length: 40 }, (_, i) => both()[i % 2]?.enqueue(name, {}, { unique: 'mark' })));
  expect(new Set(ids).size).toBe(1);
  expect(await stored().countDocuments()).toBe(1);
});
test('a started queue works by itself, and a waiting job cancelled in time never runs', async () => {
  const ran: string[] = [];
  const name = define(async (run) => void ran.push(run.id));
  const [jobs] = both();
  const never = await jobs.enqueue(name, {}, { runAt: new Date(Date.now() + 3_600_000) });
  expect(await jobs.cancel(never)).toBe(true);
  jobs.start();
  const id = await jobs.enqueue(name, {});
  await until(() => ran.length > 0);
  await jobs.stop();
  a.app.get(Clock).set(new Date(Date.now() + 7_200_000));
  await jobs.drain();
  expect(ran).toEqual([id]);
  expect(await jobs.cancel(never)).toBe(false);
});
test('a failing job is tried again with growing pauses, then lies among the dead letters until it is revived', async () => {
  let broken = true;
  const name = define(
    async () => {
      if (broken) throw new TypeError('津A1B2C3 is not a function');
    },
    { attempts: 3 },
  );
  const [jobs] = both();
  const id = await jobs.enqueue(name, {});
  const pauses: number[] = [];
  for (let attempt = 1; attempt <= 3; attempt++) {
    await jobs.drain();
    const job = await stored().findOne({ _id: id });
    expect([job?.attempts, job?.state]).toEqual([attempt, attempt < 3 ? 'waiting' : 'dead']);
    if (attempt === 3 || !job) break;
    const pause = job.runAt.getTime() - a.app.get(Clock).ms();
    pauses.push(pause);
    a.app.get(Clock).set(new Date(a.app.get(Clock).ms() + pause + 1));
  }
  expect(pauses[0]).toBeGreaterThan(1000);
  expect(pauses[1]).toBeGreaterThan((pauses[0] ?? 0) * 1.2);
  expect(await jobs.dead()).toEqual([expect.objectContaining({ id, failure: 'TypeError' })]);
  expect(JSON.stringify(await stored().findOne({ _id: id }))).not.toContain('津');
  broken = false;
  await jobs.revive(id);
  await jobs.drain();
  expect(await jobs.view(id)).toMatchObject({ state: 'done' });
});
test('giving up goes to the dead letters at once', async () => {
  const name = define(async () => {
    throw new JobGiveUp('receiver_gone');
  });
  const id = await both()[0].enqueue(name, {});
  await both()[0].drain();
  expect(await both()[0].view(id)).toMatchObject({ state: 'dead', attempts: 1, failure: 'receiver_gone' });
});
test('a process that fell silent: another goes on from its checkpoint, and the first can write no more', async () => {
  const reached = latch(),
    goOn = latch();
  const steps: string[] = [];
  const name = define(async (run, process) => {
    for (let i = Number(run.cursor ?? 0); i < 4; i++) {
      await inTransaction(connection(process), async (session) => {
        await connection(process).collection('effects').insertOne({ step: i, by: run.fence }, { session });
        await run.checkpoint(i + 1, { done: i + 1, total: 4 }, session);
      });
      steps.push(`${run.fence}:${i}`);
      if (run.fence === 1 && i === 1) {
        reached.open();
        await goOn.opened;
      }
    }
  });
  const id = await both()[0].enqueue(name, {});
  const first = both()[0].drain();
  await reached.opened;
  expect(await both()[1].view(id)).toMatchObject({ state: 'running', progress: { done: 2, total: 4 } });
  await both()[1].drain(); // the lease holds: nothing to do
  await silence(id);
  await both()[1].drain();
  goOn.open();
  await first;
  expect(steps).toEqual(['1:0', '1:1', '2:2', '2:3']);
  expect(await connection().collection('effects').find().sort({ step: 1 }).toArray()).toMatchObject([{ step: 0 }, { step: 1 }, { step: 2 }, { step: 3 }]);
  expect(await both()[0].view(id)).toMatchObject({ state: 'done', attempts: 2, progress: { done: 4, total: 4 } });
});
test('a job whose runs all die without a word does not go round for ever', async () => {
  const name = define(async () => {}, { attempts: 2 });
  const id = await both()[0].enqueue(name, {});
  await stored().updateOne({ _id: id }, { $set: { state: 'running', attempts: 2, fence: 2 } });
  await both()[0].drain();
  expect(await both()[0].view(id)).toMatchObject({ state: 'dead', failure: 'job_died' });
});
test('stopping tells the handler, gives the job back without counting the run, and the other process finishes it', async () => {
  const begun = latch();
  const name = define(async (run) => {
    if (run.fence > 1) return;
    begun.open();
    await new Promise((r) => run.signal.addEventListener('abort', r));
    run.throwIfStopped();
  });
  const id = await both()[0].enqueue(name, {});
  const working = both()[0].drain();
  await begun.opened;
  await both()[0].stop();
  expect(await both()[1].view(id)).toMatchObject({ state: 'waiting', attempts: 0 });
  await Promise.all([working, both()[1].drain()]);
  expect(await both()[1].view(id)).toMatchObject({ state: 'done' });
});
test('a schedule runs once a slot over all processes, and not again for a slot that is over', async () => {
  const slots: string[] = [];
  const name = define(async (run: JobRun<{ slot: string }>) => void slots.push(run.payload.slot));
  const at = (iso: string) => {
    for (const t of [a, b]) t.app.get(Clock).set(new Date(iso));
  };
  at('2026-03-01T02:29:00+08:00');
  for (const jobs of both()) jobs.schedule(name, daily(2, 30));
  const round = () => Promise.all([...both(), ...both()].map((jobs) => jobs.drain()));
  await round();
  at('2026-03-01T02:30:00+08:00');
  await round();
  at('2026-03-01T23:59:00+08:00');
  await round();
  at('2026-03-04T03:00:00+08:00');
  await round();
  expect(slots).toEqual(['2026-02-28', '2026-03-01', '2026-03-04']);
  expect([every(60)(59_999), every(60)(60_000)]).toEqual(['0', '1']);
});

test('an outbox row lives or dies with its transaction, and is delivered with the same id until it succeeds', async () => {
  const outbox = a.app.get(Outbox);
  const seen: unknown[] = [];
  outbox.handle<{ to: string }>('spec', async ({ id, attempt, payload }) => {
    seen.push({ id, attempt, to: payload.to });
    if (attempt === 1) throw new Error('gateway away');
  });
  await expect(
    inTransaction(connection(), async (session) => {
      await outbox.add('spec', { to: 'nobody' }, session);
      throw new JobGiveUp('rolled_back');
    }),
  ).rejects.toThrow('rolled_back');
  const id = await inTransaction(connection(), (session) => outbox.add('spec', { to: 'somebody' }, session));
  await both()[0].drain();
  a.app.get(Clock).set(new Date(Date.now() + 60_000));
  await both()[0].drain();
  expect(seen).toEqual([1, 2].map((attempt) => ({ id, attempt, to: 'somebody' })));
});
