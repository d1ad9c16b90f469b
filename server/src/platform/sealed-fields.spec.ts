import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { HELD } from '../rights/held.js';
import { type TestApp, testApp } from '../testing/test-app.js';
import { SEALED_FIELDS } from './sealed-fields.js';

let t: TestApp;
beforeAll(async () => {
  t = await testApp('sealed');
});
afterAll(() => t?.close());
/** Written by the driver alone: no schema names their fields. */
const WITHOUT_SCHEMA = ['seeds'];
const LIST: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = SEALED_FIELDS;

test('every path of the list is in its schema; a schema field called sealed is in the list', () => {
  const models = Object.values(t.app.get<Connection>(getConnectionToken()).models);
  for (const [collection, fields] of Object.entries(LIST).filter(([name]) => !WITHOUT_SCHEMA.includes(name))) {
    const paths = Object.values(fields).flat();
    const schema = models.find((m) => m.collection.collectionName === collection)?.schema;
    // `proposal.phone` lies in a path of mixed type
    expect([collection, paths.filter((p) => !schema?.paths[p] && !schema?.paths[p.split('.')[0] ?? ''])]).toEqual([collection, []]);
  }
  for (const m of models) {
    const { collectionName } = m.collection;
    const sealed = Object.keys(m.schema.paths).filter((p) => /^sealed[A-Z]/.test(p));
    expect([collectionName, sealed]).toEqual([
      collectionName,
      sealed.filter((p) =>
        Object.values(LIST[collectionName] ?? {})
          .flat()
          .includes(p),
      ),
    ]);
  }
});
test('whatever the copy of a person opens is in the list', () => {
  for (const { collection, copied } of HELD)
    for (const [path, shown] of Object.entries(copied))
      if (typeof shown === 'object' && shown.sealed)
        expect([
          collection,
          path,
          Object.values(LIST[collection] ?? {})
            .flat()
            .includes(path),
        ]).toEqual([collection, path, true]);
});
