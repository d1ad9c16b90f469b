// @ts-check
// A sandbox issuer of another city: issues certificates, takes them back, exchanges its key, publishes its status list. Uses nothing of the project.
// `node test/support/certificate-issuer.mjs` runs it alone: GET /listing (for the registry), POST /certificates {number}, POST /revocations {index}.
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import http from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { deflateSync } from 'node:zlib';

const alone = process.argv[1] !== undefined && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url);
const KIND = 'resident-good';
const DAY = 86_400;
const b64 = (value) => Buffer.from(typeof value === 'string' || Buffer.isBuffer(value) ? value : JSON.stringify(value)).toString('base64url');
const newKey = (kid) => ({ kid, ...generateKeyPairSync('ec', { namedCurve: 'P-256' }) });
const signed = (header, payload, key) => {
  const text = `${b64(header)}.${b64(payload)}`;
  return `${text}.${sign('sha256', Buffer.from(text), { key: key.privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
};

/**
 * @param {{ area?: string, name?: string, now?: () => number }} [options] `now`: epoch milliseconds
 */
export async function startIssuer({ area = '110000', name = '示例市信用服务中心（示例）', now = Date.now } = {}) {
  const keys = [newKey('key-1')];
  const revoked = new Set();
  let count = 0;
  /** 'up' · 'down' · 'slow' · 'forged' (signed by somebody else) · 'bomb' (a list that becomes far larger than it says) · 'text' */
  let lists = 'up';
  const seconds = () => Math.floor(now() / 1000);
  const key = () => keys[keys.length - 1];

  function statusList() {
    const bytes = Buffer.alloc(lists === 'bomb' ? 64 << 20 : 128);
    for (const index of revoked) bytes[index >> 3] |= 1 << (index & 7);
    const payload = { sub: `${url}/status/1`, iat: seconds(), exp: seconds() + 3600, status_list: { bits: 1, lst: deflateSync(bytes).toString('base64url') } };
    return signed({ alg: 'ES256', kid: key().kid, typ: 'statuslist+jwt' }, payload, lists === 'forged' ? newKey(key().kid) : key());
  }
  /** `over` replaces claims; `by` signs with another key. */
  function issue(number, over = {}, by = key()) {
    const index = count++;
    const salt = randomBytes(12).toString('base64url');
    const digest = createHash('sha256').update(`${salt}|${number}`).digest('base64url');
    const status = { status_list: { idx: index, uri: `${url}/status/1` } };
    const claims = { iss: url, vct: KIND, iat: seconds() - DAY, exp: seconds() + 180 * DAY, subject: { salt, digest }, status, ...over };
    return { index, certificate: signed({ alg: 'ES256', kid: by.kid, typ: 'vc+jwt' }, claims, by) };
  }
  const listed = ({ kid, publicKey }, until = null) => {
    const { kty, crv, x, y } = publicKey.export({ format: 'jwk' });
    return { kid, jwk: { kty, crv, x, y }, from: '2026-01-01', until };
  };
  const listing = () => ({
    id: url,
    name,
    area,
    statusList: `${url}/status/1`,
    kinds: [{ vct: KIND, title: '守信证明', meets: 'good' }],
    keys: keys.map((k) => listed(k)),
  });
  const body = async (req) => {
    const chunks = [];
    for await (const c of req) chunks.push(c);
    return JSON.parse(Buffer.concat(chunks).toString('utf8') || '{}');
  };
  const server = http.createServer(async (req, res) => {
    const json = (value) => res.end(JSON.stringify(value));
    const at = `${req.method} ${req.url}`;
    if (at === 'GET /listing') return json(listing());
    if (at === 'POST /certificates') return json(issue((await body(req)).number));
    if (at === 'POST /revocations') {
      revoked.add((await body(req)).index);
      return json({ done: true });
    }
    if (at !== 'GET /status/1' || lists === 'down') return res.writeHead(lists === 'down' ? 503 : 404).end();
    if (lists === 'slow') return undefined; // never answered
    return res.writeHead(200, { 'content-type': 'application/statuslist+jwt' }).end(lists === 'text' ? 'hello' : statusList());
  });
  await new Promise((ok) => server.listen(0, '127.0.0.1', () => ok(undefined)));
  if (!alone) server.unref(); // ends with the test that runs it
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  const url = `http://127.0.0.1:${address.port}`;
  return {
    url,
    listing,
    issue,
    revoke: (index) => void revoked.add(index),
    /** Signs with a new key from now on; answers the old one. */
    rotate() {
      const old = key();
      keys.push(newKey(`key-${keys.length + 1}`));
      return old;
    },
    /** @param {'up' | 'down' | 'slow' | 'forged' | 'bomb' | 'text'} how */
    lists(how) {
      lists = how;
    },
    stop: () => {
      server.closeAllConnections();
      return new Promise((ok) => server.close(ok));
    },
  };
}
if (alone) console.log((await startIssuer()).url);
