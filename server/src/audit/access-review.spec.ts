import type { ReviewView } from '@binhai/shared/contract/audit';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { Clock } from '../platform/clock.js';
import { Jobs } from '../platform/jobs/jobs.service.js';
import { RegisterService } from '../register/register.service.js';
import { BASES, type Basis } from '../register/words.js';
import { type TestApp, testApp } from '../testing/test-app.js';
import { codeOf } from '../testing/test-login.js';
import { type TestShop, testMember, testShop } from '../testing/test-offers.js';
import { type TestPerson, testPerson } from '../testing/test-person.js';
import { sealInForce, testSubject } from '../testing/test-seals.js';

let t: TestApp;
let centre: TestShop;
let auditor: TestPerson;
let looker: TestPerson;
beforeAll(async () => {
  t = await testApp('access_review', { LOG_LEVEL: 'silent' });
  centre = await testShop(t);
  auditor = await testMember(t, centre, 'auditor');
});
beforeEach(async () => {
  for (const name of ['register_entries', 'access_reviews', 'access_review_days', 'jobs']) await db().collection(name).deleteMany({});
  looker = await testMember(t, centre, 'operator');
});
afterEach(() => clock().set(null));
afterAll(() => t?.close());

const db = () => t.app.get<Connection>(getConnectionToken());
const clock = () => t.app.get(Clock, { strict: false });
const at = (text: string) => clock().set(new Date(`${text}+08:00`));
const look = (subject: string, by = looker, basis: Basis = BASES.demo) =>
  t.app
    .get(RegisterService)
    .other({ subject, kind: 'staff', actor: by.id, organisationId: centre.organisationId, purpose: 'membership_admin', basis, items: ['手机号（部分）'] });
const jobs = () => t.app.get(Jobs, { strict: false });
const aDayLater = () => clock().set(new Date(clock().ms() + 86_400_000));
/** The schedule's own slot comes up, once for each date of this process. */
const night = async () => {
  aDayLater();
  await jobs().drain();
};
/** The same review, whatever night it is. */
const reviewed = async () => {
  aDayLater();
  await jobs().enqueue('audit.access_review', {});
  await jobs().drain();
};
interface Queue {
  items: ReviewView[];
  counts: Record<string, number>;
  reviewedThrough: string | null;
}
const queue = async (query = '', by = auditor) => (await t.send('GET', `/api/audit/reviews${query}`, { token: by.token })).body as Queue;
const decide = (id: string, body: object, by = auditor) =>
  t.send('POST', `/api/audit/reviews/${id}/decisions`, { token: by.token, body: { note: '已电话核实情况', ...body } });
const first = async (): Promise<ReviewView> => {
  const [found] = (await queue()).items;
  if (!found) throw new Error('the queue is empty');
  return found;
};

