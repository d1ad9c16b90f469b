import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { currentVersion } from '../../consents/texts.js';
import { ParametersService } from '../../parameters/parameters.service.js';
import { PeopleService } from '../../people/people.service.js';
import { Clock } from '../../platform/clock.js';
import { newId } from '../../platform/id.js';
import { RecordsService } from '../../records/records.service.js';
import type { RegisterEntry } from '../../register/register-entry.schema.js';
import { type TestApp, testApp } from '../../testing/test-app.js';
import { codeOf } from '../../testing/test-login.js';
import { type TestShop, testMember, testOffer, testShop } from '../../testing/test-offers.js';
import { type TestPerson, testPerson } from '../../testing/test-person.js';
import { testRecord } from '../../testing/test-record.js';

let t: TestApp;
let centre: TestShop;
let staff: TestPerson;
let colleague: TestPerson;
const get = <T>(type: abstract new (...args: never[]) => T): T => t.app.get<T>(type, { strict: false });
beforeAll(async () => {
  t = await testApp('reviews', { LOG_LEVEL: 'silent' });
  centre = await testShop(t);
  [staff, colleague] = [await testMember(t, centre, 'operator'), await testMember(t, centre, 'reviewer')];
});
afterEach(() => get(Clock).set(null));
afterAll(() => t?.close());

const call = (who: TestPerson, method: string, path: string, body?: object) => t.send(method, path, { token: who.token, ...(body && { body }) });
const ask = (who: TestPerson, over: object = {}) => call(who, 'POST', '/api/credit/review', { requestId: newId(), text: '', ...over });
const askOffer = (who: TestPerson, offer: string, over: object = {}) =>
  call(who, 'POST', `/api/perks/offers/${offer}/review`, { requestId: newId(), text: '', ...over });
const own = async (who: TestPerson, id: string) =>
  (await call(who, 'GET', `/api/complaints/${id}`)).body as { explained: { lines: object[] } | null; reason: string };
const take = (who: TestPerson, id: string) => call(who, 'POST', `/api/desk/complaints/${id}/claim`, { take: true });
const decide = (who: TestPerson, id: string, uphold: boolean) =>
  call(who, 'POST', `/api/desk/complaints/${id}/decision`, { uphold, reason: '逐条核对了材料。' });
async function graded(): Promise<TestPerson> {
  const who = await testPerson(t);
  expect((await call(who, 'POST', '/api/credit/opt-in', { textVersion: currentVersion('personal_grade') })).status).toBe(200);
  return who;
}
const idOf = (r: { body: unknown }) => (r.body as { id: string }).id;
const PENALTY = { classCode: '03', kind: 'penalty', effect: 'negative', title: '示例处罚', severity: 'general', fulfilment: null, fulfilledOn: null } as const;

