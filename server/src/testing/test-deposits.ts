import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { DEPOSIT_REVIEW } from '../mobility/deposit/deposit-review.service.js';
import { Clock } from '../platform/clock.js';
import { Jobs } from '../platform/jobs/jobs.service.js';
import { type TestApp, testApp } from './test-app.js';
import { TestOperator } from './test-deposit.js';
import { type TestPerson, testPerson } from './test-person.js';

const prk3: { cases: { do: string; expect: string | object }[] } = JSON.parse(
  readFileSync(new URL('../../../test/cases/PRK-3.bike-code.json', import.meta.url), 'utf8'),
);
/** The title of a case of PRK-3, as its file says it. */
export const prk3Says = (n: number): string => `PRK-3: ${prk3.cases[n]?.do} → ${JSON.stringify(prk3.cases[n]?.expect)}`;
/** The code of a refusal, or ok. */
export const outcome = (work: Promise<unknown>): Promise<string | undefined> =>
  work.then(
    () => 'ok',
    (e: { code?: string }) => e.code,
  );

export interface ShownAuthorisation {
  id: string;
  state: string;
  ended: string | null;
  until: string | null;
  expiring: boolean;
}
export interface ShownOrder {
  number: string;
  released: boolean;
  endedAt: string | null;
}
interface Mine {
  items: ShownAuthorisation[];
  orders: ShownOrder[];
  count: number;
  unreleased: number;
}

/** For a spec about 免押: before each test a new operator and a new resident, at ten in the morning. */
export function testDeposits(name: string) {
  let t: TestApp;
  let op: TestOperator;
  let me: TestPerson;
  const clock = () => t.app.get(Clock, { strict: false });
  const db = () => t.app.get<Connection>(getConnectionToken());
  beforeAll(async () => {
    t = await testApp(name);
  });
  beforeEach(async () => {
    clock().set(new Date('2026-11-25T02:00:00Z'));
    op = await TestOperator.of(t);
    me = await testPerson(t);
  });
  afterAll(() => t?.close());
  return {
    t: () => t,
    op: () => op,
    me: () => me,
    clock,
    db,
    later: (ms: number) => clock().set(new Date(clock().ms() + ms)),
    mine: async (who = me) => (await t.send('GET', '/api/deposit/authorisations', { token: who.token })).body as Mine,
    withdraw: (id: string, who = me) => t.send('POST', `/api/deposit/authorisations/${id}/withdrawal`, { token: who.token, body: { confirm: true } }),
    messages: async (who = me) =>
      ((await t.send('GET', '/api/messages', { token: who.token })).body as { items: { title: string }[] }).items.map((m) => m.title),
    /** How often the operator was told something of anybody. */
    looks: () => db().collection('register_entries').countDocuments({ kind: 'partner', organisationId: op.client._id }),
    /** Changes the resident's document, as another part of the system would. */
    change: (fields: object, who = me) => db().collection<{ _id: string }>('people').updateOne({ _id: who.id }, { $set: fields }),
    review: async () => {
      const jobs = t.app.get(Jobs, { strict: false });
      await jobs.enqueue(DEPOSIT_REVIEW, {});
      await jobs.drain();
    },
  };
}
