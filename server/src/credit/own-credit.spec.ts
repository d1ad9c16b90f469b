import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { currentVersion } from '../consents/texts.js';
import { ParametersService } from '../parameters/parameters.service.js';
import { PeopleService } from '../people/people.service.js';
import { Clock } from '../platform/clock.js';
import { RecordsService } from '../records/records.service.js';
import { type TestApp, testApp } from '../testing/test-app.js';
import { claim, testOffer, testShop } from '../testing/test-offers.js';
import { type TestPerson, testPerson, testSession } from '../testing/test-person.js';
import { testRecord } from '../testing/test-record.js';

let t: TestApp;
let me: TestPerson;
beforeAll(async () => {
  t = await testApp('own_credit');
});
afterAll(() => t?.close());
const get = <T>(type: new (...args: never[]) => T, app = t): T => app.app.get(type, { strict: false });
const db = () => t.app.get<Connection>(getConnectionToken());
const at = (text: string) => get(Clock).set(new Date(text));
beforeEach(async () => {
  at('2026-06-10T10:00:00+08:00');
  me = await testPerson(t);
});
afterEach(() => {
  get(Clock).set(null);
  jest.restoreAllMocks();
});

const arrive = async (...rows: Parameters<typeof testRecord>[1][]) => {
  const made = rows.map((more) => testRecord(me, more));
  await get(RecordsService).add(made);
  await get(PeopleService).standingChanged({ personId: me.id });
  return made.map((r) => r._id);
};
const call = async (method: string, path: string, body?: unknown, who = me, app = t) =>
  app.send(method, path, { token: who.token, ...(body !== undefined && { body }) });
const optIn = async () => expect((await call('POST', '/api/credit/opt-in', { textVersion: currentVersion('personal_grade') })).status).toBe(200);
const optOut = (who = me, app = t) => call('POST', '/api/credit/opt-out', { confirm: true }, who, app);
interface Past {
  months: { month: string; grade: string; note: string }[];
  changes: { on: string; from: string | null; to: string; why: string[]; scheme: string }[];
}
const past = async () => (await call('GET', '/api/credit/history')).body as Past;
const whatIf = async (chosen: string[] = [], months = 0) => (await call('POST', '/api/credit/what-if', { chosen, months })).body as Record<string, unknown>;
const PENALTY = { classCode: '03', kind: 'penalty', effect: 'negative', title: '示例处罚', severity: 'general', fulfilment: null, fulfilledOn: null } as const;

