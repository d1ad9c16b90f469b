// The database of a jest run: the gate's mongod, or one of its own. Not started when only projects without a database run.
import path from 'node:path';
import { startMongod } from '../../scripts/lib/mongod.mjs';
import { scratch } from './run-app.mjs';

export default async function up() {
  if (process.env.TEST_MONGO) return;
  const dir = scratch();
  const mongod = await startMongod({ dir: path.join(dir, 'mongo'), ephemeral: true });
  process.env.TEST_MONGO = mongod.uri('DB'); // workers inherit it
  globalThis.__mongod = { ...mongod, dir };
}
