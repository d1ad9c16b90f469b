import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { MembershipsService } from '../../organisations/memberships.service.js';
import { OrganisationsService } from '../../organisations/organisations.service.js';
import { Clock } from '../../platform/clock.js';
import { newId } from '../../platform/id.js';
import type { RegisterEntry } from '../../register/register-entry.schema.js';
import { AgencyStandings } from '../../tenancy/agency-standings.service.js';
import { type TestApp, testApp } from '../../testing/test-app.js';
import { complaintBody, testComplaint, unitsLeft } from '../../testing/test-complaints.js';
import { codeOf } from '../../testing/test-login.js';
import { audit, claim, type TestShop, testMember, testOffer, testShop } from '../../testing/test-offers.js';
import { type TestPerson, testPerson } from '../../testing/test-person.js';

let t: TestApp;
let centre: TestShop;
let staff: TestPerson;
let colleague: TestPerson;
const get = <T>(type: abstract new (...args: never[]) => T): T => t.app.get<T>(type, { strict: false });
beforeAll(async () => {
  t = await testApp('complaints', { LOG_LEVEL: 'silent' });
  centre = await testShop(t);
  [staff, colleague] = [await testMember(t, centre, 'operator'), await testMember(t, centre, 'reviewer')];
});
afterEach(() => get(Clock).set(null));
afterAll(() => t?.close());
const file = (who: TestPerson, over: object = {}) => t.send('POST', '/api/complaints', { token: who.token, body: complaintBody(over) });
const take = (who: TestPerson, id: string, on = true) => t.send('POST', `/api/desk/complaints/${id}/claim`, { token: who.token, body: { take: on } });
const decide = (who: TestPerson, id: string, uphold: boolean) =>
  t.send('POST', `/api/desk/complaints/${id}/decision`, { token: who.token, body: { uphold, reason: '查了当天的记录。' } });
const own = async (who: TestPerson, id: string) => (await t.send('GET', `/api/complaints/${id}`, { token: who.token })).body as Record<string, unknown>;
async function agency(): Promise<string> {
  const _id = `o${newId().slice(0, 8)}`;
  await get(OrganisationsService).put({ _id, kind: 'agency', name: '示例中介', contact: '022' });
  await get(AgencyStandings).enter(_id);
  return _id;
}

