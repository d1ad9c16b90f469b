// npm run ingest -- FILE… : takes files of records in. Into MONGODB_URI, else into the data that npm start keeps, running or not.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { compile, install } from './lib/build.mjs';
import { asStop, EXITS, Stop } from './lib/exit.mjs';
import { startMongod } from './lib/mongod.mjs';
import { ensureKeys, isEmpty, sandboxEnv } from './lib/stack.mjs';
import { DATA, isFree, ROOT } from './lib/util.mjs';

const USAGE = 'npm run ingest -- FILE… [--sender NAME] [--report FILE.csv] [--json]';
function options() {
  try {
    const r = parseArgs({ allowPositionals: true, options: { sender: { type: 'string' }, report: { type: 'string' }, json: { type: 'boolean' } } });
    if (r.positionals.length === 0) throw new Error('No file is named');
    return { files: r.positionals.map((f) => path.resolve(process.env.INIT_CWD ?? '.', f)), ...r.values };
  } catch (e) {
    throw new Stop('usage', `${e.message.split('\n')[0]}. Usage: ${USAGE}`);
  }
}
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
const load = (rel) => import(pathToFileURL(path.join(ROOT, 'server/dist', rel)).href);

async function main() {
  const { files, sender = '命令行', report, json } = options();
  await install();
  await compile();
  const db = await database();
  try {
    const keysFile = await ensureKeys(process.env.KEYS_FILE ?? path.join(DATA, 'keys.json'));
    const [{ createApp }, { readConfig }, { migrate }, { ingestFiles }] = await Promise.all(
      ['app.js', 'config.js', 'platform/migrations.js', 'ingest/cli.js'].map(load),
    );
    const settings = process.env.MONGODB_URI ? { MONGODB_URI: db.uri, KEYS_FILE: keysFile } : sandboxEnv({ uri: db.uri, keysFile, h5: false });
    const { app } = await createApp(readConfig({ ...process.env, ...settings, LOG_LEVEL: 'warn' }));
    try {
      await migrate(app);
      const end = await ingestFiles(app, files, { sender, report: report && path.resolve(process.env.INIT_CWD ?? '.', report), json });
      return { complete: EXITS.ok, aside: EXITS.rows_aside, stopped: EXITS.file_stopped }[end];
    } finally {
      await app.close();
    }
  } finally {
    await db.stop();
  }
}
try {
  process.exitCode = (await main()).code;
} catch (error) {
  const e = asStop(error, { network: true });
  console.error(e instanceof Stop ? e.message : (e.stack ?? e));
  process.exitCode = (e.exit ?? EXITS.unexpected).code;
}
