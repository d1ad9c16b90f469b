import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { type TestApp, testApp } from '../testing/test-app.js';
import { Clock } from './clock.js';
import { Limits } from './limits.js';

let a: TestApp, b: TestApp;
beforeAll(async () => {
  a = await testApp('limits');
  b = await a.second();
});
afterAll(async () => {
  await b?.close();
  await a?.close();
});
const RULE = { name: 'sms.phone', max: 5, windowSeconds: 60 };

test('1000 takes at once in two processes, of 5 allowed: exactly 5', async () => {
  const limits = [a.app.get(Limits), b.app.get(Limits)];
  const taken = await Promise.all(Array.from({ length: 1000 }, (_, i) => limits[i % 2]?.take({ ...RULE, key: '13900001234' })));
  expect(taken.filter((t) => t?.ok)).toHaveLength(5);
  expect(taken.every((t) => t?.ok || (t && t.retryAfter >= 1 && t.retryAfter <= 60))).toBe(true);
});
test('another key has its own count; what is stored does not hold the key', async () => {
  expect(await a.app.get(Limits).take({ ...RULE, key: '13900005678' })).toEqual({ ok: true });
  const stored = await a.app.get<Connection>(getConnectionToken()).collection('limits').find().toArray();
  expect(stored).toHaveLength(2);
  expect(JSON.stringify(stored)).not.toMatch(/1390000/);
});
test('the window ends by the clock, and opens anew in full', async () => {
  const limits = a.app.get(Limits);
  const clock = a.app.get(Clock);
  clock.set(new Date('2026-03-01T00:00:00Z'));
  const take = () => limits.take({ ...RULE, name: 'window', key: 'k' });
  for (let i = 0; i < 5; i++) expect((await take()).ok).toBe(true);
  expect(await take()).toEqual({ ok: false, retryAfter: 60 });
  clock.set(new Date('2026-03-01T00:00:59Z'));
  expect(await take()).toEqual({ ok: false, retryAfter: 1 });
  clock.set(new Date('2026-03-01T00:01:01Z'));
  for (let i = 0; i < 5; i++) expect((await take()).ok).toBe(true);
  expect((await take()).ok).toBe(false);
  clock.set(null);
});
test('a cleared count starts from nothing', async () => {
  const limits = a.app.get(Limits);
  const rule = { ...RULE, name: 'cleared', key: 'k', max: 1 };
  expect([(await limits.take(rule)).ok, (await limits.take(rule)).ok]).toEqual([true, false]);
  await limits.clear(rule);
  expect((await limits.take(rule)).ok).toBe(true);
});
test('counters are swept by a TTL index', async () => {
  const indexes = await a.app.get<Connection>(getConnectionToken()).collection('limits').indexes();
  expect(indexes).toContainEqual(expect.objectContaining({ key: { goneAt: 1 }, expireAfterSeconds: 0 }));
});
