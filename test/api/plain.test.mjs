// @ts-check
// After a whole journey over HTTP nothing personal stands anywhere in plain: not in the database nor in what was ever written there, not in files, logs or messages.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { load } from '../../scripts/lib/operator.mjs';
import { ROOT, sleep } from '../../scripts/lib/util.mjs';
import { call, login, must, takeRole } from '../support/login.mjs';
import { dump, found, oplogEnd, packed, spellings } from '../support/plain.mjs';
import { scratch, system } from '../support/run-app.mjs';

/** Invented. The sandbox's registers take any name with 示. */
const P = {
  name: '卓示例岚',
  number: '120116198702190022',
  born: '1987-02-19',
  phone: '13877001234',
  plate: '津ADF8271',
  otherPlate: '津B7K2Q9',
  handlerName: '邬示例屿',
  handlerNumber: '120116199104170033',
  handlerPhone: '13877005678',
  joinedPhone: '13877009012',
  newPhone: '13877003456',
  strangerPhone: '13877007890',
  strangerNumber: '120116197911230044',
  openid: 'sandbox-openid-771234',
};
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
for (const k of /** @type {const} */ (['number', 'handlerNumber', 'strangerNumber']))
  P[k] = P[k].slice(0, 17) + '10X98765432'[[...P[k].slice(0, 17)].reduce((sum, c, i) => sum + Number(c) * (WEIGHTS[i] ?? 0), 0) % 11];

/** @type {Awaited<ReturnType<typeof system>>} */
let s;
let dir = '';
let since;
/** What lets somebody in: as personal as a name. */
const secrets = {};
/** Texts that people and screens are sent. */
const texts = [];
test.before(async () => {
  dir = scratch();
  s = await system({ env: { LOG_LEVEL: 'debug' }, h5: false });
  since = await oplogEnd(await s.db());
});
test.after(async () => {
  await s?.stop();
  fs.rmSync(dir, { recursive: true, force: true });
});

let asked = 0;
let devices = 0;
const on = () => s.urls[asked++ % s.urls.length] ?? '';
const post = (token, to, body = {}) => must(on(), 'POST', to, { token, body });
const get = (token, to) => must(on(), 'GET', to, { token });
async function enter(phone, channel = 'weapp') {
  await post(undefined, '/api/session/sms-codes', { phone, purpose: 'login' });
  const { items } = await post(undefined, '/api/sandbox/outbox', { phone });
  texts.push(...items.map((i) => i.text));
  const device = { id: `device-plain-${String(++devices).padStart(8, '0')}`, name: '示例手机' };
  const wrong = String((Number(/\d{6}/.exec(items[0].text)?.[0]) + 1) % 1_000_000).padStart(6, '0');
  assert.equal((await call(on(), 'POST', '/api/session/sms', { body: { phone, code: wrong, channel, device } })).status, 400);
  const opened = await post(undefined, '/api/session/sms', { phone, code: /\d{6}/.exec(items[0].text)?.[0], channel, device });
  secrets[`access token of ${phone}`] = opened.accessToken;
  if (opened.refreshToken) secrets[`refresh token of ${phone}`] = opened.refreshToken;
  return opened.accessToken;
}
async function realName(token, name, number) {
  await post(token, '/api/me/real-name', { name, number, consent: true });
  const { ticket } = await post(token, '/api/me/real-name/high', { provider: 'network_id' });
  await post(token, '/api/me/real-name/high/finish', { ticket });
}
const accountOf = (who) => s.accounts.find((a) => a.who.startsWith(who)) ?? assert.fail(`no demo account "${who}…"`);
async function staff(who, role) {
  const token = await login(s, accountOf(who));
  const me = await get(token, '/api/me');
  const own = me.memberships.find((m) => m.role === role) ?? assert.fail(`${who} is no ${role}`);
  return me.role === role ? token : takeRole(s, token, own.id);
}
async function until(what, why) {
  for (const end = Date.now() + 30_000; Date.now() < end; await sleep(100)) {
    const r = await what();
    if (r) return r;
  }
  return assert.fail(`not within 30 s: ${why}`);
}
/** A department's file: one record of the person, one row that is kept aside because its date is wrong. */
async function ingest() {
  const [head = ''] = fs.readFileSync(path.join(ROOT, 'test/fixtures/penalties-persons.csv'), 'utf8').split('\n');
  const row = (document, on) =>
    `${P.name},自然人,,居民身份证,${P.number},${document},占用消防车通道停车,示例：${P.plate} 停放在消防车通道内,《消防法》第六十条,罚款,罚款 0.02 万元,0.02,,,${on},2099-12-31,,天津市滨海新区示例综合执法局,11120116MA07K3TY30,天津市滨海新区示例综合执法局,11120116MA07K3TY30,${P.otherPlate}`;
  const file = path.join(dir, 'penalties.csv');
  fs.writeFileSync(file, [head, row('津滨示罚〔2026〕771号', '2026-09-18'), row('津滨示罚〔2026〕772号', '2026-13-45'), ''].join('\n'));
  const env = { ...process.env, MONGODB_URI: s.mongoUri, KEYS_FILE: s.keysFile, SANDBOX: '1', LOG_LEVEL: 'debug' };
  const child = spawn(process.execPath, ['scripts/ingest.mjs', file], { cwd: ROOT, env });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (d) => (said += d));
  const code = await new Promise((r) => child.on('close', r));
  assert.equal(code, 20, said);
  texts.push(said);
}

