import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { asApiError } from '../../src/api/errors';
import { onTypedCode } from '../../src/platform/scanner-keys.h5';
import { storage } from '../../src/platform/storage';
import { useCounter } from '../../src/stores/counter';
import { personChanged } from '../../src/stores/remote';
import { refusal, reset, serve } from '../pages/world';
import Taro, { environment } from '../stubs/taro';

const VCH4 = JSON.parse(readFileSync(new URL('../../../test/cases/VCH-4.counter-offline.json', import.meta.url), 'utf8')) as {
  expect: { successScreensShownOffline: number; queuedSilently: number; redemptions: number };
};
const LOCK = {
  lockId: 'lock-1',
  lockedUntil: '2026-11-25T10:10:00+08:00',
  title: '示例门票',
  subtitle: '',
  maskedName: '李*宁',
  benefit: { kind: 'fixed', text: '免费' },
  headsLeft: 1,
};
const REDEEMED = {
  id: 'r1',
  title: '示例门票',
  maskedName: '李*宁',
  benefit: { kind: 'fixed', text: '免费' },
  state: 'redeemed',
  at: '2026-11-25T10:05:00+08:00',
  clerk: '店员 C001',
  terminal: 'T1',
  heads: null,
  reversedHeads: 0,
  originalFen: null,
  reliefFen: null,
  payableFen: null,
};
interface Sent {
  readonly path: string;
  readonly requestId: string;
}
/** What reached the wire, with or without an answer. */
const sent: Sent[] = [];
/** The network fails after the request has left: nobody knows whether it arrived. */
function cut(): void {
  Taro.request.mockImplementation((o) => {
    note(o);
    return Promise.reject({ errMsg: 'request:fail ' });
  });
}
const note = ({ url, data }: { url: string; data?: unknown }): void => {
  const { requestId } = JSON.parse(String(data || '{}')) as { requestId?: string };
  sent.push({ path: url.replace('http://api.test/api/counter/', ''), requestId: requestId ?? '' });
};
/** A server that redeems each request id once. */
function answering(confirmed: object = REDEEMED): Set<string> {
  const redeemed = new Set<string>();
  serve({ 'POST /api/counter/scans': LOCK, 'POST /api/counter/confirmations': confirmed });
  const answer = Taro.request.getMockImplementation();
  Taro.request.mockImplementation((o) => {
    note(o);
    if (o.url.endsWith('/confirmations')) redeemed.add(sent.at(-1)?.requestId ?? '');
    return answer?.(o) as never;
  });
  return redeemed;
}
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'ok',
    (e: unknown) => asApiError(e).code,
  );
const counter = () => useCounter.getState();
const confirm = () => counter().confirm({ amountFen: null, heads: null });

beforeEach(() => {
  reset();
  sent.length = 0;
  useCounter.setState({ lock: null, result: null, pending: null });
});

describe('VCH-4: a counter without a network', () => {
  test('scan offline, again online: one request id until it is answered, no success and nothing queued meanwhile', async () => {
    environment.online = false;
    cut();
    expect(await codeOf(counter().scan('CODE-1'))).toBe('offline');
    expect([counter().lock, counter().result, counter().pending]).toEqual([null, null, null]);
    expect(Number(counter().result !== null)).toBe(VCH4.expect.successScreensShownOffline);
    expect(sent.filter((s) => s.path === 'confirmations')).toHaveLength(VCH4.expect.queuedSilently);
    environment.online = true;
    answering();
    await counter().scan('CODE-1');
    expect(new Set(sent.map((s) => s.requestId)).size).toBe(1);
    expect(counter().lock?.lockId).toBe('lock-1');
    await counter().scan('CODE-2'); // another code is another intent
    expect(new Set(sent.map((s) => s.requestId)).size).toBe(2);
  });
  test('a confirmation nobody answered is asked for with the same id, through a restart and a switch of clerks, and redeems once', async () => {
    answering();
    await counter().scan('CODE-1');
    cut();
    expect(await codeOf(confirm())).toBe('network');
    expect([counter().result, counter().pending?.lockId]).toEqual([null, 'lock-1']);
    const first = sent.at(-1)?.requestId;
    expect(await codeOf(confirm())).toBe('network'); // a second tap
    storage.forgetPerson(); // the clerk logs out; the next one takes over
    personChanged();
    expect(storage.get<{ requestId: string }>('counter-pending')?.requestId).toBe(first);
    expect(counter().pending?.requestId).toBe(first);
    const redeemed = answering();
    await counter().recover();
    expect([counter().result?.id, counter().pending, storage.get('counter-pending')]).toEqual(['r1', null, undefined]);
    expect([[...redeemed], redeemed.size]).toEqual([[first], VCH4.expect.redemptions]);
    await counter().recover(); // nothing waits any more
    expect(sent.filter((s) => s.path === 'confirmations').every((s) => s.requestId === first)).toBe(true);
  });
  test('a server in trouble is no answer; a refusal is one, and ends the waiting', async () => {
    answering();
    await counter().scan('CODE-1');
    answering(refusal('service_busy', 503, true));
    expect(await codeOf(confirm())).toBe('service_busy');
    const first = counter().pending?.requestId;
    answering(refusal('voucher_used'));
    expect(await codeOf(counter().recover())).toBe('voucher_used');
    expect([sent.at(-1)?.requestId, counter().pending, counter().result, storage.get('counter-pending')]).toEqual([first, null, null, undefined]);
  });
});

describe('a scanner that types', () => {
  let now = 0;
  const found = jest.fn<(code: string) => void>();
  let stop: () => void;
  beforeEach(() => {
    found.mockClear();
    jest.spyOn(Date, 'now').mockImplementation(() => now);
    stop = onTypedCode(found);
  });
  afterEach(() => {
    stop();
    document.body.innerHTML = '';
    jest.restoreAllMocks();
  });
  /** @param pause milliseconds before each key */
  function type(text: string, pause: number, target: EventTarget = document.body): KeyboardEvent {
    const press = (key: string): KeyboardEvent => {
      now += pause;
      const e = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
      target.dispatchEvent(e);
      return e;
    };
    for (const key of text) press(key);
    return press('Enter');
  }
  test('a code ends with Enter, which presses no button', () => {
    expect(type('BH1.abc-DEF_09.xyz', 10).defaultPrevented).toBe(true);
    expect(found.mock.calls).toEqual([['BH1.abc-DEF_09.xyz']]);
    expect(type('7Q4K92MX', 10).defaultPrevented).toBe(true); // the typed code, from a printed sheet
    expect(found).toHaveBeenCalledTimes(2);
  });
  test('fingers are slower, and Enter is theirs; what is typed into a field is the field’s', () => {
    expect(type('BH1.abcdefgh', 300).defaultPrevented).toBe(false);
    const field = document.body.appendChild(document.createElement('input'));
    type('BH1.abcdefgh', 10, field);
    expect(found).not.toHaveBeenCalled();
  });
  test('a half-read code before a pause is no part of the next; too short is nothing; after the desk it hears nothing', () => {
    for (const key of 'BH1.HAL') document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    now += 500;
    type('BH1.abcdefgh', 10);
    expect(found.mock.calls).toEqual([['BH1.abcdefgh']]);
    now += 500;
    expect(type('1234567', 10).defaultPrevented).toBe(false);
    stop();
    type('BH1.abcdefgh', 10);
    expect(found).toHaveBeenCalledTimes(1);
  });
});
