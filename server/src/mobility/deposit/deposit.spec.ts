import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import type { NewPartner } from '../../partners/partners.service.js';
import { Clock } from '../../platform/clock.js';
import { Jobs } from '../../platform/jobs/jobs.service.js';
import { type TestApp, testApp } from '../../testing/test-app.js';
import { TestOperator, WEAPP, WEB } from '../../testing/test-deposit.js';
import { codeOf } from '../../testing/test-login.js';
import { newKeys, testPartner } from '../../testing/test-partner.js';
import { type TestPerson, testPerson } from '../../testing/test-person.js';
import { DepositClients } from './clients.service.js';
import { DEPOSIT_REVIEW } from './deposit-review.service.js';

const prk3: { cases: { do: string; expect: string | object }[] } = JSON.parse(
  readFileSync(new URL('../../../../test/cases/PRK-3.bike-code.json', import.meta.url), 'utf8'),
);
const says = (n: number) => `PRK-3: ${prk3.cases[n]?.do} → ${JSON.stringify(prk3.cases[n]?.expect)}`;
const NOW = new Date('2026-11-25T02:00:00Z');
const DAY = 86_400_000;
let t: TestApp;
let op: TestOperator;
let me: TestPerson;
beforeAll(async () => {
  t = await testApp('deposit');
});
beforeEach(async () => {
  clock().set(NOW);
  op = await TestOperator.of(t);
  me = await testPerson(t);
});
afterAll(() => t?.close());
const clock = () => t.app.get(Clock, { strict: false });
const db = () => t.app.get<Connection>(getConnectionToken());
const later = (ms: number) => clock().set(new Date(clock().ms() + ms));
/** The code of a refusal, or ok. */
const outcome = (work: Promise<unknown>) =>
  work.then(
    () => 'ok',
    (e: { code?: string }) => e.code,
  );
interface Shown {
  id: string;
  state: string;
  ended: string | null;
  until: string | null;
  expiring: boolean;
  service: { id: string };
}
interface Orders {
  number: string;
  released: boolean;
  endedAt: string | null;
}
const mine = async (who = me) =>
  (await t.send('GET', '/api/deposit/authorisations', { token: who.token })).body as { items: Shown[]; orders: Orders[]; count: number; unreleased: number };
const withdraw = (id: string, who = me) => t.send('POST', `/api/deposit/authorisations/${id}/withdrawal`, { token: who.token, body: { confirm: true } });
const messages = async (who = me) =>
  ((await t.send('GET', '/api/messages', { token: who.token })).body as { items: { title: string }[] }).items.map((m) => m.title);
const looks = (over: object = {}) =>
  db()
    .collection('register_entries')
    .countDocuments({ kind: 'partner', organisationId: op.client._id, ...over });
const review = async () => {
  const jobs = t.app.get(Jobs, { strict: false });
  await jobs.enqueue(DEPOSIT_REVIEW, {});
  await jobs.drain();
};

