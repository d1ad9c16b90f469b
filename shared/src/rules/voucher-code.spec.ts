import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { clockIsKnown, learnClock, type ServerClock, serverTime } from './clock.js';
import {
  CODE_ALPHABET,
  formatTypedCode,
  type HmacSha256,
  judgeQr,
  judgeTyped,
  locatorOf,
  MAX_QR_BYTES,
  newCodeId,
  nextStepIn,
  QR_STEP_MS,
  qrText,
  readCode,
  readQr,
  readTyped,
  TYPED_STEP_MS,
  typedCode,
} from './voucher-code.js';

const hmac: HmacSha256 = (key, message) => new Uint8Array(createHmac('sha256', key).update(message).digest());
const hex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'hex'));
const NOW = Date.UTC(2026, 10, 25, 1, 38, 8);
const KEY = hex('11'.repeat(32));
const CODE_ID = newCodeId(hex('a5'.repeat(16)));
const judge = (text: string, key: Uint8Array, nowMs: number) => {
  const code = readCode(text);
  if (!code.ok) return code;
  return code.kind === 'qr' ? judgeQr(code, key, nowMs, hmac) : judgeTyped(code, key, nowMs, hmac);
};

type Vector = { random: string; key: string; atMs: number; synced: boolean; codeId: string; qrStep: number; typedStep: number; qr: string; typed: string };
describe('vectors made with node:crypto alone', () => {
  const vectors = JSON.parse(readFileSync(new URL('../../../test/cases/voucher-code.vectors.json', import.meta.url), 'utf8')) as Vector[];
  it('are there', () => expect(vectors.length).toBeGreaterThan(5));
  for (const { random, key, atMs, synced, codeId, qrStep, typedStep, qr, typed } of vectors)
    it(`${atMs} ${synced ? 'synced' : 'not synced'}`, () => {
      expect(newCodeId(hex(random))).toBe(codeId);
      expect(qrText({ codeId, key: hex(key), atMs, synced }, hmac)).toBe(qr);
      expect(typedCode({ codeId, key: hex(key), atMs }, hmac)).toBe(typed);
      expect(judge(qr, hex(key), atMs)).toEqual({ ok: true, step: qrStep });
      expect(judge(typed, hex(key), atMs)).toEqual({ ok: true, step: typedStep });
      expect(readQr(qr)).toMatchObject({ codeId, step: qrStep, synced });
      expect(readTyped(typed)).toMatchObject({ locator: locatorOf(codeId) });
    });
});

describe('VCH-3 rotating code', () => {
  type Case = {
    phoneClock?: string;
    delay_s?: number;
    ok: boolean;
    offsetLearnedOnline?: boolean;
    screenshotAge_s?: number;
    phoneOffline?: boolean;
    hours?: number;
  };
  const { cases } = JSON.parse(readFileSync(new URL('../../../test/cases/VCH-3.rotating-code.json', import.meta.url), 'utf8')) as { cases: Case[] };
  /** The phone as it is: its clock is off, it may have learned the server's time when it was last online. */
  const show = ({ phoneClock = '+0 s', offsetLearnedOnline, hours = 0 }: Case, serverMs: number): string => {
    const wrong = Number.parseInt(phoneClock, 10) * 1000;
    const phoneMs = serverMs + wrong;
    const online = phoneMs - hours * 3_600_000 - 1000;
    const clock = offsetLearnedOnline === true ? learnClock(null, { sentMs: online, receivedMs: online + 80, serverMs: online - wrong + 40 }) : null;
    return qrText({ codeId: CODE_ID, key: KEY, atMs: serverTime(clock, phoneMs), synced: clockIsKnown(clock, phoneMs) }, hmac);
  };
  for (const one of cases.filter((c) => c.phoneClock !== undefined || c.phoneOffline === true))
    it(JSON.stringify(one), () => {
      const judged = judge(show(one, NOW), KEY, NOW + (one.delay_s ?? 0) * 1000);
      expect(judged.ok).toBe(one.ok);
      if (!one.ok) expect(judged).toEqual({ ok: false, reason: 'code_clock' });
    });
  it('a screenshot of two minutes is out of date', () => {
    const shot = show({ offsetLearnedOnline: true, ok: true }, NOW);
    expect(judge(shot, KEY, NOW + 120_000)).toEqual({ ok: false, reason: 'code_stale' });
  });
  it('a code names the step that is spent, so the second use is seen', () => {
    const text = show({ ok: true }, NOW);
    expect(judge(text, KEY, NOW)).toEqual(judge(text, KEY, NOW + 5000));
  });
  it('without the secret nothing can be made', () => {
    const guess = qrText({ codeId: CODE_ID, key: new Uint8Array(32), atMs: NOW, synced: true }, hmac);
    expect(judge(guess, KEY, NOW)).toEqual({ ok: false, reason: 'code_forged' });
  });
  it('a code of another voucher does not pass for this one, nor a changed flag or step', () => {
    const other = newCodeId(hex('5a'.repeat(16)));
    const text = show({ ok: true }, NOW);
    expect(judge(text.replace(CODE_ID, other), KEY, NOW)).toEqual({ ok: false, reason: 'code_forged' });
    expect(judge(text.replace('U.', 'S.'), KEY, NOW)).toEqual({ ok: false, reason: 'code_forged' });
  });
});

