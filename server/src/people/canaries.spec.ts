import { readFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { type TestApp, testApp } from '../testing/test-app.js';
import { codeOf, device } from '../testing/test-login.js';
import { testPerson } from '../testing/test-person.js';

interface Prv1 {
  canaries: Record<'residentId' | 'phone' | 'name' | 'appSecret' | 'smsCode' | 'accessToken' | 'refreshToken' | 'sessionKey', string>;
  faults: string[];
}
const prv1: Prv1 = JSON.parse(readFileSync(new URL('../../../test/cases/PRV-1.log-canaries.json', import.meta.url), 'utf8'));
const { canaries } = prv1;
const fault = (start: string): string => {
  const found = prv1.faults.find((f) => f.startsWith(start));
  if (!found) throw new Error(`PRV-1 has no fault ${start}`);
  return `PRV-1: ${found}`;
};

/** Plays every outside service: answers what it was told to, mostly by repeating the request. */
let outside: http.Server;
let mode: 'echo' | 'hang' | 'match';
let t: TestApp;
const output: string[] = [];
const replies: unknown[] = [];
beforeAll(async () => {
  outside = http.createServer((req, res) => {
    let body = '';
    req.on('data', (d) => {
      body += d;
    });
    req.on('end', () => {
      if (mode === 'hang') return;
      if (mode === 'match') res.end(JSON.stringify({ Response: { Result: '0' } }));
      else res.writeHead(req.url?.startsWith('/sns') ? 500 : 403).end(`${req.url} ${JSON.stringify(req.headers)} ${body} ${canaries.sessionKey}`);
    });
  });
  await new Promise<void>((r) => outside.listen(0, '127.0.0.1', () => r()));
  const api = `http://127.0.0.1:${(outside.address() as AddressInfo).port}`;
  const keys = { SMS_SECRET_ID: 'id', SMS_SECRET_KEY: canaries.appSecret, IDENTITY_SECRET_ID: 'id', IDENTITY_SECRET_KEY: canaries.appSecret };
  const env = { WECHAT_API: api, SMS_API: api, IDENTITY_API: api, WECHAT_APPID: 'wx', WECHAT_SECRET: canaries.appSecret, LOG_LEVEL: 'debug', ...keys };
  t = await testApp('canaries', env, { logTo: { write: (line: string) => void output.push(line) } });
});
afterAll(async () => {
  await t?.close();
  await new Promise<void>((r) => {
    outside.close(() => r());
    outside.closeAllConnections();
  });
});
beforeEach(() => {
  mode = 'echo';
  output.length = 0;
  replies.length = 0;
});
const send = async (method: string, url: string, options: object) => {
  const r = await t.send(method, url, options);
  replies.push(r.body);
  return r;
};
const forms = (text: string) => [text, Buffer.from(text).toString('base64').replace(/=+$/, ''), encodeURIComponent(text), JSON.stringify(text).slice(1, -1)];
afterEach(() => {
  const said = `${output.join('')}${JSON.stringify(replies)}`;
  for (const [name, value] of Object.entries(canaries)) for (const form of forms(value)) expect([name, said.includes(form)]).toEqual([name, false]);
});

test(fault('code2session answers 500'), async () => {
  const r = await send('POST', '/api/session/wechat', { body: { code: canaries.accessToken, channel: 'weapp', device: device(1) } });
  expect([r.status, codeOf(r)]).toEqual([503, 'auth_wechat_busy']);
  expect(output.join('')).toContain('wechat: http 500');
});
test(fault('SMS gateway answers 403'), async () => {
  const r = await send('POST', '/api/session/sms-codes', { body: { phone: canaries.phone, purpose: 'login' } });
  expect([r.status, codeOf(r)]).toEqual([503, 'service_busy']);
  expect(output.join('')).toContain('sms: http 403');
  // the code that was made and could not be sent is gone with the failure
  expect(codeOf(await send('POST', '/api/session/sms', { body: { phone: canaries.phone, code: canaries.smsCode, channel: 'h5', device: device(1) } }))).toBe(
    'auth_code_expired',
  );
});
test(fault('identity provider times out'), async () => {
  mode = 'hang';
  const { token } = await testPerson(t, { assurance: 'none' });
  const r = await send('POST', '/api/me/real-name', { body: { name: canaries.name, number: canaries.residentId, consent: true }, token });
  expect([r.status, codeOf(r)]).toEqual([503, 'identity_service_down']);
  expect(output.join('')).toContain('identity: timeout');
});
test(fault('validation error on the real-name form'), async () => {
  const { token } = await testPerson(t, { assurance: 'none' });
  const body = { name: canaries.name, number: canaries.residentId, consent: true, phone: canaries.phone, [canaries.name]: canaries.residentId };
  const r = await send('POST', '/api/me/real-name', { body, token });
  expect([r.status, codeOf(r)]).toEqual([400, 'input_invalid']);
  const cut = await send('POST', '/api/me/real-name', { body: `{"name":"${canaries.name}","number":"${canaries.residentId}`, token });
  expect([cut.status, codeOf(cut)]).toEqual([400, 'input_invalid']);
});
test(fault('duplicate key on the keyed hash'), async () => {
  mode = 'match';
  const people = [await testPerson(t, { assurance: 'none' }), await testPerson(t, { assurance: 'none' })];
  const results = [];
  for (const { token } of people)
    results.push(await send('POST', '/api/me/real-name', { body: { name: canaries.name, number: canaries.residentId, consent: true }, token }));
  expect(results.map(codeOf)).toEqual(['ok', 'identity_taken']);
});
test('PRV-1: an unforeseen error of the database on the way of a code', async () => {
  const db = t.app.get<Connection>(getConnectionToken());
  await db.collection('sms_codes').dropIndexes();
  await db.createCollection('sms_codes').catch(() => undefined);
  await db.db?.command({ collMod: 'sms_codes', validator: { never: canaries.phone }, validationLevel: 'strict' });
  const r = await send('POST', '/api/session/sms-codes', { body: { phone: `+86 ${canaries.phone}`, purpose: 'login' } });
  const { requestId } = r.body as { requestId: string };
  expect([r.status, codeOf(r)]).toEqual([500, 'service_failed']);
  expect(output.join('')).toContain(requestId);
  await db.db?.command({ collMod: 'sms_codes', validator: {} });
});
test.each([canaries.accessToken, `Bearer ${canaries.accessToken}`, canaries.refreshToken])(
  'PRV-1: a wrong token (%#) is not repeated',
  async (authorization) => {
    const r = await send('GET', '/api/me', { headers: { authorization } });
    expect([r.status, codeOf(r)]).toEqual([401, 'auth_token_invalid']);
    expect(codeOf(await send('POST', '/api/session/refresh', { body: { refreshToken: canaries.refreshToken } }))).toBe('auth_refresh_invalid');
  },
);
