import { readFileSync } from 'node:fs';
import { encode32, QR_STEP_MS } from '@binhai/shared/rules/voucher-code';
import { describe, expect, test } from '@jest/globals';
import { hmacSha256 } from '../perks/voucher-keys.js';
import { armFault } from '../platform/faults.js';
import { type Held, type Reply, testCounter } from '../testing/test-counter.js';
import { requestId } from '../testing/test-offers.js';
import { testPerson } from '../testing/test-person.js';

const input = <T>(name: string): T => JSON.parse(readFileSync(new URL(`../../../test/cases/${name}.json`, import.meta.url), 'utf8')) as T;
const { t, me, db, clock, at, post, scan, confirm, release, voucher, view, code } = testCounter('counter_troubles');

describe('VCH-2: the same request', () => {
  interface Case {
    n: number;
    terminal: string;
    requestId: string;
    voucher: string;
    parallel?: number;
    expect: Record<string, unknown>;
  }
  const cases = input<Case[]>('VCH-2.idempotency');
  const vouchers = new Map<string, Held>();
  const locks = new Map<string, string>();
  const key = (c: Case) => `${c.requestId}-vch2`; // the contract asks for eight characters
  const terminal = (c: Case) => `${c.terminal}-vch2`;
  const lockOf = async (name: string, at: string) => {
    const known = locks.get(name);
    if (known) return known;
    const v = await voucher({}, await testPerson(t()));
    vouchers.set(name, v);
    const { lockId } = (await scan(v.qr(), { terminal: at })).body;
    locks.set(name, lockId);
    return lockId;
  };
  const replies: Reply[] = [];
  const run = async (c: Case) => confirm(await lockOf(c.voucher, terminal(c)), { terminal: terminal(c), requestId: key(c) });
  const count = async (name: string) =>
    db()
      .collection('vouchers')
      .countDocuments({ codeId: vouchers.get(name)?.codeId, state: 'redeemed' });

  test('1–2: same terminal, key and body: the same answer, one redemption', async () => {
    const [one, two] = cases as [Case, Case];
    replies[1] = await run(one);
    replies[2] = await run(two);
    expect([replies[1]?.body.state, replies[2]?.body, await count('V-A')]).toEqual(['redeemed', replies[1]?.body, 1]);
  });
  test('3–4: the same key with another voucher is refused and changes nothing; another terminal’s equal key is another key', async () => {
    const [three, four] = cases.slice(2) as [Case, Case];
    const v = await voucher({}, await testPerson(t()));
    const here = (await scan(v.qr(), { terminal: terminal(three) })).body.lockId;
    expect(code(await confirm(here, { terminal: terminal(three), requestId: key(three) }))).toBe('counter_request_reused');
    expect((await db().collection('vouchers').findOne({ codeId: v.codeId }))?.state).toBe('issued');
    expect(code(await release(here, terminal(three)))).toBe(200);
    clock().set(new Date(clock().ms() + QR_STEP_MS));
    const there = (await scan(v.qr(), { terminal: terminal(four) })).body.lockId;
    expect((await confirm(there, { terminal: terminal(four), requestId: key(four) })).body.state).toBe('redeemed');
  });
  test('5: a used voucher is refused under a new key, and the refusal is not remembered', async () => {
    const five = cases[4] as Case;
    const used = vouchers.get('V-A') as Held;
    at('2026-11-25T10:05:00+08:00');
    for (let i = 0; i < 2; i++) expect(code(await scan(used.qr(), { terminal: terminal(five), requestId: key(five) }))).toBe('voucher_used');
    const fresh = await voucher({}, await testPerson(t()));
    expect(code(await scan(fresh.qr(), { terminal: terminal(five), requestId: key(five) }))).toBe(200);
  });
  test('6: 100 at once with one key: one answer, one redemption', async () => {
    const six = cases[5] as Case;
    await lockOf(six.voucher, terminal(six));
    const answers = await Promise.all(Array.from({ length: six.parallel ?? 0 }, () => run(six)));
    expect([answers.length, new Set(answers.map((a) => JSON.stringify([a.status, a.body]))).size, answers[0]?.status]).toEqual([100, 1, 200]);
    expect(await count(six.voucher)).toBe(1);
  });
  test('7: 100 terminals at once: one locks and redeems, the others are told', async () => {
    const seven = cases[6] as Case;
    const v = await voucher({}, await testPerson(t()));
    const codeNow = v.qr();
    const scans = await Promise.all(Array.from({ length: seven.parallel ?? 0 }, (_, i) => scan(codeNow, { terminal: `T-${i}-vch2` })));
    const won = scans.map((s, i) => ({ s, i })).filter(({ s }) => s.status === 200);
    expect([won.length, new Set(scans.filter((s) => s.status !== 200).map(code))]).toEqual([1, new Set(['voucher_code_spent'])]);
    const { s, i } = won[0] as { s: Reply; i: number };
    const confirms = await Promise.all(Array.from({ length: 100 }, () => confirm(s.body.lockId, { terminal: `T-${i}-vch2` })));
    expect(confirms.filter((c) => c.status === 200).length).toBe(1);
    expect(new Set(confirms.filter((c) => c.status !== 200).map(code))).toEqual(new Set(['voucher_used']));
  });
  test('8: an answer lost on the way is given again', async () => {
    const eight = cases[7] as Case;
    await lockOf(eight.voucher, terminal(eight));
    armFault('counter.confirm.after_write', 'throw', 1);
    expect((await run(eight)).status).toBe(500);
    expect([(await run(eight)).body.state, await count(eight.voucher)]).toEqual(['redeemed', 1]);
  });
  test('9: a failure before the write is not remembered', async () => {
    const nine = cases[8] as Case;
    await lockOf(nine.voucher, terminal(nine));
    armFault('counter.confirm.before_write', 'throw', 1);
    expect([(await run(nine)).status, await count(nine.voucher)]).toEqual([500, 0]);
    expect([(await run(nine)).body.state, await count(nine.voucher)]).toEqual(['redeemed', 1]);
  });
  test('a repeated scan gets its lock again; its key with another code is refused', async () => {
    const v = await voucher();
    const id = requestId();
    const qr = v.qr();
    const first = await scan(qr, { requestId: id });
    expect((await scan(qr, { requestId: id })).body).toEqual(first.body);
    const other = await voucher({}, await testPerson(t()));
    expect(code(await scan(other.qr(), { requestId: id }))).toBe('counter_request_reused');
  });
});

