import { createPrivateKey } from 'node:crypto';
import fs from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { CONFIG, type Config } from '../config.js';
import { currentVersion } from '../consents/texts.js';
import type { Person } from '../people/person.schema.js';
import { Clock } from '../platform/clock.js';
import { armFault, disarmFaults } from '../platform/faults.js';
import { FieldCipher } from '../platform/field-cipher.js';
import { oneOf } from '../platform/hashed-fields.js';
import { Jobs } from '../platform/jobs/jobs.service.js';
import { archiveKeyPath } from '../platform/keys.js';
import { openBox } from '../platform/sealed-box.js';
import { bytes64, leafOf } from '../register/leaf.js';
import type { RegisterEntry } from '../register/register-entry.schema.js';
import { RegisterSealer } from '../register/sealer.service.js';
import { type TestApp, testApp } from '../testing/test-app.js';
import { codeOf, login } from '../testing/test-login.js';
import { freshNumber } from '../testing/test-number.js';
import { audit, claim, phone, requestId, type TestShop, testMember, testOffer, testShop } from '../testing/test-offers.js';
import type { TestPerson } from '../testing/test-person.js';
import type { Archived } from './archive.schema.js';
import { ArchiveService } from './archive.service.js';
import { HELD } from './held.js';

/** Invented; the sandbox's register takes any name with 示. */
const NAME = '卓示例岚';
const START = Date.parse('2026-11-25T02:00:00Z');
const DAY = 86_400_000;
let t: TestApp;
let second: TestApp;
let shop: TestShop;
let clerk: TestPerson;
let phones = 13900009000;
const db = () => t.app.get<Connection>(getConnectionToken());
const set = (at: number | null) => {
  for (const a of [t, second]) a.app.get(Clock, { strict: false }).set(at === null ? null : new Date(at));
};
const jobs = (a = t) => a.app.get(Jobs, { strict: false });
beforeAll(async () => {
  t = await testApp('deletion');
  second = await t.second();
  shop = await testShop(t);
  clerk = await testMember(t, shop);
});
beforeEach(() => set(START));
afterEach(async () => {
  disarmFaults();
  expect(await audit(t)).toEqual([]);
  set(null);
});
afterAll(async () => {
  await second?.close();
  await t?.close();
});

interface Me {
  phone: string;
  token: string;
  id: string;
}
const send = async (me: { token: string }, method: string, path: string, body?: object) => t.send(method, path, { token: me.token, ...(body && { body }) });
const must = async <T = Record<string, unknown>>(...args: Parameters<typeof send>): Promise<T> => {
  const r = await send(...args);
  if (r.status !== 200) throw new Error(`${args[1]} ${args[2]}: ${JSON.stringify(r.body)}`);
  return r.body as T;
};
/** Somebody who logged in with a phone; with `number` also proven at the high level. */
async function newcomer({ number = '', as = String(phones++), device = 1 }: { number?: string; as?: string; device?: number } = {}): Promise<Me> {
  const token = (await login(t, as, device)).accessToken;
  const me = { phone: as, token, id: (await must<{ id: string }>({ token }, 'GET', '/api/me')).id };
  if (number) {
    await must(me, 'POST', '/api/me/real-name', { name: NAME, number, consent: true });
    await prove(me);
  }
  return me;
}
async function prove(me: Me): Promise<void> {
  const { ticket } = await must<{ ticket: string }>(me, 'POST', '/api/me/real-name/high', { provider: 'network_id' });
  await must(me, 'POST', '/api/me/real-name/high/finish', { ticket });
}
/** A whole life in the app: grade, vouchers of each kind, a redemption, looks, messages. */
async function lived(): Promise<Me & { number: string; redeemed: string; open: string[] }> {
  const number = freshNumber();
  const me = await newcomer({ number });
  const person = { ...me, numberHash: undefined, as: () => clerk } as TestPerson;
  await must(me, 'POST', '/api/credit/opt-in', { textVersion: currentVersion('personal_grade') });
  await must(me, 'GET', '/api/credit/grade');
  const used = await claim(t, person, await testOffer(t, shop, { benefit: { kind: 'heads', priceFen: 8000, payPercent: 80, maxHeads: 3 } }));
  const handset = await phone(t, person, used.body.id);
  const { lockId } = await must<{ lockId: string }>(clerk, 'POST', '/api/counter/scans', { terminal: 'T-001', requestId: requestId(), code: handset.qr() });
  await must(clerk, 'POST', '/api/counter/confirmations', { terminal: 'T-001', requestId: requestId(), lockId, amountFen: null, heads: 2 });
  const bound = await claim(t, person, await testOffer(t, shop, { consent: 'perk_ticket' }), { consentTextVersion: currentVersion('perk_ticket') });
  const open = await claim(t, person, await testOffer(t, shop));
  const gone = await claim(t, person, await testOffer(t, shop));
  await must(me, 'POST', `/api/perks/vouchers/${gone.body.id}/cancellation`, { confirm: true });
  await must(me, 'GET', '/api/me/looks');
  return { ...me, number, redeemed: used.body.id, open: [bound.body.id, open.body.id] };
}
const ask = (me: Me, vouchers: string[] = []) => send(me, 'POST', '/api/rights/deletion', { confirm: true, vouchers });
/** The whole database as text: every document of every collection. */
async function dump(): Promise<Record<string, string>> {
  const names = (await db().db?.listCollections({}, { nameOnly: true }).toArray()) ?? [];
  return Object.fromEntries(await Promise.all(names.map(async ({ name }) => [name, JSON.stringify(await db().collection(name).find().toArray())] as const)));
}
const found = (all: Record<string, string>, values: string[]) =>
  Object.entries(all).flatMap(([name, text]) => values.filter((v) => text.includes(v)).map((v) => `${name}: ${v}`));
