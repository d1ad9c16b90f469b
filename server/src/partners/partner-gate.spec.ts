import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { AppError } from '../platform/app-error.js';
import { Clock } from '../platform/clock.js';
import { newId } from '../platform/id.js';
import { type TestApp, testApp } from '../testing/test-app.js';
import { codeOf } from '../testing/test-login.js';
import { newKeys, type PartnerCall, type TestPartner, testPartner } from '../testing/test-partner.js';
import { testPerson } from '../testing/test-person.js';
import { PartnerOnce } from './partner-once.js';
import { PartnersService } from './partners.service.js';

const PING = '/api/partner/v1/ping';
const CHECK = '/api/partner/v1/self-check';
let t: TestApp;
let partner: TestPartner;
beforeAll(async () => {
  t = await testApp('partner_gate');
  partner = await testPartner(t);
});
afterEach(() => clock().set(null));
afterAll(() => t?.close());
const clock = () => t.app.get(Clock);
const registry = () => t.app.get(PartnersService, { strict: false });
const db = () => t.app.get<Connection>(getConnectionToken());
const check = (over: PartnerCall = {}) => partner.send('POST', CHECK, { body: { text: '你好' }, idempotencyKey: newId(), ...over });
const header = (name: string, change: (value: string) => string): Pick<PartnerCall, 'tamper'> => ({
  tamper: ({ headers }) => ({ headers: { ...headers, [name]: change(headers[name] ?? '') } }),
});
const without = (name: string): Pick<PartnerCall, 'tamper'> => ({
  tamper: ({ headers: { [name]: _, ...headers } }) => ({ headers }),
});

