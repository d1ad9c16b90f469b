import { identityCheckCharacter } from '@binhai/shared/identifiers/identity';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { currentVersion } from '../consents/texts.js';
import { Clock } from '../platform/clock.js';
import { FieldCipher } from '../platform/field-cipher.js';
import { HighPort } from '../ports/identity.port.js';
import { PortDown } from '../ports/port-down.js';
import { NUMBER_HASH } from '../records/records.service.js';
import { type TestApp, testApp } from '../testing/test-app.js';
import { codeFor, codeOf, device, login } from '../testing/test-login.js';
import type { Person } from './person.schema.js';

const START = Date.parse('2026-11-25T02:00:00Z');
let t: TestApp;
let second: TestApp;
let n = 0;
let token: string;
beforeAll(async () => {
  t = await testApp('real_name');
  second = await t.second();
});
afterAll(async () => {
  await second?.close();
  await t?.close();
});
afterEach(() => {
  jest.restoreAllMocks();
  set(null);
});
function set(at: number | null): void {
  for (const a of [t, second]) a.app.get(Clock, { strict: false }).set(at === null ? null : new Date(at));
}
const phoneOf = (i: number) => `1383000${String(i).padStart(4, '0')}`;
beforeEach(async () => {
  set(START);
  token = (await login(t, phoneOf(++n))).accessToken;
});
const db = () => t.app.get<Connection>(getConnectionToken());
const check = (name: string, number: string, { by = token, to = t, consent = true }: { by?: string; to?: TestApp; consent?: boolean } = {}) =>
  to.send('POST', '/api/me/real-name', { body: { name, number, consent }, token: by });
const me = async (by = token) =>
  (await t.send('GET', '/api/me', { token: by })).body as { id: string; assurance: string; maskedName: string; highOnThisDevice: boolean };
const personOf = async (by = token) =>
  db()
    .collection<Person>('people')
    .findOne({ _id: (await me(by)).id });
/** An invented number that nobody has used yet. */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
let kinds = 0;
let serial = 0;
function fresh(birth = '19900307'): string {
  const body = `120116${birth}${String(++serial).padStart(3, '0')}`;
  return body + '10X98765432'.charAt(WEIGHTS.reduce((sum, w, i) => sum + w * Number(body.charAt(i)), 0) % 11);
}