/** As the servers do every few seconds. */
const seal = async () => {
  while ((await t.app.get(RegisterSealer, { strict: false }).seal()) > 0);
};
const finish = async (days = 7) => {
  await seal();
  set(START + days * DAY + 60_000);
  await jobs().drain();
};

test('deleted: nothing in the whole database names the person any more, in plain, by id or by hash; what law keeps opens with the other key alone', async () => {
  const me = await lived();
  const stored = await db().collection<Person>('people').findOne({ _id: me.id });
  const consentIds = (await db().collection('consents').find({ personId: me.id }).toArray()).map((c) => String(c._id));
  const sessions = stored?.sessions.map((s) => s.id) ?? [];
  const hashes = [oneOf(stored?.phoneHash ?? ''), oneOf(stored?.numberHash ?? '')];
  const cipher = t.app.get(FieldCipher, { strict: false });
  const codes = cipher.everyHash('sms_codes.phone', me.phone);
  const values = [me.id, me.phone, NAME, me.number, ...hashes, ...sessions, ...consentIds, ...codes, ...cipher.everyHash('sandbox_sms.phone', me.phone)];
  expect(values.every((v) => v.length > 3)).toBe(true);
  const before = await dump();
  expect(found(before, [me.phone, NAME, me.number])).toEqual([]); // sealed as it is
  expect(found(before, codes)).not.toEqual([]);
  expect(new Set(found(before, [me.id]).map((f) => f.split(':')[0])).size).toBeGreaterThan(8);
  expect((await ask(me, me.open)).status).toBe(200);
  await finish();
  const after = await dump();
  expect(found(after, values)).toEqual([]);

  const voucher = await db().collection<{ _id: string; person: string }>('vouchers').findOne({ _id: me.redeemed });
  expect(voucher).toMatchObject({ state: 'redeemed', person: `gone-${me.redeemed}`, redemption: { kept: expect.anything() }, consentId: null });
  expect(
    await db()
      .collection('vouchers')
      .countDocuments({ _id: { $in: me.open as never[] } }),
  ).toBe(0);
  const finder = cipher.steady('archive.finder', hashes[1] ?? '');
  const kept = await db().collection<Archived>('archive').find({ finder }).toArray();
  const kinds = HELD.filter((h) => h.atDeletion.do === 'archive').map((h) => h.collection);
  const put = new Set(kept.map((k) => k.kind));
  expect([...put].sort()).toEqual(['consent_evidence', 'register_entries']);
  expect([...put].every((k) => kinds.includes(k))).toBe(true);
  const key = createPrivateKey(fs.readFileSync(archiveKeyPath(t.app.get<Config>(CONFIG).KEYS_FILE)));
  const opened = kept.map((k) => JSON.parse(openBox(key, `${k.kind}|${k._id}`, k.box)) as { subject?: string; personId?: string });
  expect(opened.every((d) => d.subject === me.id || d.personId === me.id)).toBe(true);
  expect(fs.readFileSync(t.app.get<Config>(CONFIG).KEYS_FILE, 'utf8')).not.toContain('PRIVATE KEY-----\\nMC4CAQAwBQYDK2Vu'); // X25519: no private half here
});
test('a look that is not in the log yet stays until it is: the log has no gap, and its leaves stay when the fields go', async () => {
  const me = await newcomer();
  await send(me, 'POST', '/api/rights/deletion/unnamed', { confirm: true, vouchers: [] });
  const entries = () => db().collection('register_entries').countDocuments({ subject: me.id });
  const leaves = () => db().collection('register_log').countDocuments();
  set(START + 7 * DAY + 60_000);
  await jobs().drain();
  expect(await entries()).toBeGreaterThan(0); // the queue comes back for them
  await seal();
  const logged = await leaves();
  set(START + 8 * DAY);
  await jobs().drain();
  expect([
    await entries(),
    await leaves(),
    await db()
      .collection('people')
      .countDocuments({ _id: me.id as never }),
  ]).toEqual([0, logged, 0]);
  const looks = await db().collection<Archived>('archive').find({ kind: 'register_entries' }).toArray();
  const key = createPrivateKey(fs.readFileSync(archiveKeyPath(t.app.get<Config>(CONFIG).KEYS_FILE)));
  for (const { kind, _id, box } of looks) {
    const entry = JSON.parse(openBox(key, `${kind}|${_id}`, box)) as RegisterEntry;
    expect([...(await t.app.get(ArchiveService, { strict: false }).has(kind, [entry._id, 'never-there']))]).toEqual([entry._id]);
    const stored = await db().collection<{ data: { buffer: Uint8Array } }>('register_log').findOne({ lane: entry.lane, seq: entry.seq });
    const made = leafOf({ ...entry, at: new Date(entry.at) }, bytes64(entry.salt ?? ''));
    expect(Buffer.from(made).equals(Buffer.from(stored?.data.buffer ?? []))).toBe(true); // who holds the key can still prove each of them
  }
});
test('the same person registers anew at once, with the same phone and number', async () => {
  const another = freshNumber();
  const me = await newcomer({ number: another });
  expect((await ask(me)).status).toBe(200);
  await finish();
  const again = await newcomer({ number: another, as: me.phone });
  expect(again.id).not.toBe(me.id);
  expect(await must(again, 'GET', '/api/me')).toMatchObject({ assurance: 'high', optedIn: false, leavesAt: null });
});
test('asked for: stopped at once and everywhere, named before; within seven days it is taken back, and the job comes to nothing', async () => {
  const me = await lived();
  expect(await must(me, 'GET', '/api/rights/deletion')).toMatchObject({ state: 'none', consents: 2, optedIn: true, vouchers: expect.any(Array) });
  expect(codeOf(await ask(me, me.open.slice(1)))).toBe('consent_ends_more');
  const { receipt } = (await ask(me, me.open)).body as { receipt: string };
  for (const a of [t, second]) expect(codeOf(await a.send('GET', '/api/me', { token: me.token }))).toBe('auth_token_invalid');
  set(START + 2 * DAY);
  const back = await newcomer({ as: me.phone });
  expect(await must(back, 'GET', '/api/me')).toMatchObject({ id: me.id, leavesAt: expect.stringMatching(/^2026-12-02T02:00:0/), optedIn: false });
  expect(await must(back, 'GET', '/api/rights/deletion')).toMatchObject({ state: 'waiting', receipt, consents: 0, vouchers: [], optedIn: false });
  for (const [method, path] of [
    ['GET', '/api/consents'],
    ['GET', '/api/perks/vouchers?group=usable'],
    ['GET', '/api/credit/records'],
  ] as const)
    expect(codeOf(await send(back, method, path))).toBe('rights_leaving');
  await must(back, 'POST', '/api/rights/deletion/undo', { confirm: true });
  expect(codeOf(await send(back, 'POST', '/api/rights/deletion/undo', { confirm: true }))).toBe('rights_not_leaving');
  expect((await send(back, 'GET', '/api/consents')).status).toBe(200);
  await finish(8);
  expect(await db().collection<Person>('people').countDocuments({ _id: me.id })).toBe(1);
  expect(await must(await newcomer({ as: me.phone }), 'GET', '/api/me')).toMatchObject({ id: me.id, assurance: 'high', leavesAt: null });
});
test('an account whose real name was taken back is told of its vouchers before it goes', async () => {
  const me = await lived();
  const { items } = (await must(me, 'GET', '/api/consents')) as { items: { id: string; state: string; text: { version: string } }[] };
  const name = items.find((c) => c.state === 'active' && c.text.version.startsWith('real_name'));
  const taken = await send(me, 'POST', `/api/consents/${name?.id}/withdrawal`, { vouchers: me.open });
  expect(taken.status).toBe(200);
  const left = (await must(me, 'GET', '/api/rights/deletion')) as { vouchers: { id: string }[] };
  expect(left.vouchers.length).toBeGreaterThan(0);
  expect(codeOf(await send(me, 'POST', '/api/rights/deletion/unnamed', { confirm: true, vouchers: [] }))).toBe('consent_ends_more');
  const vouchers = left.vouchers.map((v) => v.id);
  expect((await send(me, 'POST', '/api/rights/deletion/unnamed', { confirm: true, vouchers })).status).toBe(200);
});
test('an account without a real name goes without giving one; with one it has to prove the person', async () => {
  const me = await newcomer();
  expect(codeOf(await ask(me))).toBe('identity_basic_required');
  const unnamed = (m: Me) => send(m, 'POST', '/api/rights/deletion/unnamed', { confirm: true, vouchers: [] });
  expect((await unnamed(me)).status).toBe(200);
  await finish();
  expect(await db().collection<Person>('people').countDocuments({ _id: me.id })).toBe(0);
  set(START);
  const named = await newcomer({ number: freshNumber() });
  expect(codeOf(await unnamed(named))).toBe('identity_high_required');
  set(START + 16 * 60_000);
  expect(codeOf(await ask(await newcomer({ as: named.phone })))).toBe('step_up_needed'); // proven on this device, too long ago
  set(START + DAY);
  const elsewhere = await newcomer({ as: named.phone, device: 2 });
  expect(codeOf(await ask(elsewhere))).toBe('identity_high_required');
});
test.each(HELD.map((h) => h.collection))('cut at %s, it begins anew and comes to the same end', async (collection) => {
  const me = await newcomer();
  const { receipt } = (await send(me, 'POST', '/api/rights/deletion/unnamed', { confirm: true, vouchers: [] })).body as { receipt: string };
  armFault(`rights.erase.${collection}`, 'throw', 1);
  await finish();
  expect(await db().collection<Person>('people').countDocuments({ _id: me.id })).toBe(1);
  set(START + 8 * DAY);
  await jobs(second).drain();
  expect(found(await dump(), [me.id])).toEqual([]);
  expect(await db().collection<{ _id: string }>('deletions').findOne({ _id: receipt })).toMatchObject({ askedAt: expect.any(Date), endedAt: expect.any(Date) });
});
test('frozen meanwhile, nothing is erased until the window has decided', async () => {
  const me = await newcomer();
  await send(me, 'POST', '/api/rights/deletion/unnamed', { confirm: true, vouchers: [] });
  const people = db().collection<Person>('people');
  await people.updateOne({ _id: me.id }, { $set: { frozenAt: new Date(START) } });
  await finish(9);
  expect(await people.countDocuments({ _id: me.id })).toBe(1);
  await people.updateOne({ _id: me.id }, { $set: { frozenAt: null } });
  await finish(11);
  expect(await people.countDocuments({ _id: me.id })).toBe(0);
});
test('two requests at once are one; what was kept goes when its time has come', async () => {
  const me = await newcomer();
  const body = { confirm: true, vouchers: [] };
  const both = await Promise.all([t, second].map((a) => a.send('POST', '/api/rights/deletion/unnamed', { token: me.token, body })));
  expect(both.filter((r) => r.status === 200)).toHaveLength(1);
  await finish();
  const left = () => Promise.all(['archive', 'deletions'].map((c) => db().collection(c).countDocuments()));
  expect((await left()).every((n) => n > 0)).toBe(true);
  set(START + 6 * 366 * DAY);
  await jobs().drain();
  expect(await left()).toEqual([0, 0]);
});
