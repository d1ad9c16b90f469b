import { createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import type { Person } from '../people/person.schema.js';
import { Clock } from '../platform/clock.js';
import type { RegisterEntry } from '../register/register-entry.schema.js';
import { type TestApp, testApp } from '../testing/test-app.js';
import { testCertificate, testLandlord, testViewing } from '../testing/test-certificates.js';
import { codeOf } from '../testing/test-login.js';
import { type TestPerson, testPerson } from '../testing/test-person.js';
import type { GivenProof } from './certificate.schema.js';
import { checkProof, type ProofKeys } from './rental-proof.js';

let t: TestApp;
let two: TestApp;
beforeAll(async () => {
  t = await testApp('proofs', { LOG_LEVEL: 'silent' });
  two = await t.second();
});
afterEach(() => t.app.get(Clock).set(null));
afterAll(async () => {
  await two?.close();
  await t?.close();
});
const db = () => t.app.get<Connection>(getConnectionToken());
const people = () => db().collection<Person>('people');
const given = () => db().collection<GivenProof>('certificate_proofs');
const now = () => t.app.get(Clock, { strict: false }).ms();
const later = (ms: number) => t.app.get(Clock).set(new Date(now() + ms));
const keys = async () => (await t.send('GET', '/api/tenancy/proof-keys')).body as ProofKeys;
const give = (tenant: TestPerson, viewing: string, named = true, app = t) =>
  app.send('POST', `/api/tenancy/viewings/${viewing}/proof`, { token: tenant.token, body: { named } });
const list = async (who: TestPerson) => (await t.send('GET', '/api/tenancy/proofs', { token: who.token })).body as { viewer: string; items: { id: string }[] };
interface Opened {
  state: string;
  proven: { title: string; maskedName: string; until: string; madeAt: string; goodUntil: string } | null;
  text: string | null;
}
const open = async (who: TestPerson, body: object) => (await t.send('POST', '/api/tenancy/proofs/openings', { token: who.token, body })).body as Opened;
const check = async (text: string) => (await t.send('POST', '/api/tenancy/proofs/checks', { body: { text } })).body as Opened;
/** A proof in the hands of the landlord it was given to. */
async function proof({ named = true, ...over }: { named?: boolean; days?: number } = {}) {
  const tenant = await testPerson(t);
  const { landlord, c, viewing } = await testViewing(t, tenant, undefined, over);
  await give(tenant, viewing, named);
  const { viewer, items } = await list(landlord);
  const { text } = await open(landlord, { id: items[0]?.id });
  return { tenant, landlord, c, viewing, viewer, id: items[0]?.id ?? '', text: text ?? '' };
}
const part = (text: string, i: number): Record<string, unknown> => JSON.parse(Buffer.from(text.split('~')[0]?.split('.')[i] ?? '', 'base64url').toString());
const coded = (x: unknown) => Buffer.from(JSON.stringify(x)).toString('base64url');

describe('giving one', () => {
  test('to a viewer who was approved, once while it is good, over both processes', async () => {
    const tenant = await testPerson(t);
    const { landlord, viewing } = await testViewing(t, tenant);
    const made = await Promise.all([0, 1, 2, 3].map((i) => give(tenant, viewing, true, i % 2 ? t : two)));
    expect([made.map((r) => r.status), new Set(made.map((r) => JSON.stringify(r.body))).size]).toEqual([[200, 200, 200, 200], 1]);
    expect(await given().countDocuments({ viewing })).toBe(1);
    expect((await list(landlord)).items.length).toBe(1);
    const inbox = (await t.send('GET', '/api/messages', { token: landlord.token })).body as { items: { title: string }[] };
    expect(inbox.items.filter((m) => m.title === '租客给了你一份租房证明').length).toBe(1);
    later(24 * 3_600_000 + 1000);
    expect((await list(landlord)).items).toEqual([]);
    expect((await give(tenant, viewing)).status).toBe(200); // the one that ran out gives way
    expect(await given().countDocuments({ viewing })).toBe(1);
  });
  test('to nobody else: asked only, declined, revoked since, condition lost, another tenant’s viewer', async () => {
    const [tenant, landlord] = [await testPerson(t), await testLandlord(t)];
    const c = await testCertificate(t, tenant);
    await t.send('POST', '/api/tenancy/looks', { token: landlord.token, body: { link: c.id } });
    const { viewers } = (await t.send('GET', `/api/tenancy/certificates/${c.id}`, { token: tenant.token })).body as { viewers: { id: string }[] };
    const asked = viewers[0]?.id ?? '';
    expect(codeOf(await give(tenant, asked))).toBe('tenancy_proof_closed');
    await t.send('POST', `/api/tenancy/viewings/${asked}/answer`, { token: tenant.token, body: { allow: false } });
    expect(codeOf(await give(tenant, asked))).toBe('tenancy_proof_closed');
    const shown = await testViewing(t, tenant);
    expect(codeOf(await give(await testPerson(t), shown.viewing))).toBe('tenancy_viewing_unknown');
    expect(codeOf(await give(shown.landlord, shown.viewing))).toBe('tenancy_viewing_unknown');
    await people().updateOne({ _id: tenant.id }, { $set: { 'standing.seriousRecord': true } });
    expect(codeOf(await give(tenant, shown.viewing))).toBe('tenancy_proof_closed');
    await people().updateOne({ _id: tenant.id }, { $set: { 'standing.seriousRecord': false } });
    await t.send('POST', `/api/tenancy/certificates/${shown.c.id}/revocation`, { token: tenant.token });
    expect(codeOf(await give(tenant, shown.viewing))).toBe('tenancy_proof_closed');
    expect(await given().countDocuments({ tenant: tenant.id })).toBe(0);
  });
  test('it says the convenience, the last day and the masked name, and nothing else; the name only where the tenant says so', async () => {
    const { landlord, text, viewer, id, tenant, viewing } = await proof();
    expect(part(text, 0)).toEqual({ typ: 'rental-proof+sd-jwt', kid: (await keys()).keys[0]?.kid, alg: 'EdDSA' });
    const claims = part(text, 1);
    expect(Object.keys(claims).sort()).toEqual(['_sd', '_sd_alg', 'aud', 'benefit', 'exp', 'iat', 'iss', 'jti', 'until']);
    expect(claims).toMatchObject({ aud: viewer, jti: id, benefit: '看房免意向金', iss: (await keys()).issuer });
    expect((claims.exp as number) - (claims.iat as number)).toBe(86_400);
    const opened = await open(landlord, { text });
    expect([opened.state, opened.proven?.title, opened.proven?.maskedName]).toEqual(['valid', '看房免意向金', '李*宁']);
    for (const word of [tenant.id, landlord.id, viewing, '1380001', '良好', '示范', '优良', '李']) expect(JSON.stringify(claims).includes(word)).toBe(false);
    const unnamed = await proof({ named: false });
    expect([unnamed.text.split('~').length, (await open(unnamed.landlord, { text: unnamed.text })).proven?.maskedName]).toEqual([2, '']);
    // the viewer may leave the name out as well, and it stays a proof
    expect((await open(landlord, { text: `${text.split('~')[0]}~` })).state).toBe('valid');
  });
  test('it never outlives the certificate’s last day', async () => {
    const { text, c } = await proof({ days: 1 });
    const { until } = (await db().collection<{ _id: string; until: string }>('certificates').findOne({ _id: c.id })) ?? { until: '' };
    expect((part(text, 1).exp as number) * 1000).toBeLessThanOrEqual(Date.parse(`${until}T23:59:59.999+08:00`));
  });
});

describe('opening one', () => {
  test('valid for whom it was given to; the looks of both stand in the register', async () => {
    const { tenant, landlord, text } = await proof();
    const entries = (filter: object) =>
      db()
        .collection<RegisterEntry>('register_entries')
        .countDocuments({ subject: tenant.id, items: '24 小时证明：可享受哪项便利', ...filter });
    const byViewer = { actor: landlord.id, kind: 'viewer', purpose: 'tenant_certificate' } as const;
    expect(await entries(byViewer)).toBe(1); // when it was fetched
    expect((await open(landlord, { text: `${text.slice(0, 60)}\n ${text.slice(60)}\n` })).state).toBe('valid'); // pasted with line breaks
    expect([await entries(byViewer), await entries({ actor: tenant.id, kind: 'self', purpose: 'own_certificates' })]).toEqual([2, 1]);
  });
  test('another viewer, and the tenant, learn nothing of it, not even that it holds', async () => {
    const { tenant, landlord, text, id } = await proof();
    const other = await proof();
    for (const who of [other.landlord, tenant, await testLandlord(t)])
      expect(await open(who, { text })).toEqual({ state: 'other_viewer', proven: null, text: null });
    expect(await open(other.landlord, { id })).toEqual({ state: 'void', proven: null, text: null });
    expect((await open(landlord, { text })).state).toBe('valid');
  });
  const CAUSES: Record<string, (p: Awaited<ReturnType<typeof proof>>) => Promise<unknown>> = {
    revoked: ({ tenant, c }) => t.send('POST', `/api/tenancy/certificates/${c.id}/revocation`, { token: tenant.token }),
    'condition lost': ({ tenant }) => people().updateOne({ _id: tenant.id }, { $set: { 'standing.seriousRecord': true } }),
    frozen: ({ tenant }) => people().updateOne({ _id: tenant.id }, { $set: { frozenAt: new Date() } }),
    leaving: ({ tenant }) =>
      people().updateOne({ _id: tenant.id }, { $set: { leaving: { state: 'waiting', askedAt: new Date(), dueAt: new Date(), receipt: 'R' } } }),
    deleted: ({ tenant }) => people().deleteOne({ _id: tenant.id }),
    'proof gone with the account': ({ id }) => given().deleteOne({ _id: id }),
  };
  test.each(Object.keys(CAUSES))('%s: the page says no longer valid, in the same bytes; the signature still holds', async (cause) => {
    const p = await proof();
    await CAUSES[cause]?.(p);
    const entries = () => db().collection('register_entries').countDocuments({ actor: p.landlord.id, kind: 'viewer' });
    const before = await entries();
    expect(JSON.stringify(await open(p.landlord, { text: p.text }))).toBe('{"state":"void","proven":null,"text":null}');
    expect(JSON.stringify(await open(p.landlord, { id: p.id }))).toBe('{"state":"void","proven":null,"text":null}');
    expect(await entries()).toBe(before + 2);
    // what the key alone can say: it was so when it was made
    expect((await checkProof(p.text, await keys(), now(), [p.viewer])).state).toBe('genuine');
  });
  test('expired is told from forged', async () => {
    const { landlord, text } = await proof();
    later(24 * 3_600_000 + 1000);
    expect([(await open(landlord, { text })).state, (await check(text)).state]).toEqual(['expired', 'expired']);
    expect((await open(landlord, { text: `${text.slice(0, -9)}AAAAAAAA~` })).state).toBe('forged');
  });
  test('anybody may check the signature; nothing is read for it', async () => {
    const { text, tenant } = await proof();
    const entries = () => db().collection('register_entries').countDocuments({ subject: tenant.id });
    const before = await entries();
    const r = await check(text);
    expect([r.state, r.proven?.title, await entries()]).toEqual(['genuine', '看房免意向金', before]);
    expect(await check('示例')).toEqual({ state: 'forged', proven: null });
  });
});

describe('attacks', () => {
  let p: Awaited<ReturnType<typeof proof>>;
  let published: ProofKeys;
  beforeAll(async () => {
    p = await proof();
    published = await keys();
  });
  const own = generateKeyPairSync('ed25519');
  const signedBy = (header: object, claims: object, rest = '~') => {
    const text = `${coded(header)}.${coded(claims)}`;
    return `${text}.${sign(null, Buffer.from(text), own.privateKey).toString('base64url')}${rest}`;
  };
  const signatureOf = (text: string) => text.split('~')[0]?.split('.')[2] ?? '';
  const disclosure = () => p.text.split('~')[1] ?? '';
  const said = (): [string, string, string] => JSON.parse(Buffer.from(disclosure(), 'base64url').toString());
  const ATTACKS: Record<string, [() => string, string]> = {
    'altered disclosure: another name under the same salt': [() => p.text.replace(disclosure(), coded([said()[0], 'name', '王*明'])), 'disclosure'],
    'a disclosure more, which nobody signed': [() => `${p.text}${coded(['c2FsdHNhbHRzYWx0c2FsdA', 'grade', '守信示范'])}~`, 'disclosure'],
    'the same disclosure twice': [() => `${p.text}${disclosure()}~`, 'disclosure'],
    'a disclosure that is no JSON': [() => `${p.text}AAAA~`, 'disclosure'],
    'swapped audience': [() => `${coded(part(p.text, 0))}.${coded({ ...part(p.text, 1), aud: 'AAAAAAAAAAAAAAAA' })}.${signatureOf(p.text)}~`, 'signature'],
    'longer life': [() => `${coded(part(p.text, 0))}.${coded({ ...part(p.text, 1), exp: 4_000_000_000 })}.${signatureOf(p.text)}~`, 'signature'],
    'alg none, without a signature': [() => `${coded({ ...part(p.text, 0), alg: 'none' })}.${coded(part(p.text, 1))}.~`, 'shape'],
    'alg none, with one': [() => `${coded({ ...part(p.text, 0), alg: 'none' })}.${coded(part(p.text, 1))}.${signatureOf(p.text)}~`, 'algorithm'],
    'alg HS256 with the public key as secret': [
      () => `${coded({ ...part(p.text, 0), alg: 'HS256' })}.${coded(part(p.text, 1))}.${signatureOf(p.text)}~`,
      'algorithm',
    ],
    'unknown kid': [() => signedBy({ ...part(p.text, 0), kid: 's999' }, part(p.text, 1)), 'key_unknown'],
    'another key under our kid': [() => signedBy(part(p.text, 0), part(p.text, 1)), 'signature'],
    'another kind of paper': [() => signedBy({ ...part(p.text, 0), typ: 'JWT' }, part(p.text, 1)), 'type'],
    'a second way to write the signature': [
      () => p.text.replace(/\.([\w-]{85})(.)~/, (_, s, last) => `.${s}${String.fromCharCode(last.charCodeAt(0) + 1)}~`),
      'signature',
    ],
    'a key binding that nobody asked for': [() => `${p.text}${coded({ typ: 'kb+jwt' })}.${coded({})}.AAAA`, 'shape'],
    'no text at all': [() => '~', 'shape'],
    'a text without end': [() => `${p.text}${'A'.repeat(4000)}~`, 'shape'],
  };
  test.each(Object.keys(ATTACKS))('%s', async (name) => {
    const [make, fault] = ATTACKS[name] ?? [() => '', ''];
    const text = make();
    expect(await checkProof(text, published, now(), null)).toEqual({ state: 'forged', fault });
    const r = await t.send('POST', '/api/tenancy/proofs/openings', { token: p.landlord.token, body: { text } });
    expect(r.status === 400 ? codeOf(r) : (r.body as Opened).state).toBe(text.length > 4000 ? 'input_invalid' : 'forged');
  });
  test('signed by us for another issuer, or of another shape: refused as well', async () => {
    expect(await checkProof(p.text, { ...published, issuer: 'https://example.org' }, now(), null)).toEqual({ state: 'forged', fault: 'issuer' });
    const jwk = createPublicKey(own.privateKey).export({ format: 'jwk' });
    const theirs: ProofKeys = { issuer: published.issuer, keys: [{ kty: 'OKP', crv: 'Ed25519', kid: 'k', x: jwk.x ?? '' }] };
    const header = { ...part(p.text, 0), kid: 'k' };
    const { _sd, _sd_alg, ...claims } = part(p.text, 1);
    const verdict = async (c: object) => checkProof(signedBy(header, c), theirs, now(), null);
    expect((await verdict(claims)).state).toBe('genuine'); // the pattern is good, so what follows is refused for its own sake
    expect(await verdict({ ...claims, grade: 'exemplary' })).toEqual({ state: 'forged', fault: 'claims' });
    expect(await verdict({ ...claims, exp: 'never' })).toEqual({ state: 'forged', fault: 'claims' });
    expect(await verdict({ ...claims, _sd, _sd_alg: 'md5' })).toEqual({ state: 'genuine', claims });
    expect(await checkProof(`${signedBy(header, { ...claims, _sd, _sd_alg: 'md5' })}${disclosure()}~`, theirs, now(), null)).toEqual({
      state: 'forged',
      fault: 'disclosure',
    });
  });
});
