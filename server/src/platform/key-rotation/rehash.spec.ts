import fs from 'node:fs';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { CONFIG, type Config } from '../../config.js';
import { AccountsService } from '../../people/accounts.service.js';
import { SealBook } from '../../register/seal-book.service.js';
import { type TestApp, testApp } from '../../testing/test-app.js';
import { codeOf, login } from '../../testing/test-login.js';
import { freshNumber } from '../../testing/test-number.js';
import { FieldCipher } from '../field-cipher.js';
import { HASHED_FIELDS, type Hashed } from '../hashed-fields.js';
import { type KeysFile, newSecret, readKeysFile } from '../keys.js';
import { carryOver, leftBehind, underWay } from './carry-over.js';

/** Servers at two steps of an exchange beside each other: `t` and `second` are told their keys by hand. */
let t: TestApp;
let second: TestApp;
let phones = 13820009000;
beforeAll(async () => {
  t = await testApp('rehash');
  second = await t.second();
});
afterAll(async () => {
  await second?.close();
  await t?.close();
});
const file = () => t.app.get<Config>(CONFIG).KEYS_FILE;
const cipher = (a: TestApp) => a.app.get(FieldCipher, { strict: false });
const tell = (a: TestApp, keys: KeysFile) => cipher(a).use(keys);
const db = () => t.app.get<Connection>(getConnectionToken());
const accounts = (a: TestApp) => a.app.get(AccountsService, { strict: false });
const person = (id: string) => db().collection<{ _id: string; numberHash?: Hashed; phoneHash?: Hashed; wechatHash?: Hashed }>('people').findOne({ _id: id });
const walk = () => carryOver(db(), cipher(t), () => undefined);
/** The steps of one exchange, as the file goes through them. */
let steps: readonly KeysFile[];
beforeEach(() => {
  const now = readKeysFile(file());
  const [front, ...kept] = now.hash;
  if (!front) throw new Error('no hash key');
  const added = newSecret(now.hash, 'h');
  const hash = [now.hash, [front, ...kept, { ...added, next: true as const }], [added, front, ...kept], [added, { ...front, kept: true as const }, ...kept]];
  steps = hash.map((h) => ({ ...now, hash: h }));
  for (const a of [t, second]) tell(a, now);
});
const step = (n: number) => steps[n] as KeysFile;
const realName = (a: TestApp, token: string, number: string) =>
  a.send('POST', '/api/me/real-name', { token, body: { name: '周示例宁', number, consent: true } });

