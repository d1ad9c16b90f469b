import { offers } from '@binhai/shared/contract/perks';
import { devices, logout } from '@binhai/shared/contract/session';
import { beforeEach, expect, test } from '@jest/globals';
import { ApiError, call, cancellation, onSignedOut, onTooOld, resume, tokens } from '../../src/api/client';
import { clockOffset } from '../../src/platform/time';
import Taro, { environment, store } from '../stubs/taro';

type Request = { url: string; method: string; header: Record<string, string>; data?: string };
const reply = (statusCode: number, data: unknown, header: Record<string, string> = {}) =>
  Promise.resolve({ statusCode, header: { 'content-type': 'application/json', ...header }, data: typeof data === 'string' ? data : JSON.stringify(data) });
const refusal = (code: string, retryable = false) => ({ code, message: '一句话', way: '出路', retryable, requestId: 'r1' });
const session = (n: number) => ({ accessToken: `a${n}`, expiresIn: 900, refreshToken: `r${n}` });
const bearer = (o: Request) => o.header.Authorization ?? o.header.authorization;
let seen: Request[] = [];
function serve(f: (o: Request, n: number) => ReturnType<typeof reply>) {
  seen = [];
  Taro.request.mockImplementation((o) => {
    seen.push(o);
    return f(o, seen.length);
  });
}
const failing = async (p: Promise<unknown>): Promise<ApiError> => {
  try {
    await p;
  } catch (e) {
    if (e instanceof ApiError) return e;
    throw e;
  }
  throw new Error('was expected to fail');
};
beforeEach(() => {
  tokens.forget();
  store.clear();
  environment.online = true;
});

test('every request names the client and its version; no token, no header', async () => {
  serve(() => reply(200, { items: [], total: 0, next: null }));
  await call(offers, { query: { q: '停车' } });
  expect(seen[0]?.header['x-app-version']).toBe('weapp/0.0.0');
  expect(seen[0]?.url).toBe(`http://api.test/api/perks/offers?q=${encodeURIComponent('停车')}`);
  expect(seen[0] && bearer(seen[0])).toBeUndefined();
});

test('twenty calls that meet an expired token share one refresh, and all succeed', async () => {
  tokens.adopt(session(1));
  serve((o) => {
    if (o.url.endsWith('/api/session/refresh')) return reply(200, session(2));
    return bearer(o) === 'Bearer a2' ? reply(200, { items: [] }) : reply(401, refusal('auth_token_invalid'));
  });
  const answers = await Promise.all(Array.from({ length: 20 }, () => call(devices)));
  expect(answers).toHaveLength(20);
  const refreshes = seen.filter((o) => o.url.endsWith('/refresh'));
  expect(refreshes).toHaveLength(1);
  expect(JSON.parse(refreshes[0]?.data ?? '{}')).toEqual({ refreshToken: 'r1', deviceId: expect.any(String) });
  expect(store.get('bh.refresh')).toContain('"r2"');
});

test('a refused refresh ends the session once and leaves nothing personal behind', async () => {
  tokens.adopt(session(1));
  let told = 0;
  const stop = onSignedOut((e) => {
    told += e.code === 'auth_refresh_reused' ? 1 : 100;
  });
  serve((o) => (o.url.endsWith('/refresh') ? reply(401, refusal('auth_refresh_reused')) : reply(401, refusal('auth_token_invalid'))));
  const errors = await Promise.all([failing(call(devices)), failing(call(devices))]);
  expect(errors.map((e) => e.code)).toEqual(['auth_token_invalid', 'auth_token_invalid']);
  expect(told).toBe(1);
  expect(await resume()).toBe(false);
  expect([...store.keys()]).toEqual(['bh.installation']); // random, names no person; stays as after any log-out
  stop();
});

test('a busy server signs nobody out', async () => {
  tokens.adopt(session(1));
  serve((o) => (o.url.endsWith('/refresh') ? reply(503, refusal('service_busy', true)) : reply(401, refusal('auth_token_invalid'))));
  const e = await failing(call(devices));
  expect([e.code, e.retryable]).toEqual(['service_busy', true]);
  expect(tokens.mayRefresh()).toBe(true);
});

test('a GET that got no answer is asked once more, a POST is not', async () => {
  serve((_, n) => (n === 1 ? Promise.reject({ errMsg: 'request:fail socket hang up' }) : reply(200, { items: [], total: 0, next: null })));
  await call(offers, { query: {} });
  expect(seen).toHaveLength(2);
  serve(() => Promise.reject({ errMsg: 'request:fail socket hang up' }));
  const e = await failing(call(logout, { body: { everywhere: false } }));
  expect(seen).toHaveLength(1);
  expect([e.code, e.retryable]).toEqual(['network', true]);
  expect(e.wayOut).toContain('再试');
});

test('no network, no answer in time and an answer nobody can read each say so', async () => {
  environment.online = false;
  serve(() => Promise.reject({ errMsg: 'request:fail' }));
  expect((await failing(call(offers, { query: {} }))).code).toBe('offline');
  environment.online = true;
  serve(() => Promise.reject({ errMsg: 'request:fail timeout' }));
  expect((await failing(call(offers, { query: {} }))).code).toBe('timeout');
  expect(seen).toHaveLength(1);
  serve(() => reply(502, '<html>Bad Gateway</html>'));
  expect((await failing(call(offers, { query: {} }))).code).toBe('unreadable');
});

test('a refusal carries code, sentence, way out, fields and number', async () => {
  serve(() => reply(400, { ...refusal('input_invalid'), fields: [{ path: 'body.q', message: '太长' }] }));
  const e = await failing(call(offers, { query: {} }));
  expect([e.code, e.sentence, e.wayOut, e.requestId, e.retryable, e.field('body.q')]).toEqual(['input_invalid', '一句话', '出路', 'r1', false, '太长']);
});

test('426 is told to whoever can update the app', async () => {
  const told: string[] = [];
  const stop = onTooOld((e) => told.push(e.code));
  serve(() => reply(426, refusal('client_too_old')));
  await failing(call(offers, { query: {} }));
  expect(told).toEqual(['client_too_old']);
  stop();
});

test('a cancelled call aborts the request', async () => {
  let aborted = false;
  Taro.request.mockImplementation(() => {
    let fail: (e: unknown) => void = () => {};
    const p: Promise<never> & { abort?: () => void } = new Promise((_, reject) => {
      fail = reject;
    });
    p.abort = () => {
      aborted = true;
      fail({ errMsg: 'request:fail abort' });
    };
    return p;
  });
  const c = cancellation();
  const e = failing(call(offers, { query: {} }, { signal: c.signal }));
  await new Promise((r) => setTimeout(r, 10));
  c.cancel();
  expect((await e).code).toBe('cancelled');
  expect(aborted).toBe(true);
});

test('the phone learns from the Date header how far its clock is off', async () => {
  serve(() => reply(200, { items: [], total: 0, next: null }, { date: new Date(Date.now() + 3600_000).toUTCString() }));
  await call(offers, { query: {} });
  expect(Math.abs(clockOffset() - 3600_000)).toBeLessThan(1500);
});