describe('typed code', () => {
  const typed = typedCode({ codeId: CODE_ID, key: KEY, atMs: NOW }, hmac);
  it('passes as read aloud, in small letters and full width', () => {
    for (const text of [typed, formatTypedCode(typed), typed.toLowerCase(), Array.from(typed, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)).join('')])
      expect(judge(text, KEY, NOW)).toMatchObject({ ok: true });
  });
  it('lives for its five minutes and one step on either side', () => {
    const step = Math.floor(NOW / TYPED_STEP_MS) * TYPED_STEP_MS;
    expect(judge(typed, KEY, step - TYPED_STEP_MS).ok).toBe(true);
    expect(judge(typed, KEY, step + 2 * TYPED_STEP_MS - 1).ok).toBe(true);
    expect(judge(typed, KEY, step + 2 * TYPED_STEP_MS)).toEqual({ ok: false, reason: 'code_stale' });
  });
  it('finds every single wrong letter and every swap of two', () => {
    for (let i = 0; i < typed.length; i++)
      for (const letter of CODE_ALPHABET) {
        const wrong = typed.slice(0, i) + letter + typed.slice(i + 1);
        if (wrong !== typed) expect(readTyped(wrong)).toEqual({ ok: false, reason: 'code_check' });
      }
    for (let i = 0; i < typed.length; i++)
      for (let j = i + 1; j < typed.length; j++) {
        const letters = Array.from(typed);
        [letters[i], letters[j]] = [letters[j] ?? '', letters[i] ?? ''];
        if (letters.join('') !== typed) expect(readTyped(letters.join(''))).toEqual({ ok: false, reason: 'code_check' });
      }
  });
  it('takes neither 0, O, 1, I nor another length', () => {
    for (const text of ['0KQ4M82P', 'OKQ4M82P', '1KQ4M82P', 'IKQ4M82P', typed.slice(1), `${typed}2`, '', '券码券码券码券码'])
      expect(readTyped(text).ok).toBe(false);
  });
});

describe('any code', () => {
  const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
  const time = fc.integer({ min: 0, max: Date.UTC(2100, 0, 1) });
  it('passes within a step of its own time and never beyond', () =>
    fc.assert(
      fc.property(bytes(16), bytes(32), time, fc.integer({ min: -120_000, max: 120_000 }), (id, key, at, shift) => {
        fc.pre(at + shift >= 0);
        const codeId = newCodeId(id);
        const steps = Math.abs(Math.floor((at + shift) / QR_STEP_MS) - Math.floor(at / QR_STEP_MS));
        return judge(qrText({ codeId, key, atMs: at, synced: true }, hmac), key, at + shift).ok === steps <= 1;
      }),
    ));
  it('fits a small QR in alphanumeric mode and tells nothing of the voucher', () =>
    fc.assert(
      fc.property(bytes(16), bytes(32), time, fc.boolean(), (id, key, atMs, synced) => {
        const text = qrText({ codeId: newCodeId(id), key, atMs, synced }, hmac);
        return text.length <= Math.min(61, MAX_QR_BYTES) && /^[0-9A-Z.]+$/.test(text);
      }),
    ));
  it('is read or refused, whatever is scanned', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const code = readCode(text);
        return code.ok || code.reason === 'code_form' || code.reason === 'code_check';
      }),
    ));
  it('rings down to the next one', () => {
    expect(nextStepIn(NOW, QR_STEP_MS)).toBe(22_000);
    expect(nextStepIn(30_000, QR_STEP_MS)).toBe(30_000);
  });
});

describe('clock of the server', () => {
  const learned = learnClock(null, { sentMs: 1000, receivedMs: 1200, serverMs: 601_100 }) as ServerClock;
  it('is the middle of the round trip', () => expect(learned).toEqual({ offsetMs: 600_000, errorMs: 100, learnedAtMs: 1200 }));
  it('keeps the better of two samples', () => expect(learnClock(learned, { sentMs: 2000, receivedMs: 6000, serverMs: 604_300 })).toBe(learned));
  it('takes the new one when the phone was set meanwhile', () =>
    expect(learnClock(learned, { sentMs: 602_000, receivedMs: 606_000, serverMs: 604_000 })?.offsetMs).toBe(0));
  it('learns nothing from a slow reply or one that came before it was asked', () => {
    expect(learnClock(learned, { sentMs: 0, receivedMs: 11_000, serverMs: 5 })).toBe(learned);
    expect(learnClock(null, { sentMs: 10, receivedMs: 5, serverMs: 5 })).toBeNull();
  });
  it('is not trusted before it was learned, nor after two weeks', () => {
    expect([clockIsKnown(null, 5), clockIsKnown(learned, 1199), clockIsKnown(learned, 1200), clockIsKnown(learned, 1200 + 15 * 86_400_000)]).toEqual([
      false,
      false,
      true,
      false,
    ]);
  });
});