test('filed once by one request; its due day is told in the same words before, after and on the desk', async () => {
  get(Clock).set(new Date('2026-11-25T10:00:00+08:00'));
  const clock = '5 个工作日内答复，最晚 12 月 2 日（周三）';
  expect((await t.send('GET', '/api/complaint-kinds')).body).toMatchObject({ clock });
  const who = await testPerson(t);
  const body = complaintBody();
  const made = await Promise.all([0, 1, 2].map(() => t.send('POST', '/api/complaints', { token: who.token, body })));
  expect(new Set(made.map((r) => JSON.stringify(r.body))).size).toBe(1);
  const { id, number } = (made[0] ?? { body: {} }).body as { id: string; number: string };
  expect(number).toMatch(/^TS20261125-[A-Z0-9]{6}$/);
  expect(codeOf(await t.send('POST', '/api/complaints', { token: who.token, body: { ...body, text: '别的经过' } }))).toBe('complaint_request_reused');
  expect(await own(who, id)).toMatchObject({ state: 'filed', clock, text: body.text, dueOn: '2026-12-02', overdue: false });
  const { body: desk } = await t.send('GET', '/api/desk/complaints?state=waiting', { token: staff.token });
  expect((desk as { items: object[] }).items).toContainEqual(expect.objectContaining({ id, clock }));
  get(Clock).set(new Date('2026-12-03T00:00:00+08:00'));
  expect(await own(who, id)).toMatchObject({ overdue: true, clock: '应在 12 月 2 日（周三）前答复，已经超期' });
});
test('what is not whole is refused', async () => {
  const who = await testPerson(t);
  const shop = await testShop(t);
  expect(codeOf(await file(who, { kind: 'nothing' }))).toBe('complaint_kind_unknown');
  expect(codeOf(await file(who, { happenedOn: '2999-01-01' }))).toBe('complaint_date_invalid');
  expect(codeOf(await file(who, { happenedOn: '2026-02-30' }))).toBe('complaint_date_invalid');
  expect(codeOf(await file(who, { kind: 'forced_certificate' }))).toBe('complaint_target_unknown');
  expect(codeOf(await file(who, { kind: 'forced_certificate', organisationId: shop.organisationId }))).toBe('complaint_target_unknown'); // no agency
  expect(codeOf(await file(who, { kind: 'voucher_refused', way: 'not_taken' }))).toBe('complaint_target_unknown');
  expect(codeOf(await file(who, { kind: 'voucher_refused', way: 'not_taken', voucherId: 'nobodys' }))).toBe('voucher_unknown');
  expect(codeOf(await file(who, { kind: 'government' }))).toBe('complaint_target_unknown');
  for (const over of [{ text: '无' }, { text: '' }, { way: 'not_taken' }, { kind: 'voucher_refused' }, { kind: 'voucher_refused', way: 'other' }])
    expect(codeOf(await file(who, over))).toBe('complaint_words_missing');
  expect(codeOf(await file(who, { kind: 'forced_certificate', against: '路边的一家中介' }))).toBe('ok');
  const one = await testPerson(t);
  for (let i = 0; i < 10; i++) await testComplaint(t, one);
  expect(codeOf(await file(one))).toBe('complaint_many');
});
test('a person reads and withdraws their own only', async () => {
  const [who, other] = [await testPerson(t), await testPerson(t)];
  const { id } = await testComplaint(t, who);
  for (const call of [
    t.send('GET', `/api/complaints/${id}`, { token: other.token }),
    t.send('POST', `/api/complaints/${id}/withdrawal`, { token: other.token }),
    t.send('GET', '/api/desk/complaints/nobodys', { token: staff.token }),
    take(staff, 'nobodys'),
    decide(staff, 'nobodys', true),
  ])
    expect(codeOf(await call)).toBe('complaint_unknown');
  const withdraw = () => t.send('POST', `/api/complaints/${id}/withdrawal`, { token: who.token });
  for (let i = 0; i < 2; i++) expect((await withdraw()).status).toBe(200);
  expect(codeOf(await take(staff, id))).toBe('complaint_closed');
  const done = await testComplaint(t, who);
  await take(staff, done.id);
  await decide(staff, done.id, false);
  expect(codeOf(await t.send('POST', `/api/complaints/${done.id}/withdrawal`, { token: who.token }))).toBe('complaint_closed');
});

