import { encode32 } from '@binhai/shared/rules/voucher-code';
import { describe, expect, test } from '@jest/globals';
import { MembershipsService } from '../organisations/memberships.service.js';
import { OrganisationsService } from '../organisations/organisations.service.js';
import { RedemptionNews } from '../perks/redemption-news.js';
import { armFault } from '../platform/faults.js';
import { HEADS, type Reply, testCounter } from '../testing/test-counter.js';
import { claim, phone, requestId, testMember, testOffer, testShop } from '../testing/test-offers.js';
import { testPerson } from '../testing/test-person.js';

const { t, shop, clerk, manager, me, db, clock, at, post, scan, confirm, release, reverse, voucher, view, stock, code, redeemed } = testCounter('counter');

describe('scan and confirm', () => {
  test('the main way: lock, name masked and on record, redeemed once, told to the holder', async () => {
    const v = await voucher();
    const locked = await scan(v.qr());
    expect(locked.body).toMatchObject({ title: '示例停车优惠', maskedName: '李*宁', headsLeft: 1, lockedUntil: expect.stringMatching(/^2026-11-25T02:10:0/) });
    expect(await view(v)).toMatchObject({ state: 'locked', stateText: '确认中' });
    const looks = await db().collection('register_entries').find({ subject: me().id, kind: 'merchant' }).toArray();
    expect(looks).toEqual([
      expect.objectContaining({ actor: clerk().id, organisationId: shop().organisationId, purpose: 'voucher_redemption', items: ['遮住的姓名', '券'] }),
    ]);
    const done = await confirm(locked.body.lockId);
    expect(done.body).toMatchObject({ state: 'redeemed', heads: null, payableFen: null, maskedName: '李*宁', terminal: 'T-001' });
    expect(await view(v)).toMatchObject({ state: 'redeemed', stateText: '已核销', redeemedPlace: '示例门店', usesLeft: 0 });
    await t().app.get(RedemptionNews, { strict: false }).settled();
    const { items } = (await t().send('GET', '/api/messages', { token: me().token })).body as { items: object[] };
    expect(items).toMatchObject([{ title: '券已核销', text: '“示例停车优惠”已在示例门店核销。不是你本人使用的，请在券里提出。' }]);
  });
  test('typed code: spoken, spaced and in lower case; spent like a scanned one', async () => {
    const v = await voucher();
    const typed = v.typed();
    expect(code(await scan(`${typed.slice(0, 4)} ${typed.slice(4).toLowerCase()}`))).toBe(200);
    // one wrong letter never passes the check letter, whatever the code
    const wrong = `${typed[0] === 'A' ? 'B' : 'A'}${typed.slice(1)}`;
    expect(code(await scan(wrong))).toBe('voucher_code_wrong');
  });
  test('percent of a bill with its cap, and heads', async () => {
    const bill = await redeemed(await voucher({ benefit: { kind: 'percent', payPercent: 90, capFen: 5000 } }), { amountFen: 26_800 });
    expect(bill.body).toMatchObject({ originalFen: 26_800, reliefFen: 2680, payableFen: 24_120 });
    const two = await redeemed(await voucher({ benefit: HEADS }), { heads: 2 });
    expect(two.body).toMatchObject({ heads: 2, originalFen: 16_000, reliefFen: 3200, payableFen: 12_800 });
  });
  test.each([
    ['no amount', { kind: 'percent', payPercent: 90, capFen: null }, {}],
    ['heads for a bill', { kind: 'percent', payPercent: 90, capFen: null }, { heads: 1 }],
    ['too many heads', HEADS, { heads: 4 }],
    ['an amount for a fixed benefit', { kind: 'fixed', text: '示例' }, { amountFen: 1 }],
  ] as const)('an amount that cannot be: %s; the lock stays', async (_, benefit, sums) => {
    const v = await voucher({ benefit });
    const { lockId } = (await scan(v.qr())).body;
    expect([code(await confirm(lockId, sums)), (await view(v)).state]).toEqual(['voucher_amount_invalid', 'locked']);
  });
  test('what was locked in time may finish after the last day', async () => {
    const v = await voucher({ use: { days: 1 } });
    at('2026-11-25T23:59:50+08:00');
    const { lockId } = (await scan(v.qr())).body;
    at('2026-11-26T00:05:00+08:00');
    expect([code(await confirm(lockId)), (await view(v)).state]).toEqual([200, 'redeemed']);
  });
});

