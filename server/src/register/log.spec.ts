import { createPublicKey, verify } from 'node:crypto';
import type { ReplyOf } from '@binhai/shared/contract/http';
import type { lookProof, registerConsistency, registerHead } from '@binhai/shared/contract/register';
import { entryText, headText, leafData } from '@binhai/shared/merkle/entry';
import { isConsistent, leafHash, rootOfPath } from '@binhai/shared/merkle/tree';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { type TestApp, testApp } from '../testing/test-app.js';
import { type TestPerson, testPerson } from '../testing/test-person.js';
import { bytes64, sha256, text64 } from './leaf.js';
import type { RegisterLane } from './log.schema.js';
import { RegisterService } from './register.service.js';
import type { RegisterEntry } from './register-entry.schema.js';
import { RegisterSealer } from './sealer.service.js';

let a: TestApp, b: TestApp;
const lines: string[] = [];
beforeAll(async () => {
  a = await testApp('log', {}, { logTo: { write: (line) => void lines.push(line) } });
  b = await a.second();
});
afterAll(async () => {
  await b?.close();
  await a?.close();
});
const db = () => a.app.get<Connection>(getConnectionToken());
const count = (name: string) => db().collection(name).countDocuments();
const look = (t: TestApp, subject: string, n: number) =>
  t.app
    .get(RegisterService)
    .other({ subject, kind: 'staff', actor: 'clerk-1', organisationId: 'org', purpose: 'voucher_redemption', basis: 'consent:c1', items: [`第 ${n} 次`] });
const many = (n: number, subject: string) => Promise.all(Array.from({ length: n }, (_, i) => look(i % 2 ? a : b, subject, i)));
const sealer = (t = a) => t.app.get(RegisterSealer);
async function sealAll(): Promise<number> {
  let all = 0;
  for (let n = -1; n !== 0; all += n) n = await sealer().seal();
  return all;
}
const get = async <T>(path: string, token?: string) => (await a.send('GET', path, token === undefined ? {} : { token })).body as T;
const size = async () => (await head()).head?.size ?? 0;
const head = () => get<ReplyOf<typeof registerHead>>('/api/register/head');
const proofOf = (me: TestPerson, id: string) => get<ReplyOf<typeof lookProof>>(`/api/me/looks/${id}/proof`, me.token);
/** What the phone does: the root the leaf leads to, or null. */
function rootFrom(p: ReplyOf<typeof lookProof>): string | null {
  const data = leafData(sha256, bytes64(p.salt), Buffer.from(entryText(p.fields)), p.day);
  const { index, path, head } = p.proof ?? { index: 0, path: [], head: { size: 0 } };
  const root = rootOfPath(sha256, index, head.size, leafHash(sha256, data), path.map(bytes64));
  return root && text64(root);
}

