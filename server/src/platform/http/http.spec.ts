import fs from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { defineEndpoint } from '@binhai/shared/contract/http';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Controller, Module } from '@nestjs/common';
import * as z from 'zod/mini';
import { type TestApp, testApp } from '../../testing/test-app.js';
import { Handle } from '../endpoint.decorator.js';
import { armFault, disarmFaults, faultPoint } from '../faults.js';
import { FloodLimit } from './flood.js';
import { pagePolicy } from './security-headers.js';

const echo = defineEndpoint({
  id: 'spec.echo',
  method: 'POST',
  path: '/api/spec/echo',
  who: 'public',
  summary: 'spec',
  body: z.strictObject({ text: z.string() }),
  reply: z.object({ text: z.string() }),
  errors: [],
});
const slow = defineEndpoint({ id: 'spec.slow', method: 'GET', path: '/api/spec/slow', who: 'public', summary: 'spec', reply: z.object({}), errors: [] });
@Controller()
class SpecController {
  @Handle(echo)
  async echo({ body }: { body: { text: string } }) {
    return { text: body.text, secret: 'not in the contract', nested: { secret: 1 } };
  }
  @Handle(slow)
  async slow() {
    await faultPoint('spec.slow');
    return {};
  }
}
@Module({ controllers: [SpecController] })
class SpecModule {}

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'binhai-pages-'));
const page = '<!DOCTYPE html><script>var a = 1</script><script src="/js/app.1a2b3c4d.js"></script>';
let t: TestApp;
beforeAll(async () => {
  fs.mkdirSync(path.join(dir, 'js'));
  fs.writeFileSync(path.join(dir, 'index.html'), page);
  fs.writeFileSync(path.join(dir, 'js/app.1a2b3c4d.js'), '1');
  t = await testApp('http', { H5_DIR: dir }, { extra: [SpecModule] });
});
afterAll(async () => {
  disarmFaults();
  await t?.close();
  fs.rmSync(dir, { recursive: true, force: true });
});
const listen = async (app: TestApp) => {
  await app.app.listen(0, '127.0.0.1');
  return (app.app.getHttpServer().address() as net.AddressInfo).port;
};

test('a field the contract does not name leaves no server', async () => {
  expect((await t.send('POST', '/api/spec/echo', { body: { text: 'x' } })).body).toEqual({ text: 'x' });
});
test('every reply of the API forbids sniffing, framing, referrers and keeping; a failure too', async () => {
  for (const [method, url] of [
    ['GET', '/api/health'],
    ['GET', '/api/none'],
    ['POST', '/api/health'],
  ] as const)
    expect((await t.send(method, url)).headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'cache-control': 'no-store',
    });
});
test('the page runs only its own scripts; hashed files are kept for a year, the page is asked for again', async () => {
  const root = await t.app.inject('/');
  expect(root.headers).toMatchObject({ 'cache-control': 'no-cache', 'referrer-policy': 'no-referrer', 'x-content-type-options': 'nosniff' });
  expect(root.headers['content-security-policy']).toMatch(/script-src 'self' 'sha256-[\w+/=]{44}';.*frame-ancestors 'none'/);
  expect(root.headers['content-security-policy']).toBe(pagePolicy(page));
  expect(pagePolicy(page.replace('1', '2'))).not.toBe(pagePolicy(page));
  expect((await t.app.inject('/js/app.1a2b3c4d.js')).headers['cache-control']).toBe('public, max-age=31536000, immutable');
});
interface Bad {
  path?: string;
  method?: string;
  body?: unknown;
  headers?: Record<string, string>;
}
test.each<[string, Bad, number, string]>([
  ['too large', { body: { text: 'x'.repeat(70_000) } }, 413, 'body_too_large'],
  ['not JSON', { body: '{"text":' }, 400, 'input_invalid'],
  ['another media type', { body: 'a=1', headers: { 'content-type': 'application/xml' } }, 415, 'media_unsupported'],
  ['an extra field', { body: { text: 'x', more: 1 } }, 400, 'input_invalid'],
  ['a parameter longer than any id', { path: `/api/perks/offers/${'a'.repeat(300)}`, method: 'GET' }, 400, 'input_invalid'],
])('%s', async (_, { path: url = '/api/spec/echo', method = 'POST', ...options }, status, code) => {
  const r = await t.send(method, url, options);
  expect([r.status, (r.body as { code: string }).code]).toEqual([status, code]);
});

