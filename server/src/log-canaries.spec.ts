import { readFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { JobGiveUp } from './platform/jobs/job-run.js';
import { Jobs } from './platform/jobs/jobs.service.js';
import { type ErrorNote, LOG, type Log, NestLog, noteOf } from './platform/log.js';
import { type TestApp, testApp } from './testing/test-app.js';
import { testPerson } from './testing/test-person.js';

// PRV-1: nine canaries, eight faults; nothing of them in any output, and the log still says what failed
const prv1 = JSON.parse(readFileSync(new URL('../../test/cases/PRV-1.log-canaries.json', import.meta.url), 'utf8')) as {
  canaries: Record<string, string>;
  faults: string[];
};
const C = prv1.canaries as Record<'residentId' | 'phone' | 'plate' | 'name' | 'appSecret' | 'smsCode' | 'accessToken' | 'refreshToken' | 'sessionKey', string>;
const escaped = (s: string) => [...s].map((c) => (c > '~' ? `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}` : c)).join('');
const formsOf = (s: string) => [s, Buffer.from(s).toString('base64'), Buffer.from(s).toString('base64url'), encodeURIComponent(s), escaped(s)];

let t: TestApp;
let gateway: http.Server;
let answer: (req: http.IncomingMessage, body: string, reply: http.ServerResponse) => void = () => {};
const out: string[] = [];
const restore: (() => void)[] = [];
beforeAll(async () => {
  gateway = http.createServer((req, reply) => {
    let body = '';
    req.on('data', (d) => {
      body += d;
    });
    req.on('end', () => answer(req, body, reply));
  });
  await new Promise<void>((r) => gateway.listen(0, '127.0.0.1', r));
  const api = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}`;
  for (const stream of [process.stdout, process.stderr]) {
    const write = stream.write;
    stream.write = ((text: string) => {
      out.push(String(text));
      return true;
    }) as typeof stream.write;
    restore.push(() => {
      stream.write = write;
    });
  }
  t = await testApp(
    'canaries',
    {
      LOG_LEVEL: 'debug',
      WECHAT_API: api,
      WECHAT_APPID: 'wx1',
      WECHAT_SECRET: C.appSecret,
      SMS_API: api,
      SMS_SECRET_ID: 'id',
      SMS_SECRET_KEY: C.appSecret,
      IDENTITY_API: api,
      IDENTITY_SECRET_ID: 'id',
      IDENTITY_SECRET_KEY: C.appSecret,
    },
    { logTo: { write: (line) => void out.push(line) } },
  );
});
afterAll(async () => {
  for (const f of restore) f();
  await t?.close();
  gateway.closeAllConnections();
  await new Promise((r) => gateway.close(r));
});
const db = () => t.app.get<Connection>(getConnectionToken());
const device = { id: 'device-0000000000', name: `${C.name}的手机` };
const send = async (method: string, url: string, options: Parameters<TestApp['send']>[2] = {}) => {
  const r = await t.send(method, url, options);
  out.push(JSON.stringify(r.body), JSON.stringify(r.headers));
  return { ...r, body: r.body as { code?: string; requestId?: string } };
};
afterEach(async () => {
  out.push(JSON.stringify(await db().collection('jobs').find().toArray()));
  const all = out.join('\n');
  for (const [name, canary] of Object.entries(C)) for (const form of formsOf(canary)) expect([name, form, all.includes(form)]).toEqual([name, form, false]);
  out.length = 0;
});
/** The lines of one request: the log must still say what failed, and for which request. */
const logged = (requestId: string | undefined) => out.filter((l) => requestId && l.includes(requestId) && l.startsWith('{"level"'));

test('eight faults are known', () => expect(prv1.faults).toHaveLength(8));
test('code2session answers 500, and the secret stands in its address', async () => {
  answer = (req, _, reply) => reply.writeHead(500).end(`failed: ${req.url} ${C.sessionKey}`);
  const r = await send('POST', '/api/session/wechat', { body: { code: 'code-1', channel: 'weapp', device } });
  expect([r.status, r.body.code]).toEqual([503, 'auth_wechat_busy']);
  expect(logged(r.body.requestId).join('')).toContain('POST /api/session/wechat');
  expect(out.join('')).toContain('http 500');
  answer = (_, __, reply) => reply.end(JSON.stringify({ session_key: C.sessionKey, openid: `${C.phone} ` }));
  expect((await send('POST', '/api/session/wechat', { body: { code: 'code-2', channel: 'weapp', device } })).status).toBe(503);
});
test('the SMS gateway answers 403 with an echo of the request', async () => {
  answer = (req, body, reply) => reply.writeHead(403).end(JSON.stringify({ headers: req.headers, body }));
  const r = await send('POST', '/api/session/sms-codes', { body: { phone: C.phone, purpose: 'login' } });
  expect([r.status, r.body.code]).toEqual([503, 'service_busy']);
  expect(logged(r.body.requestId).join('')).toContain('POST /api/session/sms-codes');
  expect(out.join('')).toContain('http 403');
});
test('the identity provider does not answer in time', async () => {
  answer = () => {};
  const { token } = await testPerson(t, { assurance: 'none' });
  const r = await send('POST', '/api/me/real-name', { token, body: { name: C.name, number: C.residentId, consent: true } });
  expect([r.status, r.body.code]).toEqual([503, 'identity_service_down']);
  expect(logged(r.body.requestId).join('')).toContain('POST /api/me/real-name');
  expect(out.join('')).toContain('timeout');
}, 60_000);
test('the real-name form does not fit, with the values in fields nobody asked for', async () => {
  const { token } = await testPerson(t, { assurance: 'none' });
  const body = { name: [C.name], number: { value: C.residentId }, consent: C.phone, [C.plate]: C.smsCode };
  const r = await send('POST', '/api/me/real-name', { token, body });
  expect([r.status, r.body.code]).toEqual([400, 'input_invalid']);
  expect((await send('POST', '/api/me/real-name', { token, body: `{"name":"${C.name}","number":"${C.residentId}"` })).status).toBe(400);
});
test('a keyed hash exists already', async () => {
  const first = await testPerson(t, { number: C.residentId, name: C.name });
  const twin = db()
    .collection('people')
    .insertOne({ _id: 'twin' as never, numberHash: first.numberHash });
  const e = await twin.catch((x) => x as Error);
  expect((e as Error).message).toContain(first.numberHash);
  new NestLog(t.app.get<Log>(LOG)).error(e);
  expect(out.join('')).toContain('MongoServerError');
  expect(out.join('')).not.toContain(first.numberHash);
});
test('a promise fails unheard with all of an HTTP request in its error', () => {
  const e = Object.assign(new Error(`Request failed: https://api.example/?secret=${C.appSecret}\n    at ${C.name} (${C.plate}:1:1)`), {
    name: C.phone,
    code: 'ERR_BAD_REQUEST',
    config: { headers: { authorization: `Bearer ${C.accessToken}` }, data: JSON.stringify({ phone: C.phone, number: C.residentId }) },
    response: { data: { session_key: C.sessionKey } },
    cause: new TypeError(C.refreshToken, { cause: new Error(C.smsCode) }),
  });
  const note: ErrorNote = noteOf(e);
  out.push(JSON.stringify(note));
  expect(note).toMatchObject({ name: 'Error', code: 'ERR_BAD_REQUEST', cause: { name: 'TypeError', cause: { name: 'Error' } } });
  expect(note.at[0]).toMatch(/log-canaries\.spec\.ts:\d+/);
  expect(noteOf(`a text with ${C.phone}`)).toEqual({ name: 'string', at: [] });
});
test('an export job fails half way', async () => {
  const jobs = t.app.get(Jobs);
  jobs.define('spec.export', async (run) => {
    await run.checkpoint({ page: 3 });
    throw new Error(`row of ${C.name} ${C.residentId} ${C.plate}`);
  });
  jobs.define('spec.gone', async () => {
    throw new JobGiveUp('receiver_gone');
  });
  const id = await jobs.enqueue('spec.export', { of: 'person-1' });
  await jobs.enqueue('spec.gone', {});
  await jobs.drain();
  expect(await jobs.view(id)).toMatchObject({ failure: 'Error', state: 'waiting' });
  expect(out.join('')).toContain(id);
});
test('the mini-program reports an error to an address there is not, and tokens are wrong', async () => {
  const token = C.accessToken;
  await send('POST', '/api/client-errors', { body: { stack: `${C.name} ${C.phone}`, token: C.accessToken } });
  await send('GET', `/api/none/${encodeURIComponent(C.plate)}?phone=${C.phone}&n=${C.residentId}`);
  await send('GET', `/api/credit/records/${C.residentId.toLowerCase()}?q=${encodeURIComponent(C.name)}`, { token });
  const refreshed = await send('POST', '/api/session/refresh', { body: { refreshToken: C.refreshToken }, headers: { cookie: `refresh=${C.refreshToken}` } });
  expect(refreshed.status).toBe(401);
  const login = await send('POST', '/api/session/sms', { body: { phone: C.phone, code: C.smsCode, channel: 'h5', device } });
  expect(login.status).toBe(400);
  expect(logged(login.body.requestId).join('')).toContain('POST /api/session/sms');
});