describe('the consent screen', () => {
  test('shows who asks, every field, each condition, and nothing that is in force yet', async () => {
    const { status, body } = await op.show(op.asking(), me);
    expect(status).toBe(200);
    expect(body).toMatchObject({ service: { operator: '示例单车', kind: 'bike', depositFen: 19_900 }, verdict: 'yes', current: null });
    const { consent, conditions } = body as { consent: Record<string, unknown>; conditions: { key: string; met: string }[] };
    for (const field of ['recipient', 'contact', 'purpose', 'method', 'kinds', 'notShared', 'period', 'rights', 'impact', 'infers'])
      expect(String(consent[field])).not.toBe('');
    expect(conditions.map((c) => [c.key, c.met])).toEqual([
      ['real_name', 'yes'],
      ['age', 'yes'],
      ['no_open_record', 'yes'],
    ]);
  });
  test.each([
    ['an address nobody registered', { redirect: 'https://evil.example/return' }, 'deposit_redirect_unknown'],
    ['one below a registered one', { redirect: `${WEB}/more` }, 'deposit_redirect_unknown'],
    ['one that begins like it', { redirect: 'https://operator.example.evil.example/return' }, 'deposit_redirect_unknown'],
    ['a script', { redirect: 'javascript:alert(1)' }, 'deposit_redirect_unknown'],
    ['another mini-program', { redirect: 'weapp:wx00000000000000ab' }, 'deposit_redirect_unknown'],
    ['an operator that is none', { client: 'nobody' }, 'deposit_service_unknown'],
    ['PKCE that hides nothing', { method: 'plain' }, 'input_invalid'],
    ['no PKCE', { challenge: '' }, 'input_invalid'],
    ['no state', { state: '' }, 'input_invalid'],
  ])('refuses %s, before and at the decision, and sends nobody there', async (_, over, code) => {
    const asking = op.asking(over);
    for (const r of [await op.show(asking, me), await op.decide(asking, me), await op.decide(asking, me, 'refuse')]) {
      expect(codeOf(r)).toBe(code);
      expect(JSON.stringify(r.body)).not.toContain('evil');
    }
    expect((await mine()).items).toEqual([]);
  });
  test('refused by the person, and not eligible: the operator gets the same word, and nothing stands', async () => {
    const asking = op.asking();
    const refused = await op.decide(asking, me, 'refuse');
    expect(refused.body).toEqual({ back: { kind: 'web', url: `${WEB}?error=access_denied&state=${asking.state}` } });
    const unnamed = await testPerson(t, { assurance: 'none' });
    expect((await op.show(asking, unnamed)).body).toMatchObject({
      verdict: 'no',
      conditions: expect.arrayContaining([expect.objectContaining({ met: 'no' })]),
    });
    expect(codeOf(await op.decide(asking, unnamed))).toBe('deposit_not_eligible');
    expect((await op.decide(asking, unnamed, 'refuse')).body).toEqual(refused.body);
    expect(
      await db()
        .collection('consents')
        .countDocuments({ purpose: 'deposit_free', personId: { $in: [me.id, unnamed.id] } }),
    ).toBe(0);
  });
  test('another wording than today’s is asked again', async () => {
    expect(codeOf(await op.decide(op.asking(), me, 'agree', { consentTextVersion: 'deposit_free-0' }))).toBe('consent_text_outdated');
  });
  test('a mini-program gets the answer as data', async () => {
    const asking = op.asking({ redirect: WEAPP });
    expect((await op.decide(asking, me)).body).toEqual({
      back: { kind: 'weapp', appId: 'wx00000000000000aa', data: { state: asking.state, code: expect.any(String) } },
    });
  });
  test('eight taps at once: one authorisation, one consent, and only the last code works', async () => {
    const asking = op.asking();
    const codes = (await Promise.all(Array.from({ length: 8 }, () => op.code(asking, me).catch(() => null)))).filter((c) => c !== null);
    const results: (string | undefined)[] = [];
    for (const code of codes) results.push(await outcome(op.exchange(asking, code)));
    expect([codes.length > 0, results.filter((r) => r === 'ok').length]).toEqual([true, 1]);
    expect((await mine()).items).toHaveLength(1);
    expect(
      await db()
        .collection('consents')
        .countDocuments({ personId: me.id, key: { $exists: true } }),
    ).toBe(1);
  });
});

