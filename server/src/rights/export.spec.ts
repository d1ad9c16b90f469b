import { writeFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { fromBufferPromise } from 'yauzl';
import { currentVersion } from '../consents/texts.js';
import { Clock } from '../platform/clock.js';
import { armFault, disarmFaults } from '../platform/faults.js';
import { FieldCipher } from '../platform/field-cipher.js';
import { Jobs } from '../platform/jobs/jobs.service.js';
import { native } from '../platform/native.js';
import type { StoredRecord } from '../records/record.schema.js';
import { type TestApp, testApp } from '../testing/test-app.js';
import { codeOf } from '../testing/test-login.js';
import { freshNumber } from '../testing/test-number.js';
import { claim, testOffer, testShop } from '../testing/test-offers.js';
import { type TestPerson, testPerson } from '../testing/test-person.js';
import { escapeHtml } from './copy.js';
import { HELD } from './held.js';

const NAME = '卓示例<b>岚</b>&';
const START = Date.parse('2026-11-25T02:00:00Z');
const DAY = 86_400_000;
let t: TestApp;
let second: TestApp;
let me: TestPerson;
let number: string;
const db = () => t.app.get<Connection>(getConnectionToken());
const set = (at: number | null) => {
  for (const a of [t, second]) a.app.get(Clock, { strict: false }).set(at === null ? null : new Date(at));
};
const drain = (a = t) => a.app.get(Jobs, { strict: false }).drain();
beforeAll(async () => {
  t = await testApp('export');
  second = await t.second();
});
beforeEach(async () => {
  set(START);
  number = freshNumber();
  me = await testPerson(t, { number, name: NAME });
  await db()
    .collection<{ _id: string }>('people')
    .updateOne(
      { _id: me.id },
      { $set: { number: t.app.get(FieldCipher, { strict: false }).seal({ collection: 'people', field: 'number', id: me.id }, number) } },
    );
  await freshProof();
});
afterEach(() => {
  disarmFaults();
  set(null);
});
afterAll(async () => {
  await second?.close();
  await t?.close();
});
/** As if the person had been proven on this device just now. */
const freshProof = async () => {
  const now = t.app.get(Clock, { strict: false }).now();
  await db()
    .collection<{ _id: string }>('people')
    .updateOne({ _id: me.id }, { $set: { 'sessions.0.highAt': now } });
};
type State = { state: string; progress: { done: number; total: number } | null; bytes: number | null; expiresAt: string | null };
const state = async (a = t) => (await a.send('GET', '/api/rights/export', { token: me.token })).body as State;
const ask = (a = t) => a.send('POST', '/api/rights/export', { token: me.token, body: { confirm: true } });
const download = async (who = me) => {
  const { app } = t;
  const r = await app.inject({ method: 'GET', url: '/api/rights/export/file', headers: { authorization: `Bearer ${who.token}` } });
  return { status: r.statusCode, body: r.rawPayload, headers: r.headers };
};
async function unzip(zip: Buffer): Promise<Record<string, string>> {
  const book = await fromBufferPromise(zip);
  const files: Record<string, string> = {};
  for await (const entry of book.eachEntry()) files[entry.fileName] = await text(await book.openReadStreamPromise(entry));
  return files;
}
async function made(): Promise<{ html: string; json: { sections: { title: string; items: Record<string, unknown>[] }[] } }> {
  expect((await ask()).status).toBe(200);
  await drain();
  const { body, status, headers } = await download();
  expect([status, headers['content-type']]).toEqual([200, 'application/zip']);
  const files = await unzip(body);
  return { html: files['我的数据.html'] ?? '', json: JSON.parse(files['data.json'] ?? '') };
}

test('everything that is held, opened, in both copies; words that look like tags stay words', async () => {
  const shop = await testShop(t);
  const offer = await testOffer(t, shop, { title: '<script>示例停车</script>', consent: 'perk_ticket' });
  expect((await claim(t, me, offer, { consentTextVersion: currentVersion('perk_ticket') })).status).toBe(200);
  await t.send('POST', '/api/credit/opt-in', { token: me.token, body: { textVersion: currentVersion('personal_grade') } });
  const { html, json } = await made();
  const of = (title: string) => json.sections.find((s) => s.title === title)?.items ?? [];
  expect(json.sections.map((s) => s.title)).toEqual(HELD.map((h) => h.title));
  expect(of('账号和实名')).toMatchObject([{ name: NAME, number, assurance: 'high' }]);
  expect(of('优惠券')).toMatchObject([{ 'terms.title': '<script>示例停车</script>', state: 'issued' }]);
  expect(of('授权').map((c) => c['text.recipient'])).toContain('示例商户');
  expect(of('授权凭据').map((c) => c.act)).toEqual(['given', 'given']);
  expect(of('评定过的等级')).toHaveLength(1);
  expect(of('谁查过我').length).toBeGreaterThan(2);
  expect(html).toContain(escapeHtml(NAME));
  expect(html).toContain(number);
  expect(html).not.toMatch(/<script|<b>/);
  for (const h of HELD) expect(html).toContain(escapeHtml(h.title));
  if (process.env.EXPORT_SAMPLE) writeFileSync(process.env.EXPORT_SAMPLE, html);
  // keys, secrets and hashes of the inside are in neither
  expect(JSON.stringify(json) + html).not.toContain(me.numberHash);
});
test('a record from the directory is there with its sealed words', async () => {
  const cipher = t.app.get(FieldCipher, { strict: false });
  const id = 'rec-export';
  const seal = (field: 'number' | 'name' | 'sealedDetails', plain: string) => cipher.seal({ collection: 'credit_records', field, id }, plain);
  const row = {
    _id: id,
    numberHash: me.numberHash,
    title: '行政处罚',
    unit: '示例单位',
    number: seal('number', number),
    sealedDetails: seal('sealedDetails', '{"facts":"示例事实"}'),
    state: 'effective',
    decidedOn: '2026-01-02',
  };
  await native(t.app.get<Connection>(getConnectionToken()).model<StoredRecord>('StoredRecord')).insertOne(row as never);
  const { html, json } = await made();
  expect(json.sections.find((s) => s.title === '公共信用信息')?.items).toMatchObject([{ title: '行政处罚', number, sealedDetails: { facts: '示例事实' } }]);
  expect(html).toContain('示例事实');
});
test('one at a time: twenty requests over two processes are one job and one file', async () => {
  const all = await Promise.all(Array.from({ length: 20 }, (_, i) => ask(i % 2 ? t : second)));
  expect(new Set(all.map((r) => (r.body as State).state))).toEqual(new Set(['making']));
  await Promise.all([drain(t), drain(second)]);
  expect(await db().collection('files').countDocuments({ owner: me.id })).toBe(1);
  expect(await state()).toMatchObject({
    state: 'ready',
    bytes: expect.any(Number),
    expiresAt: expect.stringMatching(/^2026-12-02T02:0/),
  });
});
test('cut in the middle it is made again from the start, with its progress to be seen; nothing half is ever there', async () => {
  armFault('rights.export.section', 'throw', 1);
  await ask();
  await drain();
  expect(await state()).toMatchObject({ state: 'making', progress: { done: 1, total: 2 * HELD.length } });
  expect((await download()).status).toBe(404);
  set(START + 60_000); // past the queue's pause
  await drain(second);
  expect(await state()).toMatchObject({ state: 'ready' });
  expect(Object.keys(await unzip((await download()).body))).toEqual(['我的数据.html', 'data.json']);
});
test('given up after its tries it is told so, and another one may be asked for', async () => {
  armFault('rights.export.section', 'throw', 4);
  await ask();
  for (let i = 0; i < 6; i++) {
    await drain();
    set(START + (i + 1) * 60_000);
  }
  expect((await state()).state).toBe('failed');
  await freshProof();
  expect(((await ask()).body as State).state).toBe('making');
  await drain();
  expect((await state()).state).toBe('ready');
});
test('a newer copy takes the older one’s place; after a week it is gone; five a day are enough', async () => {
  for (let i = 0; i < 5; i++) {
    await ask();
    await drain();
    set(START + (i + 1) * 1000);
  }
  expect(await db().collection('files').countDocuments({ owner: me.id })).toBe(1);
  expect(codeOf(await ask())).toBe('rights_export_limit');
  set(START + 7 * DAY + 60_000);
  await freshProof();
  expect((await state()).state).toBe('none');
  const r = await download();
  expect([r.status, JSON.parse(r.body.toString()).code]).toEqual([404, 'rights_export_gone']);
  set(START + 9 * DAY);
  await drain(); // the sweep
  expect(await db().collection('file_blobs.chunks').countDocuments()).toBe(0);
});
test('it asks for a fresh proof of the person, is nobody else’s, and each download is on record', async () => {
  await made();
  const looks = () => db().collection('register_entries').countDocuments({ subject: me.id, purpose: 'own_export', kind: 'self' });
  const before = await looks();
  expect((await download()).status).toBe(200);
  expect(await looks()).toBe(before + 1);
  const other = await testPerson(t);
  await db()
    .collection<{ _id: string }>('people')
    .updateOne({ _id: other.id }, { $set: { 'sessions.0.highAt': new Date(START) } });
  expect((await download(other)).status).toBe(404);
  await db()
    .collection<{ _id: string }>('people')
    .updateOne({ _id: me.id }, { $set: { 'sessions.0.highAt': new Date(START - 16 * 60_000) } });
  expect([codeOf(await ask()), JSON.parse((await download()).body.toString()).code]).toEqual(['step_up_needed', 'step_up_needed']);
});
