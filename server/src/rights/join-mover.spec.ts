import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection, mongo } from 'mongoose';
import { AccountsService } from '../people/accounts.service.js';
import { inTransaction } from '../platform/transactions.js';
import { type TestApp, testApp } from '../testing/test-app.js';
import { HELD } from './held.js';
import { movedFields } from './join-mover.service.js';

let t: TestApp;
const connection = () => t.app.get<Connection>(getConnectionToken());
const docs = (name: string) => connection().collection<mongo.Document>(name);
const join = () => inTransaction(connection(), (session) => t.app.get(AccountsService, { strict: false }).joined('from', 'into', session));
beforeAll(async () => {
  t = await testApp('join_mover');
});
afterAll(() => t?.close());
const MOVED = HELD.flatMap((h) => movedFields(h).map((field) => [h.collection, field] as const));

test('what moves by itself, what a service moves, and what stays, with the reason', () => {
  expect(MOVED.map(([name]) => name)).toEqual(expect.arrayContaining(['messages', 'scheme_comments', 'firm_acts', 'access_reviews']));
  const services = HELD.flatMap((h) => (h.atJoin?.do === 'service' ? [h.collection] : []));
  expect(services).toEqual(expect.arrayContaining(['vouchers', 'consents', 'consent_evidence', 'memberships']));
  for (const { collection, atJoin, by } of HELD) {
    if (atJoin?.do === 'stay') expect([collection, atJoin.why.length > 20]).toEqual([collection, true]);
    // an account's id that is the document's own cannot become another's
    if (by._id === 'person') expect([collection, atJoin?.do]).toEqual([collection, 'stay']);
  }
});
test.each(MOVED)('%s.%s: moves with the account, and nobody else’s does', async (name, field) => {
  const atJoin = HELD.find((h) => h.collection === name)?.atJoin;
  for (const who of ['from', 'other'])
    await docs(name).insertOne({ _id: `${name}-${field}-${who}` as never, [field]: who, ...(atJoin?.do === 'one' && { [atJoin.per]: `of ${who}` }) });
  await join();
  const after = await docs(name)
    .find({ _id: { $regex: `^${name}-${field}-` } as never })
    .sort({ _id: 1 })
    .toArray();
  expect(after.map((d) => d[field])).toEqual(['into', 'other']);
});
test('no unique index stands in the way of a move: such a collection says what gives way', () => {
  for (const [name, field] of MOVED) {
    const model = Object.values(connection().models).find((m) => m.collection.collectionName === name);
    const atJoin = HELD.find((h) => h.collection === name)?.atJoin;
    const clashing = (model?.schema.indexes() ?? []).flatMap(([key, options]) => {
      const others = Object.keys(key).filter((k) => k !== field);
      const settled = atJoin?.do === 'one' && others.length === 1 && others[0] === atJoin.per;
      return options?.unique && field in key && !settled ? [others.join()] : [];
    });
    expect([name, clashing]).toEqual([name, []]);
  }
});
test('a comment on a draft both spoke on stays with the closed account; others move', async () => {
  const put = (id: string, personId: string, consultationId: string, number: number) =>
    docs('scheme_comments').insertOne({ _id: id as never, personId, consultationId, number });
  await put('a', 'from', 'both', 1);
  await put('b', 'into', 'both', 2);
  await put('c', 'from', 'one', 1);
  await join();
  const owner = async (id: string) => (await docs('scheme_comments').findOne({ _id: id as never }))?.personId;
  expect([await owner('a'), await owner('b'), await owner('c')]).toEqual(['from', 'into', 'into']);
});
