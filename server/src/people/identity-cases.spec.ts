import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { OrganisationsService } from '../organisations/organisations.service.js';
import { Clock } from '../platform/clock.js';
import { type TestApp, testApp } from '../testing/test-app.js';
import { codeOf, login } from '../testing/test-login.js';
import { freshNumber } from '../testing/test-number.js';
import { claim, phone as phoneOf, requestId, type TestShop, testMember, testOffer, testShop } from '../testing/test-offers.js';
import type { TestPerson } from '../testing/test-person.js';
import type { Person } from './person.schema.js';

/** Later for each test, so that the newest case is its own. */
let noon = Date.parse('2026-11-25T04:00:00Z');
const REASON = '核对身份证原件';
let t: TestApp;
let second: TestApp;
let operator: TestPerson;
let colleague: TestPerson;
let reviewer: TestPerson;
let n = 0;
let number: string;
let phone: string;
/** The account in the person's name. */
let token: string;
const clocks = (at: number | null) => {
  for (const app of [t, second]) app.app.get(Clock, { strict: false }).set(at === null ? null : new Date(at));
};
const nextPhone = () => `1385000${String(++n).padStart(4, '0')}`;
const send = (method: string, path: string, by: string, body?: object, to = t) => to.send(method, path, { token: by, ...(body && { body }) });
const desk = (path: string, body: object, by = operator, to = t) => send('POST', `/api/desk/identity-cases${path}`, by.token, body, to);
const me = async (by: string) => (await send('GET', '/api/me', by)).body as { id: string; assurance: string; maskedName: string; maskedPhone: string };
const people = () => t.app.get<Connection>(getConnectionToken()).collection<Person>('people');
const freeze = () => send('POST', '/api/me/freeze', token, { confirm: true });
interface Listed {
  items: { id: string; state: string; openedBy: string; outcome: unknown }[];
}
const newest = async () => ((await send('GET', '/api/desk/identity-cases?state=waiting', reviewer.token)).body as Listed).items[0] ?? { id: 'none' };
const propose = async (decision: string, over: object = {}) => desk(`/${(await newest()).id}/proposal`, { decision, reason: REASON, ...over });
const decide = (id: string, agree: boolean, by = reviewer, to = t) => desk(`/${id}/decision`, { agree, reason: '材料已复核' }, by, to);

beforeAll(async () => {
  t = await testApp('identity_cases');
  second = await t.second();
  await t.app.get(OrganisationsService, { strict: false }).put({ _id: 'centre', kind: 'centre', name: '区公共信用中心（示例）', contact: '-' });
  const centre: TestShop = { organisationId: 'centre', shopId: '' };
  operator = await testMember(t, centre, 'operator');
  colleague = await testMember(t, centre, 'operator');
  reviewer = await testMember(t, centre, 'reviewer');
});
afterAll(async () => {
  await second?.close();
  await t?.close();
});
beforeEach(async () => {
  noon += 300_000;
  clocks(noon);
  [number, phone] = [freshNumber(), nextPhone()];
  token = (await login(t, phone, n)).accessToken;
  await send('POST', '/api/me/real-name', token, { name: '周示例宁', number, consent: true });
});
afterEach(() => clocks(null));

describe('freezing', () => {
  test('by the person: every session ends in both processes at once, and one case waits, however often it is asked for', async () => {
    const all = await Promise.all(Array.from({ length: 6 }, (_, i) => send('POST', '/api/me/freeze', token, { confirm: true }, i % 2 ? t : second)));
    expect(all.some((r) => r.status === 200)).toBe(true);
    for (const app of [t, second]) expect(codeOf(await send('GET', '/api/me', token, undefined, app))).toBe('auth_frozen');
    const { items } = (await send('GET', '/api/desk/identity-cases', reviewer.token)).body as Listed;
    expect(items.filter((c) => c.state === 'open')).toMatchObject([
      { openedBy: '本人在手机上', reason: '本人在手机上申请冻结', proposal: null, outcome: null },
    ]);
    await propose('unfreeze');
    await decide((await newest()).id, true);
  });
  test('at the window, by the number on the document; one that is no account’s', async () => {
    expect((await desk('', { number, reason: REASON })).status).toBe(200);
    expect(codeOf(await send('GET', '/api/me', token))).toBe('auth_frozen');
    expect(await newest()).toMatchObject({ openedBy: expect.stringContaining('区公共信用中心（示例）（工号'), reason: REASON });
    expect(codeOf(await desk('', { number: freshNumber(), reason: REASON }))).toBe('identity_case_none');
    expect(codeOf(await desk('', { number: '120116199003072014', reason: REASON }))).toBe('identity_number_invalid');
  });
  test('the codes of its vouchers pay nothing until the window has decided; then they do again', async () => {
    const shop = await testShop(t);
    const clerk = await testMember(t, shop);
    const holder = { id: (await me(token)).id, token } as TestPerson;
    const { id } = (await claim(t, holder, await testOffer(t, shop))).body;
    const code = await phoneOf(t, holder, id);
    await freeze();
    const scan = () =>
      send('POST', '/api/counter/scans', clerk.token, { terminal: 'T-001', requestId: requestId(), code: code.qr(t.app.get(Clock, { strict: false }).ms()) });
    const r = await scan();
    expect([r.status, codeOf(r)]).toEqual([409, 'voucher_suspended']);
    await propose('unfreeze');
    await decide((await newest()).id, true);
    expect((await scan()).status).toBe(200);
  });
});

