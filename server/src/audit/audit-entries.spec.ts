import type { AuditEntry } from '@binhai/shared/contract/audit';
import { addDays, localDateOf } from '@binhai/shared/dates/dates';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { OrganisationsService } from '../organisations/organisations.service.js';
import { Clock } from '../platform/clock.js';
import { firstIdOf } from '../platform/id.js';
import { RegisterService } from '../register/register.service.js';
import { BASES } from '../register/words.js';
import { type TestApp, testApp } from '../testing/test-app.js';
import { codeOf } from '../testing/test-login.js';
import { type TestShop, testMember, testShop } from '../testing/test-offers.js';
import { type TestPerson, testPerson } from '../testing/test-person.js';
import { sealInForce, testSubject } from '../testing/test-seals.js';

let t: TestApp;
let centre: TestShop;
let auditor: TestPerson;
beforeAll(async () => {
  t = await testApp('audit_entries', { LOG_LEVEL: 'silent' });
  centre = await testShop(t);
  auditor = await testMember(t, centre, 'auditor');
});
afterAll(() => t?.close());

const today = () => localDateOf(t.app.get(Clock).ms());
const entries = () => t.app.get<Connection>(getConnectionToken()).collection('register_entries');
const search = (over: object = {}) => t.send('POST', '/api/audit/register/searches', { token: auditor.token, body: { from: today(), to: today(), ...over } });
const found = async (over: object = {}) => {
  const r = await search(over);
  expect(r.status).toBe(200);
  return r.body as { items: AuditEntry[]; next: string | null };
};
const look = (subject: string, by: TestPerson, organisationId: string) =>
  t.app
    .get(RegisterService)
    .other({ subject, kind: 'staff', actor: by.id, organisationId, purpose: 'membership_admin', basis: BASES.demo, items: ['手机号（部分）'] });

test('by number: all looks at one person, others’ and their own, also of somebody without an account', async () => {
  const { person, number } = await testSubject(t);
  await t.send('GET', '/api/me', { token: person.token });
  await look(person.id, await testMember(t, centre, 'operator'), centre.organisationId);
  const { items } = await found({ number });
  expect(items.map((i) => [i.kind, i.purpose, i.subject])).toEqual([
    ['staff', '管理工作人员和店员', '李*宁'],
    ['self', '查看自己的账号', '李*宁'],
  ]);
  expect((await found({ number, kind: 'self' })).items).toHaveLength(1);
  expect((await found({ number, purpose: 'membership_admin' })).items).toHaveLength(1);
  expect(JSON.stringify(items)).not.toMatch(new RegExp(`${number}|${person.id}`));
  expect(codeOf(await search({ number: '120116199003072014' }))).toBe('identity_number_invalid');
});
test('by unit and staff number, by day; the look of the auditor is an entry of each person who was shown', async () => {
  const unit = await testShop(t);
  await t.app.get(OrganisationsService).put({ _id: unit.organisationId, kind: 'merchant', name: '示例（审计）*单位', contact: '示例' });
  const [a, b] = [await testMember(t, unit, 'operator'), await testMember(t, unit, 'operator')];
  const [x, y] = [await testPerson(t), await testPerson(t)];
  await look(x.id, a, unit.organisationId);
  await look(y.id, b, unit.organisationId);
  const { items } = await found({ unit: '（审计）*' });
  expect(items).toHaveLength(2);
  const number = /工号 (.+)）/.exec(items[0]?.who ?? '')?.[1] ?? '';
  expect((await found({ unit: '（审计）*', staffNumber: number })).items.map((i) => i.who)).toEqual([items[0]?.who]);
  expect((await found({ unit: '（审计）*', from: addDays(today(), -3), to: addDays(today(), -1) })).items).toEqual([]);
  expect(await entries().countDocuments({ subject: y.id, actor: auditor.id, purpose: 'register_review' })).toBe(2);
  expect(await entries().countDocuments({ subject: x.id, actor: auditor.id, purpose: 'register_review' })).toBe(1);
  expect([
    codeOf(await search({ unit: '没有这个单位' })),
    codeOf(await search({ unit: '（审计）*', staffNumber: '0000' })),
    codeOf(await search({ staffNumber: '0000' })),
  ]).toEqual(Array(3).fill('audit_unit_unknown'));
});
test.each([[{ from: '2026-11-02', to: '2026-11-01' }], [{ from: '2026-01-01', to: '2026-02-01' }], [{ from: '2026-02-30', to: '2026-03-01' }]])(
  'no search over %j',
  async (over) => {
    expect(codeOf(await search(over))).toBe('audit_period_invalid');
  },
);
test('a sealed look is shown as sealed to the auditor while the person does not see it', async () => {
  const { person, number } = await testSubject(t);
  const operator = await testMember(t, centre, 'operator');
  const id = await sealInForce(t, number, [operator, await testMember(t, centre, 'operator'), auditor]);
  await t.send('POST', `/api/audit/seals/${id}/looks`, { token: operator.token, body: { confirm: true } });
  expect((await found({ number, purpose: 'legal_inquiry' })).items).toMatchObject([{ sealed: true, purpose: '依法查询信用记录' }]);
  const { body } = await t.send('GET', '/api/me/looks?kind=others', { token: person.token });
  expect((body as { items: { purpose: string }[] }).items.map((i) => i.purpose)).toEqual(['审计查询记录']);
});
test('pages of twenty, each entry once', async () => {
  const { person, number } = await testSubject(t);
  const by = await testMember(t, centre, 'operator');
  for (let i = 0; i < 45; i++) await look(person.id, by, centre.organisationId);
  const seen: string[] = [];
  let after: string | undefined;
  for (let n = 0; n < 3; n++) {
    const { items, next } = await found({ number, purpose: 'membership_admin', ...(after && { after }) });
    seen.push(...items.map((i) => i.id));
    after = next ?? undefined;
  }
  expect([seen.length, new Set(seen).size, after]).toEqual([45, 45, undefined]);
});
test('every question walks an index', async () => {
  const _id = { $gte: firstIdOf(new Date(0)), $lt: firstIdOf(new Date()) } as never;
  for (const filter of [{ _id }, { subject: { $in: ['x', 'y'] }, _id }, { kind: 'staff', _id }, { kind: 'merchant', organisationId: { $in: ['o'] }, _id }]) {
    const plan = JSON.stringify(await entries().find(filter).sort({ _id: -1 }).limit(21).explain('queryPlanner'));
    expect(plan).toMatch(/IXSCAN|CLUSTERED/);
    expect(plan).not.toMatch(/COLLSCAN/);
  }
  const counted = JSON.stringify(
    await entries()
      .find({ purpose: 'legal_inquiry', basis: { $in: ['seal:x'] } })
      .explain('queryPlanner'),
  );
  expect(counted).toMatch(/IXSCAN/);
});
