import { checkMobile } from '@binhai/shared/identifiers/mobile';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { TOTP } from 'otpauth';
import { CounterService } from '../counter/counter.service.js';
import { StandingService } from '../credit/standing.service.js';
import { AccountsService } from '../people/accounts.service.js';
import { PeopleService } from '../people/people.service.js';
import { VouchersService } from '../perks/vouchers.service.js';
import { type TestApp, testApp } from '../testing/test-app.js';
import { codeFor, device, login } from '../testing/test-login.js';
import { audit } from '../testing/test-offers.js';
import { asResident, atWork, idOf } from './actors.js';
import { DEMO_PEOPLE, demoPerson } from './people.data.js';
import { seed } from './seed.js';
import type { DemoAccount } from './seeder.js';

let t: TestApp;
let accounts: DemoAccount[];
beforeAll(async () => {
  t = await testApp('seed');
  accounts = await seed(t.app);
}, 60_000);
afterAll(() => t?.close());

test('every role of the demo has an account that a visitor may log in as', () => {
  expect(accounts.filter((a) => a.phone)).toHaveLength(DEMO_PEOPLE.length);
  for (const a of accounts) expect(checkMobile(a.phone).ok).toBe(true);
});
test('a second run makes nothing and answers the same accounts', async () => {
  const db = t.app.get<Connection>(getConnectionToken());
  const before = await db.collection('people').countDocuments();
  expect(await seed(t.app)).toEqual(accounts);
  expect(await db.collection('people').countDocuments()).toBe(before);
});
test('the manager logs in with the printed secret, and acts for the organisation', async () => {
  const { phone } = demoPerson('manager');
  const { totpSecret = '' } = accounts.find((a) => a.phone === phone) ?? {};
  const code = await codeFor(t, phone, 'staff_login');
  const totp = new TOTP({ secret: totpSecret }).generate();
  const r = await t.send('POST', '/api/session/staff', { body: { phone, code, totp, channel: 'weapp', device: device(1) } });
  const { accessToken } = r.body as { accessToken: string };
  expect((await t.send('GET', '/api/me', { token: accessToken })).body).toMatchObject({
    role: 'manager',
    maskedName: '韩*长',
    memberships: [{ role: 'manager', organisation: '东疆亲海公园（示例）' }],
  });
});
test('a resident of the demo is real-named, has opened the grade service, and sees the consents', async () => {
  const { accessToken } = await login(t, demoPerson('exemplary').phone);
  expect((await t.send('GET', '/api/me', { token: accessToken })).body).toMatchObject({
    maskedName: '李*宁',
    maskedPhone: '139****0101',
    assurance: 'high',
    highOnThisDevice: false,
    optedIn: true,
    role: 'resident',
    sandbox: true,
  });
  const { items } = (await t.send('GET', '/api/consents', { token: accessToken })).body as { items: object[] };
  expect(items).toMatchObject([{ state: 'active' }, { state: 'active' }]);
});
test('the first page of 我的券 has one to show and one used, and the clerk’s day has a redemption in it', async () => {
  const resident = asResident(await idOf(t.app, 'exemplary'));
  const group = (of: 'usable' | 'past') => t.app.get(VouchersService, { strict: false }).list(resident, { query: { group: of } });
  expect((await group('usable')).items).toMatchObject([{ state: 'issued' }, { state: 'issued' }]);
  expect((await group('past')).items).toMatchObject([{ state: 'redeemed', redeemedPlace: '公园南门售票处' }]);
  expect(await audit(t)).toEqual([]);
  const clerk = await atWork(t.app, 'clerk');
  expect(await t.app.get(CounterService, { strict: false }).today(clerk, { query: {} })).toMatchObject({ redemptions: 1 });
});
test.each(DEMO_PEOPLE.filter((p) => p.optedIn && p.grade))('$who: the published rules find the grade the demo promises', async ({ phone, grade }) => {
  const person = await t.app.get(AccountsService, { strict: false }).findOrCreate({ phone }, true);
  const state = await t.app.get(PeopleService, { strict: false }).state(person);
  const standing = state && (await t.app.get(StandingService, { strict: false }).of(state));
  expect(standing?.grade).toBe(grade);
});
test('the driver has a parked car that is proven, a plate that is only registered, and what three stays saved', async () => {
  const { accessToken: token } = await login(t, demoPerson('driver').phone);
  expect((await t.send('GET', '/api/parking', { token })).body).toMatchObject({
    plates: [{ state: 'verified', payLater: true }, { state: 'registered' }],
    operators: [{ ok: true }, { ok: true }],
    savedFen: 2300,
    uses: 3,
    bills: [{ payFen: 1000, overdue: false }],
  });
});
