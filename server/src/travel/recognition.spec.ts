import { RECOGNITION_TEXT } from '@binhai/shared/contract/recognition';
import type { VisitPlan } from '@binhai/shared/rules/visit';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { ParametersService } from '../parameters/parameters.service.js';
import { Clock } from '../platform/clock.js';
import { type TestApp, testApp } from '../testing/test-app.js';
import { list, type TestIssuer, testIssuer } from '../testing/test-issuer.js';
import { codeOf } from '../testing/test-login.js';
import { freshNumber } from '../testing/test-number.js';
import { claim, type TestShop, testMember, testOffer, testShop } from '../testing/test-offers.js';
import { type TestPerson, testPerson } from '../testing/test-person.js';

const VISITS: VisitPlan = { weekdays: null, slots: [{ from: 840, to: 1020, capacity: 10 }], days: 7, maxHeads: 3 };
const VISIT = { date: '2026-11-26', from: 840, heads: 2 };
const DAY = 86_400;
let t: TestApp;
let shop: TestShop;
let issuer: TestIssuer;
let offer: string;
let number: string;
let me: TestPerson;
const db = () => t.app.get<Connection>(getConnectionToken());
const clock = () => t.app.get(Clock, { strict: false });
const seconds = () => Math.floor(clock().ms() / 1000);

beforeAll(async () => {
  t = await testApp('recognition');
  clock().set(new Date('2026-11-25T10:00:05+08:00')); // what is published here holds from the day of these tests
  await t.app.get(ParametersService).setPersonalGrade('on', { reference: ['示例'], approvedBy: 'spec' });
  shop = await testShop(t);
  issuer = await testIssuer(t);
  await list(t, [issuer.listing()]);
  offer = await testOffer(t, shop, { rule: { minGrade: 'good' }, visits: VISITS, total: null, recognises: ['110000'] });
});
beforeEach(async () => {
  clock().set(new Date('2026-11-25T10:00:05+08:00'));
  number = freshNumber();
  me = await testPerson(t, { number, name: '周示例' }); // of another city: a name and a number, no grade, no record here
});
afterEach(() => {
  issuer.lists('up');
  clock().set(null);
});
afterAll(async () => {
  await issuer?.stop();
  await t?.close();
});
const present = (certificate: string, who = me, id = offer, textVersion = RECOGNITION_TEXT) =>
  t.send('POST', `/api/travel/offers/${id}/certificate`, { token: who.token, body: { certificate, textVersion } });
const own = (over = {}) => issuer.issue(number, over).certificate;

