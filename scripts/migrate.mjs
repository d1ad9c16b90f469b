// npm run migrate: brings the database of MONGODB_URI to this release. The server does the same before its first request; this is for
// deployments that want it done, and seen, beforehand.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { compile, install } from './lib/build.mjs';
import { asStop, EXITS, Stop } from './lib/exit.mjs';
import { isEmpty } from './lib/stack.mjs';
import { ROOT } from './lib/util.mjs';

const load = (rel) => import(pathToFileURL(path.join(ROOT, 'server/dist', rel)).href);
async function main() {
  const uri = process.env.MONGODB_URI;
  if (!uri || !process.env.KEYS_FILE) throw new Stop('usage', 'MONGODB_URI and KEYS_FILE must be set: npm start migrates the data that it keeps itself.');
  await install();
  await compile();
  await isEmpty(uri).catch((e) => {
    throw new Stop('database_unreachable', `The database of MONGODB_URI does not answer (${e.message.split('\n')[0]}). Start it, or correct MONGODB_URI.`);
  });
  const [{ createApp }, { readConfig }, { migrate }] = await Promise.all(['app.js', 'config.js', 'platform/migrations.js'].map(load));
  const { app } = await createApp(readConfig({ ...process.env, LOG_LEVEL: 'warn' }));
  try {
    const ran = await migrate(app);
    console.log(ran.length ? `migrated: ${ran.join(', ')}` : 'nothing to migrate');
  } finally {
    await app.close();
  }
}
try {
  await main();
  process.exit(EXITS.ok.code);
} catch (e) {
  const end = asStop(e);
  console.error(end instanceof Stop ? end.message : end.stack);
  process.exit(end.exit?.code ?? EXITS.unexpected.code);
}
