import type { VoucherView } from '@binhai/shared/contract/perks';
import { judgeQr, readQr, typedCode } from '@binhai/shared/rules/voucher-code';
import { beforeEach, expect, test } from '@jest/globals';
import { act, render, screen } from '@testing-library/react';
import { tokens } from '../../src/api/client';
import { ApiError } from '../../src/api/errors';
import { actOf } from '../../src/packages/perks/offer/bar';
import { isPersons, tooShort } from '../../src/packages/publicity/search/query';
import { useFollow } from '../../src/parts/follow';
import { fromBase64, hmacSha256, toBase64Url } from '../../src/platform/crypto';
import { storage } from '../../src/platform/storage';
import { clockKnown, clockOffset, learnServerMs, learnServerTime } from '../../src/platform/time';
import { type Eligibility, type OfferDetail, usePerks } from '../../src/stores/perks';
import { personChanged } from '../../src/stores/remote';
import { useVouchers } from '../../src/stores/vouchers';
import Taro, { environment, store } from '../stubs/taro';

type Request = { url: string; method: string; data?: string };
type Reply = { statusCode: number; header: Record<string, string>; data: string };
const reply = (statusCode: number, data: unknown): Promise<Reply> =>
  Promise.resolve({ statusCode, header: { 'content-type': 'application/json' }, data: JSON.stringify(data) });
const refusal = (code: string, retryable = false) => ({ code, message: '一句话', way: '出路', retryable, requestId: 'r1' });
let seen: Request[] = [];
function serve(f: (o: Request, n: number) => Promise<Reply>) {
  seen = [];
  Taro.request.mockImplementation((o) => {
    seen.push(o);
    return f(o, seen.length);
  });
}
const view: VoucherView = {
  id: 'v1',
  offerId: 'o1',
  title: '示例券',
  subtitle: '',
  provider: '示例商户',
  state: 'issued',
  stateText: '可用',
  places: ['示例门店　示例路 1 号'],
  usableFrom: '2026-11-25',
  usableUntil: '2099-12-31',
  usesLeft: 1,
  claimedAt: '2026-11-25T01:00:00.000Z',
  redeemedAt: null,
  redeemedPlace: '',
  receipt: '',
  savedFen: null,
  usedHeads: null,
  lockedAt: null,
  lockedUntil: null,
  cancelledAt: null,
  reversals: [],
  benefit: { kind: 'fixed', text: '示例' },
};
const SECRET = toBase64Url(Uint8Array.from({ length: 32 }, (_, i) => i));
const CODE_ID = '23456789ABCDEFGHJKLMNPQRST';
const bodies = () => seen.map((o) => JSON.parse(o.data ?? '{}') as { requestId: string });

beforeEach(() => {
  tokens.forget();
  store.clear();
  personChanged();
  environment.online = true;
});

test('a claim that nobody answers is asked again with the same id, and one that is answered ends the intent', async () => {
  serve((_, n) => (n < 3 ? Promise.reject(new Error('request:fail')) : reply(200, view)));
  await expect(usePerks.getState().claim('o1', 1, null)).resolves.toMatchObject({ id: 'v1' });
  expect(seen).toHaveLength(3);
  expect(new Set(bodies().map((b) => b.requestId)).size).toBe(1);
  const first = bodies()[0]?.requestId;
  serve(() => reply(200, view));
  await usePerks.getState().claim('o1', 1, null);
  expect(bodies()[0]?.requestId).not.toBe(first);
});
test('a claim that was cut off by a dead phone goes on with its id; another offer, version or consent is another intent', async () => {
  environment.online = false;
  serve(() => Promise.reject(new Error('request:fail')));
  await expect(usePerks.getState().claim('o1', 1, null)).rejects.toMatchObject({ code: 'offline' });
  const cut = bodies()[0]?.requestId;
  environment.online = true;
  serve(() => reply(409, refusal('perk_offer_changed')));
  await expect(usePerks.getState().claim('o1', 1, null)).rejects.toBeInstanceOf(ApiError);
  expect(bodies()[0]?.requestId).toBe(cut);
  const ids = [];
  const others: readonly (readonly [string, number, string | null])[] = [
    ['o2', 1, null],
    ['o1', 2, null],
    ['o1', 1, 'text-1'],
    ['o1', 1, null], // refused above: that intent is over
  ];
  for (const input of others) {
    serve(() => reply(409, refusal('perk_sold_out')));
    await expect(usePerks.getState().claim(...input)).rejects.toMatchObject({ code: 'perk_sold_out' });
    ids.push(bodies()[0]?.requestId);
  }
  expect(new Set([cut, ...ids]).size).toBe(5);
});