describe('what the clerk is told', () => {
  const other = async () => testMember(t(), await testShop(t()));
  test('another shop never locks', async () => {
    const v = await voucher();
    expect(code(await scan(v.qr(), { who: await other() }))).toBe('voucher_wrong_shop');
    expect((await view(v)).state).toBe('issued');
    expect(code(await scan(v.qr()))).toBe(200); // not even the step was spent
    expect(code(await scan(v.typed(), { who: await other() }))).toBe('voucher_code_wrong');
  });
  test('another terminal of the shop takes over with a fresh code, at once; the first has lost it; a lock past its time is free', async () => {
    const v = await voucher();
    const codeNow = v.qr();
    const first = await scan(codeNow);
    expect(code(await scan(codeNow, { terminal: 'T-002' }))).toBe('voucher_code_spent'); // the same code on two counters is one scan
    at('2026-11-25T10:00:40+08:00');
    const second = await scan(v.qr(), { terminal: 'T-002' });
    expect(code(second)).toBe(200);
    expect([code(await confirm(first.body.lockId)), code(await release(first.body.lockId))]).toEqual(['voucher_lock_lost', 'voucher_lock_lost']);
    expect(code(await release(second.body.lockId, 'T-001'))).toBe('voucher_lock_lost');
    expect(code(await release(second.body.lockId, 'T-002'))).toBe(200);
    at('2026-11-25T10:01:20+08:00');
    const third = await scan(v.qr(), { terminal: 'T-002' });
    expect(code(third)).toBe(200);
    at('2026-11-25T10:11:21+08:00');
    expect(code(await confirm(third.body.lockId, { terminal: 'T-002' }))).toBe('voucher_lock_lost');
    const fourth = await scan(v.qr());
    expect([code(fourth), code(await confirm(fourth.body.lockId, { terminal: 'T-002' }))]).toEqual([200, 'voucher_lock_lost']);
    expect(code(await confirm(fourth.body.lockId, { who: await other() }))).toBe('voucher_wrong_shop');
    expect(code(await confirm(fourth.body.lockId))).toBe(200);
    expect(code(await release(fourth.body.lockId))).toBe('voucher_used');
  });
  test('another shop of the same business waits until the first lets go', async () => {
    const { organisationId, shopId } = shop();
    const twin = `${organisationId}-2`;
    await t()
      .app.get(OrganisationsService, { strict: false })
      .putShop({ _id: twin, organisationId, name: '示例二店', address: '经开区示例路 2 号', zone: '120116400' });
    const clerkAt = async (shopIds: string[]) => {
      const person = await testPerson(t());
      const members = t().app.get(MembershipsService, { strict: false });
      return person.as(await members.add({ personId: person.id, organisationId, role: 'clerk', staffNumber: `S${shopIds[0]?.slice(-6)}`, shopIds }));
    };
    const [here, there] = await Promise.all([clerkAt([shopId]), clerkAt([twin])]);
    const v = await voucher({ shops: [shopId, twin].map((id) => ({ id, name: id === twin ? '示例二店' : '示例门店', address: '经开区示例路' })) });
    const first = await scan(v.qr(), { who: here });
    at('2026-11-25T10:00:40+08:00');
    const second = await scan(v.qr(), { who: there, terminal: 'T-002' });
    expect([code(second), second.body.detail]).toEqual(['voucher_locked', { place: '示例门店' }]);
    expect(code(await post('releases', { terminal: 'T-001', lockId: first.body.lockId }, here))).toBe(200);
    at('2026-11-25T10:01:20+08:00');
    expect(code(await scan(v.qr(), { who: there, terminal: 'T-002' }))).toBe(200);
  });
  test('used, with when and where; reversed; cancelled', async () => {
    const v = await voucher();
    const { lockId } = (await scan(v.qr())).body;
    const done = await confirm(lockId);
    at('2026-11-25T10:02:00+08:00');
    const again = await scan(v.qr());
    expect([code(again), again.body.detail]).toEqual(['voucher_used', { at: done.body.at, place: '示例门店' }]);
    expect(code(await confirm(lockId))).toBe('voucher_used');
    await reverse(done.body.id);
    at('2026-11-25T10:03:00+08:00');
    expect([code(await scan(v.qr())), code(await confirm(lockId))]).toEqual(['voucher_reversed', 'voucher_reversed']);
    const c = await voucher({}, me());
    const held = await scan(c.qr());
    const cancel = () =>
      t().send('POST', `/api/perks/vouchers/${c.id}/cancellation`, { token: me().token, body: { confirm: true } }) as unknown as Promise<Reply>;
    expect(code(await cancel())).toBe('voucher_in_use');
    at('2026-11-25T10:14:00+08:00');
    expect(code(await cancel())).toBe(200);
    expect([code(await scan(c.qr())), code(await confirm(held.body.lockId))]).toEqual(['voucher_cancelled', 'voucher_cancelled']);
  });
  test('the holder cannot cancel or show what was used or taken back', async () => {
    const v = await voucher();
    const done = await redeemed(v);
    const act = async (path: string, body: object) =>
      code((await t().send('POST', `/api/perks/vouchers/${v.id}/${path}`, { token: me().token, body })) as unknown as Reply);
    expect([await act('cancellation', { confirm: true }), await act('secret', {})]).toEqual(['voucher_used', 'voucher_used']);
    await reverse(done.body.id);
    expect([await act('cancellation', { confirm: true }), await act('secret', {})]).toEqual(['voucher_reversed', 'voucher_reversed']);
  });
  test('not yet, no longer, not at this hour, not on this day', async () => {
    const soon = await voucher({ use: { from: '2026-11-27', days: 3 } });
    expect([code(await scan(soon.qr())), (await view(soon)).stateText]).toEqual(['voucher_not_started', '未到使用日期']);
    const evening = await voucher({ use: { hours: { from: 1020, to: 1260 } } }, await testPerson(t()));
    expect(code(await scan(evening.qr()))).toBe('voucher_outside_hours');
    const weekend = await voucher({ use: { weekdays: [6, 7] } }, await testPerson(t()));
    expect(code(await scan(weekend.qr()))).toBe('voucher_outside_hours');
    at('2026-11-30T00:00:00+08:00');
    expect(code(await scan(soon.qr()))).toBe('voucher_expired');
  });
  test('a code that is none, unknown or of an unknown lock', async () => {
    const v = await voucher();
    const unknown = `${v.qr().slice(0, 4)}${encode32(new Uint8Array(16))}${v.qr().slice(30)}`;
    expect([code(await scan('ABCDEFGH')), code(await scan('https://example.test/')), code(await scan(unknown))]).toEqual([
      'voucher_code_wrong',
      'voucher_code_wrong',
      'voucher_unknown',
    ]);
    expect([code(await confirm('none')), code(await release('none')), code(await reverse('none'))]).toEqual([
      'voucher_lock_lost',
      'voucher_lock_lost',
      'voucher_unknown',
    ]);
    expect([code(await scan('')), code(await scan('x'.repeat(214)))]).toEqual(['input_invalid', 'input_invalid']);
  });
  test('guessing typed codes ends after ten tries at a terminal and twenty of a person; scanning goes on', async () => {
    const guesser = await testMember(t(), shop());
    const v = await voucher();
    const right = v.typed();
    const wrong = () => scan(wrongTyped(right), { who: guesser, terminal: 'T-009' });
    const tried = [];
    for (let i = 0; i < 11; i++) tried.push(code(await wrong()));
    expect(tried).toEqual([...Array(10).fill('voucher_code_stale'), 'auth_attempts_limit']);
    expect(code(await scan(right, { who: guesser, terminal: 'T-009' }))).toBe('auth_attempts_limit');
    for (let i = 0; i < 10; i++) await scan(wrongTyped(right), { who: guesser, terminal: `T-1${i}0` });
    const limited = await scan(right, { who: guesser, terminal: 'T-010' });
    expect([code(limited), limited.body.retryable]).toEqual(['auth_attempts_limit', true]);
    expect(code(await scan(v.qr(), { who: guesser, terminal: 'T-009' }))).toBe(200);
  });
  test('residents, other roles and guests have no counter', async () => {
    const body = { terminal: 'T-001', requestId: requestId(), code: 'x' };
    expect(code((await t().send('POST', '/api/counter/scans', { body })) as unknown as Reply)).toBe('auth_required');
    expect(code(await post('scans', body, me()))).toBe('auth_forbidden');
    expect(code(await reverse('none', { who: clerk() }))).toBe('auth_forbidden');
  });
});
/** Another three letters of MAC under a right check letter: what a guesser sends. */
function wrongTyped(right: string): string {
  const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
  const check = (letters: string) => {
    const double = (n: number) => (n << 1) ^ ((n & 16) === 0 ? 0 : 37);
    return alphabet.charAt(double([...letters].reduce((sum, c) => double(sum) ^ alphabet.indexOf(c), 0)));
  };
  const turned = right.slice(0, 4) + [...right.slice(4, 7)].map((c) => alphabet.charAt((alphabet.indexOf(c) + 7) % 32)).join('');
  return turned + check(turned);
}

