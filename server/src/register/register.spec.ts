import type { ReplyOf } from '@binhai/shared/contract/http';
import { PURPOSES } from '@binhai/shared/contract/http';
import type { looks } from '@binhai/shared/contract/people';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { MembershipsService } from '../organisations/memberships.service.js';
import { OrganisationsService } from '../organisations/organisations.service.js';
import { Clock } from '../platform/clock.js';
import type { Actor } from '../platform/context.js';
import { type TestApp, testApp } from '../testing/test-app.js';
import { type TestPerson, testPerson } from '../testing/test-person.js';
import { RegisterService } from './register.service.js';
import type { RegisterEntry } from './register-entry.schema.js';
import { BASES, PURPOSE_WORDS } from './words.js';

let a: TestApp, b: TestApp;
beforeAll(async () => {
  a = await testApp('register');
  b = await a.second();
});
afterEach(() => a.app.get(Clock).set(null));
afterAll(async () => {
  await b?.close();
  await a?.close();
});
type Page = ReplyOf<typeof looks>;
const register = (t = a) => t.app.get(RegisterService);
const entries = () => a.app.get<Connection>(getConnectionToken()).collection<RegisterEntry>('register_entries');
const actorOf = (p: TestPerson, sessionId = p.id): Actor => ({
  personId: p.id,
  sessionId,
  role: 'resident',
  membershipId: null,
  organisationId: null,
  scope: [],
  assurance: 'high',
  highOnThisDevice: true,
  steppedUpUntil: null,
  channel: null,
  leaving: false,
});
const page = async (p: TestPerson, query = '') => {
  const r = await a.send('GET', `/api/me/looks${query}`, { token: p.token });
  expect(r.status).toBe(200);
  return r.body as Page;
};
const byGate = (subject: string, n = 0) =>
  register([a, b][n % 2]).other({
    subject,
    kind: 'partner',
    actor: 'gate',
    organisationId: 'org_gate',
    purpose: 'voucher_redemption',
    basis: 'consent:c1',
    items: [`第 ${n} 次`],
  });