test('name and number make the basic level: sealed, found by hash only, with consent, message and entry in the register', async () => {
  const number = fresh();
  const r = await check(' 古丽示例 • 热合曼示例 ', number.toLowerCase());
  expect([r.status, r.body]).toEqual([200, { assurance: 'basic', maskedName: '古*例' }]);
  expect(await me()).toMatchObject({ assurance: 'basic', maskedName: '古*例', highOnThisDevice: false });
  const person = await personOf();
  const text = JSON.stringify([person, await db().collection('register_entries').find().toArray(), await db().collection('messages').find().toArray()]);
  for (const plain of [number, '古丽', '1990-03-07', phoneOf(n)]) expect([plain, text.includes(plain)]).toEqual([plain, false]);
  expect(person?.numberHash).toBe(t.app.get(FieldCipher, { strict: false }).hash(NUMBER_HASH, number));
  expect((await t.send('GET', '/api/consents', { token })).body).toMatchObject({
    items: [{ state: 'active', recipient: '权威身份核验服务', text: { kinds: ['姓名', '证件号码'] } }],
  });
  expect((await t.send('GET', '/api/messages', { token })).body).toMatchObject({ items: [{ title: '实名认证已完成' }] });
  expect(
    await db()
      .collection('register_entries')
      .countDocuments({ subject: person?._id ?? '', purpose: 'real_name', kind: 'self' }),
  ).toBe(1);
});
test.each([
  ['120116199003072014', 'identity_number_invalid'],
  ['12011619900307201', 'identity_number_invalid'],
  ['120107850615102', 'identity_number_invalid'], // fifteen digits, typed
  ['370101190102039973', 'identity_number_invalid'], // over 120
  ['120116200811265054', 'identity_minor'], // 17 years and 364 days
] as const)('the number %s is %s, and nothing is stored', async (number, code) => {
  expect(codeOf(await check('示小滨', number))).toBe(code);
  expect((await personOf())?.numberHash).toBeUndefined();
});
test('a minor is refused up to the last second in Shanghai, and passes on the birthday', async () => {
  const number = '120116200811265054';
  set(Date.parse('2026-11-25T15:59:00Z'));
  let by = (await login(t, phoneOf(9000))).accessToken;
  const r = await check('示小滨', number, { by });
  expect([r.status, codeOf(r)]).toEqual([403, 'identity_minor']);
  set(Date.parse('2026-11-25T16:01:00Z'));
  by = (await login(t, phoneOf(9000))).accessToken;
  expect((await check('示小滨', number, { by })).status).toBe(200);
});
test.each(['示', '示滨1', '<b>示滨</b>', '示··滨', ' '])('the name %p is refused', async (name) => {
  expect(codeOf(await check(name, fresh()))).toBe('identity_name_invalid');
});
test.each([
  ['810000199012316013', 'hmt_permit'],
  ['931826198507020012', 'foreign_permanent'],
  ['USA310087053001', 'foreign_permanent'],
  ['120225198511200015', 'resident_id'], // a county that is no more
] as const)('the kind of %s is %s', async (number, kind) => {
  expect((await check('示小滨', number)).status).toBe(200);
  expect((await personOf())?.numberKind).toBe(kind);
});
test('name and number that do not belong together', async () => {
  const r = await check('示小滨', '120116198804132712');
  expect([r.status, codeOf(r)]).toEqual([400, 'identity_mismatch']);
  expect((await me()).assurance).toBe('none');
});
test('without the separate consent nothing is checked', async () => {
  expect(codeOf(await check('示小滨', fresh(), { consent: false }))).toBe('input_invalid');
});
test('the text is there to read before anybody logs in; an agreement to an older one is refused', async () => {
  const { text } = (await t.send('GET', '/api/real-name/consent', {})).body as { text: { version: string; impact: string } };
  expect(text.impact).toContain('敏感个人信息');
  const body = { name: '示小滨', number: fresh(), consent: true };
  const old = await t.send('POST', '/api/me/real-name', { body: { ...body, textVersion: 'real_name-0' }, token });
  expect([old.status, codeOf(old)]).toEqual([409, 'consent_text_outdated']);
  expect((await t.send('POST', '/api/me/real-name', { body: { ...body, textVersion: text.version }, token })).status).toBe(200);
});
test('the register is down: retryable, nothing half done', async () => {
  const r = await check('示停机', fresh());
  expect([r.status, r.body]).toEqual([503, expect.objectContaining({ code: 'identity_service_down', retryable: true })]);
  expect((await t.send('GET', '/api/consents', { token })).body).toEqual({ items: [] });
});
test('the same again is done; another person is not', async () => {
  const number = fresh();
  await check('示小滨', number);
  expect((await check('示小滨', number)).body).toEqual({ assurance: 'basic', maskedName: '示*滨' });
  expect(codeOf(await check('示小滨', fresh()))).toBe('identity_bound');
  expect(codeOf(await check('示大滨', number))).toBe('identity_bound');
  expect((await t.send('GET', '/api/messages', { token })).body).toMatchObject({ unread: 1 });
});
test('one number, 20 accounts at once on two processes: one wins, the others are told, nothing of theirs is left', async () => {
  const all = [];
  for (let i = 0; i < 20; i++) all.push((await login(t, phoneOf(5000 + i))).accessToken);
  const number = fresh();
  const results = await Promise.all(all.map((by, i) => check('示小滨', number, { by, to: i % 2 ? t : second })));
  expect(results.filter((r) => r.status === 200)).toHaveLength(1);
  expect(results.filter((r) => codeOf(r) === 'identity_taken')).toHaveLength(19);
  const losers = all.filter((_, i) => results[i]?.status !== 200);
  for (const by of losers.slice(0, 3))
    expect([(await me(by)).assurance, (await t.send('GET', '/api/consents', { token: by })).body]).toEqual(['none', { items: [] }]);
});
test.each(['810000199001011230', '820000199001011232', '830000199001011234', '931840198705300012', 'CHN310087053001'])(
  'one %s, six accounts at once on two processes: one wins',
  async (number) => {
    const all = [];
    for (let i = 0; i < 6; i++) all.push((await login(t, phoneOf(6000 + 10 * ++kinds + i))).accessToken);
    const results = await Promise.all(all.map((by, i) => check('示小滨', i % 2 ? number.toLowerCase() : number, { by, to: i % 2 ? t : second })));
    expect(results.map(codeOf).sort()).toEqual([...Array.from({ length: 5 }, () => 'identity_taken'), 'ok']);
  },
);
test.each([
  ['a permit', '810000200811265010'],
  ['a foreign card', '931840200811265018'],
])('%s of somebody of age tomorrow is refused until midnight in Shanghai', async (_, body) => {
  const number = body.slice(0, 17) + identityCheckCharacter(body);
  set(Date.parse('2026-11-25T15:59:30Z'));
  expect(codeOf(await check('示小滨', number, { by: (await login(t, phoneOf(9100 + ++kinds))).accessToken }))).toBe('identity_minor');
  set(Date.parse('2026-11-25T16:00:00Z'));
  expect((await check('示小滨', number, { by: (await login(t, phoneOf(9100 + ++kinds))).accessToken })).status).toBe(200);
});
test('one account, two numbers at once: one of them', async () => {
  const results = await Promise.all(Array.from({ length: 8 }, (_, i) => check('示小滨', fresh(), { to: i % 2 ? t : second })));
  expect(results.map(codeOf).sort()).toEqual([...Array.from({ length: 7 }, () => 'identity_bound'), 'ok']);
});
test('ten checks a day for one person', async () => {
  for (let i = 0; i < 10; i++) await check('示', fresh());
  const r = await check('示小滨', fresh());
  expect([r.status, codeOf(r)]).toEqual([429, 'auth_attempts_limit']);
});
test('a register that is down takes none of the ten', async () => {
  for (let i = 0; i < 12; i++) expect(codeOf(await check('示停机', fresh()))).toBe('identity_service_down');
  expect((await check('示小滨', fresh())).status).toBe(200);
});
test('the consent to the check withdrawn: the account is without a name again, and the number free', async () => {
  const number = fresh();
  await check('示小滨', number);
  const { items } = (await t.send('GET', '/api/consents', { token })).body as { items: { id: string }[] };
  expect((await t.send('POST', `/api/consents/${items[0]?.id}/withdrawal`, { token, body: { vouchers: [] } })).status).toBe(200);
  expect(await me()).toMatchObject({ assurance: 'none', maskedName: '' });
  expect(await personOf()).not.toHaveProperty('number');
  const other = (await login(t, phoneOf(6000))).accessToken;
  expect((await check('示小滨', number, { by: other })).status).toBe(200);
});