test('the night after, what was unusual is in the queue: each rule once a looker, with words, never whom', async () => {
  const people = [await testPerson(t), await testPerson(t)];
  at('2026-11-25T22:15:00');
  for (const p of people) await look(p.id);
  at('2026-11-25T23:00:00');
  await look(looker.id);
  expect((await queue()).items).toEqual([]);
  at('2026-11-25T01:31:00');
  await night();
  const { items, counts, reviewedThrough } = await queue();
  expect(items.map((r) => [r.rule, r.state, r.looks, r.people, r.words]).sort()).toEqual([
    ['no_open_case', 'open', 3, 3, '22:15 到 23:00，查询 3 次，涉及 3 人，没有对应的办理事项'],
    ['out_of_hours', 'open', 3, 3, '22:15 到 23:00，工作时间以外查询 3 次，涉及 3 人'],
    ['self_interest', 'open', 1, 1, '23:00，查询了本人的信息 1 次'],
  ]);
  expect([counts, reviewedThrough]).toEqual([{ open: 3, explained: 0, escalated: 0 }, '2026-11-25']);
  expect(items[0]?.who).toMatch(/^示例商户（工号 .+）$/);
  expect(JSON.stringify(items)).not.toMatch(new RegExp([...people.map((p) => p.id), looker.id].join('|')));
  expect((await queue('?rule=self_interest')).items).toHaveLength(1);
  expect((await queue('?state=explained')).items).toEqual([]);
});
test('a look at a colleague is one of interest; one with an order in force or with agreement needs no case', async () => {
  const { person, number } = await testSubject(t);
  at('2026-11-25T10:00:00');
  const colleague = await testMember(t, centre, 'reviewer');
  await look(colleague.id, looker, 'consent:c1');
  const id = await sealInForce(t, number, [looker, await testMember(t, centre, 'operator'), auditor]);
  expect((await t.send('POST', `/api/audit/seals/${id}/looks`, { token: looker.token, body: { confirm: true } })).status).toBe(200);
  expect(await db().collection('register_entries').countDocuments({ subject: person.id, kind: 'staff' })).toBe(1);
  await reviewed();
  expect((await queue()).items.map((r) => [r.rule, r.words])).toEqual([['self_interest', '10:00，查询了本单位的人的信息 1 次']]);
});
test('nights without a server are made up for; a night with nothing leaves nothing, and no day is reviewed twice', async () => {
  at('2026-11-23T09:00:00');
  await night();
  const { id } = await testPerson(t);
  at('2026-11-24T22:00:00');
  await look(id);
  at('2026-11-26T02:00:00');
  await night();
  const { items, reviewedThrough } = await queue();
  expect([items.map((r) => [r.day, r.rule]).sort(), reviewedThrough]).toEqual([
    [
      ['2026-11-24', 'no_open_case'],
      ['2026-11-24', 'out_of_hours'],
    ],
    '2026-11-26',
  ]);
});
test('explained and escalated, by whom and with what words; an explanation may follow an escalation', async () => {
  at('2026-11-25T10:00:00');
  await look((await testPerson(t)).id);
  await reviewed();
  const found = await first();
  expect((await decide(found.id, { event: 'escalate', from: 'open' })).body).toMatchObject({
    state: 'escalated',
    decisions: [{ event: 'escalate', by: expect.stringMatching(/工号/), note: '已电话核实情况' }],
  });
  expect((await decide(found.id, { event: 'explain', from: 'escalated' })).body).toMatchObject({ state: 'explained', decisions: [{}, { event: 'explain' }] });
  expect(codeOf(await decide(found.id, { event: 'escalate', from: 'explained' }))).toBe('review_decided');
  expect(codeOf(await decide('2026-11-25-nobodys', { event: 'explain', from: 'open' }))).toBe('review_unknown');
  expect(codeOf(await t.send('GET', '/api/audit/reviews/2026-11-25-nobodys', { token: auditor.token }))).toBe('review_unknown');
});
test('ten auditors decide at once: one does', async () => {
  at('2026-11-25T10:00:00');
  await look((await testPerson(t)).id);
  await reviewed();
  const { id } = await first();
  const done = await Promise.all(Array.from({ length: 10 }, (_, i) => decide(id, { event: i % 2 ? 'explain' : 'escalate', from: 'open' })));
  expect(done.map(codeOf).sort()).toEqual(['ok', ...Array<string>(9).fill('review_decided')]);
  expect((await first()).decisions).toHaveLength(1);
});
test('an auditor’s own look is seen by the auditor and decided by another', async () => {
  at('2026-11-25T23:00:00');
  await look((await testPerson(t)).id, auditor);
  await reviewed();
  const found = await first();
  expect(found.own).toBe(true);
  expect(codeOf(await decide(found.id, { event: 'explain', from: 'open' }))).toBe('review_own');
  const other = await testMember(t, centre, 'auditor');
  expect((await decide(found.id, { event: 'explain', from: 'open' }, other)).status).toBe(200);
});
test('on demand, today too: what comes later joins the finding, and opens it again when it was decided', async () => {
  const run = async (day: string) => {
    const r = await t.send('POST', '/api/audit/review-runs', { token: auditor.token, body: { day } });
    await jobs().drain();
    return codeOf(r);
  };
  at('2026-11-25T10:00:00');
  await look((await testPerson(t)).id);
  expect(await run('2026-11-25')).toBe('ok');
  expect([(await queue()).items.map((r) => r.looks), (await queue()).reviewedThrough]).toEqual([[1], '2026-11-24']);
  await look((await testPerson(t)).id);
  await run('2026-11-25');
  expect((await queue()).items).toMatchObject([{ looks: 2, state: 'open' }]);
  await decide((await first()).id, { event: 'explain', from: 'open' });
  await run('2026-11-25'); // nothing new: the decision stands
  expect((await first()).state).toBe('explained');
  await look((await testPerson(t)).id);
  await run('2026-11-25');
  expect(await first()).toMatchObject({ looks: 3, state: 'open', decisions: [{ event: 'explain' }, { event: 'more_looks', by: '每日自动审查' }] });
  expect([await run('2026-11-26'), await run('2026-13-40')]).toEqual(['audit_period_invalid', 'audit_period_invalid']);
});
test('the entries behind a finding, paged, with masked names; what the auditor saw is on each person’s own page', async () => {
  at('2026-11-25T10:00:00');
  const people = await Promise.all(Array.from({ length: 25 }, () => testPerson(t)));
  for (const p of people) await look(p.id);
  await reviewed();
  const bulk = (await queue('?rule=bulk')).items[0];
  expect(bulk).toMatchObject({ looks: 25, people: 25 });
  type Detail = { items: { subject: string; who: string; id: string }[]; next: string | null };
  const page = async (query = '') => (await t.send('GET', `/api/audit/reviews/${bulk?.id}${query}`, { token: auditor.token })).body as Detail;
  const a = await page();
  const b = await page(`?after=${a.next}`);
  expect([a.items.length, b.items.length, b.next]).toEqual([20, 5, null]);
  expect(new Set([...a.items, ...b.items].map((i) => i.id)).size).toBe(25);
  expect(a.items[0]).toMatchObject({ subject: '李*宁', who: expect.stringMatching(/工号/) });
  const me = people[0] as TestPerson;
  const { body } = await t.send('GET', '/api/me/looks?kind=others', { token: me.token });
  expect((body as { items: { purpose: string; basis: string }[] }).items[0]).toMatchObject({ kind: 'staff', purpose: '审计查询记录', basis: BASES.audit });
});