test('a signed request is let in, by its key, and tells the partner about itself', async () => {
  const r = await partner.send('GET', PING);
  expect([r.status, r.body]).toEqual([200, expect.objectContaining({ partner: partner.id, keyId: partner.keyId, keyUntil: null })]);
  expect((await check()).body).toMatchObject({ text: '你好' });
});
test.each<[string, PartnerCall, string]>([
  ['no signature', without('signature'), 'partner_signature_missing'],
  ['no input', without('signature-input'), 'partner_signature_missing'],
  ['no structured field', header('signature-input', () => 'sig1=("@method'), 'partner_signature_malformed'],
  ['a signature that is no bytes', header('signature', () => 'sig1="text"'), 'partner_signature_malformed'],
  ['another label', header('signature', (v) => v.replace('sig1', 'sig2')), 'partner_signature_malformed'],
  ['two signatures', header('signature', (v) => `${v}, sig2=:AAAA:`), 'partner_signature_malformed'],
  ['two inputs', header('signature-input', (v) => `${v}, sig2=("@method");created=1`), 'partner_signature_malformed'],
  ['method not covered', header('signature-input', (v) => v.replace('"@method" ', '')), 'partner_signature_malformed'],
  ['path not covered', header('signature-input', (v) => v.replace('"@path" ', '')), 'partner_signature_malformed'],
  ['query not covered', header('signature-input', (v) => v.replace('"@query" ', '')), 'partner_signature_malformed'],
  ['body not covered', header('signature-input', (v) => v.replace(' "content-digest"', '')), 'partner_signature_malformed'],
  ['idempotency key not covered', header('signature-input', (v) => v.replace(' "idempotency-key"', '')), 'partner_signature_malformed'],
  ['a component twice', header('signature-input', (v) => v.replace('"@path"', '"@path" "@path"')), 'partner_signature_malformed'],
  ['a component with parameters', header('signature-input', (v) => v.replace('"@path"', '"@path";req')), 'partner_signature_malformed'],
  ['a field that was not sent', header('signature-input', (v) => v.replace('"@path"', '"@path" "x-none"')), 'partner_signature_malformed'],
  ['no nonce', header('signature-input', (v) => v.replace(/;nonce="[^"]+"/, '')), 'partner_signature_malformed'],
  ['a short nonce', { nonce: 'short' }, 'partner_signature_malformed'],
  ['no time', header('signature-input', (v) => v.replace(/;created=\d+/, '')), 'partner_signature_malformed'],
  ['another algorithm', header('signature-input', (v) => v.replace('ed25519', 'hmac-sha256')), 'partner_signature_malformed'],
  ['a key id that is a prototype’s', header('signature-input', (v) => v.replace(/keyid="[^"]+"/, 'keyid="__proto__"')), 'partner_key_unknown'],
  ['too old', { ahead: -302 }, 'partner_created_outside'],
  ['too new', { ahead: 302 }, 'partner_created_outside'],
  ['over by its own word', header('signature-input', (v) => v.replace(';keyid', ';expires=1;keyid')), 'partner_created_outside'],
  ['another body', { tamper: () => ({ body: '{"text":"别的"}' }) }, 'partner_digest_differs'],
  ['one space more', { tamper: ({ body }) => ({ body: `${body} ` }) }, 'partner_digest_differs'],
  ['a digest of an unknown kind only', header('content-digest', (v) => v.replace('sha-256', 'md5')), 'partner_digest_differs'],
  ['no digest', without('content-digest'), 'partner_digest_differs'],
  ['an unknown key', header('signature-input', (v) => v.replace('.k1', '.k9')), 'partner_key_unknown'],
  [
    'another time than was signed',
    header('signature-input', (v) => v.replace(/created=(\d+)/, (_, n) => `created=${Number(n) - 1}`)),
    'partner_signature_wrong',
  ],
  ['a bit of the signature', header('signature', (v) => v.replace(/.{3}:$/, 'AA=:')), 'partner_signature_wrong'],
  ['another idempotency key than was signed', header('idempotency-key', () => newId()), 'partner_signature_wrong'],
])('refused: %s', async (_, call, code) => {
  const r = await check(call);
  expect([r.status, codeOf(r)]).toEqual([401, code]);
});
/** The headers of a request that was signed and never sent. */
async function signed(method: string, path: string, call: PartnerCall = {}): Promise<Record<string, string>> {
  let caught: Record<string, string> = {};
  await partner.send(method, path, {
    ...call,
    tamper: ({ headers }) => {
      caught = headers;
      return { headers: {} };
    },
  });
  return caught;
}
test('a signature for one query is none for another, and for one path none for another', async () => {
  const headers = await signed('GET', `${PING}?a=1`);
  for (const other of [`${PING}?a=2`, PING]) expect(codeOf(await t.send('GET', other, { headers }))).toBe('partner_signature_wrong');
  expect(codeOf(await t.send('GET', `${PING}?a=1`, { headers: await signed('GET', `${CHECK}?a=1`) }))).toBe('partner_signature_wrong');
  expect((await t.send('GET', `${PING}?a=1`, { headers })).status).toBe(200);
});
test('edges of the window are in time', async () => {
  expect((await check({ ahead: 298 })).status).toBe(200);
  expect((await check({ ahead: -298 })).status).toBe(200);
});
test('a nonce goes once, also in a race of both processes, and a wrong signature spends none', async () => {
  const nonce = newId();
  expect(codeOf(await check({ nonce, ...header('signature', (v) => v.replace(/.{3}:$/, 'AA=:')) }))).toBe('partner_signature_wrong');
  const again = await t.second();
  const headers = await signed('GET', PING, { nonce });
  const replies = await Promise.all(Array.from({ length: 32 }, (_, i) => (i % 2 ? t : again).send('GET', PING, { headers })));
  await again.close();
  const codes = replies.map(codeOf);
  expect([codes.filter((c) => c === 'ok').length, codes.filter((c) => c === 'partner_nonce_replayed').length]).toEqual([1, 31]);
  const [row] = await db()
    .collection('partner_nonces')
    .find({ _id: `${partner.id}|${nonce}` as never })
    .toArray();
  expect(Number(row?.goneAt) - Date.now()).toBeGreaterThan(600_000);
});
test('keys: one beside the other, from and until a day, and a revoked one ends with the next request', async () => {
  const old = await testPartner(t);
  const { privateKey, publicKey } = newKeys();
  const from = new Date(Date.now() + 3_600_000);
  const kid = await registry().addKey(old.id, { name: 'k2', publicKey, from, until: new Date(from.getTime() + 3_600_000), by: 'test' });
  const next = old.by(kid, privateKey);
  expect(codeOf(await next.send('GET', PING))).toBe('partner_key_expired');
  clock().set(new Date(from.getTime() + 1000));
  expect((await next.send('GET', PING)).body).toMatchObject({ keyId: kid, keyUntil: new Date(from.getTime() + 3_600_000).toISOString() });
  expect((await old.send('GET', PING)).status).toBe(200);
  expect(await registry().revokeKey(old.id, old.keyId)).toBe(true);
  expect(await registry().revokeKey(old.id, old.keyId)).toBe(false);
  expect(codeOf(await old.send('GET', PING))).toBe('partner_key_revoked');
  expect((await next.send('GET', PING)).status).toBe(200);
  clock().set(new Date(from.getTime() + 3_600_000));
  expect(codeOf(await next.send('GET', PING))).toBe('partner_key_expired');
  // who does not hold the key is not told that it was revoked
  expect(codeOf(await next.by(old.keyId, privateKey).send('GET', PING))).toBe('partner_signature_wrong');
  await expect(registry().addKey(old.id, { name: 'k2', publicKey, from, until: null, by: 'test' })).rejects.toThrow(/no room/);
});
test('a partner that is not active, and one key for another partner’s name', async () => {
  const closed = await testPartner(t, { state: 'suspended' });
  const r = await closed.send('GET', PING);
  expect([r.status, codeOf(r)]).toEqual([403, 'partner_suspended']);
  expect(codeOf(await closed.by(partner.keyId, closed.privateKey).send('GET', PING))).toBe('partner_signature_wrong');
});
test('a person’s token opens no partner endpoint, and a signature none of a person’s', async () => {
  const { token } = await testPerson(t);
  expect(codeOf(await t.send('GET', PING, { token }))).toBe('partner_signature_missing');
  expect(codeOf(await partner.send('GET', '/api/me'))).toBe('auth_required');
});
test('the same key and request again: the same reply, one effect, in a race too; with another request it is refused', async () => {
  const idempotencyKey = newId();
  const replies = await Promise.all(Array.from({ length: 12 }, () => check({ idempotencyKey })));
  expect(replies.map((r) => r.status)).toEqual(Array(12).fill(200));
  expect(new Set(replies.map((r) => JSON.stringify(r.body))).size).toBe(1);
  const other = await check({ idempotencyKey, body: { text: '别的' } });
  expect([other.status, codeOf(other)]).toEqual([409, 'partner_idempotency_reused']);
  const stranger = await testPartner(t);
  expect((await stranger.send('POST', CHECK, { body: { text: '别的' }, idempotencyKey })).status).toBe(200);
  for (const call of [{ body: { text: '你好' } }, { body: { text: '你好' }, idempotencyKey: 'a b' }]) {
    const r = await partner.send('POST', CHECK, call);
    expect([r.status, codeOf(r)]).toEqual([400, 'partner_idempotency_missing']);
  }
});
test('an event goes once under its number; what was refused may come again', async () => {
  const once = t.app.get(PartnerOnce, { strict: false });
  const eventId = newId();
  const effects = db().collection<{ _id: string; n: number }>('revisions');
  const count = async (session: Parameters<Parameters<typeof once.request>[1]>[0]) => {
    await effects.updateOne({ _id: eventId }, { $inc: { n: 1 } }, { upsert: true, session });
    return { ok: true };
  };
  const refuse = once.event(partner, eventId, ['entry', 1], async (session) => {
    await count(session);
    throw new AppError('partner_event_reused');
  });
  await expect(refuse).rejects.toThrow();
  const all = await Promise.all(Array.from({ length: 8 }, () => once.event(partner, eventId, ['entry', 1], count)));
  expect(all.filter((x) => !x.known)).toHaveLength(1);
  expect((await effects.findOne({ _id: eventId }))?.n).toBe(1);
  await expect(once.event(partner, eventId, ['entry', 2], count)).rejects.toMatchObject({ code: 'partner_event_reused' });
  const [row] = await db()
    .collection('idempotency')
    .find({ _id: `${partner.id}|event|${eventId}` as never })
    .toArray();
  expect(Object.keys(row ?? {}).sort()).toEqual(['_id', 'bodyHash', 'goneAt', 'reply']);
});
test('the registry takes no weak key, no unknown body, no two minimum grades', async () => {
  const key = { name: 'k3', from: new Date(0), until: null, by: 'test' };
  await expect(registry().addKey(partner.id, { ...key, publicKey: 'AAAA' })).rejects.toThrow(/32 bytes/);
  const declared = (purpose: 'perk_deposit' | 'perk_parking', minGrade: 'good' | 'excellent' | null) => ({ purpose, statement: '示例', minGrade });
  const put = (id: string, purposes: ReturnType<typeof declared>[]) => registry().put({ id, kind: 'other', state: 'active', claims: [], purposes });
  await expect(put('nobody', [])).rejects.toThrow(/no organisation/);
  await expect(put(partner.id, [declared('perk_deposit', 'good'), declared('perk_parking', 'excellent')])).rejects.toThrow(/differ/);
  await put(partner.id, [declared('perk_deposit', 'good'), declared('perk_parking', null)]);
  expect((await registry().declared(partner.id, 'perk_deposit'))?.minGrade).toBe('good');
  expect(await registry().declared(partner.id, 'perk_rent')).toBeNull();
});