test('asked with what the rule said then, which stays when the records change; answered within the clock; upheld decides anew', async () => {
  get(Clock).set(new Date('2026-11-25T10:00:00+08:00'));
  const who = await graded();
  const body = { requestId: newId(), text: '示例：这条处罚不是我的。' };
  await get(RecordsService).add([testRecord(who, { ...PENALTY, disclosedOn: '2026-11-20', decidedOn: '2026-11-18' })]);
  await get(PeopleService).standingChanged({ personId: who.id });
  const made = await Promise.all([0, 1].map(() => ask(who, body)));
  expect(new Set(made.map((r) => JSON.stringify(r.body))).size).toBe(1);
  expect(codeOf(await ask(who, { ...body, text: '别的理由' }))).toBe('complaint_request_reused');
  const id = idOf(made[0] ?? { body: {} });
  const before = await own(who, id);
  expect(before).toMatchObject({
    title: '人工复核信用等级',
    stateText: '已收到，等受理',
    clock: '5 个工作日内答复，最晚 12 月 2 日（周三）',
    explained: {
      title: '暂未评定',
      lines: expect.arrayContaining([expect.objectContaining({ title: '为什么暂未评定' }), { title: '公示中：示例处罚', text: expect.any(String) }]),
    },
  });
  await t.app.get<Connection>(getConnectionToken()).collection('credit_records').deleteMany({ title: '示例处罚' });
  await get(PeopleService).standingChanged({ personId: who.id });
  expect((await own(who, id)).explained).toEqual(before.explained);
  await take(staff, id);
  const { body: seen } = await call(staff, 'GET', `/api/desk/complaints/${id}`);
  expect(seen).toMatchObject({ explained: before.explained, text: body.text });
  const look = await t.app
    .get<Connection>(getConnectionToken())
    .collection<RegisterEntry>('register_entries')
    .findOne({ subject: who.id, purpose: 'complaint' });
  expect(look).toMatchObject({ kind: 'staff', actor: staff.id, items: expect.arrayContaining(['规则当时的解释']) });
  const rev = async () => (await get(PeopleService).state(who.id))?.standing?.rev ?? 0;
  const old = await rev();
  await decide(staff, id, true);
  expect(await rev()).toBe(old + 1);
  expect(await own(who, id)).toMatchObject({ state: 'upheld', stateText: '有出入，已更正', consequence: '已按现在的记录和规则重新核对，打开就能看到' });
  const { items } = (await call(who, 'GET', '/api/messages')).body as { items: { title: string; link: string }[] };
  expect(items).toContainEqual(expect.objectContaining({ title: '人工复核有了结果', link: `/packages/cases/complaint/index?id=${id}` }));
});
test('a second review of the same decision is answered by another person; of another decision by anyone', async () => {
  const who = await graded();
  const first = idOf(await ask(who));
  await take(staff, first);
  await decide(staff, first, false);
  const [second, offer] = [idOf(await ask(who)), idOf(await askOffer(who, await testOffer(t, centre)))];
  for (const r of [await take(staff, second), await call(staff, 'GET', `/api/desk/complaints/${second}`), await decide(staff, second, true)])
    expect(codeOf(r)).toBe('complaint_conflict');
  for (const [handler, id] of [
    [colleague, second],
    [staff, offer],
  ] as const) {
    expect((await take(handler, id)).status).toBe(200);
    expect((await decide(handler, id, false)).status).toBe(200);
  }
});
test('of an offer: each condition as it was checked; not to be filed as a complaint, nor about what is not there', async () => {
  const who = await testPerson(t, { assurance: 'basic' });
  const offer = await testOffer(t, centre, { rule: { assurance: 'high' } });
  const body = { requestId: newId(), text: '' };
  const r = await askOffer(who, offer, body);
  expect(await own(who, idOf(r))).toMatchObject({
    terms: '示例停车优惠',
    explained: {
      title: '示例停车优惠',
      basis: '条款第 1 版',
      lines: expect.arrayContaining([{ title: expect.stringMatching(/：还不满足$/), text: expect.any(String) }]),
    },
  });
  expect(codeOf(await askOffer(who, offer, { ...body, text: '别的理由' }))).toBe('complaint_request_reused');
  expect(codeOf(await askOffer(who, 'nobodys'))).toBe('perk_offer_unknown');
  expect(codeOf(await call(who, 'POST', '/api/complaints', { requestId: newId(), kind: 'grade_review', happenedOn: '2026-01-05', text: '示例经过' }))).toBe(
    'complaint_kind_unknown',
  );
  const kinds = ((await t.send('GET', '/api/complaint-kinds')).body as { items: { code: string }[] }).items.map((k) => k.code);
  expect(kinds).not.toContain('grade_review');
  for (let i = 0; i < 9; i++) expect((await askOffer(who, offer)).status).toBe(200);
  expect(codeOf(await askOffer(who, offer))).toBe('complaint_many');
  const opted = await graded();
  for (let i = 0; i < 10; i++) expect((await ask(opted)).status).toBe(200);
  expect(codeOf(await ask(opted))).toBe('complaint_many');
});
test('what a rule said of a grade is shown where the grade is; without the service there is nothing to review', async () => {
  const who = await graded();
  const id = idOf(await ask(who));
  expect((await own(who, id)).explained).not.toBeNull();
  await t.app
    .get<Connection>(getConnectionToken())
    .collection<{ _id: string }>('people')
    .updateOne({ _id: who.id }, { $set: { 'sessions.0.high': false } });
  expect((await own(who, id)).explained).toBeNull();
  expect(codeOf(await ask(await testPerson(t)))).toBe('credit_not_opted_in');
  await get(ParametersService).setPersonalGrade('consultation', { reference: ['示例'], approvedBy: 'spec' });
  expect(codeOf(await ask(await testPerson(t)))).toBe('credit_not_open');
  await get(ParametersService).setPersonalGrade('on', { reference: ['示例'], approvedBy: 'spec' });
});
