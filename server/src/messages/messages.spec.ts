import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { Clock } from '../platform/clock.js';
import { inTransaction } from '../platform/transactions.js';
import { type TestApp, testApp } from '../testing/test-app.js';
import { codeOf } from '../testing/test-login.js';
import { type TestPerson, testPerson } from '../testing/test-person.js';
import { InboxService } from './inbox.service.js';
import { fill, MESSAGES } from './texts.js';

interface Page {
  items: { id: string; title: string; text: string; read: boolean }[];
  unread: number;
  next: string | null;
}
let t: TestApp;
let me: TestPerson;
const inbox = () => t.app.get(InboxService, { strict: false });
const db = () => t.app.get<Connection>(getConnectionToken());
const page = async (after?: string) => (await t.send('GET', `/api/messages${after ? `?after=${after}` : ''}`, { token: me.token })).body as Page;
beforeAll(async () => {
  t = await testApp('messages');
});
afterAll(() => t?.close());
beforeEach(async () => {
  me = await testPerson(t);
});

test('45 messages in three pages, newest first, none twice, none missing, also when one arrives between', async () => {
  const clock = t.app.get(Clock, { strict: false });
  for (let i = 1; i <= 45; i++) {
    clock.set(new Date(Date.now() + i * 1000)); // two in one millisecond have no order
    await inbox().add(me.id, 'consent_withdrawn', { recipient: `示例 ${i}` });
  }
  clock.set(null);
  const first = await page();
  clock.set(new Date(Date.now() + 46_000));
  await inbox().add(me.id, 'consent_withdrawn', { recipient: '示例 46' });
  clock.set(null);
  const second = await page(first.next ?? '');
  const third = await page(second.next ?? '');
  const all = [...first.items, ...second.items, ...third.items];
  expect([first.items.length, second.items.length, third.items.length, third.next]).toEqual([20, 20, 5, null]);
  expect(new Set(all.map((m) => m.id)).size).toBe(45);
  expect(all[0]?.text).toContain('示例 45');
  expect(all[44]?.text).toContain('示例 1的');
});
test('reading is once and for all, and only one’s own', async () => {
  await inbox().add(me.id, 'real_name_done', {});
  const { items, unread } = await page();
  const id = items[0]?.id ?? '';
  expect([unread, items[0]?.read]).toEqual([1, false]);
  const other = await testPerson(t);
  const foreign = await t.send('POST', `/api/messages/${id}/read`, { token: other.token });
  expect([foreign.status, codeOf(foreign)]).toEqual([404, 'message_unknown']);
  expect((await page()).unread).toBe(1);
  for (let i = 0; i < 2; i++) expect((await t.send('POST', `/api/messages/${id}/read`, { token: me.token })).status).toBe(200);
  expect(await page()).toMatchObject({ unread: 0, items: [{ read: true }] });
  expect(codeOf(await t.send('GET', '/api/messages?after=%24ne', { token: me.token }))).toBe('input_invalid');
});
test('a message falls with its transaction', async () => {
  const cut = inTransaction(db(), async (session) => {
    await inbox().add(me.id, 'high_done', {}, session);
    throw new Error('cut');
  });
  await expect(cut).rejects.toThrow('cut');
  expect((await page()).items).toEqual([]);
});
test('the badge is on the account, and its count comes from an index alone', async () => {
  for (let i = 0; i < 3; i++) await inbox().add(me.id, 'high_done', {});
  expect((await t.send('GET', '/api/me', { token: me.token })).body).toMatchObject({ unreadMessages: 3 });
  const plan = JSON.stringify(await db().collection('messages').find({ personId: me.id, readAt: null }).explain('queryPlanner'));
  expect(plan).toContain('"indexName":"unread"');
});
test.each(Object.entries(MESSAGES))('the message %s: title, no exclamation mark, every gap filled', (_, { title, text }) => {
  expect(title.length).toBeLessThanOrEqual(16);
  expect(/[!！]/.test(title + text)).toBe(false);
  const params = Object.fromEntries([...text.matchAll(/\{(\w+)\}/g)].map((m) => [m[1] ?? '', '示例']));
  expect(fill(text, params)).not.toMatch(/[{}]/);
});
