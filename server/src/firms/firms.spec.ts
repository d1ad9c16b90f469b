import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { MembershipsService } from '../organisations/memberships.service.js';
import { OrganisationsService } from '../organisations/organisations.service.js';
import { Clock } from '../platform/clock.js';
import { LicencePort } from '../ports/licence.port.js';
import { PortDown } from '../ports/port-down.js';
import { RecordsService } from '../records/records.service.js';
import { type TestApp, testApp } from '../testing/test-app.js';
import { codeOf, login } from '../testing/test-login.js';
import { freshCode, freshNumber } from '../testing/test-number.js';
import { type TestPerson, testPerson } from '../testing/test-person.js';
import { testRecord } from '../testing/test-record.js';

const NOON = Date.parse('2026-11-25T04:00:00Z');
const UNTIL = '2027-06-30';
let t: TestApp;
let second: TestApp;
let operator: TestPerson;
let n = 0;
/** Somebody with a phone, proven on this device. */
interface Somebody {
  readonly phone: string;
  readonly token: string;
}
let boss: Somebody;
let uscc: string;
/** The boss's token as the firm's representative. */
let desk: string;

const clocks = (at: number | null) => {
  for (const app of [t, second]) app.app.get(Clock, { strict: false }).set(at === null ? null : new Date(at));
};
const call = (method: string, path: string, token: string, body?: object, to = t) => to.send(method, path, { token, ...(body && { body }) });
const post = (path: string, token: string, body: object = {}, to = t) => call('POST', path, token, body, to);
async function made<T>(r: Promise<{ status: number; body: unknown }>): Promise<T> {
  const { status, body } = await r;
  if (status !== 200) throw new Error(JSON.stringify(body));
  return body as T;
}
async function somebody(name = '周示例宁', high = true): Promise<Somebody> {
  const phone = `1384000${String(++n).padStart(4, '0')}`;
  const token = (await login(t, phone, n)).accessToken;
  await made(post('/api/me/real-name', token, { name, number: freshNumber(), consent: true }));
  if (!high) return { phone, token };
  const { ticket } = await made<{ ticket: string }>(post('/api/me/real-name/high', token, { provider: 'network_id' }));
  await made(post('/api/me/real-name/high/finish', token, { ticket }));
  return { phone, token };
}
const ticketOf = async ({ token }: Somebody, code = uscc) => (await made<{ ticket: string }>(post('/api/firms/bindings', token, { uscc: code }))).ticket;
const bind = async (who: Somebody, code = uscc) => post('/api/firms/bindings/finish', who.token, { ticket: await ticketOf(who, code) });
const as = async ({ token }: Somebody, membershipId: string) =>
  (await made<{ accessToken: string }>(post('/api/session/role', token, { membershipId }))).accessToken;
interface Mine {
  items: {
    membershipId: string;
    as: string;
    firm: { name: string; uscc: string };
    scope: string[];
    until: string | null;
    staffNumber: string;
    handlers: unknown;
  }[];
  invitations: { id: string; kind: string }[];
}
const mine = (token: string) => made<Mine>(call('GET', '/api/firms', token));
const handlers = (token = desk) =>
  made<{ items: { id: string; maskedName: string; scope: string[] }[]; pending: { id: string; kind: string; maskedPhone: string }[] }>(
    call('GET', '/api/firm/handlers', token),
  );
const invite = (phone: string, over: object = {}) => post('/api/firm/invitations', desk, { phone, scope: ['repair', 'objection'], until: UNTIL, ...over });
const accept = async (who: Somebody, to = t) =>
  post(`/api/firms/invitations/${(await mine(who.token)).invitations[0]?.id}/answer`, who.token, { accept: true }, to);
/** Somebody appointed, with a token as the firm's handler. */
async function appointed(over: object = {}): Promise<Somebody & { desk: string; membershipId: string }> {
  const who = await somebody('陈示例平');
  await made(invite(who.phone, over));
  await made(accept(who));
  const { membershipId } = (await mine(who.token)).items[0] ?? { membershipId: '' };
  return { ...who, membershipId, desk: await as(who, membershipId) };
}

