import { describe, expect, test } from '@jest/globals';
import { TestOperator } from '../../testing/test-deposit.js';
import { outcome, prk3Says, type ShownOrder, testDeposits } from '../../testing/test-deposits.js';
import { codeOf } from '../../testing/test-login.js';
import { type TestPerson, testPerson } from '../../testing/test-person.js';
import { DepositClients } from './clients.service.js';

const DAY = 86_400_000;
const { t, op, me, clock, db, later, mine, withdraw, messages, looks, change, review } = testDeposits('deposit_orders');

describe('a use', () => {
  test('start, end and release reach the person; the same report again changes nothing', async () => {
    const { authorisation } = await op().authorised(me());
    const at = clock().now();
    expect(await op().start(authorisation, 'CX-5520-8813', at)).toBe('yes');
    expect(await op().start(authorisation, 'CX-5520-8813', at)).toBe('yes');
    expect(await mine()).toMatchObject({ count: 1, unreleased: 0, orders: [{ number: 'CX-5520-8813', endedAt: null, released: false }] });
    later(1_080_000);
    const end = clock().now();
    await op().end('CX-5520-8813', false, end);
    expect(await mine()).toMatchObject({ unreleased: 1, orders: [{ endedAt: end.toISOString(), released: false }] });
    await op().end('CX-5520-8813', true, end);
    await op().end('CX-5520-8813', true, end);
    expect(await mine()).toMatchObject({ count: 1, unreleased: 0, orders: [{ released: true }] });
    expect(await outcome(op().end('CX-5520-8813', false, end))).toBe('deposit_order_conflict');
    expect(await outcome(op().start(authorisation, 'CX-5520-8813', end))).toBe('deposit_order_conflict');
  });
  test.each(['station', 'distance', 'latitude', 'position', 'route'])('a report with its %s is refused whole, and nothing of it is kept', async (field) => {
    const { authorisation } = await op().authorised(me());
    const at = clock().now().toISOString();
    const report = (path: string, body: object) => op().partner.send('POST', `/api/partner/v1/deposit/${path}`, { body: { ...body, [field]: '泰达站' } });
    expect(codeOf(await report('orders', { authorisation, order: 'PLACE-1', startedAt: at }))).toBe('input_invalid');
    await op().start(authorisation, 'PLACE-1');
    expect(codeOf(await report('order-ends', { order: 'PLACE-1', endedAt: at, depositReleased: true }))).toBe('input_invalid');
    expect((await mine()).orders).toMatchObject([{ number: 'PLACE-1', endedAt: null }]);
  });
  test('at a time that cannot be: refused', async () => {
    const { authorisation } = await op().authorised(me());
    const now = clock().ms();
    const at = (ms: number) => new Date(now + ms);
    expect(await outcome(op().start(authorisation, 'TIME-1', at(660_000)))).toBe('deposit_time_wrong');
    expect(await outcome(op().start(authorisation, 'TIME-1', at(-25 * 3_600_000)))).toBe('deposit_time_wrong');
    await op().start(authorisation, 'TIME-1', at(-60_000));
    expect(await outcome(op().end('TIME-1', true, at(-60_001)))).toBe('deposit_time_wrong');
  });
  test('sixteen equal reports at once are one use', async () => {
    const { authorisation } = await op().authorised(me());
    const at = clock().now();
    expect(new Set(await Promise.all(Array.from({ length: 16 }, () => op().start(authorisation, 'ONE-1', at))))).toEqual(new Set(['yes']));
    await Promise.all(Array.from({ length: 16 }, () => op().end('ONE-1', true, at)));
    expect(await mine()).toMatchObject({ count: 1, orders: [{ released: true }] });
  });
  test(prk3Says(5), async () => {
    const { authorisation } = await op().authorised(me());
    expect(await op().start(authorisation, 'RIDE-1')).toBe('yes');
    expect((await withdraw(authorisation)).status).toBe(200);
    expect((await withdraw(authorisation)).status).toBe(200); // a second tap
    later(60_000);
    await op().end('RIDE-1');
    expect(await op().start(authorisation, 'RIDE-2')).toBe('not_now');
    expect(await mine()).toMatchObject({ count: 1, orders: [{ number: 'RIDE-1', released: true }], items: [{ state: 'ended', ended: 'withdraw' }] });
  });
  test(prk3Says(6), async () => {
    const second = await TestOperator.of(t(), { kind: 'powerbank', title: '共享充电宝' });
    const [one, two] = [await op().authorised(me()), await second.authorised(me())];
    expect([one.verdict, two.verdict]).toEqual(['yes', 'yes']);
    expect(one.authorisation).not.toBe(two.authorisation);
    const again = await op().authorised(me()); // the operator's app was installed anew
    expect(again).toEqual(one);
    expect((await mine()).items.filter((a) => a.state === 'active')).toHaveLength(2);
    expect(await second.start(one.authorisation)).toBe('not_now'); // one operator's authorisation is nothing to another
  });
  test(prk3Says(7), async () => {
    await op().authorised(me());
    const before = await db().collection('deposit_orders').countDocuments();
    expect(await outcome(op().end('NEVER-1'))).toBe('deposit_order_unknown');
    expect(await db().collection('deposit_orders').countDocuments()).toBe(before);
  });
  test('withdrawn, frozen, unknown, another’s, not eligible: the same answer, one entry each, no order', async () => {
    const { authorisation } = await op().authorised(me());
    const asked = async (id = authorisation) => {
      const before = await looks();
      const verdict = await op().start(id);
      return [verdict, (await looks()) - before];
    };
    expect(await asked()).toEqual(['yes', 1]);
    await change({ frozenAt: clock().now() });
    expect(await asked()).toEqual(['not_now', 1]);
    await change({ frozenAt: null, assurance: 'none' });
    expect(await asked()).toEqual(['not_now', 1]);
    await change({ assurance: 'high' });
    expect(await asked('nobodys-authorisation-')).toEqual(['not_now', 1]);
    expect(await asked()).toEqual(['yes', 1]); // an account that is open again goes on
    await withdraw(authorisation);
    expect(await asked()).toEqual(['not_now', 1]);
    expect(await mine()).toMatchObject({ count: 2 });
  });
  test('a start and a withdrawal at once: whichever comes last wins, and the end of a use is always taken', async () => {
    for (let round = 0; round < 6; round++) {
      const { authorisation } = await op().authorised(me());
      const number = `RACE-${round}`;
      const [verdict] = await Promise.all([op().start(authorisation, number), withdraw(authorisation)]);
      expect(await outcome(op().end(number))).toBe(verdict === 'yes' ? 'ok' : 'deposit_order_unknown');
      expect(await op().start(authorisation)).toBe('not_now');
    }
  });
  test('gone after 30 days, counted from its end; the page shows it no longer the same moment', async () => {
    const { authorisation } = await op().authorised(me());
    await op().start(authorisation, 'OLD-1');
    await op().end('OLD-1');
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
  /** What the operator is told: written in the transaction of the end itself. */
  const told = async () =>
    (await db().collection('jobs').find({ name: 'outbox.partner.webhook', 'payload.partner': op().client._id }).toArray()).map((j) => j.payload);
  test('however it ends the operator hears the same once: which, never why', async () => {
    const ends: ((id: string, who: TestPerson) => Promise<unknown>)[] = [
      (id, who) => withdraw(id, who),
      async (_, who) => {
        await change({ assurance: 'none' }, who);
        await review();
      },
      async () => {
        later(366 * DAY);
        await review();
      },
    ];
    for (const [n, end] of ends.entries()) {
      const who = await testPerson(t());
      const { authorisation } = await op().authorised(who);
      await end(authorisation, who);
      await withdraw(authorisation, who);
      const all = await told();
      expect(all.length).toBe(n + 1);
      expect(all.find((e) => e.data.authorisation === authorisation)).toEqual({
        partner: op().client._id,
        type: 'authorisation.ended',
        at: expect.any(String),
        data: { authorisation },
      });
    }
  });
  test('by the consent centre it ends in the same moment', async () => {
    const { authorisation } = await op().authorised(me());
    const { items } = (await t().send('GET', '/api/consents', { token: me().token })).body as { items: { id: string; renewal: object | null }[] };
    expect(items[0]?.renewal).not.toBeNull(); // and it may be renewed there
    await t().send('POST', `/api/consents/${items[0]?.id}/withdrawal`, { token: me().token, body: { vouchers: [] } });
    expect((await mine()).items).toMatchObject([{ id: authorisation, state: 'ended', ended: 'withdraw' }]);
    expect(await op().start(authorisation)).toBe('not_now');
  });
  test('a night ends what no longer meets its condition, tells the person, and leaves the others', async () => {
    const other = await testPerson(t());
    const [lost, kept] = [await op().authorised(me()), await op().authorised(other)];
    await review();
    expect((await mine()).items).toMatchObject([{ state: 'active' }]);
    await change({ assurance: 'none' });
    await review();
    expect((await mine()).items).toMatchObject([{ id: lost.authorisation, state: 'ended', ended: 'lose' }]);
    expect((await mine(other)).items).toMatchObject([{ id: kept.authorisation, state: 'active' }]);
    expect(await messages()).toEqual(['一项免押授权已停止']);
  });
  test('past its last day it is over, before the night has come and after', async () => {
    const { authorisation } = await op().authorised(me());
    later(364 * DAY);
    expect((await mine()).items).toMatchObject([{ state: 'active', expiring: true }]);
    later(2 * DAY);
    expect((await mine()).items).toMatchObject([{ state: 'ended', ended: 'expire' }]);
    expect(await op().start(authorisation)).toBe('not_now');
    await review();
    expect((await mine()).items).toMatchObject([{ state: 'ended', ended: 'expire' }]);
  });
  test('an operator that stops lending ends all of its own', async () => {
    await op().authorised(me());
    await t()
      .app.get(DepositClients, { strict: false })
      .put({ ...op().client, open: false });
    await review();
    expect((await mine()).items).toMatchObject([{ state: 'ended', ended: 'close' }]);
  });
  test('nobody else’s is seen or withdrawn', async () => {
    const { authorisation } = await op().authorised(me());
    const other = await testPerson(t());
    expect(codeOf(await t().send('GET', `/api/deposit/authorisations/${authorisation}`, { token: other.token }))).toBe('deposit_authorisation_unknown');
    expect(codeOf(await withdraw(authorisation, other))).toBe('deposit_authorisation_unknown');
    expect((await mine()).items).toMatchObject([{ state: 'active' }]);
  });
  test('one operator’s uses are paged by key', async () => {
    const { authorisation } = await op().authorised(me());
    for (let n = 0; n < 23; n++) await op().start(authorisation, `PAGE-${n}`, new Date(clock().ms() - Math.floor(n / 2) * 60_000));
    const page = async (after?: string) =>
      (await t().send('GET', `/api/deposit/authorisations/${authorisation}${after ? `?after=${after}` : ''}`, { token: me().token })).body as {
        orders: ShownOrder[];
        next: string | null;
      };
    const first = await page();
    const second = await page(first.next ?? '');
    expect([first.orders.length, second.orders.length, second.next]).toEqual([20, 3, null]);
    expect(new Set([...first.orders, ...second.orders].map((o) => o.number)).size).toBe(23);
  });
});
