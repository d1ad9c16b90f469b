import type { ReplyOf } from '@binhai/shared/contract/http';
import type { looks } from '@binhai/shared/contract/people';
import { addDays, localDateOf } from '@binhai/shared/dates/dates';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { MembershipsService } from '../organisations/memberships.service.js';
import { Clock } from '../platform/clock.js';
import type { RegisterEntry } from '../register/register-entry.schema.js';
import { type TestApp, testApp } from '../testing/test-app.js';
import { codeOf } from '../testing/test-login.js';
import { testMember, testShop } from '../testing/test-offers.js';
import type { TestPerson } from '../testing/test-person.js';
import { recordOf } from '../testing/test-record.js';
import { approve, propose, sealInForce, testSubject } from '../testing/test-seals.js';

let t: TestApp;
let staff: TestPerson[];
const [OPERATOR, SECOND, AUDITOR] = [0, 1, 2] as const;
const at = (n: number): TestPerson => {
  const who = staff[n];
  if (!who) throw new Error('no such member');
  return who;
};
beforeAll(async () => {
  t = await testApp('seals', { LOG_LEVEL: 'silent' });
  const centre = await testShop(t);
  staff = [await testMember(t, centre, 'operator'), await testMember(t, centre, 'operator'), await testMember(t, centre, 'auditor')];
  staff.push(await testMember(t, centre, 'auditor'), await testMember(t, centre, 'operator'));
});
afterEach(() => t.app.get(Clock).set(null));
afterAll(() => t?.close());

const today = () => localDateOf(t.app.get(Clock).ms());
const inDays = (n: number) => t.app.get(Clock).set(new Date(t.app.get(Clock).ms() + n * 86_400_000));
const look = (by: TestPerson, id: string) => t.send('POST', `/api/audit/seals/${id}/looks`, { token: by.token, body: { confirm: true } });
const seen = async (me: TestPerson) => ((await t.send('GET', '/api/me/looks?kind=others', { token: me.token })).body as ReplyOf<typeof looks>).items;
const entries = () => t.app.get<Connection>(getConnectionToken()).collection<RegisterEntry>('register_entries');

