// What `npm start` and the black-box tests share: keys, migrations and demo data of one database, by the built server's own modules.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from './util.mjs';

const load = (rel) => import(pathToFileURL(path.join(ROOT, 'server/dist', rel)).href);
/** The server's own driver: a second copy of it would not know the first one's ids. Known only after the install. */
export const driver = () => createRequire(path.join(ROOT, 'server/package.json'))('mongoose').mongo;

/** Makes the keys file (0600) when there is none and answers its path: with other keys the data of this folder cannot be read. */
export async function ensureKeys(file) {
  const { createKeysFile, completeKeysFile } = await load('platform/keys.js');
  if (fs.existsSync(file)) completeKeysFile(file);
  else createKeysFile(file);
  return file;
}
/** The settings of a sandbox server, as its config.ts reads them. */
export const sandboxEnv = ({ uri, keysFile, h5 = true }) => ({
  MONGODB_URI: uri,
  KEYS_FILE: keysFile,
  SANDBOX: '1',
  ...(h5 && { H5_DIR: path.join(ROOT, 'miniapp/dist/h5') }),
});

/** Brings the database to this version, and with `demo` fills it once; `also(app)` may add to it. Answers the demo accounts (none without `demo`). */
export async function prepare({ uri, keysFile, demo = true, also = async () => {} }) {
  const [{ createApp }, { readConfig }, { migrate }, { seed }] = await Promise.all(['app.js', 'config.js', 'platform/migrations.js', 'seed/seed.js'].map(load));
  const { app } = await createApp(readConfig({ ...process.env, ...sandboxEnv({ uri, keysFile, h5: false }), LOG_LEVEL: 'warn' }));
  try {
    await migrate(app);
    const accounts = demo ? await seed(app) : [];
    await also(app);
    return accounts;
  } finally {
    await app.close();
  }
}

/** Whether nothing was ever stored there; throws when the database does not answer within 5 s. */
export async function isEmpty(uri) {
  const { MongoClient } = driver();
  const client = new MongoClient(uri, { serverSelectionTimeoutMS: 5000 });
  try {
    const db = client.db();
    for (const { name } of await db.listCollections({}, { nameOnly: true }).toArray())
      if (!name.startsWith('system.') && (await db.collection(name).findOne({}, { projection: { _id: 1 } }))) return false;
    return true;
  } finally {
    await client.close();
  }
}
