import type { Endpoint, Purpose } from '@binhai/shared/contract/http';
import { ENDPOINTS } from '@binhai/shared/contract/table';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { type TestApp, testApp } from '../testing/test-app.js';
import { testPerson } from '../testing/test-person.js';
import type { RegisterEntry } from './register-entry.schema.js';

// Architecture rule 3: whatever shows a person's data has entered the look first. Walks every endpoint that says it reads.
let t: TestApp;
beforeAll(async () => {
  t = await testApp('reads');
});
afterAll(() => t?.close());
const entries = () => t.app.get<Connection>(getConnectionToken()).collection<RegisterEntry>('register_entries');
const ofResident = (e: Endpoint) => e.who === 'session' || (Array.isArray(e.who) && e.who.includes('resident'));
const reading = ENDPOINTS.filter((e) => e.reads && ofResident(e));
const readable = reading.filter((e) => e.method === 'GET' && !e.path.includes(':'));
const queryOf = (e: Endpoint) => (e.id === 'perks.vouchers' ? '?group=usable' : '');

test('there is something to walk', () => expect(readable.length).toBeGreaterThan(7));
describe.each(readable.map((e) => [e.id, e] as const))('%s', (_, e) => {
  test('a reply with 200 has its entry in the register, a refusal by the guard has none', async () => {
    const me = await testPerson(t);
    expect((await t.send(e.method, e.path + queryOf(e))).status).toBe(401);
    expect(await entries().countDocuments({ subject: me.id })).toBe(0);
    const r = await t.send(e.method, e.path + queryOf(e), { token: me.token });
    const found = await entries()
      .find({ subject: me.id, purpose: e.reads as Purpose })
      .toArray();
    // credit answers credit_not_opted_in to somebody who never opened it: nothing was looked at
    if (r.status === 200) expect(found).toEqual([expect.objectContaining({ kind: 'self', actor: me.id, basis: '本人' })]);
    else expect([r.status, (r.body as { code: string }).code]).toEqual([409, 'credit_not_opted_in']);
  });
});
test('whoever reads by an id of nobody’s learns nothing, and what was tried for oneself is at most an own look', async () => {
  for (const e of reading.filter((x) => x.path.includes(':'))) {
    const me = await testPerson(t);
    const r = await t.send(e.method, e.path.replace(/:\w+/g, 'nobodys_id_000000000'), { token: me.token, ...(e.body && { body: {} }) });
    expect([e.id, r.status]).toEqual([e.id, expect.any(Number)]);
    expect(r.status).toBeGreaterThanOrEqual(400);
    expect(r.status).toBeLessThan(500);
    expect(await entries().countDocuments({ kind: { $ne: 'self' }, subject: me.id, purpose: { $ne: 'grade_computation' } })).toBe(0);
  }
});