test('a resident of Beijing shows the certificate and may claim; without it not now', async () => {
  expect(codeOf(await claim(t, me, offer, { visit: VISIT }))).toBe('perk_not_eligible');
  expect((await present(own())).body).toMatchObject({
    issuer: issuer.listing().name,
    kind: '守信证明',
    verdict: 'yes',
    conditions: expect.arrayContaining([{ key: 'grade', met: 'yes', title: '达到守信良好', hint: '按你出示的外地信用凭证认可' }]),
  });
  const claimed = await claim(t, me, offer, { visit: VISIT, certificate: own() });
  expect([claimed.status, claimed.body.state]).toEqual([200, 'issued']);
});
test('recognition opens the grade and nothing else: whoever has not proven who they are is told not now', async () => {
  const theirs = freshNumber();
  const who = await testPerson(t, { number: theirs, assurance: 'basic', name: '周示例' });
  expect((await present(issuer.issue(theirs).certificate, who)).body).toMatchObject({ verdict: 'not_now' });
});
test.each<[string, () => string | Promise<string>, string]>([
  ['no certificate at all', () => 'hello', 'recognition_unreadable'],
  ['another issuer', () => own({ iss: 'https://credit.example.invalid' }), 'recognition_unlisted'],
  ['signed by somebody else', () => own().replace(/\.[^.]*$/, own().slice(own().lastIndexOf('.'))), 'recognition_forged'],
  ['a claim changed after it was signed', () => changed(own()), 'recognition_forged'],
  ['unsigned', () => `${Buffer.from('{"alg":"none","typ":"vc+jwt"}').toString('base64url')}.${own().split('.')[1]}.`, 'recognition_forged'],
  ['from tomorrow', () => own({ iat: seconds() + DAY }), 'recognition_not_yet'],
  ['over', () => own({ exp: seconds() }), 'recognition_expired'],
  ['good for ten years', () => own({ exp: seconds() + 3650 * DAY }), 'recognition_expired'],
  ['of somebody else', () => issuer.issue(freshNumber()).certificate, 'recognition_other_person'],
  ['another kind', () => own({ vct: 'tourist-card' }), 'recognition_not_accepted'],
  ['naming another list', () => own({ status: { status_list: { idx: 0, uri: 'http://127.0.0.1:1/status' } } }), 'recognition_unchecked'],
  ['past the end of the list', () => own({ status: { status_list: { idx: 9_000_000, uri: `${issuer.url}/status/1` } } }), 'recognition_unchecked'],
])('%s is refused in its own words, shown or claimed with', async (_, make, code) => {
  const certificate = await make();
  expect([codeOf(await present(certificate)), codeOf(await claim(t, me, offer, { visit: VISIT, certificate }))]).toEqual([code, code]);
});
/** Its payload says something else than what was signed. */
function changed(certificate: string): string {
  const [head, payload = '', signature] = certificate.split('.');
  const claims = { ...(JSON.parse(Buffer.from(payload, 'base64url').toString()) as object), vct: 'resident-best' };
  return [head, Buffer.from(JSON.stringify(claims)).toString('base64url'), signature].join('.');
}
test('taken back: refused at once, when it is shown and when it is claimed with', async () => {
  const { index, certificate } = issuer.issue(number);
  expect((await present(certificate)).status).toBe(200);
  issuer.revoke(index);
  expect([codeOf(await present(certificate)), codeOf(await claim(t, me, offer, { visit: VISIT, certificate }))]).toEqual([
    'recognition_revoked',
    'recognition_revoked',
  ]);
});
test.each(['down', 'slow', 'forged', 'bomb', 'text'] as const)('a status list that is %s: nobody gets in by it, and the sentence says so', async (how) => {
  issuer.lists(how);
  expect(await present(own())).toMatchObject({ status: 503, body: { code: 'recognition_unchecked', retryable: true } });
});
test('keys are exchanged: both are taken while they overlap, the old one ends on its day', async () => {
  const old = issuer.rotate();
  await list(t, [issuer.listing()]);
  const [before, after] = [issuer.issue(number, {}, old).certificate, own()];
  expect([codeOf(await present(before)), codeOf(await present(after))]).toEqual(['ok', 'ok']);
  const keys = issuer.listing().keys.map((k) => (k.kid === old.kid ? { ...k, until: '2026-11-24' } : k));
  await list(t, [{ ...issuer.listing(), keys }]);
  expect([codeOf(await present(before)), codeOf(await present(after))]).toEqual(['recognition_forged', 'ok']);
  await list(t, [issuer.listing()]);
});
test('an issuer that is taken off the list, an offer that takes none, an offer of another city', async () => {
  const plain = await testOffer(t, shop, { rule: { minGrade: 'good' }, visits: VISITS });
  const hebei = await testOffer(t, shop, { rule: { minGrade: 'good' }, visits: VISITS, recognises: ['130000'] });
  const above = await testOffer(t, await testShop(t), { rule: { minGrade: 'excellent' }, visits: VISITS, recognises: ['110000'] });
  for (const id of [plain, hebei, above]) expect(codeOf(await present(own(), me, id))).toBe('recognition_not_accepted');
  expect(codeOf(await present(own(), me, 'nothing'))).toBe('perk_offer_unknown');
  await list(t, []);
  expect(codeOf(await present(own()))).toBe('recognition_unlisted');
  await list(t, [issuer.listing()]);
});
test('only after the words were seen, and not without end', async () => {
  expect(codeOf(await present(own(), me, offer, 'recognition-0'))).toBe('recognition_text_changed');
  for (let i = 0; i < 20; i++) expect(codeOf(await present('hello'))).toBe('recognition_unreadable');
  expect([codeOf(await present(own())), codeOf(await claim(t, me, offer, { visit: VISIT, certificate: own() }))]).toEqual([
    'recognition_tries',
    'recognition_tries',
  ]);
});
test('one entry in the register for each look; of the certificate nothing is kept anywhere', async () => {
  const { certificate } = issuer.issue(number, { iat: seconds() - 7777 });
  const { body } = await claim(t, me, offer, { visit: VISIT, certificate });
  await present(certificate);
  const entries = db().collection('register_entries');
  expect(await entries.countDocuments({ subject: me.id, purpose: 'recognised_certificate', kind: 'self' })).toBe(2);
  const claims = JSON.parse(Buffer.from(certificate.split('.')[1] ?? '', 'base64url').toString()) as { subject: { salt: string; digest: string } };
  const secrets = [certificate, claims.subject.salt, claims.subject.digest, issuer.url, certificate.slice(-40)];
  const names = (await db().listCollections()).map((c) => c.name).filter((n) => n !== 'parameter_sets'); // the list itself names the issuer
  for (const name of names)
    for await (const doc of db().collection(name).find({}))
      for (const secret of secrets) expect([name, JSON.stringify(doc).includes(secret)]).toEqual([name, false]);
  expect(body.state).toBe('issued');
});
test('the same request once more is the same voucher', async () => {
  const requestId = 'recognition_once_1';
  const [a, b] = await Promise.all([0, 1].map(() => claim(t, me, offer, { visit: VISIT, certificate: own(), requestId })));
  expect([a?.status, a?.body.id]).toEqual([200, b?.body.id]);
});

