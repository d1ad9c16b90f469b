import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { type TestApp, testApp } from '../testing/test-app.js';
import { Clock } from './clock.js';
import { LimitCounter, Limits } from './limits.js';

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
test('a flood on one key is a write at a time, not a write each; a failed write fails its own tries only', async () => {
  const { collection } = a.app.get<Connection>(getConnectionToken()).model(LimitCounter.name);
  const write = jest.spyOn(collection, 'findOneAndUpdate');
  const rule = { ...RULE, name: 'flood', key: 'k' };
  const take = () => a.app.get(Limits).take(rule);
  const taken = await Promise.all(Array.from({ length: 500 }, take));
  expect([taken.filter((t) => t.ok).length, write.mock.calls.length]).toEqual([5, 2]);
  await a.app.get(Limits).clear(rule);
  write.mockRejectedValueOnce(new Error('cut'));
  const results = await Promise.allSettled(Array.from({ length: 10 }, take));
  expect(results.map((r) => r.status).filter((r) => r === 'rejected')).toHaveLength(1);
  expect(results.filter((r) => r.status === 'fulfilled' && r.value.ok)).toHaveLength(5);
  expect((await take()).ok).toBe(false);
  write.mockRestore();
});
test('another key has its own count; what is stored does not hold the key', async () => {
  expect(await a.app.get(Limits).take({ ...RULE, key: '13900005678' })).toEqual({ ok: true });
  const stored = await a.app.get<Connection>(getConnectionToken()).collection('limits').find().toArray();
  expect(stored).toHaveLength(3);
  expect(JSON.stringify(stored)).not.toMatch(/1390000/);
});
test('the window ends by the clock, and opens anew in full', async () => {
  const limits = a.app.get(Limits);
  const clock = a.app.get(Clock);
  clock.set(new Date('2026-03-01T00:00:00Z'));
  const take = () => limits.take({ ...RULE, name: 'window', key: 'k' });
  for (let i = 0; i < 5; i++) expect((await take()).ok).toBe(true);
  const first = await take();
  expect(!first.ok && first.retryAfter >= 58 && first.retryAfter <= 60).toBe(true);
  clock.set(new Date('2026-03-01T00:00:59Z'));
  const last = await take(); // the test clock runs on, and a busy machine takes its time
  expect(!last.ok && last.retryAfter >= 1 && last.retryAfter <= 2).toBe(true);
  clock.set(new Date('2026-03-01T00:01:05Z'));
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
test('a try given back may be taken again; a count never falls below nothing', async () => {
  const limits = a.app.get(Limits);
  const rule = { ...RULE, name: 'given_back', key: 'k', max: 1 };
  await limits.giveBack(rule);
  expect((await limits.take(rule)).ok).toBe(true);
  for (let i = 0; i < 3; i++) await limits.giveBack(rule);
  expect([(await limits.take(rule)).ok, (await limits.take(rule)).ok]).toEqual([true, false]);
});
test('counters are swept by a TTL index', async () => {
  const indexes = await a.app.get<Connection>(getConnectionToken()).collection('limits').indexes();
  expect(indexes).toContainEqual(expect.objectContaining({ key: { goneAt: 1 }, expireAfterSeconds: 0 }));
});
