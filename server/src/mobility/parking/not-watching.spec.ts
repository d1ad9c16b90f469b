import { localDateOf } from '@binhai/shared/dates/dates';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { getConnectionToken } from '@nestjs/mongoose';
import mongoose, { type Connection } from 'mongoose';
import { Clock } from '../../platform/clock.js';
import { newId } from '../../platform/id.js';
import { type TestApp, testApp } from '../../testing/test-app.js';
import { type TestGate, testGate } from '../../testing/test-gate.js';
import { freshNumber } from '../../testing/test-number.js';
import { freshPlate, openParking } from '../../testing/test-parking.js';
import { type TestPerson, testPerson } from '../../testing/test-person.js';

// A gate sees every car. Of a car whose owner did not agree to this operator nothing may stay with us, and of one whose owner did, nobody may
// tell why there is no discount now.
let t: TestApp;
let gate: TestGate;
let far: TestGate;
const out: string[] = [];
const streams: (() => void)[] = [];
beforeAll(async () => {
  for (const stream of [process.stdout, process.stderr]) {
    const { write } = stream;
    stream.write = ((text: string) => Boolean(out.push(String(text)))) as typeof stream.write;
    streams.push(() => {
      stream.write = write;
    });
  }
  t = await testApp('not_watching', { LOG_LEVEL: 'debug' }, { logTo: { write: (line) => void out.push(line) } });
  [gate, far] = [await testGate(t), await testGate(t)];
});
afterEach(() => t.app.get(Clock, { strict: false }).set(null));
afterAll(async () => {
  for (const restore of streams) restore();
  await t?.close();
});
const db = () => t.app.get<Connection>(getConnectionToken());
const somebody = () => testPerson(t, { number: freshNumber(), name: '周示例宁' });
const ago = (hours: number) => new Date(t.app.get(Clock, { strict: false }).ms() - hours * 3_600_000).toISOString();
/** Random words of signed requests, gone after eleven minutes, and what the processes write by themselves. */
const OWN = ['partner_nonces', 'leases', 'jobs', 'key_readers', 'register_heads', 'register_lanes', 'register_tiles', 'register_log'];
async function everything(): Promise<string> {
  const names = ((await db().db?.listCollections({}, { nameOnly: true }).toArray()) ?? []).map((c) => c.name).filter((n) => !OWN.includes(n));
  const all = await Promise.all(names.sort().map(async (n) => [n, (await db().collection(n).find().toArray()).map((d) => JSON.stringify(d)).sort()]));
  return JSON.stringify(all);
}

test('of any other plate nothing is written: not in the database, not in the log, not in a figure; the replies are the same', async () => {
  const withdrawn = await somebody();
  const [nobodys, elsewhere, gone] = [freshPlate(), freshPlate(), freshPlate()];
  await openParking(t, await somebody(), elsewhere, [far.id]);
  await openParking(t, withdrawn, gone, [gate.id]);
  await gate.match(gone);
  const { items } = (await t.send('GET', '/api/consents', { token: withdrawn.token })).body as { items: { id: string }[] };
  await t.send('POST', `/api/consents/${items[0]?.id}/withdrawal`, { token: withdrawn.token, body: { vouchers: [] } });
  const { kid, key } = await gate.set();
  const before = await everything();
  const numbers: string[] = [];
  out.length = 0;
  const replies = [];
  for (const plate of [nobodys, elsewhere, gone]) {
    const seen = { eventId: newId(), orderId: newId() };
    numbers.push(plate, seen.eventId, seen.orderId);
    replies.push(await gate.enter(plate, ago(3), { eventId: seen.eventId }), await gate.leave(plate, ago(0), seen), await gate.credit(plate, ago(0), seen));
  }
  expect(await everything()).toBe(before);
  expect(replies.map((r) => [r.status, r.body])).toEqual(
    Array(3)
      .fill([
        [200, { done: true }],
        [200, { verdict: 'not_now', reliefFen: 0, payFen: 1500, payLater: false }],
        [200, { verdict: 'not_now', creditFen: 0 }],
      ])
      .flat(),
  );
  const said = [...out, JSON.stringify((await t.send('GET', '/api/health')).body)].join('\n');
  for (const word of [...numbers, key, kid, gate.lot]) expect([word, said.includes(word)]).toEqual([word, false]);
  for (const plate of [nobodys, elsewhere, gone])
    for (const form of [encodeURIComponent(plate), Buffer.from(plate).toString('base64')]) expect(said).not.toContain(form);
});

const METHODS = ['find', 'findOne', 'aggregate', 'countDocuments', 'insertOne', 'updateOne', 'findOneAndUpdate', 'deleteMany'] as const;
/** What is asked of the database while `run` runs, in the order of names: the path of a request, without its data. */
async function pathOf(run: () => Promise<unknown>): Promise<string[]> {
  const asked: string[] = [];
  const proto = mongoose.mongo.Collection.prototype as unknown as Record<string, (this: { collectionName: string }, ...args: unknown[]) => unknown>;
  const real = METHODS.map((m) => [m, proto[m]] as const);
  for (const [m, method] of real)
    proto[m] = function (...args) {
      if (!OWN.includes(this.collectionName)) asked.push(`${this.collectionName}.${m}`);
      return method?.apply(this, args);
    };
  try {
    await run();
  } finally {
    for (const [m, method] of real) if (method) proto[m] = method;
  }
  return asked.sort();
}
const person = (who: TestPerson, set: object) => db().collection<{ _id: string }>('people').updateOne({ _id: who.id }, { $set: set });
const CAUSES: readonly [string, (who: TestPerson, plate: string) => Promise<unknown>][] = [
  ['frozen', (who) => person(who, { frozenAt: new Date() })],
  ['leaving', (who) => person(who, { leaving: { askedAt: new Date(), dueAt: new Date(), receipt: newId() } })],
  ['no real name', (who) => person(who, { assurance: 'none' })],
  [
    'used up for today',
    (who) => {
      const day = localDateOf(t.app.get(Clock, { strict: false }).ms() - 3 * 3_600_000);
      const used = [0, 1].map((n) => ({
        _id: newId() as never,
        orderId: newId(),
        operatorId: gate.id,
        personId: who.id,
        day,
        slot: `${who.id}|${gate.id}|${day}#${n}`,
      }));
      return db().collection('parking_orders').insertMany(used);
    },
  ],
  [
    'seen elsewhere',
    async (who, plate) => {
      await openParking(t, who, plate, [far.id]);
      await far.enter(plate, ago(2));
    },
  ],
];
test('for whatever cause: the same path through the database, one look on record, a reply of the same bytes', async () => {
  const asked = async (cause: (who: TestPerson, plate: string) => Promise<unknown>) => {
    const [who, plate] = [await somebody(), freshPlate()];
    await openParking(t, who, plate, [gate.id]);
    await gate.enter(plate, ago(3));
    await cause(who, plate);
    const mark = { ...(await gate.match(plate)), eventId: newId(), orderId: newId() };
    let bytes = '';
    const path = await pathOf(async () => {
      const { body } = await gate.exactly(mark, ago(0));
      bytes = JSON.stringify(body);
    });
    return { path, bytes, looks: await db().collection('register_entries').countDocuments({ subject: who.id, purpose: 'parking_verdict' }) };
  };
  const all = [];
  for (const [name, cause] of CAUSES) all.push({ name, ...(await asked(cause)) });
  for (const one of all) expect({ ...one, name: '' }).toEqual({ ...all[0], name: '', looks: 1 });
});