test('a sealed look is on record at once, hidden to its last day, and opens by itself with law and document', async () => {
  const { person, number } = await testSubject(t);
  await recordOf(t, person);
  const id = await sealInForce(t, number, [at(OPERATOR), at(SECOND), at(AUDITOR)]);
  const { status, body } = await look(at(OPERATOR), id);
  expect([status, body]).toMatchObject([200, { maskedName: '李*宁', records: [{ title: '示例信用承诺' }] }]);
  expect(JSON.stringify(body)).not.toMatch(/exemplary|excellent|good|unrated/);
  const [entry] = await entries().find({ subject: person.id, purpose: 'legal_inquiry' }).toArray();
  expect(entry).toMatchObject({ kind: 'staff', actor: at(OPERATOR).id, basis: `seal:${id}`, items: ['遮住的姓名', '信用记录'] });
  expect(await seen(person)).toEqual([]);
  inDays(90); // its last day
  expect(await seen(person)).toEqual([]);
  inDays(1);
  const ended = today();
  expect(await seen(person)).toEqual([
    expect.objectContaining({
      id: entry?._id,
      kind: 'staff',
      purpose: '依法查询信用记录',
      sealed: { statute: '《中华人民共和国监察法》第十八条', documentNumber: '津滨监示〔2026〕7 号', authority: '滨海新区示例机关', until: addDays(ended, -1) },
    }),
  ]);
  expect(await entries().findOne({ _id: entry?._id })).toEqual(entry); // nothing logged has changed
});
test('without two approvers there is no look and nothing is hidden: one, the same one twice, the one who entered it, the person it is about', async () => {
  const { person, number } = await testSubject(t);
  const { body } = await propose(t, at(OPERATOR), number);
  expect(body).toMatchObject({ state: 'proposed', approvals: [], looks: 0 });
  expect(codeOf(await look(at(OPERATOR), body.id))).toBe('seal_not_in_force');
  expect(codeOf(await approve(t, at(OPERATOR), body.id, number))).toBe('seal_own');
  expect((await approve(t, at(SECOND), body.id, number)).body).toMatchObject({ state: 'proposed', approvals: [{ by: expect.stringContaining('工号') }] });
  expect(codeOf(await approve(t, at(SECOND), body.id, number))).toBe('seal_approved_already');
  expect(codeOf(await look(at(OPERATOR), body.id))).toBe('seal_not_in_force');
  expect(await entries().countDocuments({ subject: person.id })).toBe(0);
  expect((await approve(t, at(AUDITOR), body.id, number)).body.state).toBe('in_force');
  expect(codeOf(await approve(t, at(3), body.id, number))).toBe('seal_closed');
});
test('the person it is about, being staff, neither approves nor looks', async () => {
  const { person, number } = await testSubject(t);
  const centre = await testShop(t);
  const mid = await t.app
    .get(MembershipsService, { strict: false })
    .add({ personId: person.id, organisationId: centre.organisationId, role: 'operator', staffNumber: '0099' });
  const me = person.as(mid);
  const { body } = await propose(t, at(OPERATOR), number);
  expect(codeOf(await approve(t, me, body.id, number))).toBe('seal_own');
  for (const n of [SECOND, AUDITOR]) await approve(t, at(n), body.id, number);
  expect(codeOf(await look(me, body.id))).toBe('seal_own');
});
test.each([
  ['seal_statute_missing', { statute: '' }],
  ['seal_statute_missing', { statute: '按会议要求' }],
  ['seal_document_missing', { documentNumber: ' ' }],
  ['seal_end_invalid', { endsOn: '2020-01-01' }],
  ['seal_end_invalid', { endsOn: '9999-12-31' }],
])('%s for %j', async (code, over) => {
  const { number } = await testSubject(t);
  expect(codeOf(await propose(t, at(OPERATOR), number, over))).toBe(code);
});
test('a number that is none, another number at the approval, an order of nobody’s', async () => {
  const [{ number }, other] = [await testSubject(t), await testSubject(t)];
  expect(codeOf(await propose(t, at(OPERATOR), '120116199003072014'))).toBe('identity_number_invalid');
  const { body } = await propose(t, at(OPERATOR), number);
  expect(codeOf(await approve(t, at(SECOND), body.id, 'x'))).toBe('identity_number_invalid');
  expect(codeOf(await approve(t, at(SECOND), body.id, other.number))).toBe('seal_subject_differs');
  for (const path of ['approval', 'refusal', 'looks']) {
    const body = { approval: { number }, refusal: { reason: '材料不全' }, looks: { confirm: true } }[path];
    expect(codeOf(await t.send('POST', `/api/audit/seals/nobodys/${path}`, { token: at(SECOND).token, body: body as object }))).toBe('seal_unknown');
  }
});
test('declined is the end of it, and only somebody else declines', async () => {
  const { number } = await testSubject(t);
  const { body } = await propose(t, at(OPERATOR), number);
  const decline = (by: TestPerson) => t.send('POST', `/api/audit/seals/${body.id}/refusal`, { token: by.token, body: { reason: '文书没有盖章' } });
  expect(codeOf(await decline(at(OPERATOR)))).toBe('seal_own');
  expect((await decline(at(SECOND))).body).toMatchObject({ state: 'declined', declined: { reason: '文书没有盖章' } });
  expect(codeOf(await decline(at(AUDITOR)))).toBe('seal_closed');
  expect(codeOf(await approve(t, at(AUDITOR), body.id, number))).toBe('seal_closed');
});
test('past its end it is neither approved nor used', async () => {
  const [a, b] = [await testSubject(t), await testSubject(t)];
  const waiting = (await propose(t, at(OPERATOR), a.number, { endsOn: today() })).body.id;
  const used = await sealInForce(t, b.number, [at(OPERATOR), at(SECOND), at(AUDITOR)], { endsOn: today() });
  expect((await look(at(OPERATOR), used)).status).toBe(200);
  inDays(1);
  expect(codeOf(await approve(t, at(SECOND), waiting, a.number))).toBe('seal_closed');
  expect(codeOf(await look(at(OPERATOR), used))).toBe('seal_not_in_force');
  expect(await seen(b.person)).toHaveLength(1);
});
test('four approve at once: two count', async () => {
  const { number } = await testSubject(t);
  const { body } = await propose(t, at(OPERATOR), number);
  const done = await Promise.all([SECOND, AUDITOR, 3, 4].map((n) => approve(t, at(n), body.id, number)));
  expect(done.map(codeOf).sort()).toEqual(['ok', 'ok', 'seal_closed', 'seal_closed']);
});
test('the list tells what stands in the orders and how many looks there were, never whom', async () => {
  const { person, number } = await testSubject(t);
  const id = await sealInForce(t, number, [at(OPERATOR), at(SECOND), at(AUDITOR)]);
  await look(at(OPERATOR), id);
  await look(at(OPERATOR), id);
  const { body } = await t.send('GET', '/api/audit/seals', { token: at(AUDITOR).token });
  expect((body as { items: { id: string; looks: number }[] }).items[0]).toMatchObject({ id, looks: 2, state: 'in_force' });
  expect(JSON.stringify(body)).not.toMatch(new RegExp(`${number}|${person.id}|${person.numberHash}|李`));
});
test('somebody without an account is looked up by number, and it is on record under it', async () => {
  const { person, number } = await testSubject(t);
  await recordOf(t, person);
  await t.app.get<Connection>(getConnectionToken()).collection<{ _id: string }>('people').deleteOne({ _id: person.id });
  const id = await sealInForce(t, number, [at(OPERATOR), at(SECOND), at(AUDITOR)]);
  expect((await look(at(OPERATOR), id)).body).toMatchObject({ maskedName: '', records: [{ title: '示例信用承诺' }] });
  expect(await entries().countDocuments({ subject: person.numberHash, basis: `seal:${id}` })).toBe(1);
});