test('twenty proofs a day for one person', async () => {
  await check('示小滨', fresh());
  const start = () => t.send('POST', '/api/me/real-name/high', { body: { provider: 'network_id' }, token });
  for (let i = 0; i < 20; i++) await start();
  const r = await start();
  expect([r.status, codeOf(r)]).toEqual([429, 'auth_attempts_limit']);
});
describe('the high level', () => {
  const FACE = currentVersion('face');
  const start = (provider = 'network_id', by = token, faceTextVersion: string | undefined = provider === 'face' ? FACE : undefined) =>
    t.send('POST', '/api/me/real-name/high', { body: { provider, faceTextVersion }, token: by });
  const finish = (ticket: string, by = token, to = t) => to.send('POST', '/api/me/real-name/high/finish', { body: { ticket }, token: by });
  const ticketOf = (r: { body: unknown }) => (r.body as { ticket: string }).ticket;

  test('needs the basic one first', async () => {
    const r = await start();
    expect([r.status, codeOf(r)]).toEqual([403, 'identity_basic_required']);
  });
  test.each(['network_id', 'jinxinban', 'face', 'window'])('by %s, for this device', async (provider) => {
    await check('示小滨', fresh());
    const started = await start(provider);
    expect(started.body).toMatchObject({ validFor: 600, sandbox: true });
    expect((await finish(ticketOf(started))).body).toEqual({ assurance: 'high', maskedName: '示*滨' });
    expect(await me()).toMatchObject({ assurance: 'high', highOnThisDevice: true });
    expect((await t.send('GET', '/api/session/devices', { token })).body).toMatchObject({ items: [{ highAssurance: true }] });
  });
  test('a face is looked at by a consent of its own: refused without it, asked once, asked again after it was withdrawn', async () => {
    await check('示小滨', fresh());
    const face = (faceTextVersion?: string) => t.send('POST', '/api/me/real-name/high', { body: { provider: 'face', faceTextVersion }, token });
    expect(((await t.send('GET', '/api/real-name/face-consent')).body as { text: { version: string } }).text.version).toBe(FACE);
    expect([codeOf(await face()), codeOf(await face('face-0')), codeOf(await face(FACE)), codeOf(await face())]).toEqual([
      'consent_required',
      'consent_text_outdated',
      'ok',
      'ok',
    ]);
    const { items } = (await t.send('GET', '/api/consents', { token })).body as { items: { id: string; text: { version: string } }[] };
    const given = items.find((c) => c.text.version === FACE);
    expect((await t.send('POST', `/api/consents/${given?.id}/withdrawal`, { token, body: { vouchers: [] } })).status).toBe(200);
    expect(codeOf(await face())).toBe('consent_required');
  });
  test('another device of the same person proves for itself; the same device, logged in again, is proven', async () => {
    await check('示小滨', fresh());
    await finish(ticketOf(await start()));
    set(START + 61_000);
    const b = await login(t, phoneOf(n), 2);
    expect(await me(b.accessToken)).toMatchObject({ assurance: 'high', highOnThisDevice: false });
    expect(codeOf(await t.send('GET', '/api/credit/grade', { token: b.accessToken }))).toBe('identity_high_required');
    set(START + 122_000);
    const again = await login(t, phoneOf(n), 1);
    expect(await me(again.accessToken)).toMatchObject({ highOnThisDevice: true });
  });
  test('a proof is fresh for a quarter of an hour in its session: not on another device, not after logging in again', async () => {
    const until = async (by: string) => ((await t.send('GET', '/api/me', { token: by })).body as { steppedUpUntil: string | null }).steppedUpUntil;
    await check('示小滨', fresh());
    expect(await until(token)).toBeNull();
    await finish(ticketOf(await start()));
    expect(Date.parse((await until(token)) ?? '') - START - 900_000).toBeGreaterThanOrEqual(0);
    set(START + 61_000);
    expect(await until((await login(t, phoneOf(n), 2)).accessToken)).toBeNull();
    set(START + 839_000);
    expect(await until(token)).not.toBeNull();
    set(START + 840_000);
    expect(await until((await login(t, phoneOf(n), 1)).accessToken)).toBeNull();
  });
  test('a ticket is good once, also for ten at once on two processes', async () => {
    await check('示小滨', fresh());
    const ticket = ticketOf(await start());
    const all = await Promise.all(Array.from({ length: 10 }, (_, i) => finish(ticket, token, i % 2 ? t : second)));
    expect(all.map(codeOf).sort()).toEqual([...Array.from({ length: 9 }, () => 'identity_ticket_invalid'), 'ok']);
  });
  test('a ticket ends after ten minutes, and is of no use to another session or person', async () => {
    await check('示小滨', fresh());
    const ticket = ticketOf(await start());
    const thief = (await login(t, phoneOf(7000 + n))).accessToken;
    await check('示大滨', fresh(), { by: thief });
    expect(codeOf(await finish(ticket, thief))).toBe('identity_ticket_invalid');
    set(START + 61_000);
    const other = (await login(t, phoneOf(n), 2)).accessToken;
    expect(codeOf(await finish(ticket, other))).toBe('identity_ticket_invalid');
    set(START + 630_000);
    expect(codeOf(await finish(ticket))).toBe('identity_ticket_invalid');
    expect(codeOf(await finish('forged-ticket-000000000'))).toBe('identity_ticket_invalid');
  });
  test('the provider saw another person', async () => {
    await check('示非本人', fresh());
    expect(codeOf(await finish(ticketOf(await start())))).toBe('identity_mismatch');
    expect((await me()).assurance).toBe('basic');
  });
  test('the provider is down: the ticket stays good', async () => {
    await check('示小滨', fresh());
    const ticket = ticketOf(await start());
    jest.spyOn(t.app.get(HighPort, { strict: false }), 'outcome').mockRejectedValueOnce(new PortDown('face', 'timeout'));
    const r = await finish(ticket);
    expect([r.status, codeOf(r)]).toEqual([503, 'identity_service_down']);
    expect((await finish(ticket)).status).toBe(200);
  });
  test('the provider is down at the start', async () => {
    await check('示小滨', fresh());
    jest.spyOn(t.app.get(HighPort, { strict: false }), 'start').mockRejectedValueOnce(new PortDown('face', 'timeout'));
    expect(codeOf(await start())).toBe('identity_service_down');
  });
  test('the provider says: not finished yet', async () => {
    await check('示小滨', fresh());
    const ticket = ticketOf(await start());
    jest.spyOn(t.app.get(HighPort, { strict: false }), 'outcome').mockResolvedValueOnce('not_finished');
    expect(codeOf(await finish(ticket))).toBe('identity_ticket_invalid');
  });
});