test.each([
  [0, 1],
  [1, 2],
  [2, 3],
])('between steps %i and %i one phone, one WeChat user and one number are one account, in either order and at once', async (before, after) => {
  for (const [a, b] of [
    [t, second],
    [second, t],
  ] as const) {
    // whoever came earlier is known at every step, since the walk ended before the second
    tell(t, step(0));
    const early = { phone: String(phones++), openid: `openid-early-${phones}`, number: freshNumber() };
    const byPhone = await accounts(t).findOrCreate({ phone: early.phone });
    const byWechat = await accounts(t).findOrCreate({ openid: early.openid });
    const holder = (await login(t, String(phones++), 1)).accessToken;
    expect(codeOf(await realName(t, holder, early.number))).toBe('ok');
    if (before > 0) {
      tell(t, step(1));
      await walk();
    }
    tell(a, step(before));
    tell(b, step(after));
    for (const app of [a, b]) {
      expect(await accounts(app).findOrCreate({ phone: early.phone })).toBe(byPhone);
      expect(await accounts(app).findOrCreate({ openid: early.openid })).toBe(byWechat);
    }
    const late = (await login(b, String(phones++), 2)).accessToken;
    expect(codeOf(await realName(b, late, early.number))).toBe('identity_taken');
    const phone = String(phones++);
    const many = await Promise.all(Array.from({ length: 20 }, (_, i) => accounts(i % 2 ? a : b).findOrCreate({ phone })));
    expect(new Set(many).size).toBe(1);
    const number = freshNumber();
    const tokens = [(await login(a, String(phones++), 3)).accessToken, (await login(b, String(phones++), 4)).accessToken];
    const said = await Promise.all([realName(a, tokens[0] ?? '', number), realName(b, tokens[1] ?? '', number)]);
    expect(said.map(codeOf).sort()).toEqual(['identity_taken', 'ok']);
  }
});
test('the walk fills in, then takes away, and changes nothing twice; who logs in by WeChat alone is carried over by it', async () => {
  const number = freshNumber();
  const token = (await login(t, String(phones++), 1)).accessToken;
  await realName(t, token, number);
  const { id } = (await t.send('GET', '/api/me', { token })).body as { id: string };
  const wechat = await accounts(t).findOrCreate({ openid: 'openid-lazy' });
  const old = await person(id);
  tell(t, step(1));
  expect(await walk()).toBeGreaterThan(0);
  expect(await walk()).toBe(0);
  expect(await underWay(db())).toBe(true);
  const both = await person(id);
  expect([both?.numberHash, both?.phoneHash].map((h) => h?.length)).toEqual([2, 2]);
  expect([both?.numberHash].flat()).toContain([old?.numberHash].flat()[0]);
  tell(t, step(3));
  await walk();
  expect(await walk()).toBe(0);
  const alone = await person(id);
  expect([alone?.numberHash, alone?.phoneHash]).toEqual([cipher(t).hash('people.number', number), expect.stringMatching(/^h\d+\./)]);
  expect((await person(wechat))?.wechatHash).toMatch(/^[\w-]{43}$/); // of the first key, until the next log-in
  expect(await accounts(t).findOrCreate({ openid: 'openid-lazy' })).toBe(wechat);
  expect((await person(wechat))?.wechatHash).toBe(cipher(t).hash('people.wechat', 'openid-lazy'));
  expect(await underWay(db())).toBe(false);
});
test('an order to seal takes over what its person has; one about nobody known keeps the old key in use while it runs', async () => {
  const book = t.app.get(SealBook, { strict: false });
  const by = { personId: 'p', organisationId: 'o', at: new Date() };
  const terms = { statute: '示例', documentNumber: '示例', authority: '示例机关', proposedBy: by };
  const number = freshNumber();
  const token = (await login(t, String(phones++), 1)).accessToken;
  await realName(t, token, number);
  const known = await book.put({ ...terms, endsOn: '2999-01-01', numberHash: cipher(t).hashed('people.number', number) });
  const unknown = await book.put({ ...terms, endsOn: '2026-11-30', numberHash: cipher(t).hashed('people.number', freshNumber()) });
  tell(t, step(1));
  await walk();
  tell(t, step(2));
  expect((await book.get(known._id))?.numberHash).toEqual(expect.arrayContaining([cipher(t).hash('people.number', number)]));
  expect((await book.get(unknown._id))?.numberHash).toEqual(expect.any(String));
  expect([await leftBehind(db(), cipher(t), '2026-11-30'), await leftBehind(db(), cipher(t), '2026-12-01')]).toEqual(['register_seals', null]);
});
test('a refresh token of before the exchange goes on after it; record ids stay what they were', async () => {
  const { refreshToken } = await login(t, String(phones++), 1);
  const id = cipher(t).steady('records.key', 'one decision');
  tell(t, step(3));
  expect(cipher(t).steady('records.key', 'one decision')).toBe(id);
  const next = await t.send('POST', '/api/session/refresh', { body: { refreshToken } });
  expect(next.status).toBe(200);
  const again = (next.body as { refreshToken: string }).refreshToken;
  expect(again.split('.')[2]).toMatch(/^h\d+$/);
  expect((await t.send('POST', '/api/session/refresh', { body: { refreshToken: again } })).status).toBe(200);
});
test('every text field named a hash is in the list', () => {
  for (const m of Object.values(db().models)) {
    const { collectionName } = m.collection;
    const paths = Object.keys(m.schema.paths).filter((p) => /(number|phone|wechat)Hash$/.test(p));
    const listed = (HASHED_FIELDS[collectionName] ?? []).map((f) => f.path);
    if (collectionName === 'sandbox_sms') continue; // gone within the hour
    expect([collectionName, paths.filter((p) => !listed.includes(p))]).toEqual([collectionName, []]);
  }
});
test('a file whose first hash key is only kept, or does not write yet, is refused', () => {
  const keys = readKeysFile(file());
  for (const bad of [{ kept: true as const }, { next: true as const }]) {
    const path = `${file()}.bad`;
    fs.writeFileSync(path, JSON.stringify({ ...keys, hash: keys.hash.map((k) => ({ ...k, ...bad })) }));
    expect(() => readKeysFile(path)).toThrow(/hash\.0/);
  }
});
