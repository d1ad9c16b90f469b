import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { type TestApp, testApp } from '../testing/test-app.js';
import { Clock } from './clock.js';
import { disarmFaults, faultPoint, PlantedFault } from './faults.js';

let t: TestApp;
beforeAll(async () => {
  t = await testApp('ports');
});
afterEach(() => disarmFaults());
afterAll(() => t?.close());

test('the clock goes where it is sent, runs on from there, and comes back', async () => {
  const r = await t.send('POST', '/api/test/clock', { body: { to: '2026-05-28T23:59:59+08:00' } });
  expect([r.status, r.body]).toEqual([200, { now: expect.stringMatching(/^2026-05-28T15:59:59/), pid: process.pid }]);
  await new Promise((ok) => setTimeout(ok, 20));
  expect(t.app.get(Clock).ms()).toBeGreaterThan(Date.parse('2026-05-28T15:59:59.015Z'));
  expect((await t.send('GET', '/api/health')).body).toMatchObject({ time: expect.stringMatching(/^2026-05-28/) });
  await t.send('POST', '/api/test/clock', { body: { to: null } });
  expect(Math.abs(t.app.get(Clock).ms() - Date.now())).toBeLessThan(5);
});
test('a fault strikes as often as it was armed for, and only its own point', async () => {
  await t.send('POST', '/api/test/faults', { body: { point: 'a.b', action: 'throw', times: 2 } });
  await faultPoint('a.c');
  for (let i = 0; i < 2; i++) await expect(faultPoint('a.b')).rejects.toThrow(PlantedFault);
  await faultPoint('a.b');
});
test('a hanging point lets go when it is disarmed', async () => {
  await t.send('POST', '/api/test/faults', { body: { point: 'a.b', action: 'hang', times: 2 } });
  let gone = false;
  const waits = faultPoint('a.b').then(() => {
    gone = true;
  });
  await new Promise((ok) => setTimeout(ok, 20));
  expect(gone).toBe(false);
  await t.send('POST', '/api/test/faults', { body: { point: 'a.b', action: 'hang', times: 0 } });
  await waits;
});
test.each([
  ['clock', { to: 'tomorrow' }],
  ['clock', { to: null, x: 1 }],
  ['faults', { point: 'a', action: 'throw' }],
  ['faults', { point: 'a.b', action: 'burn' }],
])('%s refuses %j', async (port, body) => {
  const r = await t.send('POST', `/api/test/${port}`, { body });
  expect([r.status, r.body]).toEqual([400, expect.objectContaining({ code: 'input_invalid' })]);
});
test('another address does not find the ports; without TEST_PORTS nobody does', async () => {
  const far = await t.app.inject({ method: 'POST', url: '/api/test/clock', remoteAddress: '10.0.0.9', payload: { to: null } });
  expect(far.statusCode).toBe(404);
  const closed = await testApp('ports_closed', { TEST_PORTS: '0' });
  try {
    expect((await closed.send('POST', '/api/test/clock', { body: { to: null } })).status).toBe(404);
    expect(closed.routes.some((r) => r.includes('/api/test/'))).toBe(false);
  } finally {
    await closed.close();
  }
});