describe('deciding', () => {
  test('what is compared with the document is masked, and each look is on record', async () => {
    await freeze();
    const { id } = await newest();
    const seen = await send('GET', `/api/desk/identity-cases/${id}`, reviewer.token);
    expect(seen.body).toMatchObject({ case: { id, state: 'open' }, maskedName: '周*宁', maskedPhone: expect.stringContaining('****') });
    expect(JSON.stringify(seen.body)).not.toContain(number.slice(4, 14));
    expect(codeOf(await send('GET', '/api/desk/identity-cases/nobodys_id_000000000', reviewer.token))).toBe('identity_case_unknown');
    await propose('unfreeze');
    await decide(id, true);
    const again = (await login(t, await laterPhone(), n)).accessToken;
    await proveHigh(again);
    expect((await send('GET', '/api/me/looks?kind=others', again)).body).toMatchObject({ items: [{ purpose: '窗口核对被冒用的身份', kind: 'staff' }] });
  });
  test('unfrozen by two people, never by one; the person logs in again and is told', async () => {
    await freeze();
    const { id } = await newest();
    expect(codeOf(await decide(id, true))).toBe('identity_case_closed'); // nothing proposed yet
    expect((await propose('unfreeze')).status).toBe(200);
    expect(codeOf(await propose('unfreeze'))).toBe('identity_case_closed');
    expect(codeOf(await decide(id, true, operator))).toBe('identity_case_own');
    expect((await decide(id, false, colleague)).status).toBe(200); // sent back
    expect((await propose('unfreeze')).status).toBe(200);
    const all = await Promise.all(Array.from({ length: 6 }, (_, i) => decide(id, true, i % 2 ? reviewer : colleague, i % 2 ? t : second)));
    expect(all.map(codeOf).filter((c) => c === 'ok')).toHaveLength(1);
    for (const r of all) expect(['ok', 'identity_case_closed']).toContain(codeOf(r));
    const again = (await login(t, await laterPhone(), n)).accessToken;
    expect(await me(again)).toMatchObject({ maskedName: '周*宁' });
    expect((await send('GET', '/api/messages', again)).body).toMatchObject({ items: [{ title: '账号已解冻' }, {}] });
    expect(codeOf(await send('GET', '/api/me', token))).toBe('auth_token_invalid'); // what was out stays out
    const { items } = (await send('GET', '/api/desk/identity-cases?state=closed', reviewer.token)).body as Listed;
    expect(items[0]).toMatchObject({ id, state: 'closed', outcome: { decision: 'unfreeze', reason: '材料已复核' } });
    expect(codeOf(await decide('nobodys_id_000000000', true))).toBe('identity_case_unknown');
    expect(codeOf(await desk('/nobodys_id_000000000/proposal', { decision: 'unfreeze', reason: REASON }))).toBe('identity_case_unknown');
  });
  test('handed over: it answers to the new phone alone, with what the phone’s own new account held', async () => {
    const { id: account } = await me(token);
    await people().updateOne({ _id: account }, { $set: { wechatHash: `stranger-${account}` } });
    await desk('', { number, reason: REASON });
    const mine = nextPhone();
    const newcomer = (await login(t, mine, n)).accessToken;
    const { id } = await newest();
    expect((await propose('hand_over', { phone: mine })).status).toBe(200);
    expect((await decide(id, true)).status).toBe(200);
    expect(codeOf(await send('GET', '/api/me', newcomer))).toBe('auth_token_invalid');
    clocks(noon + 61_000);
    const owner = (await login(t, mine, n)).accessToken;
    expect(await me(owner)).toMatchObject({ id: account, maskedName: '周*宁', assurance: 'basic' }); // proven anew on the own phone
    expect((await people().findOne({ _id: account }))?.wechatHash).toBeUndefined();
    expect((await send('GET', '/api/messages', owner)).body).toMatchObject({ items: [{ title: '账号已还给你' }, {}] });
    const stranger = (await login(t, phone, 99)).accessToken;
    expect((await me(stranger)).id).not.toBe(account);
  });
  test('not to the phone of somebody else with a real name, and not without a phone', async () => {
    const other = nextPhone();
    const others = (await login(t, other, n)).accessToken;
    await freeze();
    const { id } = await newest();
    expect((await propose('hand_over', { phone: other })).status).toBe(200);
    await send('POST', '/api/me/real-name', others, { name: '吴示例', number: freshNumber(), consent: true }); // between the two words
    expect(codeOf(await decide(id, true))).toBe('identity_phone_taken');
    expect((await decide(id, false)).status).toBe(200);
    expect(codeOf(await propose('hand_over', { phone: other }))).toBe('identity_phone_taken');
    expect(codeOf(await propose('hand_over'))).toBe('input_invalid');
  });
});

/** The phone of the account, when another code may be sent to it. */
async function laterPhone(): Promise<string> {
  clocks(noon + 61_000);
  return phone;
}
async function proveHigh(by: string): Promise<void> {
  const { ticket } = (await send('POST', '/api/me/real-name/high', by, { provider: 'network_id' })).body as { ticket: string };
  expect((await send('POST', '/api/me/real-name/high/finish', by, { ticket })).status).toBe(200);
}
