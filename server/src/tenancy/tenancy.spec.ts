import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import type { Config } from '../config.js';
import { OrganisationsService } from '../organisations/organisations.service.js';
import type { Person } from '../people/person.schema.js';
import { Clock } from '../platform/clock.js';
import { newId } from '../platform/id.js';
import { Limits } from '../platform/limits.js';
import { type TestApp, testApp } from '../testing/test-app.js';
import { choice, testCertificate, testLandlord } from '../testing/test-certificates.js';
import { codeOf } from '../testing/test-login.js';
import { testMember } from '../testing/test-offers.js';
import { type TestPerson, testPerson } from '../testing/test-person.js';
import { AgencyStandings } from './agency-standings.service.js';
import type { Certificate } from './certificate.schema.js';
import { GuessLimits } from './guess-limits.js';

let t: TestApp;
let two: TestApp;
beforeAll(async () => {
  t = await testApp('tenancy', { LOG_LEVEL: 'silent' });
  two = await t.second();
});
afterEach(() => t.app.get(Clock).set(null));
afterAll(async () => {
  await two?.close();
  await t?.close();
});
const db = () => t.app.get<Connection>(getConnectionToken());
const people = () => db().collection<Person>('people');
const get = <T>(type: abstract new (...args: never[]) => T): T => t.app.get<T>(type, { strict: false });
const later = (ms: number) => get(Clock).set(new Date(get(Clock).ms() + ms));
const look = (who: TestPerson, body: object, app = t) => app.send('POST', '/api/tenancy/looks', { token: who.token, body });
const stateOf = (r: { body: unknown }) => (r.body as { state?: string }).state ?? codeOf(r);
const viewingOf = async (tenant: TestPerson, id: string) =>
  (
    (await t.send('GET', `/api/tenancy/certificates/${id}`, { token: tenant.token })).body as {
      viewers: { id: string; state: string; as: string; maskedPhone: string; looks: string[] }[];
    }
  ).viewers[0];
const answer = (tenant: TestPerson, id: string, allow: boolean) =>
  t.send('POST', `/api/tenancy/viewings/${id}/answer`, { token: tenant.token, body: { allow } });
async function approved(over: object = {}) {
  const [tenant, landlord] = [await testPerson(t), await testLandlord(t)];
  const c = await testCertificate(t, tenant, over);
  await look(landlord, { link: c.id, as: '房东 陈先生' });
  const viewing = await viewingOf(tenant, c.id);
  await answer(tenant, viewing?.id ?? '', true);
  return { tenant, landlord, c, viewing: viewing?.id ?? '' };
}
const serious = (tenant: TestPerson) => people().updateOne({ _id: tenant.id }, { $set: { 'standing.seriousRecord': true } });

describe('making one', () => {
  test('only while the condition holds, only freshly proven, the same request once', async () => {
    const tenant = await testPerson(t);
    const body = choice();
    const make = (b: object, token = tenant.token) => t.send('POST', '/api/tenancy/certificates', { token, body: b });
    const made = await Promise.all([make(body), make(body), make(body)]);
    expect(new Set(made.map((r) => JSON.stringify(r.body))).size).toBe(1);
    expect(codeOf(await make({ ...body, days: 8 }))).toBe('tenancy_request_reused');
    expect(codeOf(await make(choice({ textVersion: 'tenancy-0' })))).toBe('tenancy_text_changed');
    expect(codeOf(await make(choice({ benefit: 'half_deposit' })))).toBe(codeOf({ body: { code: 'tenancy_condition' } })); // no grade, and a clean record does not stand for one while grades are on
    await serious(tenant);
    expect(codeOf(await make(choice()))).toBe('tenancy_condition');
    const stale = await testPerson(t, { highAt: new Date(0) });
    expect(codeOf(await make(choice(), stale.token))).toBe('step_up_needed');
    for (const wrong of [{ days: 0 }, { days: 31 }, { viewers: 0 }, { viewers: 6 }]) expect(codeOf(await make(choice(wrong)))).toBe('input_invalid');
  });
  test('a minor cannot, and is told which condition is missing', async () => {
    const minor = await testPerson(t, { born: '2012-03-07' });
    const { body } = await t.send('GET', '/api/tenancy/benefits', { token: minor.token });
    const items = (body as { items: { holds: boolean; hint: string }[] }).items;
    expect(items.map((i) => [i.holds, i.hint.length > 0])).toEqual([
      [false, true],
      [false, true],
      [false, true],
    ]);
  });
  test('twenty a day', async () => {
    const tenant = await testPerson(t);
    for (let i = 0; i < 20; i++) await testCertificate(t, tenant);
    const r = await t.send('POST', '/api/tenancy/certificates', { token: tenant.token, body: choice() });
    expect(codeOf(r)).toBe('tenancy_many');
  });
});

