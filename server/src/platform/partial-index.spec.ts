import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { type TestApp, testApp } from '../testing/test-app.js';

let t: TestApp;
beforeAll(async () => {
  t = await testApp('partial_index');
});
afterAll(() => t?.close());

test('every look-up by a partly indexed text goes by its index', async () => {
  const found: string[] = [];
  for (const model of Object.values(t.app.get<Connection>(getConnectionToken()).models))
    for (const [key, options] of model.schema.indexes()) {
      const partial = (options as { partialFilterExpression?: Record<string, { $in?: string[] } | boolean> }).partialFilterExpression ?? {};
      const field = Object.keys(key)[0] ?? '';
      if (Object.keys(partial)[0] !== field) continue;
      // an index of some values only is for those who ask for one of them
      const of = partial[field];
      const value = typeof of === 'object' ? (of.$in?.[0] ?? 'x') : of;
      const plan = JSON.stringify(await model.collection.find({ [field]: value }).explain('queryPlanner'));
      found.push(`${model.collection.name}.${field}`);
      expect([found.at(-1), plan.includes('"COLLSCAN"')]).toEqual([found.at(-1), false]);
    }
  expect(found).toEqual(
    expect.arrayContaining(['people.phoneHash', 'people.numberHash', 'consents.key', 'credit_records.numberHash', 'register_entries.once']),
  );
});