describe('history', () => {
  test('each change with its day and what had become otherwise then, whatever the records say today', async () => {
    await optIn();
    at('2026-08-02T10:00:00+08:00');
    const [id] = await arrive({ title: '示例承诺' });
    await call('GET', '/api/credit/grade');
    at('2026-09-15T10:00:00+08:00');
    const [bad] = await arrive({ ...PENALTY, disclosedOn: '2026-09-14', decidedOn: '2026-09-10' });
    await call('GET', '/api/credit/grade');
    at('2026-11-20T10:00:00+08:00');
    await db()
      .collection<{ _id: string }>('credit_records')
      .updateOne({ _id: bad ?? '' }, { $set: { state: 'repaired' } });
    await get(PeopleService).standingChanged({ personId: me.id });
    await call('GET', '/api/credit/grade');
    await db()
      .collection<{ _id: string }>('credit_records')
      .updateOne({ _id: id ?? '' }, { $set: { title: '后来改的名称' } });
    const { months, changes } = await past();
    expect(changes.map(({ on, from, to, why }) => [on, from, to, why])).toEqual([
      ['2026-11-20', 'unrated', 'good', ['示例处罚：已修复']],
      ['2026-09-15', 'good', 'unrated', ['示例处罚：开始公示，公示期内不评定等级']],
      ['2026-08-02', 'unrated', 'good', ['示例承诺：开始计入']],
      ['2026-06-10', null, 'unrated', []],
    ]);
    expect(changes[0]?.scheme).toContain('评价方案');
    expect(months).toHaveLength(12);
    expect(months.slice(-6).map((m) => m.grade)).toEqual(['unrated', 'unrated', 'good', 'unrated', 'unrated', 'good']);
    expect(months.at(-1)?.note).toBe('示例处罚：已修复，守信良好');
    expect(months[0]).toMatchObject({ month: '2025-12', note: '还没有开通' });
  });
  test('a result of more than a year ago still stands in the first month', async () => {
    await arrive({ fulfilledOn: '2026-05-01' });
    await optIn();
    at('2028-03-10T10:00:00+08:00');
    const { months, changes } = await past();
    expect(new Set(months.map((m) => m.grade))).toEqual(new Set(['good']));
    expect(changes).toEqual([]);
  });
  test('several of one instant stand in the order of their revisions', async () => {
    await optIn();
    await arrive({ title: '示例承诺' });
    await call('GET', '/api/credit/grade');
    expect((await past()).changes.map(({ from, to, why }) => [from, to, why])).toEqual([
      ['unrated', 'good', ['示例承诺：开始计入']],
      [null, 'unrated', []],
    ]);
  });
  test('what an older release stored is shown without reasons', async () => {
    await optIn();
    at('2026-08-02T10:00:00+08:00');
    await arrive({});
    await call('GET', '/api/credit/grade');
    await db()
      .collection('grade_results')
      .updateMany({ personId: me.id }, { $unset: { sealedResult: '' } });
    expect((await past()).changes.map((c) => [c.to, c.why])).toEqual([
      ['good', []],
      ['unrated', []],
    ]);
  });
  test('nobody else’s, and nothing without the service', async () => {
    await optIn();
    await get(ParametersService).setPersonalGrade('consultation', { reference: ['示例'], approvedBy: 'spec' });
    expect((await call('GET', '/api/credit/history')).body).toMatchObject({ code: 'credit_not_open' });
    expect(await whatIf()).toMatchObject({ code: 'credit_not_open' });
    await get(ParametersService).setPersonalGrade('on', { reference: ['示例'], approvedBy: 'spec' });
    const other = await testPerson(t);
    expect((await call('GET', '/api/credit/history', undefined, other)).body).toMatchObject({ code: 'credit_not_opted_in' });
    expect((await call('POST', '/api/credit/what-if', { chosen: [], months: 0 }, other)).body).toMatchObject({ code: 'credit_not_opted_in' });
  });
});

describe('what if', () => {
  test('the choices are the person’s own records; the engine decides on them, and nothing of it is stored', async () => {
    const [running] = await arrive({ fulfilment: 'running', fulfilledOn: null, dueOn: '2026-08-01', title: '示例承诺' });
    await optIn();
    const before = await db().collection('grade_results').countDocuments({ personId: me.id });
    const { choices, now, result } = await whatIf();
    expect([now, result]).toEqual(['unrated', expect.objectContaining({ grade: 'unrated', on: '2026-06-10', changes: [] })]);
    expect((choices as { key: string }[]).map((c) => c.key)).toEqual([`fulfil:${running}`, 'more_commitment', 'more_contract', 'sign_general']);
    expect(await whatIf([`fulfil:${running}`])).toMatchObject({ now: 'unrated', result: { grade: 'good', on: '2026-06-10', changes: ['示例承诺：开始计入'] } });
    expect(await whatIf(['sign_general'], 3)).toMatchObject({ result: { grade: 'good', on: '2026-12-10' } });
    expect(await db().collection('grade_results').countDocuments({ personId: me.id })).toBe(before);
    expect((await call('GET', '/api/credit/grade')).body).toMatchObject({ grade: 'unrated' });
  });
  test('a choice that is none any more is refused whole; too much is not read', async () => {
    await optIn();
    expect(await whatIf(['fulfil:gone'])).toMatchObject({ code: 'credit_choice_unknown' });
    expect(await whatIf([], 61)).toMatchObject({ code: 'input_invalid' });
    expect(await whatIf(Array.from({ length: 41 }, () => 'sign_general'))).toMatchObject({ code: 'input_invalid' });
  });
});