test('own looks: 200 at once in two processes are one entry per session, purpose and Shanghai day', async () => {
  const me = await testPerson(a);
  const look = (session: string, purpose: 'own_credit' | 'own_perks') =>
    Promise.all(Array.from({ length: 100 }, (_, i) => register([a, b][i % 2]).own(actorOf(me, session), purpose, ['等级'])));
  await Promise.all([look('s1', 'own_credit'), look('s1', 'own_perks'), look('s2', 'own_credit')]);
  expect(await entries().countDocuments({ subject: me.id })).toBe(3);
  a.app.get(Clock).set(new Date(Date.now() + 86_400_000));
  await register().own(actorOf(me, 's1'), 'own_credit', ['等级']);
  expect(await entries().countDocuments({ subject: me.id })).toBe(4);
});
test('looks by others: 300 at once are 300 entries, each durable before its caller goes on', async () => {
  const me = await testPerson(a);
  await Promise.all(
    Array.from({ length: 300 }, async (_, i) => {
      await byGate(me.id, i);
      expect(await entries().countDocuments({ subject: me.id, items: `第 ${i} 次` })).toBe(1);
    }),
  );
  expect(await entries().countDocuments({ subject: me.id })).toBe(300);
});
test('a look that cannot be entered is no look', async () => {
  const me = await testPerson(a);
  const model = Reflect.get(register(), 'entries') as { collection: { insertMany: unknown } };
  const real = model.collection.insertMany;
  Reflect.set(model.collection, 'insertMany', async () => {
    throw new Error('away');
  });
  try {
    await expect(byGate(me.id)).rejects.toThrow('away');
    await expect(register().own(actorOf(me), 'own_credit', ['等级'])).rejects.toThrow('away');
  } finally {
    Reflect.set(model.collection, 'insertMany', real);
  }
  await register().own(actorOf(me), 'own_credit', ['等级']); // not remembered as entered
  expect(await entries().countDocuments({ subject: me.id })).toBe(1);
});
test('谁查过我: who by unit and staff number, why and on what ground in words; no name, no person id', async () => {
  const me = await testPerson(a);
  const clerk = await testPerson(a, { name: '示例店员' });
  await a.app.get(OrganisationsService).put({ _id: 'org_shop', kind: 'merchant', name: '示例停车场', contact: '示例地址' } as never);
  await a.app.get(OrganisationsService).put({ _id: 'org_gate', kind: 'merchant', name: '示例平台', contact: '示例地址' } as never);
  await a.app.get(MembershipsService).add({ personId: clerk.id, organisationId: 'org_shop', role: 'clerk', staffNumber: 'D07' });
  await register().other({
    subject: me.id,
    kind: 'merchant',
    actor: clerk.id,
    organisationId: 'org_shop',
    purpose: 'voucher_redemption',
    basis: BASES.voucher,
    items: ['姓名（部分）'],
  });
  await register().other({ subject: me.id, kind: 'system', actor: 'grade', purpose: 'grade_computation', basis: BASES.gradeOptIn, items: ['信用记录'] });
  await byGate(me.id, 1);
  const { items } = await page(me, '?kind=others');
  expect(items.map(({ who, kind, purpose, basis }) => [kind, who, purpose, basis])).toEqual([
    ['partner', '示例平台', '到店核销优惠券', '本人授权'],
    ['system', '信用等级计算（系统自动）', '计算信用等级', BASES.gradeOptIn],
    ['merchant', '示例停车场（工号 D07）', '到店核销优惠券', BASES.voucher],
  ]);
  expect(JSON.stringify(items)).not.toMatch(new RegExp(`${clerk.id}|${me.id}|示例店员`));
});
test('the look at the register is itself on record, and is on the page at once', async () => {
  const me = await testPerson(a);
  expect((await page(me)).items).toEqual([expect.objectContaining({ kind: 'self', who: '本人', purpose: '查看谁查过我' })]);
});
test('pages: 45 entries in three, each once, newest first, also while new ones come', async () => {
  const me = await testPerson(a);
  for (let i = 0; i < 45; i++) await byGate(me.id, i);
  const seen: string[] = [];
  let after = '';
  for (let n = 0; n < 3; n++) {
    const { items, next } = await page(me, `?kind=others${after && `&after=${after}`}`);
    seen.push(...items.map((i) => i.items[0] ?? ''));
    await byGate(me.id, 100 + n);
    after = next ?? '';
    expect(next === null).toBe(n === 2);
  }
  expect(seen).toEqual(Array.from({ length: 45 }, (_, i) => `第 ${44 - i} 次`));
  expect((await page(me, '?kind=self')).items).toHaveLength(1);
});
test('filtered by kind, days and unit; the first page tells how many there are of each, and which units', async () => {
  const me = await testPerson(a);
  await a.app.get(OrganisationsService).put({ _id: 'org_gate', kind: 'merchant', name: '示例平台', contact: '示例地址' } as never);
  const clock = a.app.get(Clock);
  for (const day of ['2026-10-31T23:59:30', '2026-11-01T00:00:00', '2026-11-02T23:59:30', '2026-11-03T00:00:00']) {
    clock.set(new Date(`${day}+08:00`));
    await register().other({
      subject: me.id,
      kind: 'partner',
      actor: 'gate',
      organisationId: 'org_gate',
      purpose: 'voucher_redemption',
      basis: BASES.voucher,
      items: [day],
    });
  }
  await register().other({ subject: me.id, kind: 'system', actor: 'grade', purpose: 'grade_computation', basis: BASES.gradeOptIn, items: ['信用记录'] });
  const days = async (query: string) => (await page(me, query)).items.map((i) => i.items[0]);
  expect(await days('?kind=partner&from=2026-11-01&to=2026-11-02')).toEqual(['2026-11-02T23:59:30', '2026-11-01T00:00:00']);
  expect(await days('?unit=org_gate&to=2026-10-31')).toEqual(['2026-10-31T23:59:30']);
  expect(await days('?kind=system')).toEqual(['信用记录']);
  expect(await days('?unit=org_nobodys')).toEqual([]);
  const first = await page(me, '?kind=partner');
  expect(first.summary).toEqual({
    counts: { self: 1, staff: 0, merchant: 0, partner: 4, viewer: 0, system: 1 },
    units: [{ id: 'org_gate', name: '示例平台' }],
  });
  expect((await page(me, `?kind=partner&after=${first.items[1]?.id}`)).summary).toBeUndefined();
  for (const wrong of ['from=2026-11-02&to=2026-11-01', 'from=2026-02-30']) {
    expect((await a.send('GET', `/api/me/looks?${wrong}`, { token: me.token })).body).toMatchObject({ code: 'look_period_invalid' });
  }
});
test('nobody reads another person’s register, and not without the high level', async () => {
  const [me, other, basic] = await Promise.all([testPerson(a), testPerson(a), testPerson(a, { assurance: 'basic' })]);
  await byGate(me.id);
  expect((await page(other, '?kind=others')).items).toEqual([]);
  expect((await a.send('GET', '/api/me/looks', { token: basic.token })).body).toMatchObject({ code: 'identity_high_required' });
  expect((await a.send('GET', '/api/me/looks')).body).toMatchObject({ code: 'auth_required' });
});
test('every query of the register walks an index', async () => {
  const own = { subject: 'x', _id: { $gte: '' } };
  for (const filter of [own, { ...own, kind: 'self' as const }, { ...own, kind: { $in: ['staff' as const, 'system' as const] } }]) {
    const { queryPlanner } = (await entries().find(filter).sort({ _id: -1 }).limit(21).explain()) as { queryPlanner: { winningPlan: unknown } };
    expect(JSON.stringify(queryPlanner.winningPlan)).toMatch(/IXSCAN/);
    expect(JSON.stringify(queryPlanner.winningPlan)).not.toMatch(/COLLSCAN|"SORT"/);
  }
});
test('every purpose has its words', () => {
  for (const p of PURPOSES) expect(PURPOSE_WORDS[p]).toMatch(/^[\u4e00-\u9fff]{3,}/);
});