test('600 looks by two processes: each is in the log once, its proof leads to the signed head, and a changed field does not', async () => {
  const me = await testPerson(a);
  await many(600, me.id);
  expect(await sealAll()).toBe(600);
  expect(await count('register_log')).toBe(600);
  const { head: h, keys } = await head();
  expect(h?.size).toBe(600);
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: keys[0]?.publicKey ?? '' }, format: 'jwk' });
  expect(h && verify(null, Buffer.from(headText(h)), key, Buffer.from(h.signature, 'base64url'))).toBe(true);
  const some = await db().collection<{ _id: string }>('register_entries').find({ kind: 'staff' }).toArray();
  for (const { _id } of some.filter((_, i) => i % 97 === 0)) {
    const p = await proofOf(me, _id);
    expect([p.loggedBy, rootFrom(p)]).toEqual([null, p.proof?.head.root]);
    expect(p.proof?.path.length).toBeLessThanOrEqual(30);
    expect(JSON.stringify(p)).not.toContain('clerk-1');
    for (const change of [{ items: ['别的'] }, { at: '2026-01-01T00:00:00.000Z' }, { basis: '本人' }, { looker: text64(new Uint8Array(32)) }])
      expect(rootFrom({ ...p, fields: { ...p.fields, ...change } })).not.toBe(p.proof?.head.root);
    expect(rootFrom({ ...p, day: p.day + 1 })).not.toBe(p.proof?.head.root);
  }
});
test('each head is consistent with every earlier one; a size the log has not reached is refused', async () => {
  const me = await testPerson(a);
  await sealAll();
  const before = await size();
  const heads = [];
  for (const n of [1, 6, 250, 3, 300]) {
    await many(n, me.id);
    await sealAll();
    heads.push((await head()).head);
  }
  const sizes = heads.map((h) => h?.size ?? 0);
  expect(sizes.map((n) => n - before)).toEqual([1, 7, 257, 260, 560]);
  for (const [i, from] of heads.entries())
    for (const to of heads.slice(i)) {
      const { path } = await get<ReplyOf<typeof registerConsistency>>(`/api/register/consistency?from=${from?.size}&to=${to?.size}`);
      const ok = isConsistent(sha256, from?.size ?? 0, to?.size ?? 0, bytes64(from?.root ?? ''), bytes64(to?.root ?? ''), path.map(bytes64));
      expect([from?.size, to?.size, ok]).toEqual([from?.size, to?.size, true]);
    }
  for (const query of [`from=1&to=${before + 561}`, 'from=7&to=1']) {
    const r = await a.send('GET', `/api/register/consistency?${query}`);
    expect([r.status, (r.body as { code: string }).code]).toEqual([404, 'register_size_unknown']);
  }
});
test('a look that is not in the log yet says until when it will be; another person’s is unknown', async () => {
  const [me, other] = [await testPerson(a), await testPerson(a)];
  await look(a, me.id, 1);
  const [{ _id }] = (await db().collection<{ _id: string }>('register_entries').find({ kind: 'staff', subject: me.id }).toArray()) as [{ _id: string }];
  const p = await proofOf(me, _id);
  expect([p.proof, typeof p.loggedBy, p.fields.items]).toEqual([null, 'string', ['第 1 次']]);
  await sealAll();
  expect((await proofOf(me, _id)).proof?.head.size).toBeGreaterThan(0);
  const r = await a.send('GET', `/api/me/looks/${_id}/proof`, { token: other.token });
  expect([r.status, (r.body as { code: string }).code]).toEqual([404, 'look_unknown']);
});
test('two sealers at once: no entry twice, one chain of heads', async () => {
  const me = await testPerson(a);
  await sealAll();
  const before = await size();
  await many(40, me.id);
  const results = await Promise.allSettled(Array.from({ length: 8 }, (_, i) => sealer(i % 2 ? a : b).seal()));
  expect(results.some((r) => r.status === 'fulfilled' && r.value > 0)).toBe(true);
  await sealAll();
  const entries = await db().collection<{ entry: string }>('register_log').distinct('entry');
  expect([entries.length, await count('register_log'), await size()]).toEqual([before + 40, before + 40, before + 40]);
});
test('own looks known already leave no gap in a lane', async () => {
  const me = await testPerson(a);
  await sealAll();
  const actor = { personId: me.id, sessionId: me.id } as never;
  await Promise.all(
    Array.from({ length: 60 }, (_, i) => (i % 3 ? look(i % 2 ? a : b, me.id, i) : (i % 2 ? a : b).app.get(RegisterService).own(actor, 'own_credit', ['等级']))),
  );
  expect(await sealAll()).toBe(41);
  expect(await count('register_entries')).toBe(await count('register_log'));
});
test('a lane whose system was down for days is still taken in, and is closed only when nothing of it waits', async () => {
  const me = await testPerson(a);
  await sealAll();
  const c = await a.second();
  await many(3, me.id); // lanes of a and b live on
  await Promise.all([1, 2, 3].map((n) => look(c, me.id, n)));
  await c.close();
  const lanes = db().collection<{ _id: string; until: Date; closed: boolean; logged: number }>('register_lanes');
  const [theirs] = await lanes.find({ logged: 0, closed: false }).sort({ until: -1 }).toArray();
  await lanes.updateOne({ _id: theirs?._id ?? '' }, { $set: { until: new Date(Date.now() - 26 * 3_600_000) } });
  await sealAll();
  expect(await db().collection('register_entries').countDocuments({ subject: me.id, items: /^第/ })).toBe(6);
  const logged = await db().collection<{ entry: string }>('register_log').find().toArray();
  const entries = await db().collection<{ _id: string }>('register_entries').find({ subject: me.id, items: /^第/ }).toArray();
  expect(entries.filter(({ _id }) => !logged.some((l) => l.entry === _id))).toEqual([]);
  await sealer().seal();
  expect((await lanes.findOne({ _id: theirs?._id ?? '' }))?.closed).toBe(true);
});
test('a broken lane that is longer than a sealing does not keep others out', async () => {
  const me = await testPerson(a);
  await sealAll();
  const entries = db().collection<Record<string, unknown> & { _id: string }>('register_entries');
  const lane = '-first-of-all';
  await db()
    .collection<{ _id: string }>('register_lanes')
    .insertOne({ _id: lane, until: new Date(Date.now() + 3_600_000), logged: 0, link: '', closed: false } as never);
  await look(a, me.id, 1);
  const [sample] = await entries.find({ subject: me.id }).toArray();
  await entries.insertMany(Array.from({ length: 1100 }, (_, i) => ({ ...sample, _id: `forged-${i}`, lane, seq: i + 1 })));
  await sealer().seal();
  await sealAll();
  expect(
    await db()
      .collection('register_log')
      .countDocuments({ entry: String(sample?._id) }),
  ).toBe(1);
  expect(await db().collection('register_log').countDocuments({ lane })).toBe(0);
});
test('an entry changed before it was taken in never enters the log, nor does what follows it in its lane', async () => {
  const me = await testPerson(a);
  await sealAll();
  for (let i = 0; i < 3; i++) await look(a, me.id, i);
  const [first] = await db().collection('register_entries').find({ subject: me.id }).sort({ lane: 1, seq: 1 }).toArray();
  await db()
    .collection('register_entries')
    .updateOne({ _id: first?._id }, { $set: { items: ['别的'] } });
  expect(await sealAll()).toBeLessThan(3);
  expect(
    await db()
      .collection('register_log')
      .countDocuments({ entry: String(first?._id) }),
  ).toBe(0);
  expect(lines.join('')).toContain('an entry does not follow the one before it');
});
test('a process whose lane was found broken goes on in another one: what it enters later is in the log', async () => {
  const me = await testPerson(a);
  await sealAll();
  await look(b, me.id, 0);
  const entries = db().collection<RegisterEntry>('register_entries');
  const written = async (n: number) => (await entries.findOne({ subject: me.id, items: `第 ${n} 次` })) as RegisterEntry;
  const { _id, lane } = await written(0);
  await entries.updateOne({ _id }, { $set: { basis: '本人' } });
  await sealAll();
  expect(
    await db()
      .collection<RegisterLane>('register_lanes')
      .findOne({ _id: lane ?? '' }),
  ).toMatchObject({ brokenAt: (await written(0)).seq });
  const real = Date.now;
  const later = jest.spyOn(Date, 'now').mockImplementation(() => real() + 6000);
  try {
    await look(b, me.id, 1);
    await look(b, me.id, 2);
  } finally {
    later.mockRestore();
  }
  expect((await written(1)).lane).not.toBe(lane);
  await sealAll();
  for (const n of [1, 2])
    expect(
      await db()
        .collection('register_log')
        .countDocuments({ entry: (await written(n))._id }),
    ).toBe(1);
  expect(await db().collection('register_log').countDocuments({ entry: _id })).toBe(0);
});