describe('reversal', () => {
  test('some heads: priced as if only the others had come, their units come back, the rest stays', async () => {
    const v = await voucher({ benefit: HEADS, total: 9 });
    const done = await redeemed(v, { heads: 3 });
    expect(await stock(v)).toMatchObject({ left: 6, issued: 3 });
    const one = await reverse(done.body.id, { heads: 1 });
    expect(one.body).toMatchObject({ state: 'partly_reversed', heads: 3, reversedHeads: 1, reliefFen: 3200, payableFen: 12_800 });
    expect([await stock(v), await view(v)]).toEqual([
      expect.objectContaining({ left: 7, issued: 2, days: { '2026-11-25': 2 } }),
      expect.objectContaining({ state: 'redeemed', stateText: '部分撤销', reversals: ['11 月 25 日 10:00 店长撤销了 1 位，应退你 64.00 元：人数录多了'] }),
    ]);
    expect(code(await reverse(done.body.id, { heads: 3 }))).toBe('voucher_amount_invalid');
    const rest = await reverse(done.body.id);
    expect(rest.body).toMatchObject({ state: 'reversed', heads: 3, reversedHeads: 3, reliefFen: 0, payableFen: 0 });
    expect([await stock(v), (await view(v)).state]).toEqual([expect.objectContaining({ left: 9, issued: 0 }), 'reversed']);
    expect(code(await reverse(done.body.id, { heads: 1 }))).toBe('voucher_not_reversible');
    expect(code((await claim(t(), me(), v.offer)) as unknown as Reply)).toBe(200);
  });
  test('50 at once, each with a key of its own: stock comes back once, all get the first answer', async () => {
    const v = await voucher({ total: 1 });
    const done = await redeemed(v);
    const answers = await Promise.all(Array.from({ length: 50 }, () => reverse(done.body.id)));
    expect(new Set(answers.map((a) => JSON.stringify([a.status, a.body]))).size).toBe(1);
    expect([answers[0]?.body.state, await stock(v)]).toEqual(['reversed', expect.objectContaining({ left: 1, issued: 0 })]);
    expect(await db().collection('messages').countDocuments({ personId: me().id, kind: 'voucher_reversed' })).toBe(1);
  });
  test('the same request again is the same answer; with another body it is refused', async () => {
    const v = await voucher({ benefit: HEADS });
    const done = await redeemed(v, { heads: 3 });
    const id = requestId();
    const first = await reverse(done.body.id, { heads: 1, requestId: id });
    expect((await reverse(done.body.id, { heads: 1, requestId: id })).body).toEqual(first.body);
    expect(code(await reverse(done.body.id, { heads: 2, requestId: id }))).toBe('counter_request_reused');
    expect(await stock(v)).toMatchObject({ issued: 2 });
  });
  test('24 hours, and only by the business that redeemed', async () => {
    const v = await voucher();
    const done = await redeemed(v);
    expect(code(await reverse(done.body.id, { who: await testMember(t(), await testShop(t()), 'manager') }))).toBe('voucher_wrong_shop');
    expect(code(await reverse(done.body.id, { reason: '' }))).toBe('input_invalid');
    const redeemedAt = Date.parse(String(done.body.at));
    clock().set(new Date(redeemedAt + 86_400_000 + 1000));
    expect(code(await reverse(done.body.id))).toBe('voucher_reverse_late');
    clock().set(new Date(redeemedAt + 86_400_000 - 5000));
    expect(code(await reverse(done.body.id))).toBe(200);
  });
  test('a fault in the middle changes nothing', async () => {
    const v = await voucher({ total: 1 });
    const done = await redeemed(v);
    armFault('counter.reverse.between_writes', 'throw', 1);
    expect([(await reverse(done.body.id)).status, (await view(v)).state, await stock(v)]).toEqual([500, 'redeemed', expect.objectContaining({ left: 0 })]);
    expect(code(await reverse(done.body.id))).toBe(200);
  });
});

