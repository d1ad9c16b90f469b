// mongod (or MONGODB_URI) + demo data + server and H5 on one port. Used by npm start and by the black-box tests.

import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { startMongod } from './mongod.mjs';
import { isFree, ROOT } from './util.mjs';

const load = (rel) => import(pathToFileURL(path.join(ROOT, rel)).href);

async function choosePort(host) {
  if (process.env.PORT) {
    const port = Number(process.env.PORT);
    if (port === 0 || (await isFree(port, host))) return port;
    throw new Error(`port ${port} is taken. Set another PORT, or unset it to let one be chosen.`);
  }
  for (let port = 3000; port < 3020; port++) if (await isFree(port, host)) return port;
  throw new Error('ports 3000 to 3019 are all taken. Set PORT.');
}
/** Kept beside the data, so that a restart does not sign everybody out; never in the repository. */
function secret(dir) {
  const file = path.join(dir, 'token-secret');
  if (!fs.existsSync(file)) fs.writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' });
  return fs.readFileSync(file, 'utf8');
}

export async function startApp({ dir, db = 'binhai', ephemeral = false, h5 = true }) {
  const host = process.env.HOST ?? '127.0.0.1';
  const port = ephemeral ? 0 : await choosePort(host); // before mongod: the cheap refusal first
  fs.mkdirSync(dir, { recursive: true });
  const mongod = process.env.MONGODB_URI ? null : await startMongod({ dir: path.join(dir, 'mongo'), ephemeral });
  let app;
  const stop = async () => {
    // server first; a client that never finishes must not hold the stop for longer than this
    const cut = setTimeout(() => app?.getHttpServer().closeAllConnections(), 1500);
    await app?.close();
    clearTimeout(cut);
    await mongod?.stop();
  };
  try {
    const uri = process.env.MONGODB_URI ?? mongod.uri(db);
    const { seed } = await load('server/dist/seed.js');
    const accounts = await seed(uri);
    const [{ createApp }, { readConfig }] = await Promise.all([load('server/dist/app.js'), load('server/dist/config.js')]);
    const config = readConfig({
      TOKEN_SECRET: secret(dir),
      ...process.env,
      SANDBOX: '1',
      MONGODB_URI: uri,
      HOST: host,
      PORT: String(port),
      ...(h5 && { H5_DIR: path.join(ROOT, 'miniapp/dist/h5') }),
    });
    ({ app } = await createApp(config));
    await app.listen(port, host);
    return {
      url: `http://${host}:${app.getHttpServer().address().port}`,
      accounts,
      stop,
      mongod: mongod?.bin ?? 'MONGODB_URI',
      lost: mongod?.lost ?? new Promise(() => {}),
    };
  } catch (e) {
    await stop();
    throw e;
  }
}
