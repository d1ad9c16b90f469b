import { readFileSync } from 'node:fs';
import { beforeEach, expect, test } from '@jest/globals';
import { fromBase64, hmacSha256, requestId, toBase64, toBase64Url, utf8 } from '../../src/platform/crypto';
import { AGREE_BUTTON_ID, answerPrivacy, onPrivacyAsked } from '../../src/platform/privacy';
import { QR_MAX_BYTES, qrDataUrl } from '../../src/platform/qr';
import { back, go, parentOf, replace, setParents } from '../../src/platform/router';
import { storage } from '../../src/platform/storage';
import { instant, say } from '../../src/platform/time';
import { fontFactor } from '../../src/platform/window';
import { textScale } from '../../src/ui/theme';
import Taro, { environment, pages, store, storeFaults } from '../stubs/taro';

const cases = <T,>(name: string): T => JSON.parse(readFileSync(new URL(`../../../test/cases/${name}`, import.meta.url), 'utf8')) as T;
const settled = () => new Promise((r) => setTimeout(r, 5));
beforeEach(() => {
  storage.forgetPerson();
  store.clear();
  Object.assign(storeFaults, { write: false, limit: Number.POSITIVE_INFINITY });
  pages.splice(0, pages.length, { route: 'pages/home/index' });
});

test('APP-2: twelve taps forward, none is dead, the stack stays within ten, and back leads home step by step', async () => {
  const { expect: wanted } = cases<{ expect: { deadTaps: number } }>('APP-2.deep-stack.json');
  let dead = 0;
  for (let i = 0; i < 12; i++) {
    await go(`/packages/perks/offer/index`, { id: `o${i}` });
    if (pages.at(-1)?.route !== 'packages/perks/offer/index') dead++;
    expect(pages.length).toBeLessThanOrEqual(10);
  }
  expect(dead).toBe(wanted.deadTaps);
  expect(Taro.redirectTo).toHaveBeenLastCalledWith({ url: '/packages/perks/offer/index?id=o11' });
  for (let depth = 10; depth > 1; depth--) {
    expect(pages).toHaveLength(depth);
    await back();
  }
  expect(pages).toEqual([{ route: 'pages/home/index' }]);
});
test('APP-5: with nothing behind, back leads to the parent', async () => {
  setParents({ '/packages/credit/record/index': '/packages/credit/records/index', '/packages/credit/records/index': '/pages/credit/index' });
  pages.splice(0, 1, { route: 'packages/credit/record/index' });
  await back();
  expect(pages).toEqual([{ route: 'packages/credit/records/index' }]);
  await back();
  expect(pages).toEqual([{ route: 'pages/credit/index' }]);
  expect(parentOf('/packages/unheard-of/index?x=1')).toBe('/pages/home/index');
});
test('a second tap while a page opens is the same tap; a move that never answers blocks the next for no more than a second', async () => {
  Taro.navigateTo.mockImplementationOnce(() => new Promise(() => {}));
  void go('/packages/a/index');
  await go('/packages/b/index');
  expect(pages).toHaveLength(1);
  await new Promise((r) => setTimeout(r, 850));
  await replace('/packages/b/index');
  expect(pages).toEqual([{ route: 'packages/b/index' }]);
});
test('what the platform will not stack opens in a fresh stack', async () => {
  Taro.navigateTo.mockImplementationOnce(() => Promise.reject(new Error('navigateTo:fail')));
  await go('/packages/c/index');
  expect(pages).toEqual([{ route: 'packages/c/index' }]);
});

test('APP-7: a full store gives up the oldest expendable keys, a dead one keeps everything in memory, log-out leaves nothing personal', () => {
  storage.set('offers', 'o'.repeat(400));
  storage.set('vouchers', 'v'.repeat(400));
  storage.set('refresh', 'token-1');
  storeFaults.limit = [...store.values()].reduce((n, t) => n + t.length, 0) + 20;
  storage.set('voucher-secrets', 's'.repeat(300));
  expect(storage.get('voucher-secrets')).toBe('s'.repeat(300));
  expect(store.has('bh.voucher-secrets')).toBe(true);
  expect(storage.get('offers')).toBeUndefined();
  expect(storage.get('refresh')).toBe('token-1');

  storeFaults.write = true;
  storage.set('refresh', 'token-2');
  expect(storage.get('refresh')).toBe('token-2');
  storage.forgetPerson();
  for (const key of ['refresh', 'voucher-secrets', 'vouchers', 'draft', 'tree-head'] as const) expect(storage.get(key)).toBeUndefined();
  expect([...store.keys()].filter((k) => /refresh|secret|voucher|draft/.test(k))).toEqual([]);
});
test('APP-7: one key stays below 512 KiB', () => {
  storage.set('vouchers', '券'.repeat(200_000));
  const largest = Math.max(...[...store.values()].map((t) => Buffer.byteLength(t)), 0);
  expect(largest).toBeLessThan(524_288);
  expect(storage.get<string>('vouchers')?.length).toBe(200_000);
});

