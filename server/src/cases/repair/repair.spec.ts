import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { MembershipsService } from '../../organisations/memberships.service.js';
import { OrganisationsService } from '../../organisations/organisations.service.js';
import { Clock } from '../../platform/clock.js';
import { newId } from '../../platform/id.js';
import { Jobs } from '../../platform/jobs/jobs.service.js';
import { CreditChinaPort } from '../../ports/credit-china.port.js';
import { PortDown } from '../../ports/port-down.js';
import { VirusPort } from '../../ports/virus.port.js';
import { RecordsService } from '../../records/records.service.js';
import { type TestApp, testApp } from '../../testing/test-app.js';
import { codeOf } from '../../testing/test-login.js';
import { freshCode } from '../../testing/test-number.js';
import { testMember } from '../../testing/test-offers.js';
import { type TestPerson, testPerson } from '../../testing/test-person.js';
import { PDF, TestRepairs } from '../../testing/test-repairs.js';
import { CLOCKS_JOB } from '../clocks/case-clocks.service.js';

let t: TestApp;
let at: TestRepairs;
const SINCE = { severity: 'general' } as const;
const set = (instant: string) => t.app.get(Clock).set(new Date(instant));
beforeAll(async () => {
  t = await testApp('repair');
  at = await TestRepairs.of(t);
});
beforeEach(() => set('2026-11-20T10:00:00+08:00'));
afterEach(() => t.app.get(Clock).set(null));
afterAll(() => t?.close());

interface View {
  state: string;
  stateText: string;
  clock: string;
  dueOn: string | null;
  number: string;
  steps: { key: string; state: string; text: string; title: string }[];
  missing: string;
  reason: string;
  extension: string;
  review: string;
  can: string[];
  pledge: { version: string };
}
interface Card {
  recordId: string;
  route: { state: string; open: boolean; from: string | null; why: string };
  application: { id: string; state: string } | null;
}
const own = (who: TestPerson, id: string) => at.made<View>(who, 'GET', `/api/repairs/${id}`);
const cards = async (who: TestPerson) => (await at.made<{ items: Card[] }>(who, 'GET', '/api/repair-records')).items;
const told = async (who: TestPerson) => (await at.made<{ items: { title: string }[] }>(who, 'GET', '/api/messages')).items.map((m) => m.title);
const count = (who: TestPerson, kind: string) => t.app.get<Connection>(getConnectionToken()).collection('messages').countDocuments({ personId: who.id, kind });
async function tick() {
  const jobs = t.app.get(Jobs, { strict: false });
  await jobs.enqueue(CLOCKS_JOB, {});
  await jobs.drain();
}
async function firm() {
  const [organisationId, uscc] = [newId(), freshCode()];
  await t.app.get(OrganisationsService, { strict: false }).put({ _id: organisationId, kind: 'firm', name: '示例企业', uscc, contact: '022-0000-0000' });
  return { organisationId, shopId: '', uscc };
}

test('each record says whether, how, from when and why; the form opens on the day', async () => {
  const who = await testPerson(t);
  const now = await at.penaltyOf(who, SINCE);
  const later = await at.penaltyOf(who, { ...SINCE, disclosedOn: '2026-09-18' });
  const court = await at.penaltyOf(who, { ...SINCE, kind: 'judgment', classCode: '02' });
  const exempt = await at.penaltyOf(who, { severity: 'exempt' });
  const routes = new Map((await cards(who)).map((c) => [c.recordId, c.route]));
  expect(routes.get(now)).toMatchObject({ state: 'now', open: true, from: '2026-10-02', why: '公示满 3 个月，义务已履行，可以申请' });
  expect(routes.get(later)).toMatchObject({ state: 'later', open: false, why: '公示满 3 个月才能申请，2026 年 12 月 18 日起' });
  expect(routes.get(court)).toMatchObject({ state: 'elsewhere', open: false, why: '履行后向执行法院申请，本平台不受理' });
  expect(routes.has(exempt)).toBe(false);
  for (const id of [later, court]) expect(codeOf(await at.send(who, 'POST', '/api/repairs', { recordIds: [id] }))).toBe('repair_not_open');
  expect(codeOf(await at.send(who, 'POST', '/api/repairs', { recordIds: ['nobodys'] }))).toBe('repair_record_unknown');
  const elsewhere = await at.penaltyOf(who, { ...SINCE, unitCode: null, unit: '没有接入的单位' });
  expect(codeOf(await at.send(who, 'POST', '/api/repairs', { recordIds: [elsewhere] }))).toBe('repair_unit_absent');
  set('2026-12-17T23:59:59+08:00');
  expect((await cards(who)).find((c) => c.recordId === later)?.route.open).toBe(false);
  set('2026-12-18T00:00:00+08:00');
  expect((await cards(who)).find((c) => c.recordId === later)?.route.open).toBe(true);
});

