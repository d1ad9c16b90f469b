// Offers, counters and residents for the black-box tests, made by the built server's own test helpers on the system's database.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { sandboxEnv } from '../../scripts/lib/stack.mjs';
import { ROOT } from '../../scripts/lib/util.mjs';
import { call } from './login.mjs';

const dist = (rel) => import(pathToFileURL(path.join(ROOT, 'server/dist', rel)).href);

/**
 * `residents(n)` logged in, `shop()`, `member(shop, role)`, `offer(shop, terms)` → id, and over HTTP, at any process:
 * `claim(url, who, offer)`, `phone(who, voucher)` → `{ qr() }`, `scan`, `confirm`, `reverse`, `cancel`. `stop()` when done.
 */
export async function perks(system) {
  const [{ createApp }, { readConfig }, people, offers] = await Promise.all(
    ['app.js', 'config.js', 'testing/test-person.js', 'testing/test-offers.js'].map(dist),
  );
  const { app } = await createApp(readConfig({ ...sandboxEnv({ uri: system.mongoUri, keysFile: system.keysFile, h5: false }), LOG_LEVEL: 'silent' }));
  const t = { app, send: (method, path, options) => call(system.urls.find((_, i) => !system.processes[i].down) ?? system.url, method, path, options) };
  let n = 0;
  const id = () => `race-${process.pid}-${String(++n).padStart(8, '0')}`;
  const post = (url, path, who, body) => call(url, 'POST', `/api/${path}`, { token: who.token, body });
  return {
    app,
    id,
    residents: async (count) => {
      const made = [];
      for (let i = 0; i < count; i += 50) made.push(...(await Promise.all(Array.from({ length: Math.min(50, count - i) }, () => people.testPerson(t)))));
      return made;
    },
    shop: () => offers.testShop(t),
    member: (shop, role = 'clerk') => offers.testMember(t, shop, role),
    offer: (shop, terms = {}) => offers.testOffer(t, shop, terms),
    claim: (url, who, offer, over = {}) =>
      post(url, `perks/offers/${offer}/vouchers`, who, { offerVersion: 1, consentTextVersion: null, requestId: id(), ...over }),
    phone: (who, voucher) => offers.phone(t, who, voucher),
    cancel: (url, who, voucher) => post(url, `perks/vouchers/${voucher}/cancellation`, who, { confirm: true }),
    scan: (url, who, code, terminal = 'T-001', requestId = id()) => post(url, 'counter/scans', who, { terminal, requestId, code }),
    confirm: (url, who, lockId, terminal = 'T-001', requestId = id()) =>
      post(url, 'counter/confirmations', who, { terminal, requestId, lockId, amountFen: null, heads: null }),
    reverse: (url, who, redemptionId, requestId = id()) =>
      post(url, 'counter/reversals', who, { terminal: 'T-001', requestId, redemptionId, heads: null, reason: '示例原因' }),
    stop: () => app.close(),
  };
}

/** npm run perks:audit on this database; answers { code, out }. */
export const audit = (system) =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, ['scripts/perks-audit.mjs'], { cwd: ROOT, env: { ...process.env, MONGODB_URI: system.mongoUri } });
    let out = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (d) => {
        out += d;
      });
    child.on('close', (code) => resolve({ code, out }));
  });
