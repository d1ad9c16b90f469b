// Logging in as a demo account by the ways people use: SMS code from the sandbox's outbox, TOTP for staff, a role taken by choice.
import { randomBytes } from 'node:crypto';
import { totp } from '../../scripts/lib/accounts.mjs';

/** A JSON request; answers { status, body, headers }. */
export async function call(url, method, path, { token, body, headers } = {}) {
  const r = await fetch(`${url}${path}`, {
    method,
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...(token && { authorization: `Bearer ${token}` }), ...headers },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await r.text();
  return { status: r.status, body: text && /json/.test(r.headers.get('content-type') ?? '') ? JSON.parse(text) : null, headers: r.headers };
}
/** The same, but anything else than a 2xx is an error of the test. */
export async function must(url, method, path, options) {
  const r = await call(url, method, path, options);
  if (r.status >= 300) throw new Error(`${method} ${path}: ${r.status} ${JSON.stringify(r.body)}`);
  return r.body;
}

/** Logs one account in on a new device; answers its access token. `account` is a demo account: { phone, totpSecret? }. */
export async function login({ url, clock }, account) {
  const purpose = account.totpSecret ? 'staff_login' : 'login';
  await must(url, 'POST', '/api/session/sms-codes', { body: { phone: account.phone, purpose } });
  const { items } = await must(url, 'POST', '/api/sandbox/outbox', { body: { phone: account.phone } });
  const code = items.map((m) => /\d{6}/.exec(m.text)?.[0]).find(Boolean);
  const device = { id: randomBytes(16).toString('base64url'), name: '测试设备' };
  const body = { phone: account.phone, code, channel: 'weapp', device };
  if (!account.totpSecret) return (await must(url, 'POST', '/api/session/sms', { body })).accessToken;
  const { code: digits } = totp(account.totpSecret, clock.now().getTime());
  return (await must(url, 'POST', '/api/session/staff', { body: { ...body, totp: digits } })).accessToken;
}
/** A token of the same session in the role of one of the account's memberships. */
export const takeRole = async ({ url }, token, membershipId) => (await must(url, 'POST', '/api/session/role', { token, body: { membershipId } })).accessToken;
