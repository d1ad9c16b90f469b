import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { type TestApp, testApp } from '../testing/test-app.js';
import { HELD, NOBODY } from './held.js';

let t: TestApp;
const connection = () => t.app.get<Connection>(getConnectionToken());
beforeAll(async () => {
  t = await testApp('held');
});
afterAll(() => t?.close());
/** Fields that the words of a person-less service write themselves: covered as a whole. */
const covered = (path: string, names: readonly string[]) => names.some((n) => path === n || path.startsWith(`${n}.`) || n.startsWith(`${path}.`));

test('every collection is declared once: as one that holds people, or as one in which nobody can be found, with the reason', async () => {
  const stored = (await connection().db?.listCollections({}, { nameOnly: true }).toArray())?.map((c) => c.name) ?? [];
  const all = new Set([...Object.values(connection().models).map((m) => m.collection.collectionName), ...stored.filter((n) => !n.startsWith('system.'))]);
  const declared = [...HELD.map((h) => h.collection), ...Object.keys(NOBODY)];
  expect(declared.length).toBe(new Set(declared).size);
  expect([...all].filter((name) => !declared.includes(name))).toEqual([]); // a new one: declare it beside its schema, or say why it holds nobody
  expect(declared.filter((name) => !all.has(name) && !WITHOUT_MODEL.includes(name))).toEqual([]);
});
const WITHOUT_MODEL = ['leases', 'revisions', 'migrations', 'file_blobs.files', 'file_blobs.chunks'];
test.each(HELD.map((h) => [h.collection, h] as const))('%s: each field is in the copy or is told of as an inner one; the words are whole', (name, h) => {
  const model = Object.values(connection().models).find((m) => m.collection.collectionName === name);
  const paths = Object.keys(model?.schema.paths ?? {});
  expect(paths.length).toBeGreaterThan(0);
  const names = [...Object.keys(h.copied), ...h.inner, ...Object.keys(h.by)];
  if (h.copiedBy === undefined) expect(paths.filter((p) => !covered(p, names))).toEqual([]);
  expect(names.filter((n) => !paths.some((p) => covered(p, [n])) && !n.startsWith('payload.'))).toEqual([]); // nothing is declared that is not there
  for (const word of [h.title, h.holds, h.why, h.law, h.kept]) expect([word.length > 1, /[!！]/.test(word)]).toEqual([true, false]);
});
test('a collection whose schema names a person is none of those that hold nobody', () => {
  const naming = /^(personId|person|subject|subjects|actor|numberHash|phoneHash|wechatHash)$/;
  for (const model of Object.values(connection().models)) {
    const name = model.collection.collectionName;
    if (name in NOBODY) expect([name, Object.keys(model.schema.paths).filter((p) => naming.test(p))]).toEqual([name, []]);
  }
});
test('what is kept is there to read without an account, in the words of the declarations', async () => {
  const { items } = (await t.send('GET', '/api/rights/held')).body as { items: { title: string; atDeletion: string; months: number | null }[] };
  expect(items.map((i) => i.title)).toEqual(HELD.map((h) => h.title));
  for (const i of items) expect(i.months !== null).toBe(i.atDeletion === 'archive');
});