test('from draft to 信用中国: clocks on every step, two hands, effect everywhere in one step, the receipt a step of its own', async () => {
  const who = await testPerson(t);
  const record = await at.penaltyOf(who, SINCE);
  const [id, again] = [await at.draft(who, record), await at.draft(who, record)];
  expect(again).toBe(id);
  expect(codeOf(await at.submit(who, [id]))).toBe('repair_proof_missing');
  expect((await at.upload(who, id)).status).toBe(200);
  expect(codeOf(await at.send(who, 'POST', '/api/repair-submissions', { ids: [id], pledge: '旧版本', agree: true }))).toBe('repair_pledge_changed');
  const first = await at.submit(who, [id]);
  expect(await at.submit(who, [id])).toEqual(first); // a second tap
  expect(await own(who, id)).toMatchObject({ state: 'submitted', dueOn: '2026-11-23', clock: '1 个工作日内转交，最晚 11 月 23 日（周一）', can: ['withdraw'] });
  expect((await own(who, id)).number).toMatch(/^XF-20261120-[0-9A-Z]{6}$/);

  expect(codeOf(await at.step(at.source, id, 'forward'))).toBe('repair_step_impossible');
  set('2026-11-23T10:00:00+08:00');
  for (let i = 0; i < 2; i++) expect((await at.step(at.operator, id, 'forward')).status).toBe(200);
  expect(await own(who, id)).toMatchObject({ state: 'forwarded', clock: '3 个工作日内受理，最晚 11 月 26 日（周四）' });
  set('2026-11-25T10:00:00+08:00');
  await at.step(at.source, id, 'accept');
  expect(await own(who, id)).toMatchObject({ state: 'accepted', clock: '10 个工作日内告诉结果，最晚 12 月 4 日（周五）' });
  expect(codeOf(await at.step(at.source, id, 'approve'))).toBe('repair_reason_missing');
  expect(codeOf(await at.step(at.source, id, 'extend'))).toBe('repair_reason_missing');
  expect((await at.step(at.source, id, 'extend', { text: '需要到现场核查。' })).status).toBe(200);
  expect(codeOf(await at.step(at.operator, id, 'approve', { document: '示例 1 号' }))).toBe('repair_step_impossible');
  expect(await own(who, id)).toMatchObject({ dueOn: '2026-12-18', extension: '需要到现场核查。' });
  set('2026-12-02T16:00:00+08:00');
  await at.step(at.source, id, 'approve', { document: '津滨交修〔2026〕示 93 号' });
  expect(codeOf(await at.send(who, 'POST', `/api/repairs/${id}/withdrawal`))).toBe('repair_step_impossible');

  // the same person in the centre may not publish what they decided
  const mid = await t.app
    .get(MembershipsService, { strict: false })
    .add({ personId: at.source.id, organisationId: newId(), role: 'operator', staffNumber: 'Z1' });
  expect(codeOf(await at.step(at.source.as(mid), id, 'publish'))).toBe('repair_same_hand');
  expect((await cards(who))[0]?.route.state).toBe('now');
  expect((await at.step(at.operator, id, 'publish')).status).toBe(200);
  const over = await own(who, id);
  expect(over).toMatchObject({ state: 'repaired', clock: '', dueOn: null, can: [] });
  expect(over.steps.at(-1)).toMatchObject({ key: 'hand_off', state: 'now' });
  expect((await cards(who))[0]).toMatchObject({ route: { state: 'closed' }, application: { state: 'repaired' } });
  await t.app.get(Jobs, { strict: false }).drain();
  expect((await own(who, id)).steps.map((s) => [s.key, s.state])).toEqual(
    ['submit', 'forward', 'accept', 'decide', 'publish', 'hand_off'].map((key) => [key, 'done']),
  );
  expect((await own(who, id)).steps.at(-1)?.text).toMatch(/^回执 XYZG-20261202-/);
  expect(await told(who)).toEqual(['已修复', '修复申请有了新进度', '修复申请有了新进度', '修复申请有了新进度']);
});