describe('the code', () => {
  test('becomes an authorisation and one word; the look is on record with its consent', async () => {
    const { authorisation, verdict } = await op.authorised(me);
    expect(verdict).toBe('yes');
    expect((await mine()).items).toMatchObject([{ id: authorisation, state: 'active', until: '2027-11-25', expiring: false, ended: null }]);
    const entry = await db().collection('register_entries').findOne({ subject: me.id, kind: 'partner' });
    expect(entry).toMatchObject({ organisationId: op.client._id, purpose: 'deposit_verdict', items: ['能否免押'], basis: expect.stringMatching(/^consent:/) });
  });
  test(says(0), async () => {
    const asking = op.asking();
    const code = await op.code(asking, me);
    const results = await Promise.all(Array.from({ length: 8 }, () => outcome(op.exchange(asking, code))));
    expect(results.filter((r) => r === 'ok')).toHaveLength(1);
    expect(results.filter((r) => r === 'deposit_code_spent')).toHaveLength(7);
    expect((await mine()).items).toMatchObject([{ state: 'active' }]); // the operator's own second try ends nothing
  });
  test(says(1), async () => {
    const asking = op.asking();
    const code = await op.code(asking, me);
    const { authorisation } = await op.exchange(asking, code);
    later(60_000);
    expect(await outcome(op.exchange(asking, code))).toBe('deposit_code_spent');
    expect((await mine()).items).toMatchObject([{ id: authorisation, state: 'ended', ended: 'replay' }]);
    expect(await messages()).toEqual(['一项免押授权已停止']);
    expect(await op.start(authorisation)).toBe('not_now');
    expect(await outcome(op.exchange(asking, code))).toBe('deposit_code_spent');
    expect(await messages()).toHaveLength(1); // told once
    expect((await op.authorised(me)).verdict).toBe('yes'); // and may begin anew
  });
  test(says(2), async () => {
    const asking = op.asking();
    const code = await op.code(asking, me);
    const thief = await TestOperator.of(t);
    expect(await outcome(thief.exchange(asking, code))).toBe('deposit_code_refused');
    expect((await op.exchange(asking, code)).verdict).toBe('yes');
    later(60_000);
    expect(await outcome(thief.exchange(asking, code))).toBe('deposit_code_refused'); // nor does a stranger end anything
    expect((await mine()).items).toMatchObject([{ state: 'active' }]);
  });
  test(says(3), async () => {
    const asking = op.asking();
    const code = await op.code(asking, me);
    expect(await outcome(op.exchange(asking, code, { redirect: WEAPP }))).toBe('deposit_code_refused');
    expect(await outcome(op.exchange(asking, code, { verifier: op.asking().verifier }))).toBe('deposit_code_refused');
    expect(await outcome(op.exchange(asking, code, { verifier: asking.ask.challenge }))).toBe('deposit_code_refused'); // plain PKCE
    expect(await outcome(op.exchange(asking, `${code.slice(1)}x`))).toBe('deposit_code_refused');
    expect((await op.exchange(asking, code)).verdict).toBe('yes');
  });
  test(says(4), async () => {
    const asking = op.asking();
    const code = await op.code(asking, me);
    later(5 * 60_000 + 1);
    expect(await outcome(op.exchange(asking, code))).toBe('deposit_code_expired');
    await review();
    expect((await mine()).items).toEqual([]); // nobody came: the agreement lapses with it
    expect(
      await db()
        .collection('consents')
        .countDocuments({ personId: me.id, key: { $exists: true } }),
    ).toBe(0);
  });
  test('an answer that was lost: the same request with its key gets it again, an hour later too, and nothing ends', async () => {
    const asking = op.asking();
    const code = await op.code(asking, me);
    const first = await op.exchange(asking, code, {}, 'exchange-0001');
    const before = await looks();
    later(3_600_000);
    expect(await op.exchange(asking, code, {}, 'exchange-0001')).toEqual(first);
    expect([await looks(), (await mine()).items]).toEqual([before, [expect.objectContaining({ state: 'active' })]]);
  });
  test('a signature of another key does not burn it', async () => {
    const asking = op.asking();
    const body = { code: await op.code(asking, me), redirect: WEB, verifier: asking.verifier };
    const forged = op.partner.by(op.partner.keyId, newKeys().privateKey);
    expect(codeOf(await forged.send('POST', '/api/partner/v1/deposit/exchanges', { body, idempotencyKey: 'forged-0001' }))).toBe('partner_signature_wrong');
    expect((await op.exchange(asking, body.code)).verdict).toBe('yes');
  });
  test('a partner that lends nothing is told so, and one without the claim gets nowhere', async () => {
    const asking = op.asking();
    const body = { code: await op.code(asking, me), redirect: WEB, verifier: asking.verifier };
    const ask = async (claims: NewPartner['claims']) =>
      codeOf(await (await testPartner(t, { claims })).send('POST', '/api/partner/v1/deposit/exchanges', { body, idempotencyKey: 'another-0001' }));
    expect([await ask(['deposit_free']), await ask(['parking_events'])]).toEqual(['deposit_service_unknown', 'partner_claim_missing']);
  });
  test('only its hash is kept', async () => {
    const code = await op.code(op.asking(), me);
    expect(JSON.stringify(await db().collection('deposit_codes').find({}).toArray())).not.toContain(code);
  });
  test('not now when the condition, the freeze or the withdrawal came between: one entry each, nothing stands', async () => {
    const causes: (() => Promise<unknown>)[] = [
      () =>
        db()
          .collection<{ _id: string }>('people')
          .updateOne({ _id: me.id }, { $set: { frozenAt: clock().now() } }),
      () =>
        db()
          .collection<{ _id: string }>('people')
          .updateOne({ _id: me.id }, { $set: { assurance: 'none' } }),
      async () => withdraw((await mine()).items[0]?.id ?? ''),
    ];
    for (const cause of causes) {
      me = await testPerson(t);
      const asking = op.asking();
      const code = await op.code(asking, me);
      const before = await looks();
      await cause();
      expect(await op.exchange(asking, code)).toEqual({ authorisation: expect.stringMatching(/^.{22}$/), verdict: 'not_now' });
      expect(await looks()).toBe(before + 1);
    }
  });
});

