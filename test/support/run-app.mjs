import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startApp } from '../../scripts/lib/app.mjs';

/** The built system on free ports with data of its own; with TEST_URL, one that already runs. */
export async function system() {
  if (process.env.TEST_URL) return { url: process.env.TEST_URL, stop: async () => {} };
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'binhai-e2e-'));
  const s = await startApp({ dir, ephemeral: true });
  return {
    ...s,
    stop: async () => {
      await s.stop();
      fs.rmSync(dir, { recursive: true, force: true });
    },
  };
}