test('the grade, verdicts and the public see it gone at once; restored by two hands they see it again, with notice', async () => {
  const { uscc, ...shop } = await firm();
  const handler = await testMember(t, shop, 'handler');
  const record = await at.penaltyOfFirm(uscc, SINCE);
  const shown = async () => (await t.send('GET', `/api/publicity/items/${record}`)).status === 200;
  const id = await at.approved(handler, record);
  expect(await shown()).toBe(true);
  await at.step(at.operator, id, 'publish');
  expect(await shown()).toBe(false);
  expect(codeOf(await at.step(at.source, id, 'report_breach'))).toBe('repair_reason_missing');
  await at.step(at.source, id, 'report_breach', { text: '罚款缴款书是伪造的。' });
  expect(await shown()).toBe(false);
  expect(codeOf(await at.step(at.source, id, 'restore', { text: '核查属实。' }))).toBe('repair_step_impossible');
  await at.step(at.operator, id, 'dismiss_breach');
  await at.step(at.source, id, 'report_breach', { text: '罚款缴款书是伪造的。' });
  await at.step(at.operator, id, 'restore', { text: '核查属实，恢复公示。' });
  expect(await shown()).toBe(true);
  expect(await own(handler, id)).toMatchObject({ state: 'restored', reason: '核查属实，恢复公示。', review: expect.stringContaining('行政复议') });

  const who = await testPerson(t);
  const { text } = await at.made<{ text: { version: string } }>(who, 'GET', '/api/credit/opt-in/text');
  await at.made(who, 'POST', '/api/credit/opt-in', { textVersion: text.version });
  const mine = await at.approved(who, await at.penaltyOf(who, SINCE));
  const reason = async () => (await at.made<{ unratedReason: string }>(who, 'GET', '/api/credit/grade')).unratedReason;
  const before = await reason();
  expect(before).toContain('公示');
  await at.step(at.operator, mine, 'publish');
  expect(await reason()).not.toContain('公示');
  await at.step(at.source, mine, 'report_breach', { text: '承诺没有兑现。' });
  await at.step(at.operator, mine, 'restore', { text: '核查属实。' });
  expect(await reason()).toBe(before);
});

test('what is missing is asked once; the clock begins anew with what was supplied; a refusal names the way to review', async () => {
  const who = await testPerson(t);
  const record = await at.penaltyOf(who, SINCE);
  const id = await at.submitted(who, record);
  await at.step(at.operator, id, 'forward');
  expect(codeOf(await at.send(who, 'POST', `/api/repairs/${id}/supplement`))).toBe('repair_step_impossible');
  await at.step(at.source, id, 'ask', { text: '缴款书看不清日期，请重拍。' });
  expect(await own(who, id)).toMatchObject({ state: 'supplement', clock: '', missing: '缴款书看不清日期，请重拍。', can: ['supply', 'withdraw'] });
  set('2026-12-08T10:00:00+08:00');
  expect((await at.upload(who, id)).status).toBe(200);
  for (let i = 0; i < 2; i++) expect((await at.send(who, 'POST', `/api/repairs/${id}/supplement`)).status).toBe(200);
  expect(await own(who, id)).toMatchObject({ state: 'forwarded', clock: '3 个工作日内受理，最晚 12 月 11 日（周五）' });
  expect(codeOf(await at.step(at.source, id, 'ask', { text: '还缺一份培训证明。' }))).toBe('repair_step_impossible');
  expect(codeOf(await at.upload(who, id))).toBe('repair_step_impossible');
  await at.step(at.source, id, 'accept');
  await at.step(at.source, id, 'refuse', { text: '处罚决定里的整改还没有完成。' });
  expect(await own(who, id)).toMatchObject({ state: 'refused', reason: '处罚决定里的整改还没有完成。', review: expect.stringContaining('60 日内') });
  const next = await at.submitted(who, record); // and it may be asked for again
  expect(next).not.toBe(id);
  for (let i = 0; i < 2; i++) expect((await at.send(who, 'POST', `/api/repairs/${next}/withdrawal`)).status).toBe(200);
  const third = await at.submitted(who, record);
  await at.step(at.operator, third, 'forward');
  await at.step(at.source, third, 'decline', { text: '不属于可以修复的记录。' });
  expect(await own(who, third)).toMatchObject({ state: 'declined', review: expect.stringContaining('行政复议') });
});