describe('a use', () => {
  test('start, end and release reach the person; the same report again changes nothing', async () => {
    const { authorisation } = await op.authorised(me);
    const at = clock().now();
    expect(await op.start(authorisation, 'CX-5520-8813', at)).toBe('yes');
    expect(await op.start(authorisation, 'CX-5520-8813', at)).toBe('yes');
    expect(await mine()).toMatchObject({ count: 1, unreleased: 0, orders: [{ number: 'CX-5520-8813', endedAt: null, released: false }] });
    later(1_080_000);
    const end = clock().now();
    await op.end('CX-5520-8813', false, end);
    expect(await mine()).toMatchObject({ unreleased: 1, orders: [{ endedAt: end.toISOString(), released: false }] });
    await op.end('CX-5520-8813', true, end);
    await op.end('CX-5520-8813', true, end);
    expect(await mine()).toMatchObject({ count: 1, unreleased: 0, orders: [{ released: true }] });
    expect(await outcome(op.end('CX-5520-8813', false, end))).toBe('deposit_order_conflict');
    expect(await outcome(op.start(authorisation, 'CX-5520-8813', end))).toBe('deposit_order_conflict');
  });
  test.each(['station', 'distance', 'latitude', 'position', 'route'])('a report with its %s is refused whole, and nothing of it is kept', async (field) => {
    const { authorisation } = await op.authorised(me);
    const at = clock().now().toISOString();
    const report = (path: string, body: object) => op.partner.send('POST', `/api/partner/v1/deposit/${path}`, { body: { ...body, [field]: '泰达站' } });
    expect(codeOf(await report('orders', { authorisation, order: 'PLACE-1', startedAt: at }))).toBe('input_invalid');
    await op.start(authorisation, 'PLACE-1');
    expect(codeOf(await report('order-ends', { order: 'PLACE-1', endedAt: at, depositReleased: true }))).toBe('input_invalid');
    expect((await mine()).orders).toMatchObject([{ number: 'PLACE-1', endedAt: null }]);
  });
  test('at a time that cannot be: refused', async () => {
    const { authorisation } = await op.authorised(me);
    const at = (ms: number) => new Date(clock().ms() + ms);
    expect(await outcome(op.start(authorisation, 'TIME-1', at(660_000)))).toBe('deposit_time_wrong');
    expect(await outcome(op.start(authorisation, 'TIME-1', at(-25 * 3_600_000)))).toBe('deposit_time_wrong');
    await op.start(authorisation, 'TIME-1', at(-60_000));
    expect(await outcome(op.end('TIME-1', true, at(-60_001)))).toBe('deposit_time_wrong');
  });
  test('sixteen equal reports at once are one use', async () => {
    const { authorisation } = await op.authorised(me);
    const at = clock().now();
    expect(new Set(await Promise.all(Array.from({ length: 16 }, () => op.start(authorisation, 'ONE-1', at))))).toEqual(new Set(['yes']));
    await Promise.all(Array.from({ length: 16 }, () => op.end('ONE-1', true, at)));
    expect(await mine()).toMatchObject({ count: 1, orders: [{ released: true }] });
  });
  test(says(5), async () => {
    const { authorisation } = await op.authorised(me);
    expect(await op.start(authorisation, 'RIDE-1')).toBe('yes');
    expect((await withdraw(authorisation)).status).toBe(200);
    expect((await withdraw(authorisation)).status).toBe(200); // a second tap
    later(60_000);
    await op.end('RIDE-1');
    expect(await op.start(authorisation, 'RIDE-2')).toBe('not_now');
    expect(await mine()).toMatchObject({ count: 1, orders: [{ number: 'RIDE-1', released: true }], items: [{ state: 'ended', ended: 'withdraw' }] });
  });
  test(says(6), async () => {
    const second = await TestOperator.of(t, { kind: 'powerbank', title: '共享充电宝' });
    const [one, two] = [await op.authorised(me), await second.authorised(me)];
    expect([one.verdict, two.verdict]).toEqual(['yes', 'yes']);
    expect(one.authorisation).not.toBe(two.authorisation);
    const again = await op.authorised(me); // the operator's app was installed anew
    expect(again).toEqual(one);
    expect((await mine()).items.filter((a) => a.state === 'active')).toHaveLength(2);
    expect(await second.start(one.authorisation)).toBe('not_now'); // one operator's authorisation is nothing to another
  });
  test(says(7), async () => {
    await op.authorised(me);
    const before = await db().collection('deposit_orders').countDocuments();
    expect(await outcome(op.end('NEVER-1'))).toBe('deposit_order_unknown');
    expect(await db().collection('deposit_orders').countDocuments()).toBe(before);
  });
  test('withdrawn, frozen, unknown, another’s, not eligible: the same answer, one entry each, no order', async () => {
    const { authorisation } = await op.authorised(me);
    const set = (fields: object) => db().collection<{ _id: string }>('people').updateOne({ _id: me.id }, { $set: fields });
    const asked = async (id = authorisation) => {
      const before = await looks();
      const verdict = await op.start(id);
      return [verdict, (await looks()) - before];
    };
    expect(await asked()).toEqual(['yes', 1]);
    await set({ frozenAt: clock().now() });
    expect(await asked()).toEqual(['not_now', 1]);
    await set({ frozenAt: null, assurance: 'none' });
    expect(await asked()).toEqual(['not_now', 1]);
    await set({ assurance: 'high' });
    expect(await asked('nobodys-authorisation-')).toEqual(['not_now', 1]);
    expect(await asked()).toEqual(['yes', 1]); // an account that is open again goes on
    await withdraw(authorisation);
    expect(await asked()).toEqual(['not_now', 1]);
    expect(await mine()).toMatchObject({ count: 2 });
  });
  test('a start and a withdrawal at once: whichever comes last wins, and the end of a use is always taken', async () => {
    for (let round = 0; round < 6; round++) {
      const { authorisation } = await op.authorised(me);
      const number = `RACE-${round}`;
      const [verdict] = await Promise.all([op.start(authorisation, number), withdraw(authorisation)]);
      expect(await outcome(op.end(number))).toBe(verdict === 'yes' ? 'ok' : 'deposit_order_unknown');
      expect(await op.start(authorisation)).toBe('not_now');
    }
  });
  test('gone after 30 days, counted from its end; the page shows it no longer the same moment', async () => {
    const { authorisation } = await op.authorised(me);
    await op.start(authorisation, 'OLD-1');
    await op.end('OLD-1');
    later(30 * DAY - 1000);
    expect((await mine()).count).toBe(1);
    later(2000);
    expect(await mine()).toMatchObject({ count: 0, orders: [] });
    const doc = await db().collection('deposit_orders').findOne({ number: 'OLD-1' });
    // MongoDB's own sweep runs by its clock, which no test moves
    const goneAt: Date = doc?.goneAt ?? new Date(0);
    expect(Math.abs(goneAt.getTime() - (Date.now() + 30 * DAY))).toBeLessThan(30 * 60_000);
  });
});