test('有人冒用我的身份: every session ends at once and none begins', async () => {
  const { refreshToken } = await login(t, phoneOf(8000 + n), 2);
  await check('示小滨', fresh());
  set(START + 61_000);
  const b = await login(t, phoneOf(n), 3);
  expect((await t.send('POST', '/api/me/freeze', { body: { confirm: true }, token })).status).toBe(200);
  for (const by of [token, b.accessToken]) {
    const r = await second.send('GET', '/api/me', { token: by });
    expect([r.status, codeOf(r)]).toEqual([403, 'auth_frozen']);
  }
  expect(codeOf(await t.send('POST', '/api/session/refresh', { body: { refreshToken: b.refreshToken } }))).toBe('auth_frozen');
  set(START + 122_000);
  const code = await codeFor(t, phoneOf(n));
  const r = await t.send('POST', '/api/session/sms', { body: { phone: phoneOf(n), code, channel: 'h5', device: device(1) } });
  expect([r.status, codeOf(r), r.headers['set-cookie']]).toEqual([403, 'auth_frozen', undefined]);
  expect((await t.send('POST', '/api/session/refresh', { body: { refreshToken } })).status).toBe(200); // another person's
});
test('freezing needs the basic level', async () => {
  expect(codeOf(await t.send('POST', '/api/me/freeze', { body: { confirm: true }, token }))).toBe('identity_basic_required');
  expect((await me()).assurance).toBe('none');
});