beforeAll(async () => {
  t = await testApp('firms');
  second = await t.second();
  const centre = { _id: 'centre', kind: 'centre', name: '区公共信用中心（示例）', contact: '-' } as const;
  await t.app.get(OrganisationsService, { strict: false }).put(centre);
  const person = await testPerson(t);
  operator = person.as(
    await t.app.get(MembershipsService, { strict: false }).add({ personId: person.id, organisationId: 'centre', role: 'operator', staffNumber: 'X01' }),
  );
});
afterAll(async () => {
  await second?.close();
  await t?.close();
});
beforeEach(async () => {
  clocks(NOON);
  uscc = freshCode();
  boss = await somebody();
  const { membershipId } = await made<{ membershipId: string }>(bind(boss));
  desk = await as(boss, membershipId);
});
afterEach(() => clocks(null));

describe('binding by the 电子营业执照', () => {
  test('makes its legal representative, who is told; shown again it is answered as before', async () => {
    expect((await bind(boss)).status).toBe(200);
    expect(await mine(boss.token)).toEqual({
      items: [
        {
          membershipId: expect.any(String),
          firm: { name: expect.stringContaining('示例'), uscc },
          as: 'representative',
          staffNumber: 'F001',
          scope: [],
          until: null,
          handlers: { active: 0, pending: 0 },
        },
      ],
      invitations: [],
    });
    expect((await call('GET', '/api/messages', boss.token)).body).toMatchObject({ items: [{ title: '企业已绑定' }, {}, {}] });
  });
  test.each([
    ['周示例非法人', 'firm_licence_other'],
    ['周示例未完成', 'firm_ticket_invalid'],
  ])('shown by %s: %s', async (name, code) => {
    expect(codeOf(await bind(await somebody(name), freshCode()))).toBe(code);
  });
  test('a code that fails its check; a ticket of another session, forged, or over', async () => {
    expect(codeOf(await post('/api/firms/bindings', boss.token, { uscc: '91120116MA05J2QX6H' }))).toBe('firm_code_invalid');
    const ticket = await ticketOf(boss);
    const finish = (who: string, of: string) => post('/api/firms/bindings/finish', who, { ticket: of });
    expect(codeOf(await finish((await somebody()).token, ticket))).toBe('firm_ticket_invalid');
    expect(codeOf(await finish(boss.token, `${ticket.slice(0, -4)}AAAA`))).toBe('firm_ticket_invalid');
    clocks(NOON + 660_000);
    expect(codeOf(await finish(boss.token, ticket))).toBe('firm_ticket_invalid');
  });
  test('the service is down', async () => {
    const who = await somebody('周示例');
    const down = new PortDown('licence', 'timeout');
    jest.spyOn(t.app.get(LicencePort, { strict: false }), 'start').mockRejectedValueOnce(down);
    expect(codeOf(await post('/api/firms/bindings', who.token, { uscc }))).toBe('firm_service_down');
    const ticket = await ticketOf(who);
    jest.spyOn(t.app.get(LicencePort, { strict: false }), 'outcome').mockRejectedValueOnce(down);
    expect(codeOf(await post('/api/firms/bindings/finish', who.token, { ticket }))).toBe('firm_service_down');
    expect((await post('/api/firms/bindings/finish', who.token, { ticket })).status).toBe(200);
  });
  test('a new representative ends the old one at once, in both processes; what waited is void, handlers stay', async () => {
    const handler = await appointed();
    await made(invite('13840009999'));
    const next = await somebody('吴示例新');
    await made(bind(next));
    for (const app of [t, second]) expect(codeOf(await call('GET', '/api/firm/handlers', desk, undefined, app))).toBe('auth_token_invalid');
    expect((await call('GET', '/api/messages', boss.token)).body).toMatchObject({
      items: expect.arrayContaining([expect.objectContaining({ title: '法定代表人身份已解除' })]),
    });
    const now = await handlers(await as(next, (await mine(next.token)).items[0]?.membershipId ?? ''));
    expect([now.items.map((h) => h.id), now.pending]).toEqual([[handler.membershipId], []]);
    expect((await call('GET', '/api/firm/repairable', handler.desk)).status).toBe(200);
  });
  test('ten at once on two processes leave one representative', async () => {
    const code = freshCode();
    const people = await Promise.all([somebody('甲示例'), somebody('乙示例'), somebody('丙示例')]);
    const tickets = await Promise.all(people.map((p) => ticketOf(p, code)));
    const all = await Promise.all(
      Array.from({ length: 9 }, (_, i) => post('/api/firms/bindings/finish', people[i % 3]?.token ?? '', { ticket: tickets[i % 3] }, i % 2 ? t : second)),
    );
    for (const r of all) expect(['ok', 'service_busy']).toContain(codeOf(r));
    const held = await Promise.all(people.map((p) => mine(p.token)));
    expect(held.flatMap((h) => h.items)).toHaveLength(1);
  });
});

