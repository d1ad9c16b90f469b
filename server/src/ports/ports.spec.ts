import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { readConfig } from '../config.js';
import { type TestApp, testApp } from '../testing/test-app.js';
import { codeOf } from '../testing/test-login.js';
import type { IdentityQuestion } from './identity.port.js';
import { SandboxHigh, SandboxIdentity } from './identity.sandbox.js';
import { TencentHigh, TencentIdentity } from './identity.tencent.js';
import { TencentSms } from './sms.tencent.js';
import { tc3Headers } from './tc3.js';

const AT = Date.parse('2026-11-25T02:00:00Z');
const target = (api: string, service = 'sms') => ({
  api,
  service,
  version: '2021-01-11',
  region: 'ap-beijing',
  secretId: 'AKIDexample',
  secretKey: 'canary-secret-key',
});
const question: IdentityQuestion = { name: '李示例宁', nameKey: '李示例宁', number: '120116198804132712', kind: 'resident' };

/** Answers every call with the reply set for it, and remembers what was asked. */
let server: http.Server;
let api: string;
let reply: (action: string) => unknown;
const asked: { headers: http.IncomingHttpHeaders; body: string }[] = [];
beforeAll(async () => {
  server = http.createServer((req, res) => {
    let body = '';
    req.on('data', (d) => {
      body += d;
    });
    req.on('end', () => {
      asked.push({ headers: req.headers, body });
      const r = reply(String(req.headers['x-tc-action']));
      if (typeof r === 'number') res.writeHead(r).end(`echo ${body}`);
      else res.end(typeof r === 'string' ? r : JSON.stringify({ Response: r }));
    });
  });
  await new Promise<void>((r) => server.listen(0, '127.0.0.1', () => r()));
  api = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => {
  asked.length = 0;
});
afterAll(
  () =>
    new Promise<void>((r) => {
      server.close(() => r());
      server.closeAllConnections();
    }),
);

test('TC3 signature: the example of the service’s own document', () => {
  const body = '{"Limit": 1, "Filters": [{"Values": ["\\u672a\\u547d\\u540d"], "Name": "instance-name"}]}';
  const t = {
    api: 'https://cvm.tencentcloudapi.com',
    service: 'cvm',
    version: '2017-03-12',
    region: 'ap-guangzhou',
    secretId: 'ID',
    secretKey: 'Gu5t9xGARNpq86cd98joQYCN3*******',
  };
  expect(tc3Headers(t, 'DescribeInstances', body, 1551113065).authorization).toBe(
    'TC3-HMAC-SHA256 Credential=ID/2019-02-25/cvm/tc3_request, SignedHeaders=content-type;host, Signature=2230eefd229f582d8b1b891af7107b91597240707d778ab3738f756258d7652c',
  );
});
test('SMS by Tencent Cloud: what is sent, and what counts as sent', async () => {
  const sms = new TencentSms(target(api), { appId: '1400000000', sign: '诚信滨海', templateId: '100001' }, () => AT);
  reply = () => ({ SendStatusSet: [{ Code: 'Ok' }], RequestId: 'r' });
  await sms.sendCode('13900000101', '012345', 5);
  expect(asked).toHaveLength(1);
  expect(asked[0]?.headers).toMatchObject({ 'x-tc-action': 'SendSms', 'x-tc-timestamp': String(AT / 1000), 'content-type': 'application/json; charset=utf-8' });
  expect(JSON.parse(asked[0]?.body ?? '')).toEqual({
    PhoneNumberSet: ['+8613900000101'],
    SmsSdkAppId: '1400000000',
    SignName: '诚信滨海',
    TemplateId: '100001',
    TemplateParamSet: ['012345', '5'],
  });
});
test.each([
  ['an error', { Error: { Code: 'AuthFailure.SignatureFailure', Message: 'canary 13900000101 012345' } }, 'sms: AuthFailure.SignatureFailure'],
  ['a refused phone', { SendStatusSet: [{ Code: 'LimitExceeded.PhoneNumberDailyLimit' }] }, 'sms: LimitExceeded.PhoneNumberDailyLimit'],
  ['403 with an echo of the request', 403, 'sms: http 403'],
  ['no JSON', '<html>canary</html>', 'sms: no JSON'],
  ['another shape', '[]', 'sms: unexpected reply'],
] as const)('SMS gateway answers %s: down, without a value in the message', async (_, answer, message) => {
  reply = () => answer;
  const sms = new TencentSms(target(api), { appId: '1', sign: 's', templateId: 't' }, () => AT);
  const e = await sms.sendCode('13900000101', '012345', 5).catch((x: unknown) => x);
  expect(e).toMatchObject({ name: 'PortDown', message });
  expect(JSON.stringify(e, Object.getOwnPropertyNames(e))).not.toMatch(/13900000101|012345|canary/);
  expect(asked).toHaveLength(1); // not repeated
});
test.each([
  ['0', { match: true, birth: null }],
  ['-1', { match: false }],
  ['-5', { match: false }],
] as const)('identity by Tencent Cloud: result %s', async (Result, verdict) => {
  reply = () => ({ Result });
  expect(await new TencentIdentity(target(api, 'faceid'), () => AT).check(question)).toEqual(verdict);
  expect(JSON.parse(asked[0]?.body ?? '')).toEqual({ IdCard: question.number, Name: question.name });
});
test('identity by Tencent Cloud: its register is down', async () => {
  reply = () => ({ Result: '-4' });
  await expect(new TencentIdentity(target(api, 'faceid'), () => AT).check(question)).rejects.toThrow('identity: result -4');
});
test('face by Tencent Cloud: start, three outcomes; the other providers are not connected', async () => {
  const high = new TencentHigh(target(api, 'faceid'), '1', () => AT);
  reply = () => ({ BizToken: 'B1', Url: 'https://example.invalid' });
  expect(await high.start('face', question)).toBe('B1');
  const outcome = (Text: object) => {
    reply = () => ({ Text });
    return high.outcome('face', 'B1', question);
  };
  expect(await outcome({ ErrCode: 0, IdCard: question.number, Name: question.name })).toBe('proven');
  expect(await outcome({ ErrCode: 0, IdCard: '120107198506153041', Name: '周示例禾' })).toBe('another_person');
  expect(await outcome({ ErrCode: null })).toBe('not_finished');
  await expect(high.start('network_id', question)).rejects.toThrow('network_id: not connected');
});
test('nobody listens: unreachable, without the address', async () => {
  await expect(new TencentIdentity(target('http://127.0.0.1:1', 'faceid'), () => AT).check(question)).rejects.toThrow(/^identity: unreachable$/);
});

test.each([
  ['the demo’s own pair', '李示例宁', '120116198804132712', true],
  ['a demo number with another name', '示小滨', '120116198804132712', false],
  ['an invented pair', '示小滨', '120116199003072013', true],
  ['a name without 示', '张三', '120116199003072013', false],
] as const)('sandbox register: %s', async (_, nameKey, number, match) => {
  expect((await new SandboxIdentity().check({ name: nameKey, nameKey, number, kind: 'resident' })).match).toBe(match);
});
test('sandbox: outage and another person at will', async () => {
  await expect(new SandboxIdentity().check({ ...question, nameKey: '示停机' })).rejects.toThrow('identity: sandbox outage');
  expect(await new SandboxHigh().outcome('face', 'r', { ...question, nameKey: '示非本人' })).toBe('another_person');
});

const BASE = { MONGODB_URI: 'm', KEYS_FILE: 'k' };
test('the sandbox is refused off loopback and in production', () => {
  expect(() => readConfig({ ...BASE, SANDBOX: '1', HOST: '0.0.0.0' })).toThrow(/SANDBOX/);
  expect(() => readConfig({ ...BASE, SANDBOX: '1', NODE_ENV: 'production' })).toThrow(/SANDBOX/);
});
test.each(['http://sms.example.cn', 'sms.example.cn', 'https://sms.example.cn/', 'ftp://x', 'http://127.0.0.1.example.cn'])(
  '%s is no address of a port',
  (SMS_API) => {
    expect(() => readConfig({ ...BASE, SMS_API })).toThrow(/SMS_API/);
  },
);
test('outside the sandbox nothing is faked: what is not configured is down', async () => {
  const t: TestApp = await testApp('ports_off', { SANDBOX: '0' });
  const post = async (url: string, body: object) => codeOf(await t.send('POST', url, { body }));
  expect(await post('/api/session/sms-codes', { phone: '13900000101', purpose: 'login' })).toBe('service_busy');
  const device = { id: 'device-000000000001', name: '' };
  expect(await post('/api/session/wechat', { code: 'sandbox-1', channel: 'h5', device })).toBe('auth_wechat_busy');
  expect(await post('/api/sandbox/outbox', { phone: '13900000101' })).toBe('path_unknown');
  // nothing went out, so the minute does not run
  expect(await post('/api/session/sms-codes', { phone: '13900000101', purpose: 'login' })).toBe('service_busy');
  await t.close();
});