const detail = { left: 5 } as OfferDetail['offer'];
const eligible = (verdict: Eligibility['verdict'], ...no: Eligibility['conditions'][number]['key'][]): Eligibility => ({
  offerId: 'o1',
  offerVersion: 1,
  verdict,
  conditions: no.map((key) => ({ key, met: 'no', title: '', hint: '' })),
});
test.each([
  ['a guest', actOf('guest', detail, null, false, false), { kind: 'login', text: '领取' }],
  ['before the answer', actOf('ready', detail, null, false, false), { kind: 'wait' }],
  ['without an answer', actOf('ready', detail, null, true, false), { kind: 'recheck' }],
  ['acting for a shop', actOf('other_role', detail, null, false, false), { kind: 'resident' }],
  ['claimable', actOf('ready', detail, eligible('yes'), false, false), { kind: 'claim', text: '领取' }],
  ['by consent', actOf('ready', detail, eligible('consent'), false, false), { kind: 'consent', text: '同意核验并领取' }],
  ['held, and one more may be claimed', actOf('ready', detail, eligible('yes'), false, true), { kind: 'view', again: true }],
  ['held, and no more', actOf('ready', detail, eligible('no', 'person_limit'), false, true), { kind: 'view', again: false }],
  ['paused', actOf('ready', detail, eligible('no', 'service'), false, false), { kind: 'closed', text: '暂停领取' }],
  ['all gone', actOf('ready', { ...detail, left: 0 }, eligible('no', 'stock'), false, false), { kind: 'closed', text: '已领完' }],
  ["today's gone", actOf('ready', detail, eligible('no', 'stock'), false, false), { kind: 'closed', text: '今天的已领完' }],
  ['no real name', actOf('ready', detail, eligible('no', 'real_name', 'age'), false, false), { kind: 'real_name' }],
  ['a grade not reached', actOf('ready', detail, eligible('no', 'grade'), false, false), { kind: 'closed', text: '现在还不能领' }],
])('the one button of an offer: %s', (_, got, wanted) => {
  expect(got).toMatchObject(wanted);
});

test('the secret of a voucher is asked for once, gives codes the server accepts, and is forgotten when the voucher or the session ends', async () => {
  serve((o) => {
    if (o.url.endsWith('/secret')) return reply(200, { codeId: CODE_ID, secret: SECRET, keyId: 'k1', serverTime: Date.now() + 7_200_000 });
    return reply(200, { ...view, state: 'redeemed', stateText: '已核销' });
  });
  await useVouchers.getState().fetchSecret(view);
  expect(clockOffset()).toBeGreaterThan(7_199_000); // a phone two hours behind corrects itself
  expect(clockKnown()).toBe(true);
  const kept = useVouchers.getState().kept.v1;
  expect(kept).toMatchObject({ codeId: CODE_ID, secret: SECRET });
  expect(store.get('bh.voucher-secrets')).toContain(SECRET);
  await useVouchers.getState().load('v1');
  expect(useVouchers.getState().kept).toEqual({});
  expect(store.get('bh.voucher-secrets')).not.toContain(SECRET);

  await useVouchers.getState().fetchSecret(view);
  tokens.forget();
  personChanged();
  expect(useVouchers.getState().kept).toEqual({});
  expect(storage.get('voucher-secrets')).toBeUndefined();
  learnServerMs(Date.now(), 0);
});
test('what the phone makes from the secret passes the judge of the server, the next step and no screenshot', async () => {
  const { qrText } = await import('@binhai/shared/rules/voucher-code');
  const key = fromBase64(SECRET);
  const now = Date.now();
  const text = qrText({ codeId: CODE_ID, key, atMs: now, synced: true }, hmacSha256);
  const read = readQr(text);
  if (!read.ok) throw new Error(read.reason);
  expect(judgeQr(read, key, now + 20_000, hmacSha256).ok).toBe(true);
  expect(judgeQr(read, key, now + 90_000, hmacSha256)).toEqual({ ok: false, reason: 'code_stale' });
  expect(typedCode({ codeId: CODE_ID, key, atMs: now }, hmacSha256)).toMatch(/^[2-9A-HJ-NP-Z]{8}$/);
});
test('the whole seconds of a header do not make a known clock stutter, a clock that was set is learned anew', () => {
  learnServerMs(Date.now(), 0);
  const before = clockOffset();
  learnServerTime(new Date(Date.now() - 400).toUTCString(), 10);
  expect(clockOffset()).toBe(before);
  learnServerTime(new Date(Date.now() + 3_600_000).toUTCString(), 10);
  expect(clockOffset()).toBeGreaterThan(3_598_000);
  learnServerMs(Date.now(), 0);
});

function Follow({ on, ask }: { on: boolean; ask: () => Promise<boolean> }) {
  useFollow(on, ask);
  return <p>券</p>;
}
test('a voucher in sight is asked about at once and again, rarer while nobody answers, never when it is out of sight', async () => {
  const asked: number[] = [];
  let answers = true;
  const started = Date.now();
  const ask = async () => {
    asked.push(Date.now() - started);
    return answers;
  };
  const { rerender } = render(<Follow on={false} ask={ask} />);
  await act(async () => new Promise((r) => setTimeout(r, 50)));
  expect(asked).toEqual([]);
  rerender(<Follow on ask={ask} />);
  await act(async () => new Promise((r) => setTimeout(r, 3300)));
  expect(asked).toHaveLength(2);
  answers = false;
  await act(async () => new Promise((r) => setTimeout(r, 6500)));
  expect(asked).toHaveLength(3); // the third got no answer: the next comes after six seconds, not three
  rerender(<Follow on={false} ask={ask} />);
  expect(screen.getByText('券')).toBeInTheDocument();
});

test('numbers of people are never sent to the public search; names are counted without brackets', () => {
  expect(isPersons('120116199206061015')).toBe(true);
  expect(isPersons('138 0000 0000')).toBe(true);
  expect(isPersons('91120116MA05J2QX6G')).toBe(false);
  expect(isPersons('津滨示罚〔2026〕152号')).toBe(false);
  expect(tooShort('（津）')).toBe(true);
  expect(tooShort('滨海')).toBe(false);
});