test('APP-3: dates are read without Date.parse of local forms, in Shanghai whatever the phone thinks', () => {
  const { shown } = cases<{ shown: { in: string; out: string }[] }>('APP-3.ios-dates.json');
  for (const s of shown) expect(say.date(s.in).replace(/ /g, '')).toBe(s.out);
  const parse = Date.parse;
  Date.parse = () => Number.NaN;
  try {
    expect(instant('2026-11-25T09:38:08+08:00')).toBe(Date.UTC(2026, 10, 25, 1, 38, 8));
    expect(say.seconds('2026-11-25T01:38:08.123Z')).toBe('09:38:08');
    expect(say.date('2026-11-24T16:00:00Z')).toBe('2026 年 11 月 25 日');
    expect(say.dayAndWeekday('2026-12-02')).toBe('12 月 2 日（周三）');
    expect(say.stamp('2026-11-25T01:38:00Z')).toBe('11-25 09:38');
  } finally {
    Date.parse = parse;
  }
  expect(() => instant('2026-11-25 09:38')).toThrow(RangeError);
});

test('HMAC-SHA-256 gives the values of RFC 4231', () => {
  const hex = (b: Uint8Array) => [...b].map((x) => x.toString(16).padStart(2, '0')).join('');
  expect(hex(hmacSha256(new Uint8Array(20).fill(0x0b), utf8('Hi There')))).toBe('b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7');
  expect(hex(hmacSha256(utf8('Jefe'), utf8('what do ya want for nothing?')))).toBe('5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843');
});
test('base64 and UTF-8 agree with Node at every length', () => {
  for (let n = 0; n < 40; n++) {
    const bytes = Uint8Array.from({ length: n }, (_, i) => (i * 37 + n) & 255);
    expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
    expect(toBase64Url(bytes)).toBe(Buffer.from(bytes).toString('base64url'));
    expect([...fromBase64(toBase64Url(bytes))]).toEqual([...bytes]);
  }
  expect([...utf8('示𠮷a¢')]).toEqual([...Buffer.from('示𠮷a¢')]);
  expect(requestId()).toMatch(/^[A-Za-z0-9_-]{22}$/);
});

test('PDF-2: the longest allowed payload is drawn, a longer one throws', () => {
  const { voucher } = cases<{ voucher: { payload_bytes: string } }>('PDF-2.qr-density.json');
  expect(voucher.payload_bytes).toBe(`<= ${QR_MAX_BYTES}`);
  const url = qrDataUrl('a'.repeat(QR_MAX_BYTES));
  const gif = Buffer.from(url.split(',')[1] ?? '', 'base64');
  expect(gif.subarray(0, 6).toString()).toBe('GIF87a');
  expect([...gif.subarray(13, 19)]).toEqual([0x0a, 0x2a, 0x30, 0xff, 0xff, 0xff]);
  expect(gif.readUInt16LE(6)).toBe((57 + 8) * 8);
  expect(() => qrDataUrl('a'.repeat(QR_MAX_BYTES + 1))).toThrow(RangeError);
});

test('A11-1: text follows the factor, the care edition is at least 18 px, body text never above 30', () => {
  const { fontSizeScaleFactor } = cases<{ fontSizeScaleFactor: number[] }>('A11-1.font-setting.json');
  for (const factor of fontSizeScaleFactor) {
    environment.base = { fontSizeScaleFactor: factor };
    expect(fontFactor()).toBe(factor);
    const plain = 16 * textScale(false, factor);
    const care = 16 * textScale(true, factor);
    expect(plain).toBeCloseTo(16 * factor);
    expect(care).toBeGreaterThanOrEqual(18);
    expect(care).toBeLessThanOrEqual(30);
  }
  environment.base = { fontSizeSetting: 20 };
  expect(fontFactor()).toBe(1.25);
  environment.base = {};
  expect(fontFactor()).toBe(1);
});

test('APP-4: two functions share one sheet and both go on; a refusal asks again at the next tap', async () => {
  const sheet: boolean[] = [];
  onPrivacyAsked((open) => sheet.push(open));
  const answers: unknown[] = [];
  environment.askPrivacy?.((a) => answers.push(a));
  environment.askPrivacy?.((a) => answers.push(a));
  await settled();
  expect(sheet.at(-1)).toBe(true);
  answerPrivacy(true);
  expect(answers.slice(2)).toEqual([
    { event: 'agree', buttonId: AGREE_BUTTON_ID },
    { event: 'agree', buttonId: AGREE_BUTTON_ID },
  ]);
  expect(sheet.at(-1)).toBe(false);
  environment.askPrivacy?.((a) => answers.push(a));
  answerPrivacy(false);
  expect(answers.at(-1)).toEqual({ event: 'disagree' });
  environment.askPrivacy?.(() => {});
  expect(sheet.at(-1)).toBe(true);
  answerPrivacy(false);
});