describe('a look', () => {
  test('waits for the tenant, then shows title, date and masked name, and no more', async () => {
    const [tenant, landlord] = [await testPerson(t), await testLandlord(t)];
    const c = await testCertificate(t, tenant);
    const first = await look(landlord, { code: `${c.code.slice(0, 4)} ${c.code.slice(4).toLowerCase()}`, as: '房东 陈先生' });
    expect(stateOf(first)).toBe('wait');
    const { viewingId } = (first.body as { waiting: { viewingId: string } }).waiting;
    const waiting = () => t.send('GET', `/api/tenancy/viewings/${viewingId}`, { token: landlord.token });
    expect((await waiting()).body).toEqual({ answered: false });
    expect(codeOf(await t.send('GET', `/api/tenancy/viewings/${viewingId}`, { token: tenant.token }))).toBe('tenancy_viewing_unknown');
    const v = await viewingOf(tenant, c.id);
    expect([v?.state, v?.as, v?.maskedPhone.length, v?.looks]).toEqual(['asked', '房东 陈先生', 11, []]);
    expect((await answer(tenant, v?.id ?? '', true)).status).toBe(200);
    expect((await answer(tenant, v?.id ?? '', true)).status).toBe(200);
    expect(codeOf(await answer(tenant, v?.id ?? '', false))).toBe('tenancy_viewing_closed');
    expect(codeOf(await answer(landlord, v?.id ?? '', true))).toBe('tenancy_viewing_unknown');
    expect((await waiting()).body).toEqual({ answered: true });
    const { body } = await look(landlord, { link: c.id });
    expect(body).toMatchObject({
      state: 'shown',
      waiting: null,
      shown: { title: '看房免意向金', maskedName: '李*宁', viewer: '房东 陈先生', goodStanding: null, approved: 'asked' },
    });
    expect(Object.keys((body as { shown: object }).shown).sort()).toEqual([
      'approved',
      'at',
      'goodStanding',
      'maskedName',
      'title',
      'until',
      'viewer',
      'viewingId',
    ]);
    expect((await viewingOf(tenant, c.id))?.looks.length).toBe(1);
    const inbox = (await t.send('GET', '/api/messages', { token: tenant.token })).body as { items: { title: string; text: string }[] };
    expect(inbox.items.map((m) => m.title)).toEqual(['你的租房凭证被看过一次', '有人请求查看你的租房凭证']);
    expect(inbox.items.some((m) => m.text.includes('陈'))).toBe(false);
  });
  test('a QR code held out needs no word where the tenant says so; an old photograph of it, and the link, do', async () => {
    const tenant = await testPerson(t);
    const c = await testCertificate(t, tenant, { approval: false });
    const look2 = async (body: object) => stateOf(await look(await testLandlord(t), body));
    expect(await look2({ link: c.id, face: c.face })).toBe('shown');
    expect(await look2({ link: c.id })).toBe('wait');
    expect(await look2({ code: c.code })).toBe('wait');
    const other = await testCertificate(t, tenant, { approval: false });
    expect(await look2({ link: other.id, face: c.face })).toBe('wait');
    later(601_000);
    expect(await look2({ link: c.id, face: c.face })).toBe('wait');
    get(Clock).set(null);
    const asking = await testCertificate(t, tenant);
    expect(await look2({ link: asking.id, face: asking.face })).toBe('wait');
  });
  test('declined stays declined; a request nobody answered lapses and may be made again', async () => {
    const [tenant, landlord] = [await testPerson(t), await testLandlord(t)];
    const c = await testCertificate(t, tenant);
    await look(landlord, { link: c.id });
    await answer(tenant, (await viewingOf(tenant, c.id))?.id ?? '', false);
    expect(stateOf(await look(landlord, { link: c.id }))).toBe('declined');
    const other = await testLandlord(t);
    await look(other, { link: c.id });
    later(12 * 3_600_000 + 1000);
    const v = await viewingOf(tenant, c.id);
    expect(v?.state).toBe('lapsed');
    expect(codeOf(await answer(tenant, v?.id ?? '', true))).toBe('tenancy_viewing_closed');
    expect(stateOf(await look(other, { link: c.id }))).toBe('wait');
    expect((await answer(tenant, v?.id ?? '', true)).status).toBe(200);
  });
  test('one viewer counts once, and under a crowd no more see it than the tenant allowed', async () => {
    const tenant = await testPerson(t);
    const c = await testCertificate(t, tenant, { approval: false, viewers: 2 });
    const crowd = await Promise.all(Array.from({ length: 8 }, () => testLandlord(t)));
    const states = await Promise.all(crowd.flatMap((who, i) => [0, 1].map(() => look(who, { link: c.id, face: c.face }, i % 2 ? t : two).then(stateOf))));
    const seen = crowd.filter((_, i) => states[2 * i] === 'shown' && states[2 * i + 1] === 'shown');
    expect([seen.length, states.filter((x) => x === 'shown').length, states.filter((x) => x === 'void').length]).toEqual([2, 4, 12]);
    const asked = await testCertificate(t, tenant, { viewers: 1 });
    for (const who of crowd.slice(0, 2)) await look(who, { link: asked.id });
    const { body } = await t.send('GET', `/api/tenancy/certificates/${asked.id}`, { token: tenant.token });
    const [a, b] = (body as { viewers: { id: string }[] }).viewers;
    expect((await answer(tenant, a?.id ?? '', true)).status).toBe(200);
    expect(codeOf(await answer(tenant, b?.id ?? '', true))).toBe('tenancy_viewers_used');
  });
  test('an agent goes by agency and staff number, real-named; the list of good standing is named', async () => {
    const organisationId = `o${newId().slice(0, 8)}`;
    await get(OrganisationsService).put({ _id: organisationId, kind: 'agency', name: '示例中介', contact: '022' });
    const agent = await testMember(t, { organisationId, shopId: '' }, 'agent');
    const tenant = await testPerson(t);
    const c = await testCertificate(t, tenant, { approval: false });
    const good = async () => ((await look(agent, { link: c.id, face: c.face, as: '王总' })).body as { shown: { viewer: string; goodStanding: boolean } }).shown;
    expect(await good()).toMatchObject({ goodStanding: false });
    await get(AgencyStandings).enter(organisationId);
    const { viewer, goodStanding } = await good();
    expect([goodStanding, /^示例中介（工号 .+）$/.test(viewer)]).toEqual([true, true]);
    expect((await t.send('GET', '/api/tenancy/agencies')).body).toMatchObject({ items: [{ id: organisationId, name: '示例中介', shops: [] }], shops: 0 });
    await people().updateOne({ _id: agent.id }, { $set: { assurance: 'none' } });
    expect(codeOf(await look(agent, { link: c.id }))).toBe('identity_basic_required');
  });
  test('a tenant is told that it is their own, and an account without a phone to use one', async () => {
    const tenant = await testLandlord(t);
    await people().updateOne(
      { _id: tenant.id },
      { $set: { assurance: 'high', 'sessions.$[].high': true, born: (await people().findOne({ _id: (await testPerson(t)).id }))?.born } as never },
    );
    const c = (await approved()).c;
    expect(codeOf(await look(await testPerson(t), { link: c.id }))).toBe('tenancy_phone_needed');
    const other = await approved();
    const phone = await people().findOne({ _id: other.landlord.id });
    await db()
      .collection<Certificate>('certificates')
      .updateOne({ _id: c.id }, { $set: { tenant: phone?._id ?? '' } });
    expect(codeOf(await look(other.landlord, { link: c.id }))).toBe('tenancy_own');
  });
});