describe('the end of an authorisation', () => {
  test('by the consent centre it ends in the same moment', async () => {
    const { authorisation } = await op.authorised(me);
    const { items } = (await t.send('GET', '/api/consents', { token: me.token })).body as { items: { id: string; renewal: object | null }[] };
    expect(items[0]?.renewal).not.toBeNull(); // and it may be renewed there
    await t.send('POST', `/api/consents/${items[0]?.id}/withdrawal`, { token: me.token, body: { vouchers: [] } });
    expect((await mine()).items).toMatchObject([{ id: authorisation, state: 'ended', ended: 'withdraw' }]);
    expect(await op.start(authorisation)).toBe('not_now');
  });
  test('a night ends what no longer meets its condition, tells the person, and leaves the others', async () => {
    const other = await testPerson(t);
    const [lost, kept] = [await op.authorised(me), await op.authorised(other)];
    await review();
    expect((await mine()).items).toMatchObject([{ state: 'active' }]);
    await db()
      .collection<{ _id: string }>('people')
      .updateOne({ _id: me.id }, { $set: { assurance: 'none' } });
    await review();
    expect((await mine()).items).toMatchObject([{ id: lost.authorisation, state: 'ended', ended: 'lose' }]);
    expect((await mine(other)).items).toMatchObject([{ id: kept.authorisation, state: 'active' }]);
    expect(await messages()).toEqual(['一项免押授权已停止']);
  });
  test('past its last day it is over, before the night has come and after', async () => {
    const { authorisation } = await op.authorised(me);
    later(364 * DAY);
    expect((await mine()).items).toMatchObject([{ state: 'active', expiring: true }]);
    later(2 * DAY);
    expect((await mine()).items).toMatchObject([{ state: 'ended', ended: 'expire' }]);
    expect(await op.start(authorisation)).toBe('not_now');
    await review();
    expect((await mine()).items).toMatchObject([{ state: 'ended', ended: 'expire' }]);
  });
  test('an operator that stops lending ends all of its own', async () => {
    await op.authorised(me);
    await t.app.get(DepositClients, { strict: false }).put({ ...op.client, open: false });
    await review();
    expect((await mine()).items).toMatchObject([{ state: 'ended', ended: 'close' }]);
  });
  test('nobody else’s is seen or withdrawn', async () => {
    const { authorisation } = await op.authorised(me);
    const other = await testPerson(t);
    expect(codeOf(await t.send('GET', `/api/deposit/authorisations/${authorisation}`, { token: other.token }))).toBe('deposit_authorisation_unknown');
    expect(codeOf(await withdraw(authorisation, other))).toBe('deposit_authorisation_unknown');
    expect((await mine()).items).toMatchObject([{ state: 'active' }]);
  });
  test('one operator’s uses are paged by key', async () => {
    const { authorisation } = await op.authorised(me);
    for (let n = 0; n < 23; n++) await op.start(authorisation, `P-${n}`, new Date(clock().ms() - Math.floor(n / 2) * 60_000));
    const page = async (after?: string) =>
      (await t.send('GET', `/api/deposit/authorisations/${authorisation}${after ? `?after=${after}` : ''}`, { token: me.token })).body as {
        orders: Orders[];
        next: string | null;
      };
    const first = await page();
    const second = await page(first.next ?? '');
    expect([first.orders.length, second.orders.length, second.next]).toEqual([20, 3, null]);
    expect(new Set([...first.orders, ...second.orders].map((o) => o.number)).size).toBe(23);
  });
});