describe('the window', () => {
  test('binds whom it has seen, and ends who left office; each act bears the number of who stood there', async () => {
    const who = await somebody('钱示例窗');
    const code = freshCode();
    const body = { uscc: code, phone: who.phone, name: '渤海测试（示例）', reason: '核对执照原件' };
    expect((await post('/api/desk/firms/representatives', operator.token, body)).status).toBe(200);
    const [own] = (await mine(who.token)).items;
    expect(own).toMatchObject({ as: 'representative', firm: { uscc: code } });
    const token = await as(who, own?.membershipId ?? '');
    expect((await call('GET', '/api/firm/acts', token)).body).toMatchObject({
      items: [{ staffNumber: 'X01', act: '在服务窗口绑定企业', about: '核对执照原件' }],
    });
    const end = () => post('/api/desk/firms/representatives/end', operator.token, { uscc: code, reason: '已离任，见决议' });
    expect((await end()).status).toBe(200);
    for (const app of [t, second]) expect(codeOf(await call('GET', '/api/firm/acts', token, undefined, app))).toBe('auth_token_invalid');
    expect(codeOf(await end())).toBe('firm_not_bound');
  });
  test('nobody unproven, no wrong code, no firm that is not here', async () => {
    const basic = await somebody('孙示例', false);
    const body = { uscc, phone: basic.phone, name: '示例', reason: '核对执照原件' };
    expect(codeOf(await post('/api/desk/firms/representatives', operator.token, body))).toBe('firm_person_unproven');
    expect(codeOf(await post('/api/desk/firms/representatives', operator.token, { ...body, phone: '13840008888' }))).toBe('firm_person_unproven');
    expect(codeOf(await post('/api/desk/firms/representatives', operator.token, { ...body, uscc: '1'.repeat(18) }))).toBe('firm_code_invalid');
    const end = (code: string) => post('/api/desk/firms/representatives/end', operator.token, { uscc: code, reason: '已离任，见决议' });
    expect(codeOf(await end('1'.repeat(18)))).toBe('firm_code_invalid');
    expect(codeOf(await end(freshCode()))).toBe('firm_not_bound');
  });
});