describe('no longer valid', () => {
  const CAUSES: Record<string, () => Promise<{ landlord: TestPerson; body: object }>> = {
    expired: async () => {
      const { landlord, c } = await approved({ days: 1 });
      await db()
        .collection<Certificate>('certificates')
        .updateOne({ _id: c.id }, { $set: { until: '2026-01-01' } });
      return { landlord, body: { link: c.id } };
    },
    revoked: async () => {
      const { tenant, landlord, c } = await approved();
      for (let i = 0; i < 2; i++) expect((await t.send('POST', `/api/tenancy/certificates/${c.id}/revocation`, { token: tenant.token })).status).toBe(200);
      expect(codeOf(await t.send('POST', `/api/tenancy/certificates/${c.id}/revocation`, { token: landlord.token }))).toBe('tenancy_unknown');
      return { landlord, body: { link: c.id } };
    },
    'used up': async () => {
      const { c } = await approved({ viewers: 1 });
      return { landlord: await testLandlord(t), body: { link: c.id } };
    },
    'condition lost': async () => {
      const { tenant, landlord, c } = await approved();
      await serious(tenant);
      return { landlord, body: { link: c.id } };
    },
    frozen: async () => {
      const { tenant, landlord, c } = await approved();
      await people().updateOne({ _id: tenant.id }, { $set: { frozenAt: new Date() } });
      return { landlord, body: { link: c.id } };
    },
    leaving: async () => {
      const { tenant, landlord, c } = await approved();
      await people().updateOne({ _id: tenant.id }, { $set: { leaving: { state: 'waiting', askedAt: new Date(), dueAt: new Date(), receipt: 'R' } } });
      return { landlord, body: { link: c.id } };
    },
    deleted: async () => {
      const { tenant, landlord, c } = await approved();
      await people().deleteOne({ _id: tenant.id });
      return { landlord, body: { link: c.id } };
    },
    'unknown link': async () => ({ landlord: await testLandlord(t), body: { link: newId() } }),
    'unknown code': async () => ({ landlord: await testLandlord(t), body: { code: 'H7KM 4QXD' } }),
    'a code that can be none': async () => ({ landlord: await testLandlord(t), body: { code: '0000' } }),
  };
  test.each(Object.keys(CAUSES))('%s: the same bytes, the same reads, one entry', async (cause) => {
    const { landlord, body } = await (CAUSES[cause] as () => Promise<{ landlord: TestPerson; body: object }>)();
    await look(landlord, body); // the viewer's own entry of the day, and a standing that is due
    const entries = () => db().collection('register_entries').countDocuments({ actor: landlord.id, kind: 'viewer' });
    const before = await entries();
    await db().db?.command({ profile: 2 });
    const r = await look(landlord, body);
    await db().db?.command({ profile: 0 });
    const seen =
      (await db()
        .db?.collection('system.profile')
        .find({ op: { $in: ['query', 'command'] } })
        .toArray()) ?? [];
    await db().db?.collection('system.profile').drop();
    const reads = seen.flatMap(({ command }) => ['find', 'aggregate', 'count'].filter((k) => k in command).map((k) => `${k} ${command[k]}`));
    expect(r.status).toBe(200);
    expect(JSON.stringify(r.body)).toBe('{"state":"void","waiting":null,"shown":null}');
    expect(Object.keys(r.headers).sort()).toEqual(Object.keys((await look(landlord, body)).headers).sort());
    expect(await entries()).toBe(before + 2);
    const mine = reads.filter((x) => /certificate|people/.test(x)).sort();
    // the guard's person, the viewer's phone, the certificate, the tenant, the viewing, the name
    expect([cause, mine]).toEqual([cause, ['find certificate_viewings', 'find certificates', 'find people', 'find people', 'find people', 'find people']]);
  });
});