describe('the desk', () => {
  test('one handler at a time under many; the look names the case; nobody decides what they did not claim', async () => {
    const who = await testPerson(t);
    const { id, number } = await testComplaint(t, who);
    expect(codeOf(await decide(staff, id, true))).toBe('complaint_taken');
    const taken = await Promise.all([staff, colleague, staff, colleague].map((s) => take(s, id).then(codeOf)));
    expect(taken.filter((c) => c === 'ok').length).toBe(2); // the winner's, and the winner's once more
    const winner = taken[0] === 'ok' ? staff : colleague;
    const loser = winner === staff ? colleague : staff;
    expect(codeOf(await decide(loser, id, true))).toBe('complaint_taken');
    const { body } = await t.send('GET', `/api/desk/complaints/${id}`, { token: winner.token });
    expect(body).toMatchObject({ maskedName: '李*宁', mine: true });
    const entry = await t.app
      .get<Connection>(getConnectionToken())
      .collection<RegisterEntry>('register_entries')
      .findOne({ subject: who.id, purpose: 'complaint' });
    expect(entry).toMatchObject({ kind: 'staff', actor: winner.id, basis: `case:${number}` });
    expect((await take(winner, id, false)).status).toBe(200);
    expect((await take(loser, id)).status).toBe(200);
    expect((await decide(loser, id, false)).status).toBe(200);
    expect(codeOf(await decide(loser, id, true))).toBe('complaint_closed');
    expect(await own(who, id)).toMatchObject({ state: 'rejected', clock: '已办结', reason: '查了当天的记录。', consequence: '' });
    const inbox = (await t.send('GET', '/api/messages', { token: who.token })).body as { items: { title: string; text: string; link: string }[] };
    expect(inbox.items).toContainEqual(
      expect.objectContaining({ text: `投诉 ${number} 已办结，理由和后果写在里面。`, link: `/packages/cases/complaint/index?id=${id}` }),
    );
  });
  test('whoever complained, or belongs to whom it is about, does not handle it', async () => {
    const organisationId = await agency();
    const mid = await get(MembershipsService).add({ personId: (await testPerson(t)).id, organisationId, role: 'agent', staffNumber: newId().slice(0, 6) });
    expect(mid).toBeTruthy();
    const own = await testPerson(t);
    const both = own.as(
      await get(MembershipsService).add({ personId: own.id, organisationId: centre.organisationId, role: 'operator', staffNumber: newId().slice(0, 6) }),
    );
    const mine = await testComplaint(t, own);
    await get(MembershipsService).add({ personId: own.id, organisationId, role: 'agent', staffNumber: newId().slice(0, 6) });
    const about = await testComplaint(t, await testPerson(t), { kind: 'screenshot', organisationId });
    for (const { id } of [mine, about]) {
      expect(codeOf(await t.send('GET', `/api/desk/complaints/${id}`, { token: both.token }))).toBe('complaint_conflict');
      expect(codeOf(await take(both, id))).toBe('complaint_conflict');
      expect(codeOf(await decide(both, id, true))).toBe('complaint_conflict');
    }
  });
  test('强迫出示 upheld costs the agency its entry; rejected it keeps it', async () => {
    const organisationId = await agency();
    const named = async () => ((await t.send('GET', '/api/tenancy/agencies')).body as { items: { id: string }[] }).items.some((a) => a.id === organisationId);
    const run = async (uphold: boolean) => {
      const who = await testPerson(t);
      const { id } = await testComplaint(t, who, { kind: 'forced_certificate', organisationId });
      await take(staff, id);
      await decide(staff, id, uphold);
      return own(who, id);
    };
    expect([(await run(false)).consequence, await named()]).toEqual(['', true]);
    expect([(await run(true)).consequence, await named()]).toEqual(['这家机构已从守信中介名录中去掉', false]);
    expect((await run(true)).consequence).toBe('这家机构不在守信中介名录中');
  });
  test('商家不给用 upheld gives the unit back once, and its holder may claim again', async () => {
    const who = await testPerson(t);
    const shop = await testShop(t);
    const offer = await testOffer(t, shop, { total: 10, rule: { perPerson: 1 } });
    const voucherId = (await claim(t, who, offer)).body.id;
    expect(await unitsLeft(t, offer)).toBe(9);
    const place = ((await t.send('GET', `/api/perks/vouchers/${voucherId}`, { token: who.token })).body as { places: string[] }).places[0];
    expect(codeOf(await file(who, { kind: 'voucher_refused', way: 'full_price', voucherId, shopName: '别的门店' }))).toBe('complaint_target_unknown');
    for (const [consequence, left] of [
      ['这张券已退回名额，你可以重新领取', 10],
      ['这张券已经用过或已过期，没有可退的名额', 10],
    ] as const) {
      const { id } = await testComplaint(t, who, { kind: 'voucher_refused', way: 'full_price', text: '', voucherId, shopName: place });
      expect(await own(who, id)).toMatchObject({
        way: '扫了券，还是按原价收',
        shopName: '示例门店',
        terms: '示例停车优惠：首 2 小时免费',
        against: '示例商户',
      });
      await take(staff, id);
      await decide(staff, id, true);
      expect([(await own(who, id)).consequence, await unitsLeft(t, offer)]).toEqual([consequence, left]);
    }
    expect((await claim(t, who, offer)).status).toBe(200);
    expect((await audit(t)).filter((f) => f.offer === offer)).toEqual([]);
  });
});