test('today: sums of the day after reversals, paged, each name on record', async () => {
  const other = await testShop(t());
  const staff = await testMember(t(), other, 'manager');
  const offer = await testOffer(t(), other, { benefit: HEADS, total: null });
  for (let i = 0; i < 22; i++) {
    const p = await testPerson(t());
    const { body } = await claim(t(), p, offer);
    const { lockId } = (await scan((await phone(t(), p, body.id)).qr(), { who: staff })).body;
    const done = await confirm(lockId, { heads: 2, who: staff });
    if (i === 0) await reverse(done.body.id, { who: staff });
    if (i === 1) await reverse(done.body.id, { who: staff, heads: 1 });
  }
  const page = async (after = '') =>
    (await t().send('GET', `/api/counter/today${after}`, { token: staff.token })).body as { items: { state: string; maskedName: string }[]; next: string };
  const before = await db().collection('register_entries').countDocuments({ actor: staff.id });
  const first = await page();
  expect(first).toMatchObject({ shop: '示例门店', redemptions: 21, heads: 41, reliefFen: 41 * 1600 });
  const second = await page(`?after=${first.next}`);
  expect([first.items.length, second.items.length, second.next]).toEqual([20, 2, null]);
  expect(second.items.map((i) => i.state).sort()).toEqual(['partly_reversed', 'reversed']);
  expect(await db().collection('register_entries').countDocuments({ actor: staff.id })).toBe(before + 22);
  expect((await t().send('GET', '/api/counter/today', { token: manager().token })).body).not.toMatchObject({ redemptions: 21 });
});