describe('guessing', () => {
  test('one viewer has ten typed codes an hour over both processes; links go on', async () => {
    const [tenant, landlord] = [await testPerson(t), await testLandlord(t)];
    const c = await testCertificate(t, tenant);
    const codes = Array.from({ length: 16 }, (_, i) => `Z${'23456789ABCDEFGH'[i]}ZZZZZZ`);
    const states = await Promise.all(codes.map((code, i) => look(landlord, { code }, i % 2 ? t : two).then(stateOf)));
    expect([states.filter((x) => x === 'void').length, states.filter((x) => x === 'tenancy_guess_limit').length]).toEqual([10, 6]);
    expect(stateOf(await look(landlord, { code: c.code }))).toBe('tenancy_guess_limit'); // a right one as well
    expect(stateOf(await look(landlord, { link: c.id }))).toBe('wait');
  });
  test('many viewers together have ten an hour in one slice of the codes; right ones use up nothing', async () => {
    const crowd = await Promise.all(Array.from({ length: 5 }, () => testLandlord(t)));
    const states = await Promise.all(
      crowd.flatMap((who, n) => Array.from({ length: 8 }, (_, i) => look(who, { code: `YY22222${'23456789'[i]}` }, (i + n) % 2 ? t : two).then(stateOf))),
    );
    expect([states.filter((x) => x === 'void').length, states.filter((x) => x === 'tenancy_guess_limit').length]).toEqual([10, 30]);
    const tenant = await testPerson(t);
    let c = await testCertificate(t, tenant);
    while (c.code.startsWith('YY')) c = await testCertificate(t, tenant); // in another slice than the one used up
    const asking = await Promise.all(Array.from({ length: 12 }, () => testLandlord(t)));
    for (const who of asking) expect(stateOf(await look(who, { code: c.code }))).toBe('wait');
  });
  test('one address has a hundred an hour, whoever types and whatever', async () => {
    const limits = new GuessLimits(get(Limits), { SANDBOX: false } as Config);
    const tries = await Promise.allSettled(
      Array.from({ length: 110 }, (_, i) => limits.take(`viewer-${i}`, '192.0.2.7', `${'23456789ABC'[Math.floor(i / 10)]}${'DEFGHJKMNP'[i % 10]}QQQQQQ`)),
    );
    expect(tries.filter((r) => r.status === 'fulfilled').length).toBe(100);
    await expect(limits.take('viewer-0', '192.0.2.8', '2DQQQQQQ')).resolves.toBeUndefined();
  });
});
