// A process that works on the queue: each step of the job and its checkpoint are one transaction. Started and killed by test/fault/jobs.test.mjs.
import { load } from '../../scripts/lib/operator.mjs';
import { sleep } from '../../scripts/lib/util.mjs';

const STEPS = 30;
const [{ createApp }, { readConfig }, { migrate }, { Jobs }, { inTransaction }] = await Promise.all(
  ['app.js', 'config.js', 'platform/migrations.js', 'platform/jobs/jobs.service.js', 'platform/transactions.js'].map(load),
);
const { app } = await createApp(readConfig());
await migrate(app);
const jobs = app.get(Jobs);
const connection = app.get('DatabaseConnection');
jobs.define('test.steps', async (run) => {
  for (let i = run.cursor ?? 0; i < STEPS; i++) {
    run.throwIfStopped();
    await inTransaction(connection, async (session) => {
      await connection.collection('effects').insertOne({ step: i, pid: process.pid }, { session });
      await run.checkpoint(i + 1, { done: i + 1, total: STEPS }, session);
    });
    await sleep(100);
  }
});
await jobs.enqueue('test.steps', {}, { unique: 'the one' });
jobs.start();
process.on('SIGTERM', async () => {
  await app.close();
  process.exit(0);
});
console.log('working');