test('one application for a record however many ask at once; a record that left publicity is not published', async () => {
  const who = await testPerson(t);
  const record = await at.penaltyOf(who, SINCE);
  expect(new Set(await Promise.all(Array.from({ length: 12 }, () => at.draft(who, record)))).size).toBe(1);
  const id = await at.approved(who, record);
  expect(codeOf(await at.send(who, 'POST', '/api/repairs', { recordIds: [record] }))).toBe('repair_under_way');
  const other = await testMember(t, { ...at.unit, organisationId: newId() }, 'reviewer');
  const published = await Promise.all(Array.from({ length: 10 }, (_, i) => at.step(i % 2 ? other : at.operator, id, 'publish')));
  expect(published.filter((r) => r.status === 200).length).toBeGreaterThanOrEqual(1);
  expect((await told(who)).filter((title) => title === '已修复')).toHaveLength(1);
  const moved = await at.penaltyOf(who, SINCE);
  const late = await at.approved(who, moved);
  await t.app.get(RecordsService, { strict: false }).turn(moved, 'effective', 'withdrawn', undefined as never);
  expect(codeOf(await at.step(at.operator, late, 'publish'))).toBe('repair_record_moved');
  expect(await own(who, late)).toMatchObject({ state: 'approved' });
});

test('a firm’s handler carries many records at once, all or none; the case names the hand, and the firm sees it whoever began', async () => {
  const { uscc, ...shop } = await firm();
  const [handler, colleague] = [await testMember(t, shop, 'handler'), await testMember(t, shop, 'handler')];
  const records = [await at.penaltyOfFirm(uscc, SINCE), await at.penaltyOfFirm(uscc, SINCE), await at.penaltyOfFirm(uscc, SINCE)];
  const { items } = await at.made<{ items: { id: string }[] }>(handler, 'POST', '/api/repairs', { recordIds: records });
  const ids = items.map((i) => i.id);
  for (const id of ids.slice(1)) await at.upload(handler, id);
  expect(codeOf(await at.submit(handler, ids))).toBe('repair_proof_missing');
  for (const id of ids) expect((await own(handler, id)).state).toBe('draft');
  await at.upload(colleague, ids[0] ?? '');
  expect((await at.submit(handler, ids)).status).toBe(200);
  for (const id of ids) expect(await own(colleague, id)).toMatchObject({ state: 'submitted', applicant: expect.stringMatching(/^示例企业（工号 /) });
  const stranger = await testMember(t, await firm(), 'handler');
  expect(codeOf(await at.send(stranger, 'GET', `/api/repairs/${ids[0]}`))).toBe('repair_unknown');
  const desk = await at.made<{ items: { id: string; batch: string | null }[] }>(at.operator, 'GET', '/api/desk/repairs?state=waiting');
  expect(new Set(desk.items.filter((i) => ids.includes(i.id)).map((i) => i.batch)).size).toBe(1);
});

