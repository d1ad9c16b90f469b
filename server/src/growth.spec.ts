import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { IngestService } from './ingest/ingest.service.js';
import { newId } from './platform/id.js';
import { RegisterService } from './register/register.service.js';
import { RegisterSealer } from './register/sealer.service.js';
import { BASES } from './register/words.js';
import { type TestApp, testApp } from './testing/test-app.js';
import { claim, testOffer, testShop } from './testing/test-offers.js';
import { type TestPerson, testPerson } from './testing/test-person.js';

/** DB-5: what happens often is a document of its own. A part of the case's numbers twice over: nothing grows with them, so nothing ever reaches 1 MiB. */
let t: TestApp;
beforeAll(async () => {
  t = await testApp('growth');
});
afterAll(() => t?.close());
const db = () => t.app.get<Connection>(getConnectionToken());
/** Bytes of the largest document of each collection. */
async function largest(): Promise<Map<string, number>> {
  const sizes = new Map<string, number>();
  for (const { collectionName } of await db()
    .listCollections()
    .then((all) => all.map(({ name }) => ({ collectionName: name })))) {
    const [most] = await db()
      .collection(collectionName)
      .aggregate<{ bytes: number }>([{ $group: { _id: null, bytes: { $max: { $bsonSize: '$$ROOT' } } } }])
      .toArray();
    sizes.set(collectionName, most?.bytes ?? 0);
  }
  return sizes;
}
/** Collections whose largest document grew by more than a few bytes (a longer number, a later id) from one round to the next. */
async function growing(round: () => Promise<unknown>): Promise<string[]> {
  await round();
  const before = await largest();
  await round();
  const after = await largest();
  expect(Math.max(...after.values())).toBeLessThan(64 * 1024);
  return [...after].filter(([name, bytes]) => bytes > (before.get(name) ?? 0) + 64 && before.has(name)).map(([name]) => name);
}

test('4,000 views of one person’s data', async () => {
  const me = await testPerson(t);
  const register = t.app.get(RegisterService, { strict: false });
  const look = () =>
    register.other({
      subject: me.id,
      purpose: 'voucher_redemption',
      items: ['遮住的姓名'],
      kind: 'merchant',
      actor: newId(),
      organisationId: 'o',
      basis: BASES.voucher,
    });
  const round = async () => {
    for (let i = 0; i < 10; i++) await Promise.all(Array.from({ length: 200 }, look));
    for (let n = -1; n !== 0; ) n = await t.app.get(RegisterSealer, { strict: false }).seal();
  };
  expect(await growing(round)).toEqual([]);
  const { body } = await t.send('GET', '/api/me/looks', { token: me.token });
  expect((body as { items: object[] }).items.length).toBeLessThanOrEqual(50);
}, 120_000);

test('a file of 6,000 rows, all of them quarantined', async () => {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'binhai-growth-'));
  const header = fs.readFileSync(new URL('../../test/cases/CSV-1.utf8-no-bom.csv', import.meta.url), 'utf8').split('\n')[0] ?? '';
  let n = 0;
  const round = async () => {
    const file = path.join(dir, `${++n}.csv`);
    const row = ','.repeat(header.split(',').length - 1);
    fs.writeFileSync(file, [header, ...Array.from({ length: 3000 }, (_, i) => `示〔${n}〕${i}${row}`)].join('\n'));
    const batch = await t.app.get(IngestService, { strict: false }).run(file, { sender: '示例单位' });
    expect(batch.counts.quarantined).toBe(3000);
  };
  try {
    expect(await growing(round)).toEqual([]);
  } finally {
    fs.rmSync(dir, { recursive: true, force: true });
  }
}, 120_000);

test('one offer with many vouchers, by many people', async () => {
  const offer = await testOffer(t, await testShop(t), { total: null });
  const round = async () => {
    const people: TestPerson[] = [];
    for (let i = 0; i < 40; i++) people.push(await testPerson(t));
    for (const who of people) expect((await claim(t, who, offer)).status).toBe(200);
  };
  expect(await growing(round)).toEqual([]);
});
