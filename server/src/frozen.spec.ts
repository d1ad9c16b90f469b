import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { Secret, TOTP } from 'otpauth';
import { MembershipsService } from './organisations/memberships.service.js';
import { ParametersService } from './parameters/parameters.service.js';
import { AccountsService } from './people/accounts.service.js';
import type { Person } from './people/person.schema.js';
import { Clock } from './platform/clock.js';
import { StaffCredentialsService } from './sessions/staff-credentials.service.js';
import { type TestApp, testApp } from './testing/test-app.js';
import { codeFor, codeOf, device, login } from './testing/test-login.js';
import { testPerson } from './testing/test-person.js';

// A frozen account is closed by every way in, and a closed grade service on every one of its pages
let t: TestApp;
beforeAll(async () => {
  t = await testApp('frozen');
});
afterEach(() => t.app.get(Clock).set(null));
afterAll(() => t?.close());
const get = <T>(type: abstract new (...args: never[]) => T): T => t.app.get<T>(type, { strict: false });
const people = () => t.app.get<Connection>(getConnectionToken()).collection<Person>('people');
const freeze = (id: string) => people().updateOne({ _id: id }, { $set: { frozenAt: new Date() } });
const channel = { channel: 'weapp', device: device(1) };

test('by WeChat', async () => {
  const enter = (n: number) => t.send('POST', '/api/session/wechat', { body: { code: `sandbox-7-${n}`, ...channel } });
  expect(codeOf(await enter(1))).toBe('ok');
  const [person] = await people().find().toArray();
  await freeze(person?._id ?? '');
  const r = await enter(2);
  expect([r.status, codeOf(r)]).toEqual([403, 'auth_frozen']);
});
test('by code, and by refresh of what was open before', async () => {
  const phone = '13820000002';
  const { refreshToken } = await login(t, phone);
  await freeze(await get(AccountsService).findOrCreate({ phone }));
  expect(codeOf(await t.send('POST', '/api/session/refresh', { body: { refreshToken } }))).toBe('auth_frozen');
  t.app.get(Clock).set(new Date(Date.now() + 61_000));
  const code = await codeFor(t, phone);
  expect(codeOf(await t.send('POST', '/api/session/sms', { body: { phone, code, ...channel } }))).toBe('auth_frozen');
});
test('by authenticator', async () => {
  const phone = '13820000003';
  const personId = await get(AccountsService).findOrCreate({ phone });
  await get(MembershipsService).add({ personId, organisationId: 'm1', role: 'clerk', staffNumber: 'F1' });
  const secret = await get(StaffCredentialsService).enrol(personId);
  await freeze(personId);
  const totp = new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: t.app.get(Clock).ms() });
  const code = await codeFor(t, phone, 'staff_login');
  expect(codeOf(await t.send('POST', '/api/session/staff', { body: { phone, code, totp, ...channel } }))).toBe('auth_frozen');
});
test('grades switched off: every page of them says so, the other pages go on', async () => {
  const { token } = await testPerson(t);
  await get(ParametersService).setPersonalGrade('off', { reference: ['示例'], approvedBy: '示例审批人' });
  for (const page of ['grade', 'explanation']) {
    const r = await t.send('GET', `/api/credit/${page}`, { token });
    expect([r.status, codeOf(r)]).toEqual([409, 'credit_not_open']);
  }
  expect((await t.send('GET', '/api/credit/records', { token })).status).toBe(200);
  expect((await t.send('GET', '/api/perks/claimable', { token })).status).toBe(200);
});