test('nobody else’s, and nothing that is over or no longer open, goes on', async () => {
  const [who, other] = [await testPerson(t), await testPerson(t)];
  const record = await at.penaltyOf(who, SINCE);
  const id = await at.submitted(who, record);
  const { pledge } = await own(who, id);
  const submit = (by: TestPerson, one: string) => at.send(by, 'POST', '/api/repair-submissions', { ids: [one], pledge: pledge.version, agree: true });
  for (const r of [submit(other, id), at.send(other, 'POST', `/api/repairs/${id}/supplement`), at.send(other, 'POST', `/api/repairs/${id}/withdrawal`)])
    expect(codeOf(await r)).toBe('repair_unknown');
  await at.send(who, 'POST', `/api/repairs/${id}/withdrawal`);
  expect(codeOf(await submit(who, id))).toBe('repair_step_impossible');
  expect(codeOf(await at.send(at.operator, 'GET', `/api/desk/repairs/${id}/proof`))).toBe('repair_unknown'); // gone with the application
  const late = await at.draft(who, await at.penaltyOf(who, SINCE));
  await at.upload(who, late);
  set('2027-07-03T00:00:00+08:00');
  expect(codeOf(await submit(who, late))).toBe('repair_not_open');
});

describe('the desks', () => {
  test('a unit sees its own alone; each look names the case; nobody handles their own or their firm’s', async () => {
    const who = await testPerson(t);
    const id = await at.submitted(who, await at.penaltyOf(who, SINCE));
    const elsewhere = await TestRepairs.of(t);
    expect(codeOf(await at.send(elsewhere.source, 'GET', `/api/desk/repairs/${id}`))).toBe('repair_unknown');
    expect(codeOf(await at.step(elsewhere.source, id, 'accept'))).toBe('repair_unknown');
    const seen = await at.made<{ maskedName: string; may: string[]; record: { title: string } }>(at.operator, 'GET', `/api/desk/repairs/${id}`);
    expect(seen).toMatchObject({ maskedName: '李*宁', may: ['forward'], record: { title: '未取得许可从事网约车经营' } });
    const file = await t.send('GET', `/api/desk/repairs/${id}/proof`, { token: at.source.token });
    expect([file.status, (file.body as Buffer).subarray(0, 5).toString()]).toEqual([200, '%PDF-']);
    const own = await testPerson(t);
    const both = own.as(
      await t.app
        .get(MembershipsService, { strict: false })
        .add({ personId: own.id, organisationId: at.unit.organisationId, role: 'source', staffNumber: newId().slice(0, 6) }),
    );
    const mine = await at.submitted(own, await at.penaltyOf(own, SINCE));
    for (const r of [at.send(both, 'GET', `/api/desk/repairs/${mine}`), at.step(both, mine, 'accept'), at.send(both, 'GET', `/api/desk/repairs/${mine}/proof`)])
      expect(codeOf(await r)).toBe('repair_conflict');
  });
  test('what waits, due first, page by page; reminded at 80 percent, told past the end on both sides, once', async () => {
    set('2026-11-20T10:00:00+08:00');
    const here = await TestRepairs.of(t);
    const who = await testPerson(t);
    const ids: string[] = [];
    for (let i = 0; i < 21; i++) {
      const id = await here.submitted(who, await here.penaltyOf(who, { ...SINCE, documentNumber: `示例 ${i} 号` }));
      await here.step(here.operator, id, 'forward');
      ids.push(id);
    }
    type Page = { items: { id: string; dueOn: string }[]; next: string | null };
    const first = await here.made<Page>(here.source, 'GET', '/api/desk/repairs?state=waiting');
    const second = await here.made<Page>(here.source, 'GET', `/api/desk/repairs?state=waiting&after=${first.next}`);
    expect([first.items.length, second.items.length, second.next]).toEqual([20, 1, null]);
    expect(new Set([...first.items, ...second.items].map((i) => i.id))).toEqual(new Set(ids));
    set('2026-11-25T09:00:00+08:00');
    await tick();
    await tick();
    expect(await count(here.source, 'case_due')).toBe(21);
    set('2026-11-26T00:00:00+08:00');
    await tick();
    await tick();
    expect(await count(who, 'repair_late')).toBe(21);
    expect([await count(here.source, 'case_over'), await count(here.operator, 'case_over')]).toEqual([21, expect.any(Number)]);
    expect(await count(here.operator, 'case_over')).toBeGreaterThanOrEqual(21);
  });
});

