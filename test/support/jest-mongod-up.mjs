// One mongod for the whole jest run; nothing is started when MONGODB_URI names one, or when only projects without a database run.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startMongod } from '../../scripts/lib/mongod.mjs';

export default async function up() {
  if (process.env.TEST_MONGO) return;
  if (process.env.MONGODB_URI) {
    process.env.TEST_MONGO = process.env.MONGODB_URI;
    return;
  }
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'binhai-test-'));
  const mongod = await startMongod({ dir, ephemeral: true });
  process.env.TEST_MONGO = mongod.uri('DB'); // workers inherit it
  globalThis.__mongod = { ...mongod, dir };
}
