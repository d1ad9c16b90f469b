import { ENDPOINTS } from '@binhai/shared/contract/table';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readConfig } from './config.js';
import { type TestApp, testApp } from './testing/test-app.js';
import { testPerson } from './testing/test-person.js';

let t: TestApp;
beforeAll(async () => {
  t = await testApp('app');
});
afterAll(() => t?.close());

test('the routes are exactly those of the contract, beside its own document and the test ports', () => {
  const contract = [...ENDPOINTS.map((e) => `${e.method} ${e.path}`), 'GET /api/openapi.json', 'POST /api/test/clock', 'POST /api/test/faults'];
  expect([...t.routes].sort()).toEqual(contract.sort());
});
test('no fixed address is also an item of a list beside it: Allow and the document name the same methods', () => {
  const pattern = (path: string) => new RegExp(`^${path.replace(/:\w+/g, '[^/]+')}$`);
  const doubled = ENDPOINTS.flatMap((a) =>
    ENDPOINTS.filter((b) => b.path !== a.path && pattern(b.path).test(a.path)).map((b) => `${a.path} is also ${b.path}`),
  );
  expect(doubled).toEqual([]);
});
/** What may stand in an address, where histories, proxies and logs keep it: ids of our own, dates, places in lists, words about organisations and offers. */
const IN_ADDRESSES = [
  'id',
  'after',
  'kind',
  'from',
  'to',
  'unit',
  'month',
  'state',
  'rule',
  'answered',
  'serial',
  'group',
  'category',
  'zone',
  'uscc',
  'q',
  'client',
  'redirect',
  'challenge',
  'method',
  'open',
  'size',
];
test('PRV-2: no address takes what names a person, nor a token; whoever is looked for by phone or number stands in a body', () => {
  for (const e of ENDPOINTS)
    for (const part of [e.params, e.query])
      for (const key of Object.keys(part?.shape ?? {})) expect([e.id, key, IN_ADDRESSES.includes(key)]).toEqual([e.id, key, true]);
  // free words only where there are no persons to find
  expect(
    ENDPOINTS.filter((e) => e.query && 'q' in e.query.shape)
      .map((e) => e.id)
      .sort(),
  ).toEqual(['perks.offers', 'publicity.search']);
});
test.each(['application/json', undefined])('what is removed by its address needs no body, whatever type is named: %s', async (type) => {
  const { token } = await testPerson(t);
  const r = await t.app
    .getHttpAdapter()
    .getInstance()
    .inject({
      method: 'DELETE',
      url: '/api/session/devices/none',
      headers: { authorization: `Bearer ${token}`, ...(type && { 'content-type': type }) },
    });
  expect(r.json()).toMatchObject({ code: 'auth_device_unknown' });
});
test('health tells that the database answers', async () => {
  expect((await t.send('GET', '/api/health')).body).toMatchObject({ status: 'ok', database: true, sandbox: true });
});
test.each([
  ['an unknown path', 'POST', '/api/none', {}, 404, 'path_unknown'],
  ['another method', 'POST', '/api/health', {}, 405, 'method_unsupported'],
  ['a forged token', 'GET', '/api/health', undefined, 401, 'auth_token_invalid'],
] as const)('%s gets the envelope', async (what, method, url, body, status, code) => {
  const r = await t.send(method, url, { body, ...(what === 'a forged token' && { token: 'x.y.z' }) });
  expect([r.status, r.body]).toEqual([
    status,
    expect.objectContaining({ code, message: expect.any(String), way: expect.any(String), requestId: expect.any(String) }),
  ]);
});
test('configuration names every wrong variable at once and no value', () => {
  expect(() => readConfig({ PORT: 'secret-text' })).toThrow(/PORT.*MONGODB_URI.*KEYS_FILE/);
  expect(() => readConfig({ PORT: 'secret-text' })).not.toThrow(/secret-text/);
  expect(() => readConfig({ MONGODB_URI: 'm', KEYS_FILE: 'k', SANDBOX: '1', HOST: '0.0.0.0' })).toThrow(/SANDBOX/);
  expect(() => readConfig({ MONGODB_URI: 'm', KEYS_FILE: 'k', TEST_PORTS: '1' })).toThrow(/TEST_PORTS/);
});
