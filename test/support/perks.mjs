// Offers, counters and residents for the black-box tests: written by the built server's own services into the system's database.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { sandboxEnv } from '../../scripts/lib/stack.mjs';
import { ROOT } from '../../scripts/lib/util.mjs';
import { call, must } from './login.mjs';

const dist = (rel) => import(pathToFileURL(path.join(ROOT, 'server/dist', rel)).href);
const shared = (rel) => import(pathToFileURL(path.join(ROOT, 'shared/dist', rel)).href);
const newId = () => randomBytes(12).toString('base64url');
const DAY = 86_400_000;
const day = (days) => new Date(Date.now() + 8 * 3_600_000 + days * DAY).toISOString().slice(0, 10);

const SAMPLE = JSON.parse(fs.readFileSync(new URL('./sample-terms.json', import.meta.url), 'utf8'));
/** An offer that anybody with a real name may claim; `over` changes its terms, `over.rule` and `over.use` parts of them. */
const termsOf = ({ organisationId, shopId }, { rule, use, ...over }) => ({
  ...SAMPLE,
  organisationId,
  shops: [{ id: shopId, name: '示例门店', address: '经开区示例路 1 号' }],
  ...over,
  rule: { ...SAMPLE.rule, from: day(-10), to: day(100), ...rule },
  use: { ...SAMPLE.use, ...use },
});

/**
 * `residents(n)` logged in, `shop()`, `member(shop, role)`, `offer(shop, terms)` → id, and over HTTP at any process `claim`, `phone` → `{ qr() }`,
 * `scan`, `confirm`, `reverse`, `cancel`. `get(type)` a service of the server's own. `stop()` when done.
 */
export async function perks(system) {
  const [{ createApp }, { readConfig }, cipher, tokens, organisations, memberships, offers, keys, codes] = await Promise.all([
    ...['app', 'config', 'platform/field-cipher', 'platform/tokens', 'organisations/organisations.service', 'organisations/memberships.service'].map((m) =>
      dist(`${m}.js`),
    ),
    dist('perks/offers.service.js'),
    dist('perks/voucher-keys.js'),
    shared('rules/voucher-code.js'),
  ]);
  const { app } = await createApp(readConfig({ ...sandboxEnv({ uri: system.mongoUri, keysFile: system.keysFile, h5: false }), LOG_LEVEL: 'silent' }));
  const get = (type) => app.get(type, { strict: false });
  const db = await system.db();

  /** People with a real name and one session each, written straight into the database. */
  async function residents(count) {
    const at = new Date();
    const people = Array.from({ length: count }, () => ({ id: newId(), sid: newId() }));
    const seal = (id, field, text) => get(cipher.FieldCipher).seal({ collection: 'people', field, id }, text);
    await db.collection('people').insertMany(
      people.map(({ id, sid }) => ({
        _id: id,
        assurance: 'high',
        epoch: 0,
        sessions: [{ id: sid, deviceId: 'd', deviceName: '示例手机', high: true, staff: true, membershipId: null, createdAt: at, lastSeenAt: at }],
        frozenAt: null,
        standing: null,
        createdAt: at,
        numberHash: get(cipher.FieldCipher).hash('people.number', id),
        numberKind: 'resident_id',
        name: seal(id, 'name', '李示例宁'),
        born: seal(id, 'born', '1990-03-07'),
      })),
    );
    const token = ({ id, sid }, mid) => get(tokens.Tokens).sign({ sub: id, sid, epoch: 0, mid });
    return people.map((p) => ({ id: p.id, token: token(p, null), as: (mid) => ({ id: p.id, token: token(p, mid) }) }));
  }
  async function shop() {
    const organisationId = newId();
    const shopId = newId();
    await get(organisations.OrganisationsService).put({ _id: organisationId, kind: 'merchant', name: '示例商户', contact: '022-0000-0000' });
    await get(organisations.OrganisationsService).putShop({ _id: shopId, organisationId, name: '示例门店', address: '经开区示例路 1 号', zone: '120116400' });
    return { organisationId, shopId };
  }
  async function member({ organisationId }, role = 'clerk') {
    const [person] = await residents(1);
    return person.as(await get(memberships.MembershipsService).add({ personId: person.id, organisationId, role, staffNumber: newId().slice(0, 6) }));
  }
  async function offer(of, over = {}) {
    const id = newId();
    await get(offers.OffersService).publish({ id, terms: termsOf(of, over), state: 'published', order: 0 });
    return id;
  }
  /** The holder's phone: it fetches the secret once and makes codes by itself. */
  const phone = async (who, voucher) => phoneWith(await must(system.url, 'POST', `/api/perks/vouchers/${voucher}/secret`, { token: who.token, body: {} }));
  const phoneWith = ({ codeId, secret }) => {
    const key = new Uint8Array(Buffer.from(secret, 'base64url'));
    return { qr: () => codes.qrText({ codeId, key, atMs: system.clock.now().getTime(), synced: true }, keys.hmacSha256) };
  };
  let n = 0;
  const id = () => `race-${process.pid}-${String(++n).padStart(8, '0')}`;
  const post = (url, to, who, body) => call(url, 'POST', `/api/${to}`, { token: who.token, body });
  return {
    get,
    id,
    residents,
    shop,
    member,
    offer,
    phone,
    phoneWith,
    secret: (url, who, voucher) => post(url, `perks/vouchers/${voucher}/secret`, who, {}),
    claim: (url, who, of, over = {}) => post(url, `perks/offers/${of}/vouchers`, who, { offerVersion: 1, consentTextVersion: null, requestId: id(), ...over }),
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