describe('appointing a handler', () => {
  test('invited by phone, accepted with the own high level, with its scope and last day; both are told, both acts are named', async () => {
    const who = await appointed();
    expect((await mine(who.token)).items).toMatchObject([{ as: 'handler', scope: ['repair', 'objection'], until: UNTIL, staffNumber: 'B002' }]);
    expect(await handlers()).toMatchObject({ items: [{ maskedName: '陈*平', scope: ['repair', 'objection'] }], pending: [] });
    expect((await call('GET', '/api/firm/acts', desk)).body).toMatchObject({
      items: [
        { act: '接受邀请', staffNumber: 'B002' },
        { act: '邀请经办人', staffNumber: 'F001' },
        { act: '用电子营业执照绑定企业', staffNumber: 'F001' },
      ],
    });
    expect((await call('GET', '/api/me/looks', who.token)).body).toMatchObject({
      items: expect.arrayContaining([expect.objectContaining({ purpose: '企业管理自己的经办人', kind: 'merchant' })]),
    });
    expect((await call('GET', '/api/me', who.desk)).body).toMatchObject({ role: 'handler', membershipId: who.membershipId, memberships: [{ until: UNTIL }] });
  });
  test('a phone with an account and one without are answered alike; a second invitation while one waits is refused', async () => {
    const who = await somebody();
    expect([await invite(who.phone), await invite('13840007777')].map((r) => [r.status, r.body])).toEqual([
      [200, { done: true }],
      [200, { done: true }],
    ]);
    expect(codeOf(await invite(who.phone))).toBe('firm_already');
  });
  test.each(['2026-11-24', '2028-11-26', '2027-02-30'])('a last day of %s is refused', async (until) => {
    expect(codeOf(await invite('13840007777', { until }))).toBe('firm_until_invalid');
  });
  test('basic is not enough to accept; nobody else accepts; declined or withdrawn it is gone', async () => {
    const basic = await somebody('郑示例', false);
    await made(invite(basic.phone));
    expect(codeOf(await accept(basic))).toBe('identity_high_required');
    const { pending } = await handlers();
    const other = await somebody();
    expect(codeOf(await post(`/api/firms/invitations/${pending[0]?.id}/answer`, other.token, { accept: true }))).toBe('firm_invitation_unknown');
    expect(codeOf(await post(`/api/firm/invitations/${pending[0]?.id}/answer`, desk, { accept: true }))).toBe('firm_invitation_unknown'); // not one’s own to accept
    expect((await post(`/api/firm/invitations/${pending[0]?.id}/answer`, desk, { accept: false })).status).toBe(200);
    expect((await mine(basic.token)).invitations).toEqual([]);
    expect((await invite(basic.phone)).status).toBe(200);
  });
  test('not answered within fourteen days it is void, and may be made anew', async () => {
    const who = await somebody();
    await made(invite(who.phone));
    clocks(NOON + 15 * 86_400_000);
    const again = (await login(t, who.phone, n)).accessToken;
    expect((await mine(again)).invitations).toEqual([]);
  });
  test('ten taps on two processes appoint once; who represents the firm is not its handler too', async () => {
    const who = await somebody();
    await made(invite(who.phone));
    const { id } = (await mine(who.token)).invitations[0] ?? { id: '' };
    const all = await Promise.all(
      Array.from({ length: 10 }, (_, i) => post(`/api/firms/invitations/${id}/answer`, who.token, { accept: true }, i % 2 ? t : second)),
    );
    expect(all.map(codeOf).filter((c) => c === 'ok')).toHaveLength(1);
    expect((await mine(who.token)).items).toHaveLength(1);
    await made(invite(boss.phone));
    expect(codeOf(await accept(boss))).toBe('firm_already');
  });
  test('asked for by the person and confirmed by the representative', async () => {
    const who = await somebody('赵示例敏');
    const ask = (over: object = {}) => post('/api/firms/requests', who.token, { uscc, scope: ['repair'], until: UNTIL, ...over });
    expect((await ask()).status).toBe(200);
    expect(codeOf(await ask())).toBe('firm_already');
    expect(codeOf(await ask({ uscc: 'x' }))).toBe('firm_code_invalid');
    expect(codeOf(await ask({ uscc: freshCode() }))).toBe('firm_not_bound');
    const { pending } = await handlers();
    expect(pending).toMatchObject([{ kind: 'asked', maskedPhone: expect.stringContaining('****') }]);
    const settle = (acceptIt: boolean) => post(`/api/firm/invitations/${pending[0]?.id}/answer`, desk, { accept: acceptIt });
    expect((await settle(true)).status).toBe(200);
    expect(codeOf(await settle(true))).toBe('firm_invitation_unknown');
    expect((await mine(who.token)).items).toMatchObject([{ as: 'handler', scope: ['repair'] }]);
    expect(codeOf(await ask())).toBe('firm_already');
    expect(codeOf(await post('/api/firms/requests', (await somebody()).token, { uscc, scope: ['repair'], until: '2026-01-01' }))).toBe('firm_until_invalid');
  });
  test('confirmed although the person became a handler meanwhile: told, nothing doubled', async () => {
    const who = await somebody();
    await made(post('/api/firms/requests', who.token, { uscc, scope: ['repair'], until: UNTIL }));
    const { pending } = await handlers();
    const organisations = t.app.get(OrganisationsService, { strict: false });
    const { id } = (await call('GET', '/api/me', who.token)).body as { id: string };
    const firm = await organisations.byCode(uscc);
    await t.app.get(MembershipsService, { strict: false }).add({ personId: id, organisationId: firm?._id ?? '', role: 'handler', staffNumber: 'B900' });
    expect(codeOf(await post(`/api/firm/invitations/${pending[0]?.id}/answer`, desk, { accept: true }))).toBe('firm_already');
  });
});