test('a whole journey', async () => {
  // logging in by every way, with wrong codes before; a real name by name and number, both after mistakes
  const me = await enter(P.phone);
  const other = await enter(P.handlerPhone, 'h5');
  for (const body of [
    { name: P.name, number: `${P.number.slice(0, 17)}?`, consent: true },
    { name: P.name, number: P.number, consent: P.phone },
    `{"name":"${P.name}`,
  ])
    assert.equal((await call(on(), 'POST', '/api/me/real-name', { token: me, body })).status, 400);
  await call(on(), 'GET', `/api/none/${encodeURIComponent(P.plate)}?phone=${P.phone}&number=${P.number}&name=${encodeURIComponent(P.name)}`, { token: me });
  await realName(me, P.name, P.number);
  await realName(other, P.handlerName, P.handlerNumber);
  assert.equal(
    (await call(on(), 'POST', '/api/me/real-name', { token: await enter(P.strangerPhone), body: { name: P.name, number: P.number, consent: true } })).status,
    409,
  );
  await ingest();

  // the grade, its reasons, a comment with a plate and a phone in it
  const { text } = await get(undefined, '/api/credit/opt-in/text');
  await post(me, '/api/credit/opt-in', { textVersion: text.version, zone: '120116400' });
  for (const to of ['grade', 'explanation', 'history', 'records', 'report-choices']) await get(me, `/api/credit/${to}`);
  const records = await get(me, '/api/credit/records');
  await get(me, `/api/credit/records/${(records.items ?? records.groups.flatMap((g) => g.items))[0].id}`);
  await post(me, '/api/credit/what-if', { chosen: [], months: 3 });
  const { items: open } = await get(undefined, '/api/credit/consultations');
  await must(on(), 'PUT', `/api/credit/consultations/${open[0].id}/comment`, {
    token: me,
    body: { text: `我是${P.name}，车牌${P.plate}，打电话 ${P.phone} 找我` },
  });

  // a voucher, its code, scanned and confirmed at the counter
  const offer = await get(undefined, '/api/perks/offers/coast-park-locker');
  const voucher = await post(me, '/api/perks/offers/coast-park-locker/vouchers', {
    offerVersion: offer.version,
    consentTextVersion: null,
    requestId: 'plain_claim_1',
  });
  const code = await post(me, `/api/perks/vouchers/${voucher.id}/secret`);
  secrets['voucher secret'] = code.secret;
  const [{ qrText }, { hmacSha256 }] = await Promise.all([import('@binhai/shared/rules/voucher-code'), load('perks/voucher-keys.js')]);
  const key = new Uint8Array(Buffer.from(code.secret, 'base64url'));
  const clerk = await staff('店员（东疆亲海公园南门）', 'clerk');
  const at = { terminal: 'T-001', requestId: 'plain_scan_1' };
  const qr = qrText({ codeId: code.codeId, key, atMs: s.clock.now().getTime(), synced: true }, hmacSha256);
  const { lockId } = await post(clerk, '/api/counter/scans', { ...at, code: qr });
  await post(clerk, '/api/counter/confirmations', { ...at, requestId: 'plain_confirm_1', lockId, amountFen: null, heads: null });

  // a report with a purpose typed by hand, a copy of everything: made, stored, fetched
  const report = { requestId: 'plain_report_1', purpose: 'other', purposeText: `给${P.handlerName}看`, classes: [], looks: true, grade: true };
  const { id } = await post(me, '/api/credit/reports', report);
  await post(me, '/api/rights/export', { confirm: true });
  const made = await until(async () => {
    const r = await get(me, `/api/credit/reports/${id}`);
    return r.state === 'ready' && r;
  }, 'the report');
  await until(async () => (await get(me, '/api/rights/export')).state === 'ready', 'the copy');
  for (const [file, magic] of [
    [`/api/credit/reports/${id}/file`, '%PDF'],
    ['/api/rights/export/file', 'PK'],
  ]) {
    const r = await fetch(`${on()}${file}`, { headers: { authorization: `Bearer ${me}` } });
    assert.ok(
      Buffer.from(await r.arrayBuffer())
        .subarray(0, 4)
        .toString('latin1')
        .startsWith(magic ?? '-'),
      file,
    );
  }
  await post(undefined, '/api/publicity/report-verification', { code: made.code });

  // a rental certificate: asked for under a name that was typed, approved, proven for a day, opened and checked by its text
  const rental = { requestId: 'plain_rental_1', benefit: 'no_agency_deposit', days: 1, viewers: 1, approval: true, textVersion: 'tenancy-1' };
  const certificate = await post(me, '/api/tenancy/certificates', rental);
  const { waiting } = await post(other, '/api/tenancy/looks', { link: certificate.id, as: P.handlerName });
  await post(me, `/api/tenancy/viewings/${waiting.viewingId}/answer`, { allow: true });
  await post(me, `/api/tenancy/viewings/${waiting.viewingId}/proof`, { named: true });
  const given = await get(other, '/api/tenancy/proofs');
  const { text: rentalProof } = await post(other, '/api/tenancy/proofs/openings', { id: given.items[0].id });
  secrets['name in the rental proof'] = rentalProof.split('~')[1];
  await post(undefined, '/api/tenancy/proofs/checks', { text: rentalProof });
  assert.equal((await call(on(), 'POST', '/api/tenancy/proofs/checks', { body: { text: rentalProof.repeat(9) } })).status, 400);

  // a firm: a handler invited by phone, who accepts; a representative bound at the window
  const representative = await staff('法定代表人', 'representative');
  const firm = { scope: ['repair'], until: '2027-06-30' };
  const proven = async (token) => {
    const { ticket } = await post(token, '/api/me/real-name/high', { provider: 'window' });
    await post(token, '/api/me/real-name/high/finish', { ticket });
  };
  const asResident = await takeRole(s, representative, null);
  await proven(asResident);
  await post(representative, '/api/firm/invitations', { phone: P.handlerPhone, ...firm });
  const { invitations } = await get(other, '/api/firms');
  await post(other, `/api/firms/invitations/${invitations[0].id}/answer`, { accept: true });
  await get(representative, '/api/firm/handlers');
  const operator = await staff('区公共信用中心运营', 'operator');
  await post(operator, '/api/desk/firms/representatives', { uscc: '91120116MA0DEM1362', name: '海河书屋', phone: P.phone, reason: '窗口核对原件' });
  const { ticket: licence } = await post(me, '/api/firms/bindings', { uscc: '91120116MA0DEM144W' });
  await post(me, '/api/firms/bindings/finish', { ticket: licence });

  // a second account of the same person, by WeChat, joined; another frozen and handed over to a new phone
  const { accessToken: wechat } = await post(undefined, '/api/session/wechat', {
    code: 'sandbox-771234',
    channel: 'weapp',
    device: { id: 'device-plain-wechat-1', name: '示例手机' },
  });
  const { ticket } = await post(wechat, '/api/me/join', { name: P.name, number: P.number, consent: true, provider: 'network_id' });
  await post(wechat, '/api/me/join/finish', { ticket });
  texts.push(...(await get(other, '/api/messages')).items.map((m) => JSON.stringify(m)));
  await post(other, '/api/me/freeze', { confirm: true });
  const { items: cases } = await get(operator, '/api/desk/identity-cases?state=waiting');
  await get(operator, `/api/desk/identity-cases/${cases[0].id}`);
  await post(operator, `/api/desk/identity-cases/${cases[0].id}/proposal`, { decision: 'hand_over', reason: '核对证件原件', phone: P.newPhone });
  await post(await staff('区公共信用中心审核员', 'reviewer'), `/api/desk/identity-cases/${cases[0].id}/decision`, { agree: true, reason: '复核一致' });
  await enter(P.newPhone);

  // searched by number: an auditor's, an order to seal
  const auditor = await staff('审计员', 'auditor');
  const today = s.clock.now().toISOString().slice(0, 10);
  await post(auditor, '/api/audit/register/searches', { from: today, to: today, number: P.number });
  await post(auditor, '/api/audit/register/searches', { from: today, to: today, number: P.strangerNumber });
  const order = { statute: '《监察法》第十八条', documentNumber: '津滨示〔2026〕77号', authority: '滨海新区示例监察机关', endsOn: '2027-01-31' };
  await post(operator, '/api/audit/seals', { number: P.number, ...order });

  await get(me, '/api/me/looks');
  texts.push(...(await get(me, '/api/messages')).items.map((m) => JSON.stringify(m)));
  const { vouchers } = await get(me, '/api/rights/deletion');
  await post(me, '/api/rights/deletion', { confirm: true, vouchers: vouchers.map((v) => v.id) });
});

