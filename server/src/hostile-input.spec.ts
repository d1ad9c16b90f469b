import { readFileSync } from 'node:fs';
import type { Endpoint } from '@binhai/shared/contract/http';
import { ENDPOINTS } from '@binhai/shared/contract/table';
import { ERRORS, type ErrorCode } from '@binhai/shared/errors';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { MembershipsService } from './organisations/memberships.service.js';
import { newId } from './platform/id.js';
import { Tokens } from './platform/tokens.js';
import { type TestApp, testApp } from './testing/test-app.js';
import { type TestPartner, testPartner } from './testing/test-partner.js';
import { testPerson } from './testing/test-person.js';

// DB-2: operators and prototype keys to every endpoint there is, by somebody who may use it
const db2 = JSON.parse(readFileSync(new URL('../../test/cases/DB-2.operator-bodies.json', import.meta.url), 'utf8')) as { bodies: string[] };
const QUERY = '?phone[$ne]=&__proto__[polluted]=yes&constructor[prototype][polluted]=yes&$where=sleep(5000)&limit[$gt]=0&q[$regex]=.*';
const MOST_MS = 500;

let t: TestApp;
let partner: TestPartner;
beforeAll(async () => {
  t = await testApp('hostile');
  partner = await testPartner(t);
});
afterAll(() => t?.close());
const db = () => t.app.get<Connection>(getConnectionToken());
async function tokenOf(e: Endpoint): Promise<string | undefined> {
  if (e.who === 'public' || e.who === 'partner') return undefined;
  const role = e.who === 'session' ? 'resident' : (e.who[0] ?? 'resident');
  const person = await testPerson(t);
  if (role === 'resident') return person.token;
  const mid = await t.app.get(MembershipsService).add({ personId: person.id, organisationId: newId(), role, staffNumber: newId() });
  const claims = t.app.get(Tokens).verify(person.token);
  return claims ? t.app.get(Tokens).sign({ ...claims, mid }) : undefined;
}
const addressOf = (e: Endpoint) => e.path.replace(/:\w+/g, 'x1');
const registered = () => ENDPOINTS.filter((e) => t.routes.includes(`${e.method} ${e.path}`));
/** What must be the same before and after: who may do what, and who is who. */
const rights = async () =>
  JSON.stringify(
    await db()
      .collection('memberships')
      .find({}, { projection: { role: 1, personId: 1, state: 1 } })
      .sort({ _id: 1 })
      .toArray(),
  );

test('there are endpoints to attack', () => {
  expect(registered().length).toBeGreaterThan(20);
  expect(db2.bodies).toHaveLength(15);
});
describe.each(ENDPOINTS.map((e) => [`${e.method} ${e.path}`, e] as const))('%s', (route, e) => {
  const ask = async (options: { body?: string; query?: string }, token: string | undefined) => {
    const begun = performance.now();
    const address = addressOf(e) + (options.query ?? '');
    if (e.who === 'partner') {
      const r = await partner.send(e.method, address, { ...options, ...(e.idempotent && { idempotencyKey: newId() }) });
      return { ...r, ms: performance.now() - begun, code: (r.body as { code?: ErrorCode } | null)?.code };
    }
    const r = await t.send(e.method, address, {
      ...(options.body !== undefined && { body: options.body }),
      ...(token && { token }),
    });
    return { ...r, ms: performance.now() - begun, code: (r.body as { code?: ErrorCode } | null)?.code };
  };
  test('refuses or drops them, fast, and is the same afterwards', async () => {
    if (!t.routes.includes(route)) return; // app.spec says when one is missing
    const before = await rights();
    const all = [...(e.method === 'GET' ? [] : db2.bodies.map((body) => ({ body }))), { query: QUERY }];
    let token = await tokenOf(e);
    for (const options of all) {
      const known = await rights();
      let r = await ask(options, token);
      if (r.ms > MOST_MS) r = await ask(options, token); // the machine may have been busy; a query that sleeps is slow twice
      const what = JSON.stringify(options).slice(0, 120);
      expect([what, r.ms < MOST_MS]).toEqual([what, true]);
      expect([what, r.status, r.code]).toEqual([what, expect.any(Number), r.status < 400 ? undefined : expect.any(String)]);
      expect([what, r.status]).not.toEqual([what, 500]);
      if (token || e.who === 'partner')
        expect([what, r.code]).not.toEqual([what, expect.stringMatching(/^(auth_token_invalid|partner_(?!idempotency_reused))/)]);
      // whatever was let through held nothing of ours to mistake: the schemas are strict
      if (r.status < 400 && e.body && 'body' in options) expect([what, e.body.safeParse(JSON.parse(options.body ?? '')).success]).toEqual([what, true]);
      if (r.code) expect([what, ERRORS[r.code].http]).toEqual([what, r.status]);
      expect(await rights()).toBe(known);
      if (r.status < 400 || r.status === 429) token = await tokenOf(e); // what was let through may have ended the session it came with
    }
    expect(({} as { polluted?: string }).polluted).toBeUndefined();
    if (typeof e.who === 'string') expect(await rights()).toBe(before);
  });
});
test('a key given twice is the last one, on every endpoint alike', async () => {
  for (const e of registered().filter((x) => x.body && x.who === 'public')) {
    const r = await t.send(e.method, addressOf(e), { body: '{"none":1,"none":2}' });
    expect([e.id, r.status]).toEqual([e.id, 400]);
  }
});
test('no operator was ever stored', async () => {
  for (const { name } of (await db().db?.listCollections().toArray()) ?? []) {
    if (name.startsWith('system.') || name === 'parameter_sets') continue;
    const stored = JSON.stringify(await db().collection(name).find().toArray());
    expect([name, /"\$|polluted|"set\.role"/.test(stored)]).toEqual([name, false]);
  }
});