describe('opting out holds everywhere with the next call', () => {
  test('another device, another process, offers that ask for a grade; vouchers stay; back again, the past before stays closed', async () => {
    await arrive({}, {}, {}, {});
    await optIn();
    const shop = await testShop(t);
    const graded = await testOffer(t, shop, { rule: { minGrade: 'good', assurance: 'high' } });
    const b = await t.second();
    get(Clock, b).set(new Date('2026-06-10T10:00:00+08:00'));
    const tablet = await testSession(t, me);
    const eligible = async (app: TestApp, who: TestPerson) =>
      ((await call('GET', `/api/perks/offers/${graded}/eligibility`, undefined, who, app)).body as { verdict: string }).verdict;
    expect([await eligible(t, me), await eligible(b, tablet)]).toEqual(['yes', 'yes']);
    const voucher = (await claim(t, me, graded)).body as { id: string };
    expect((await call('GET', '/api/credit/grade', undefined, tablet, b)).body).toMatchObject({ grade: 'excellent' });

    expect((await optOut()).status).toBe(200);

    for (const [app, who] of [
      [t, me],
      [t, tablet],
      [b, me],
      [b, tablet],
    ] as const) {
      for (const [method, path, body] of [
        ['GET', 'grade'],
        ['GET', 'explanation'],
        ['GET', 'history'],
        ['POST', 'what-if', { chosen: [], months: 0 }],
      ] as const)
        expect([path, (await call(method, `/api/credit/${path}`, body, who, app)).body]).toEqual([
          path,
          expect.objectContaining({ code: 'credit_not_opted_in' }),
        ]);
      expect(await eligible(app, who)).toBe('no');
      expect((await call('GET', '/api/me', undefined, who, app)).body).toMatchObject({ optedIn: false });
    }
    const other = await testOffer(t, shop, { rule: { minGrade: 'good', assurance: 'high' } });
    expect((await claim(b, tablet, other)).status).not.toBe(200);
    expect((await call('GET', `/api/perks/vouchers/${voucher.id}`)).body).toMatchObject({ state: 'issued' });
    expect((await call('GET', '/api/credit/records', undefined, tablet, b)).status).toBe(200);
    const kept = await db().collection('grade_results').countDocuments({ personId: me.id });
    expect(kept).toBeGreaterThan(0);

    at('2026-08-01T10:00:00+08:00');
    await optIn();
    const { months, changes } = await past();
    expect(changes.map((c) => c.on)).toEqual(['2026-08-01']);
    expect(months.filter((m) => m.note !== '还没有开通').map((m) => m.month)).toEqual(['2026-08']);
    expect(await db().collection('grade_results').countDocuments({ personId: me.id })).toBe(kept + 1);
    await b.close();
  });
  test('in the other process, while 20 readers are under way: no grade after the answer', async () => {
    await arrive({});
    await optIn();
    const b = await t.second();
    get(Clock, b).set(new Date('2026-06-10T10:00:00+08:00'));
    const racing = Array.from({ length: 20 }, (_, i) => call('GET', '/api/credit/grade', undefined, me, i % 2 ? t : b));
    await optOut(me, b);
    const after = await Promise.all(Array.from({ length: 20 }, (_, i) => call('GET', '/api/credit/grade', undefined, me, i % 2 ? t : b)));
    await Promise.all(racing);
    await b.close();
    expect(new Set(after.map((r) => (r.body as { code: string }).code))).toEqual(new Set(['credit_not_opted_in']));
    expect((await get(PeopleService).state(me.id))?.standing?.grade).toBeNull();
  });
});

test('the records are read once for a reader who had to compute first, and once for one who had not', async () => {
  await arrive({});
  await optIn();
  const reads = jest.spyOn(get(RecordsService), 'ofPerson');
  await call('GET', '/api/credit/explanation');
  expect(reads).toHaveBeenCalledTimes(1);
  await get(PeopleService).standingChanged({ personId: me.id });
  await call('GET', '/api/credit/explanation');
  expect(reads).toHaveBeenCalledTimes(2);
});