test('the list is changed by two people: proposed, not by oneself approved, approved by another, in use', async () => {
  const [one, two] = [await testMember(t, shop, 'operator'), await testMember(t, shop, 'operator')];
  const send = (who: TestPerson, path: string, body?: object) =>
    t.send(body ? 'POST' : 'GET', `/api/staff/issuers${path}`, { token: who.token, ...(body && { body }) });
  const { version } = (await send(one, '')).body as { version: number };
  const second = await testIssuer(t, '130000');
  const proposal = { version, issuers: [issuer.listing(), second.listing()], reference: '京津冀信用互认协议（示例）第 3 条', from: '2026-11-25' };
  expect(codeOf(await send(one, '', { ...proposal, version: version - 1 }))).toBe('recognition_changed');
  expect(codeOf(await send(one, '', { ...proposal, issuers: [second.listing(), second.listing()] }))).toBe('input_invalid');
  expect(codeOf(await send(one, '', { ...proposal, issuers: [{ ...second.listing(), statusList: 'http://10.0.0.8/list' }] }))).toBe('input_invalid');
  expect(codeOf(await send(two, '/decision', { version, approve: true }))).toBe('recognition_nothing_proposed');
  const proposals = await Promise.all([send(one, '', proposal), send(two, '', proposal)]);
  expect(proposals.map(codeOf).sort()).toEqual(['ok', 'recognition_proposed']);
  const proposer = proposals[0]?.status === 200 ? one : two;
  const other = proposer === one ? two : one;
  expect(codeOf(await send(proposer, '/decision', { version, approve: true }))).toBe('recognition_same_person');
  expect(codeOf(await send(other, '/decision', { version: version + 1, approve: true }))).toBe('recognition_changed');
  expect((await t.send('GET', '/api/travel/issuers')).body).toMatchObject({ items: [{ area: '北京市' }] });
  const answers = await Promise.all(Array.from({ length: 6 }, () => send(other, '/decision', { version, approve: true })));
  expect(answers.filter((r) => r.status === 200)).toHaveLength(1);
  expect((await t.send('GET', '/api/travel/issuers')).body).toMatchObject({ items: [{ area: '北京市' }, { area: '河北省', kinds: ['守信证明'] }] });
  const [last] = t.app.get(ParametersService).versions('recognised_issuers').slice(-1);
  expect(last).toMatchObject({ version: version + 1, reference: ['京津冀信用互认协议（示例）第 3 条'] });
  expect(last?.approvedBy.split('、')).toHaveLength(2);

  const hebei = await testOffer(t, shop, { rule: { minGrade: 'good' }, visits: VISITS, recognises: ['130000'] });
  expect((await present(second.issue(number).certificate, me, hebei)).body).toMatchObject({ verdict: 'yes' });
  // sent back, by whoever proposed it too
  const back = { ...proposal, version: version + 1, issuers: [] };
  await send(one, '', back);
  expect((await send(one, '/decision', { version: version + 1, approve: false })).body).toMatchObject({ proposed: null, version: version + 1 });
  await second.stop();
});
