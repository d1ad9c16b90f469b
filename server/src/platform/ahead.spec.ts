import { eligibility, offer } from '@binhai/shared/contract/perks';
import { expect, test } from '@jest/globals';
import { Ahead } from './ahead.js';
import type { Actor } from './context.js';

const actor = (): Actor => ({
  personId: 'p1',
  sessionId: 's1',
  role: 'resident',
  membershipId: null,
  organisationId: null,
  scope: [],
  assurance: 'basic',
  highOnThisDevice: false,
  steppedUpUntil: null,
  channel: null,
  leaving: false,
});

test('the read has begun when the guard still waits for the actor, and is that actor’s alone', async () => {
  const ahead = new Ahead();
  const order: string[] = [];
  const take = ahead.at(eligibility, async (personId, { id }) => {
    order.push(`read ${personId} ${id}`);
    return 42;
  });
  const me = actor();
  const found = await ahead.with(eligibility, 'p1', { id: 'o1' }, async () => {
    order.push('guard');
    return me;
  });
  expect([found, order]).toEqual([me, ['read p1 o1', 'guard']]);
  expect(await take(me)).toBe(42);
  expect(take(actor())).toBeUndefined();
});
test('another endpoint begins nothing', async () => {
  const ahead = new Ahead();
  const take = ahead.at(eligibility, async () => 42);
  const me = actor();
  await ahead.with(offer, 'p1', {}, async () => me);
  await ahead.with(undefined, 'p1', {}, async () => me);
  expect(take(me)).toBeUndefined();
});
test('a read that fails is met by whoever takes it, and by nobody when the guard lets in nobody', async () => {
  const ahead = new Ahead();
  const take = ahead.at(eligibility, async () => Promise.reject(new Error('away')));
  expect(await ahead.with(eligibility, 'p1', {}, async () => null)).toBeNull();
  await expect(ahead.with(eligibility, 'p1', {}, async () => Promise.reject(new Error('frozen')))).rejects.toThrow('frozen');
  const me = actor();
  await ahead.with(eligibility, 'p1', {}, async () => me);
  await expect(take(me)).rejects.toThrow('away');
});