/** How a PDF, a zip and gzip begin; sealed bytes begin so once in millions of files. */
const PACKED = ['25504446', '504b0304', '1f8b0800'];
/** The demo's own people went through the seeding: as personal as those above. */
async function everybody() {
  const { DEMO_PEOPLE } = await load('seed/people.data.js');
  const demo = DEMO_PEOPLE.flatMap((p) => ['phone', 'name', 'number'].filter((k) => p[k]).map((k) => [`${k} of ${p.key}`, p[k]]));
  const staffSecrets = s.accounts.filter((a) => a.totpSecret).map((a) => [`authenticator of ${a.who}`, a.totpSecret]);
  return { ...P, ...secrets, ...Object.fromEntries([...demo, ...staffSecrets]) };
}
test('no personal value in the database, in what was written and erased again, in the logs, or in what anybody was sent', async () => {
  const values = await everybody();
  assert.ok(Object.keys(values).length > 70, String(Object.keys(values).length));
  const db = await s.db();
  const places = await dump(db, since);
  // the journey left something everywhere it went
  for (const name of [
    'people',
    'credit_records',
    'ingest_quarantine',
    'grade_results',
    'scheme_comments',
    'vouchers',
    'reports',
    'firm_invitations',
    'certificate_proofs',
    'identity_cases',
    'register_entries',
    'messages',
    'jobs',
    'oplog',
  ])
    assert.ok((places.get(name)?.length ?? 0) > 40, `${name} is empty`);
  assert.ok(
    [...places.keys()].some((name) => name.endsWith('.chunks')),
    'files',
  );
  for (const [i, p] of s.processes.entries()) {
    assert.match(p.log(), /POST \/api\/me\/real-name/);
    places.set(`log ${i}`, Buffer.from(p.log()));
  }
  for (const url of s.urls) texts.push(JSON.stringify(await must(url, 'GET', '/api/health')));
  places.set('texts', Buffer.from(texts.join('\n')));
  assert.deepEqual(found(places, values), []);
  // a stored file is sealed whole: packed text would hide from a search
  for (const name of places.keys())
    if (name.endsWith('.chunks'))
      for await (const { data } of db.collection(name).find())
        assert.ok(!PACKED.some((front) => Buffer.from(data.buffer).subarray(0, 4).toString('hex').startsWith(front)), name);
});
test('one value planted anywhere, in any spelling, is found, also when it was erased again', async () => {
  const db = await s.db();
  const from = await oplogEnd(db);
  const all = spellings(P.phone);
  assert.ok(all.length >= 24, String(all.length));
  const planted = all.map(([as, bytes]) => ({
    as,
    deep: [{ er: Buffer.from(bytes.toString()).equals(bytes) ? `之前${bytes}之后` : packed(Buffer.concat([Buffer.from('--'), bytes, Buffer.from('--')])) }],
  }));
  for (const [i, doc] of planted.entries()) await db.collection(`planted_${i}`).insertOne(doc);
  const others = [{ [P.phone]: 1 }, { n: Number(P.phone) }, { born: new Date(`${P.born}T08:00:00Z`) }];
  for (const [i, doc] of others.entries()) await db.collection(`planted_too_${i}`).insertOne(doc);
  const places = await dump(db, from);
  const lines = found(places, { phone: P.phone, born: P.born });
  for (const [i, { as }] of planted.entries())
    for (const place of [`planted_${i}`, 'oplog']) assert.ok(lines.includes(`${place}: phone, ${as}`), `${as} in ${place}`);
  for (const [i] of others.entries())
    assert.ok(
      lines.some((l) => l.startsWith(`planted_too_${i}: `)),
      JSON.stringify(others[i]),
    );
  for (const name of places.keys()) if (name.startsWith('planted')) await db.collection(name).drop();
  const after = found(await dump(db, from), { phone: P.phone });
  assert.deepEqual([...new Set(after.map((l) => l.split(':')[0]))], ['oplog']);
});