describe('acting for the firm', () => {
  test('what it can have repaired, from which day; another firm’s is not among it', async () => {
    const nobody = { numberHash: undefined } as TestPerson;
    const penalty = (over: object) =>
      testRecord(nobody, {
        kind: 'penalty',
        effect: 'negative',
        classCode: '03',
        subject: 'organisation',
        organisation: '示例企业',
        organisationFolded: '示例企业',
        title: '消防设施未保持完好有效',
        severity: 'general',
        decidedOn: '2026-08-01',
        disclosedOn: '2026-08-04',
        publicFrom: '2026-08-04',
        publicUntil: '2027-08-04',
        dutiesDone: true,
        ...over,
      });
    const [own, early] = [penalty({ uscc }), penalty({ uscc, disclosedOn: '2026-10-20', publicFrom: '2026-10-20' })];
    await t.app.get(RecordsService, { strict: false }).add([own, early, penalty({ uscc: freshCode() })]);
    const { items } = (await call('GET', '/api/firm/repairable', desk)).body as { items: { id: string; from: string; state: string }[] };
    expect(items.sort((a, b) => (a.from < b.from ? -1 : 1))).toMatchObject([
      { id: own._id, from: '2026-11-04', state: 'now' },
      { id: early._id, from: '2027-01-20', state: 'later' },
    ]);
  });
  test('within the scope only', async () => {
    const repairs = await appointed();
    const counter = await appointed({ scope: ['counter'] });
    expect((await call('GET', '/api/firm/repairable', repairs.desk)).body).toMatchObject({ firm: { uscc }, items: [] });
    for (const app of [t, second]) expect(codeOf(await call('GET', '/api/firm/repairable', counter.desk, undefined, app))).toBe('firm_scope_missing');
    expect((await call('GET', '/api/firm/repairable', desk)).status).toBe(200);
  });
  test.each(['/api/credit/grade', '/api/credit/records', '/api/me/looks', '/api/consents', '/api/perks/vouchers?group=usable'])(
    'the own %s is out of reach, for the handler and for the representative',
    async (path) => {
      const who = await appointed();
      for (const token of [who.desk, desk]) expect(codeOf(await call('GET', path, token))).toBe('auth_forbidden');
    },
  );
  test('removed, left, or past the last day: no access from the next request on, in both processes', async () => {
    const [removed, left, over] = [await appointed(), await appointed(), await appointed({ until: '2026-11-25' })];
    const lost = async (token: string) => {
      for (const app of [t, second]) expect(codeOf(await call('GET', '/api/firm/repairable', token, undefined, app))).toBe('auth_token_invalid');
    };
    const remove = () => post(`/api/firm/handlers/${removed.membershipId}/removal`, desk);
    expect((await remove()).status).toBe(200);
    expect(codeOf(await remove())).toBe('firm_handler_unknown');
    await lost(removed.desk);
    expect((await call('GET', '/api/messages', removed.token)).body).toMatchObject({
      items: expect.arrayContaining([expect.objectContaining({ title: '经办已解除' })]),
    });
    expect((await post(`/api/firms/${left.membershipId}/exit`, left.desk)).status).toBe(200);
    await lost(left.desk);
    expect(codeOf(await post(`/api/firms/${left.membershipId}/exit`, left.token))).toBe('firm_handler_unknown');
    clocks(Date.parse('2026-11-25T15:59:30Z')); // the last day counts in full, Shanghai time
    const onTheDay = (await login(t, over.phone, n)).accessToken;
    const still = await as({ phone: over.phone, token: onTheDay }, over.membershipId);
    expect((await call('GET', '/api/firm/repairable', still)).status).toBe(200);
    clocks(Date.parse('2026-11-25T16:00:00Z'));
    await lost(still);
    expect((await mine(onTheDay)).items).toEqual([]);
  });
  test('another firm’s representative removes nobody here', async () => {
    const who = await appointed();
    const stranger = await somebody('王示例外');
    const { membershipId } = await made<{ membershipId: string }>(bind(stranger, freshCode()));
    expect(codeOf(await post(`/api/firm/handlers/${who.membershipId}/removal`, await as(stranger, membershipId)))).toBe('firm_handler_unknown');
    expect((await call('GET', '/api/firm/repairable', who.desk)).status).toBe(200);
  });
});
