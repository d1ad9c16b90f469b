import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { Clock } from '../platform/clock.js';
import { isDuplicateKey } from '../platform/mongo-errors.js';
import { type TestApp, testApp } from '../testing/test-app.js';
import { MembershipsService } from './memberships.service.js';
import { OrganisationsService } from './organisations.service.js';

let t: TestApp;
let n = 0;
const memberships = () => t.app.get(MembershipsService, { strict: false });
const organisations = () => t.app.get(OrganisationsService, { strict: false });
const person = () => `person-${++n}`;
const number = () => `S${++n}`;
beforeAll(async () => {
  t = await testApp('memberships');
  await organisations().put({ _id: 'park', name: '东疆亲海公园（示例）', kind: 'merchant', contact: '022-0000-1008', uscc: '91120116MA0DEM080Y' });
  await organisations().put({ _id: 'unit', name: '区住建委（示例）', kind: 'unit', contact: '022-0000-2001' });
  await organisations().putShop({ _id: 'south', organisationId: 'park', name: '公园南门售票处', address: '观澜路南口', zone: '120116403' });
  await organisations().putShop({ _id: 'north', organisationId: 'park', name: '公园北门售票处', address: '观澜路北口', zone: '120116403' });
});
afterAll(() => t?.close());
afterEach(() => t.app.get(Clock, { strict: false }).set(null));

test('one active membership per person, organisation and role: of 20 at once one stands', async () => {
  const personId = person();
  const made = await Promise.allSettled(
    Array.from({ length: 20 }, () => memberships().add({ personId, organisationId: 'park', role: 'clerk', staffNumber: number() })),
  );
  expect(made.filter((m) => m.status === 'fulfilled')).toHaveLength(1);
  for (const m of made) if (m.status === 'rejected') expect(isDuplicateKey(m.reason, 'personId')).toBe(true);
  const [held] = await memberships().of(personId);
  expect(await memberships().end(held?._id ?? '')).toBe(true);
  expect(await memberships().end(held?._id ?? '')).toBe(false);
  await memberships().add({ personId, organisationId: 'park', role: 'clerk', staffNumber: number() });
  expect(await memberships().of(personId)).toHaveLength(1);
});
test('a staff number is never given to a second person, also after the first has left', async () => {
  const staffNumber = number();
  const id = await memberships().add({ personId: person(), organisationId: 'park', role: 'clerk', staffNumber });
  await memberships().end(id);
  await expect(memberships().add({ personId: person(), organisationId: 'park', role: 'clerk', staffNumber })).rejects.toMatchObject({ code: 11000 });
  await memberships().add({ personId: person(), organisationId: 'unit', role: 'source', staffNumber }); // another organisation's numbers are its own
});
test('shops: the named ones, or all of the organisation; none once it has ended', async () => {
  const personId = person();
  const one = await memberships().add({ personId, organisationId: 'park', role: 'clerk', staffNumber: number(), shopIds: ['south'] });
  const all = await memberships().add({ personId, organisationId: 'park', role: 'manager', staffNumber: number() });
  expect([await memberships().shopsFor(one, personId), await memberships().shopsFor(all, personId)]).toEqual([['south'], ['north', 'south']]);
  expect(await memberships().shopsFor(all, person())).toBeNull();
  await memberships().end(one);
  expect(await memberships().shopsFor(one, personId)).toBeNull();
});
test('who looked is told as unit and staff number, also of one who has left, never by name', async () => {
  const [a, b] = [person(), person()];
  const staffNumber = number();
  const id = await memberships().add({ personId: a, organisationId: 'unit', role: 'source', staffNumber });
  await memberships().end(id);
  const who = await memberships().who([
    { personId: a, organisationId: 'unit' },
    { personId: b, organisationId: 'park' },
    { personId: b, organisationId: 'gone' },
  ]);
  expect(Object.fromEntries(who)).toEqual({
    [`${a}|unit`]: `区住建委（示例）（工号 ${staffNumber}）`,
    [`${b}|park`]: '东疆亲海公园（示例）',
    [`${b}|gone`]: '已注销的单位',
  });
});
test('an organisation is renewed under its id; a code that fails its check is no organisation', async () => {
  await organisations().put({ _id: 'unit', name: '区住房建设委（示例）', kind: 'unit', contact: '022-0000-2001' });
  expect(await organisations().get('unit')).toMatchObject({ name: '区住房建设委（示例）' });
  await organisations().put({ _id: 'unit', name: '区住建委（示例）', kind: 'unit', contact: '022-0000-2001' });
  await expect(organisations().put({ _id: 'x', name: '示例', kind: 'merchant', contact: '-', uscc: '91120116MA0DEM080X' })).rejects.toThrow(/uscc/);
  expect(Object.fromEntries(await organisations().names(['park', 'x', 'park']))).toEqual({ park: '东疆亲海公园（示例）' });
});