describe('what is handed in', () => {
  const bytes = (text: string) => Buffer.concat([PDF.subarray(0, -6), Buffer.from(text), PDF.subarray(-6)]);
  test('looked through, by its contents, at most 10 MB; another body is refused, and so is a file anywhere else', async () => {
    const who = await testPerson(t);
    const id = await at.draft(who, await at.penaltyOf(who, SINCE));
    expect(codeOf(await at.upload(who, id, bytes('EICAR-STANDARD-ANTIVIRUS-TEST-FILE')))).toBe('material_infected');
    expect(codeOf(await at.upload(who, id, Buffer.from('PK')))).toBe('material_kind_unknown');
    expect(codeOf(await at.upload(who, id, Buffer.from([0xff, 0xd8, 0xff, 0xe0])))).toBe('material_damaged');
    expect(codeOf(await at.upload(who, id, bytes('/JavaScript')))).toBe('material_unsafe');
    expect(codeOf(await at.upload(who, id, Buffer.alloc(10 * 1024 * 1024 + 1)))).toBe('body_too_large');
    expect(
      (await at.upload(who, id, Buffer.concat([Buffer.from('%PDF-1.4\n'), Buffer.alloc(10 * 1024 * 1024 - 20, 32), Buffer.from('\n%%EOF\n')]))).status,
    ).toBe(200);
    expect(codeOf(await at.upload(who, id, Buffer.from('{}'), 'application/json'))).toBe('input_invalid');
    const fastify = t.app.getHttpAdapter().getInstance();
    const headers = { authorization: `Bearer ${who.token}`, 'content-type': 'application/octet-stream' };
    expect((await fastify.inject({ method: 'POST', url: '/api/repairs', headers, payload: PDF })).json()).toMatchObject({ code: 'media_unsupported' });
    const stranger = await testPerson(t);
    expect(codeOf(await at.upload(stranger, id))).toBe('repair_unknown');
  });
  test('a new proof takes the place of the old one; a withdrawn application keeps none', async () => {
    const who = await testPerson(t);
    const id = await at.draft(who, await at.penaltyOf(who, SINCE));
    const left = () => t.app.get<Connection>(getConnectionToken()).collection('files').countDocuments({ owner: who.id });
    for (let i = 0; i < 3; i++) await at.upload(who, id);
    expect(await left()).toBe(1);
    await at.send(who, 'POST', `/api/repairs/${id}/withdrawal`);
    expect(await left()).toBe(0);
  });
  test('the scanner is away: nothing is kept, and it may be tried again; not for ever in a day', async () => {
    const who = await testPerson(t);
    const id = await at.draft(who, await at.penaltyOf(who, SINCE));
    const spy = jest.spyOn(t.app.get(VirusPort, { strict: false }), 'isClean').mockRejectedValueOnce(new PortDown('virus', 'unreachable'));
    expect(codeOf(await at.upload(who, id))).toBe('material_scan_down');
    spy.mockRestore();
    for (let i = 0; i < 59; i++) await at.upload(who, id, Buffer.from('PK'));
    expect(codeOf(await at.upload(who, id))).toBe('material_many');
  });
});
test('市平台 is away: the record is out of sight here all the same, and the hand-off comes again until its receipt', async () => {
  const who = await testPerson(t);
  const id = await at.approved(who, await at.penaltyOf(who, SINCE));
  const port = t.app.get(CreditChinaPort, { strict: false });
  const sent: string[] = [];
  const spy = jest.spyOn(port, 'send').mockImplementation(async ({ id: key }) => {
    sent.push(key);
    if (sent.length < 3) throw new PortDown('credit_china', 'http 503');
    return 'XYZG-20261120-0001';
  });
  await at.step(at.operator, id, 'publish');
  const jobs = t.app.get(Jobs, { strict: false });
  for (let i = 0; i < 3; i++) {
    await jobs.drain();
    set(`2026-11-20T1${1 + i}:00:00+08:00`);
  }
  spy.mockRestore();
  expect([sent.length, new Set(sent).size]).toEqual([3, 1]);
  expect((await own(who, id)).steps.at(-1)).toMatchObject({ state: 'done', text: expect.stringContaining('回执 XYZG-20261120-0001') });
});