test('floods: counted by address, a /64 of IPv6 counts as one, the others go on', () => {
  const flood = new FloodLimit(2);
  const take = (address: string, now = 0) => flood.take(address, now) > 0;
  expect(['1.1.1.1', '1.1.1.1', '1.1.1.1', '2.2.2.2'].map((a) => take(a))).toEqual([false, false, true, false]);
  expect(['2001:db8:1:2::1', '2001:db8:1:2:ffff::9', '2001:db8:1:2:3:4:5:6', '2001:db8:1:3::1'].map((a) => take(a))).toEqual([false, false, true, false]);
  expect(take('1.1.1.1', 9999)).toBe(true);
  expect(take('1.1.1.1', 10_001)).toBe(false);
});
test('a flood gets 429 with the seconds to wait; health still answers', async () => {
  const small = await testApp('http_flood', { FLOOD_LIMIT: '3' }, { extra: [SpecModule] });
  try {
    const answers = [];
    for (let i = 0; i < 5; i++) answers.push(await small.send('GET', '/api/spec/slow'));
    expect(answers.map((r) => r.status)).toEqual([200, 200, 200, 429, 429]);
    expect(answers[4]?.body).toMatchObject({ code: 'flood_limited', retryAfter: expect.any(Number) });
    expect(Number(answers[4]?.headers['retry-after'])).toBeGreaterThan(0);
    expect((await small.send('GET', '/api/health')).status).toBe(200);
  } finally {
    await small.close();
  }
});
test('over the bound of requests under way: 503 at once, health still answers, and afterwards all is as before', async () => {
  const small = await testApp('http_load', { MAX_IN_FLIGHT: '2' }, { extra: [SpecModule] });
  try {
    armFault('spec.slow', 'hang', 2);
    const waiting = [small.send('GET', '/api/spec/slow'), small.send('GET', '/api/spec/slow')];
    await new Promise((r) => setTimeout(r, 50));
    expect(await small.send('GET', '/api/spec/slow')).toMatchObject({ status: 503, body: { code: 'service_busy', retryable: true, retryAfter: 2 } });
    expect((await small.send('GET', '/api/health')).status).toBe(200);
    disarmFaults();
    armFault('spec.slow', 'hang', 0);
    expect((await Promise.all(waiting)).map((r) => r.status)).toEqual([200, 200]);
    expect((await small.send('GET', '/api/spec/slow')).status).toBe(200);
  } finally {
    disarmFaults();
    await small.close();
  }
});
test('a caller that hangs up is counted out', async () => {
  const app = await testApp('http_gone', { MAX_IN_FLIGHT: '1' }, { extra: [SpecModule] });
  try {
    const port = await listen(app);
    armFault('spec.slow', 'hang', 1);
    const socket = net.connect(port, '127.0.0.1');
    socket.write('GET /api/spec/slow HTTP/1.1\r\nhost: x\r\n\r\n');
    await new Promise((r) => setTimeout(r, 100));
    expect((await app.send('GET', '/api/spec/slow')).status).toBe(503);
    socket.destroy();
    await new Promise((r) => setTimeout(r, 100));
    expect((await app.send('GET', '/api/spec/slow')).status).toBe(200);
  } finally {
    disarmFaults();
    await app.close();
  }
});
test('only a trusted proxy may say whom it speaks for', async () => {
  const headers = { 'x-forwarded-for': '127.0.0.1' };
  const outbox = { method: 'POST' as const, url: '/api/test/clock', payload: { to: null } };
  // nobody is trusted: a far caller stays far whatever it writes
  expect((await t.app.inject({ ...outbox, headers, remoteAddress: '203.0.113.9' })).statusCode).toBe(404);
  const behind = await testApp('http_proxy', { TRUSTED_PROXIES: '127.0.0.1, 10.0.0.0/8', FLOOD_LIMIT: '2' }, { extra: [SpecModule] });
  try {
    // a far client behind the proxy on this machine is not on this machine
    const far = { ...headers, 'x-forwarded-for': '203.0.113.9' };
    expect((await behind.app.inject({ ...outbox, headers: far, remoteAddress: '127.0.0.1' })).statusCode).toBe(404);
    // what the client itself wrote in front does not count: the right-most untrusted address does
    const forged = { ...headers, 'x-forwarded-for': '127.0.0.1, 203.0.113.9' };
    expect((await behind.app.inject({ ...outbox, headers: forged, remoteAddress: '127.0.0.1' })).statusCode).toBe(404);
    const ask = (forwarded: string) => behind.app.inject({ url: '/api/spec/slow', headers: { 'x-forwarded-for': forwarded }, remoteAddress: '10.1.1.1' });
    const codes = [];
    for (const first of ['1.1.1.1', '2.2.2.2', '3.3.3.3']) codes.push((await ask(`${first}, 198.51.100.7`)).statusCode);
    expect(codes).toEqual([200, 200, 429]); // one client under three invented names is one client
  } finally {
    await behind.close();
  }
});
test('a client below the floor is told to update itself', async () => {
  const floor = await testApp('http_floor', { CLIENT_FLOOR: '1.4.0' });
  try {
    const ask = async (version: string) => (await floor.send('GET', '/api/health', { headers: { 'x-app-version': version } })).status;
    expect(await Promise.all(['weapp/1.3.99', 'h5/0.9.0', 'h5/1.4.0', 'weapp/2.0.0', 'nonsense'].map(ask))).toEqual([426, 426, 200, 200, 200]);
    expect((await floor.send('GET', '/api/health', { headers: { 'x-app-version': 'h5/1.0.0' } })).body).toMatchObject({ code: 'client_too_old' });
  } finally {
    await floor.close();
  }
});
test('half a request does not hold a connection for ever', () => {
  const server = t.app.getHttpServer() as http.Server;
  expect([server.requestTimeout, server.headersTimeout]).toEqual([15_000, 10_000]);
});