describe('VCH-3: rotating codes', () => {
  interface Case {
    phoneClock?: string;
    delay_s?: number;
    offsetLearnedOnline?: boolean;
    screenshotAge_s?: number;
    codeUsedTwice?: boolean;
    forged?: string;
    phoneOffline?: boolean;
    hours?: number;
    ok: boolean;
  }
  const { cases } = input<{ cases: Case[] }>('VCH-3.rotating-code');
  const seconds = (text = '+0 s') => Number(/([+-]\d+)/.exec(text)?.[1] ?? 0) * 1000;
  test.each(cases.map((c) => [JSON.stringify(c), c] as const))('%s', async (_, c) => {
    const v = await voucher();
    const start = clock().ms();
    const learned = c.offsetLearnedOnline ?? true;
    // a phone that learned the server's time shows that time, whatever its own clock says
    const shown = start + (c.offsetLearnedOnline ? 0 : seconds(c.phoneClock)) + (c.hours ?? 0) * 3_600_000;
    let text = v.qr(shown, learned);
    if (c.forged?.includes('without the secret'))
      text = text.slice(0, -20) + encode32(hmacSha256(new TextEncoder().encode(v.id), new TextEncoder().encode(text.slice(0, -21)))).slice(0, 20);
    if (c.forged?.includes('another voucher')) text = text.slice(0, -20) + (await voucher({}, me())).qr(shown).slice(-20);
    clock().set(new Date(start + ((c.delay_s ?? 0) + (c.screenshotAge_s ?? 0)) * 1000 + (c.hours ?? 0) * 3_600_000));
    if (c.codeUsedTwice) {
      const first = await scan(text);
      await release(first.body.lockId);
    }
    const r = await scan(text);
    expect(r.status === 200).toBe(c.ok);
    if (c.ok) return;
    const want = c.codeUsedTwice ? 'voucher_code_spent' : c.forged ? 'voucher_code_wrong' : 'voucher_code_stale';
    expect([code(r), (await view(v)).state]).toEqual([want, 'issued']);
  });
  test('the QR text names nobody and no voucher', async () => {
    const v = await voucher();
    for (const secret of [v.id, me().id, '李示例宁', v.offer]) expect(v.qr()).not.toContain(secret);
    expect(v.qr().length).toBeLessThanOrEqual(213);
  });
});

test('VCH-4: two counters come back from offline with one voucher: one redeems, the other is told when and where', async () => {
  const v = await voucher();
  const body = { terminal: 'T-001', requestId: requestId(), code: v.qr() };
  // the network failed after the request was made: the app restarts and repeats the same request
  const first = await post('scans', body);
  expect((await post('scans', body)).body).toEqual(first.body);
  const done = await confirm(first.body.lockId);
  at('2026-11-25T10:06:00+08:00');
  const second = await scan(v.qr(), { terminal: 'T-002' });
  expect([code(second), second.body.detail]).toEqual(['voucher_used', { at: done.body.at, place: '示例门店' }]);
  expect(await db().collection('vouchers').countDocuments({ codeId: v.codeId, state: 'redeemed' })).toBe(1);
});
