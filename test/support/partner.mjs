// A partner's system as one would write it: nothing but the public API and the signing sample that partners are given.
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { signedHeaders } from '../../docs/partner-api/sign.mjs';

/**
 * A client of `partnerId`, a partner the system knows (the demo registers those of server/src/seed/partners.data.ts), with a new key of its own
 * written into the registry as the desk does. `s` is what `system()` answers; `url` another of its servers.
 */
export async function partnerClient(s, partnerId, { url = s.url } = {}) {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const keyId = `${partnerId}.t${randomUUID().slice(0, 8)}`;
  const key = {
    kid: keyId,
    publicKey: publicKey.export({ format: 'jwk' }).x,
    from: new Date(0),
    until: null,
    revokedAt: null,
    addedBy: 'test',
    addedAt: new Date(),
  };
  const { matchedCount } = await (await s.db()).collection('partners').updateOne({ _id: partnerId }, { $push: { keys: key }, $inc: { rev: 1 } });
  if (matchedCount !== 1) throw new Error(`no partner ${partnerId}`);
  return signingClient({ url, keyId, privateKey, now: s.clock ? () => s.clock.now() : undefined });
}

/** The same with a key that is registered already: for a partner that runs on its own. An answer says how long it took, `ms`. */
export function signingClient({ url, keyId, privateKey, now = async () => Date.now() }) {
  /** `idempotencyKey: true` makes one; every call signs anew, so a repeat is the same call again. */
  const call = async (method, path, { body, idempotencyKey, headers: more = {} } = {}) => {
    const text = body === undefined ? '' : JSON.stringify(body);
    const key = idempotencyKey === true ? randomUUID() : idempotencyKey;
    const created = Math.floor(new Date(await now()).getTime() / 1000);
    const headers = signedHeaders({ method, url: `${url}${path}`, body: text, idempotencyKey: key, keyId, privateKey, created });
    const asked = performance.now();
    const r = await fetch(`${url}${path}`, { method, headers: { ...headers, ...more }, ...(text && { body: text }) });
    const answer = await r.text();
    return {
      ms: performance.now() - asked,
      status: r.status,
      body: r.headers.get('content-type')?.includes('json') ? JSON.parse(answer) : answer,
      headers: r.headers,
    };
  };
  return { keyId, call, get: (path, options) => call('GET', path, options), post: (path, body, options) => call('POST', path, { body, ...options }) };
}
