// An operator's command on the data: that of MONGODB_URI, else what npm start keeps, whether it runs at the moment or not.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { compile, install } from './build.mjs';
import { Stop } from './exit.mjs';
import { startMongod } from './mongod.mjs';
import { ensureKeys, isEmpty, sandboxEnv } from './stack.mjs';
import { DATA, isFree, ROOT } from './util.mjs';

/** A module of the built server. */
export const load = (rel) => import(pathToFileURL(path.join(ROOT, 'server/dist', rel)).href);

/** The database to write to, and how to let go of it. */
async function database() {
  const uri = process.env.MONGODB_URI;
  if (uri) {
    await isEmpty(uri).catch((e) => {
      throw new Stop('database_unreachable', `The database of MONGODB_URI does not answer (${e.message.split('\n')[0]}). Start it, or correct MONGODB_URI.`);
    });
    return { uri, stop: async () => {} };
  }
  const dir = path.join(DATA, 'mongo');
  const portFile = path.join(dir, 'port');
  const port = fs.existsSync(portFile) ? Number(fs.readFileSync(portFile, 'utf8')) : 0;
  if (port && !(await isFree(port))) return { uri: `mongodb://127.0.0.1:${port}/binhai?replicaSet=rs0`, stop: async () => {} };
  const mongod = await startMongod({ dir });
  return { uri: mongod.uri('binhai'), stop: mongod.stop };
}

/** Builds what is not built and answers what `work(uri)` answers; the database stays as it is. */
export async function withDatabase(work) {
  await install();
  await compile();
  const db = await database();
  try {
    return await work(db.uri);
  } finally {
    await db.stop();
  }
}
/** Builds what is not built, brings the database to this release, and answers what `work(app)` answers. The application does not listen. */
export async function withApp(work) {
  await install();
  await compile();
  const db = await database();
  try {
    const keysFile = await ensureKeys(process.env.KEYS_FILE ?? path.join(DATA, 'keys.json'));
    const [{ createApp }, { readConfig }, { migrate }] = await Promise.all(['app.js', 'config.js', 'platform/migrations.js'].map(load));
    const settings = process.env.MONGODB_URI ? { MONGODB_URI: db.uri, KEYS_FILE: keysFile } : sandboxEnv({ uri: db.uri, keysFile, h5: false });
    const { app } = await createApp(readConfig({ ...process.env, ...settings, LOG_LEVEL: 'warn' }));
    try {
      await migrate(app);
      return await work(app);
    } finally {
      await app.close();
    }
  } finally {
    await db.stop();
  }
}
