import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { AccountsService } from '../people/accounts.service.js';
import type { Person } from '../people/person.schema.js';
import { Clock } from '../platform/clock.js';
import { FieldCipher } from '../platform/field-cipher.js';
import { newId } from '../platform/id.js';
import type { TestApp } from './test-app.js';
import { type TestPerson, testPerson } from './test-person.js';

/** The one whose condition needs no grade: no serious record in publicity. */
export const BENEFIT = 'no_agency_deposit';
export const choice = (over: object = {}) => ({
  requestId: newId(),
  benefit: BENEFIT,
  days: 7,
  viewers: 3,
  approval: true,
  textVersion: 'tenancy-1',
  ...over,
});
const people = (t: TestApp) => t.app.get<Connection>(getConnectionToken()).collection<Person>('people');
let phones = 0;
/** Somebody who logged in by phone, without a real name: a landlord. */
export async function testLandlord(t: TestApp): Promise<TestPerson> {
  const person = await testPerson(t, { assurance: 'none' });
  const phone = `1380001${String(++phones).padStart(4, '0')}`;
  const sealed = t.app.get(FieldCipher, { strict: false }).seal({ collection: 'people', field: 'phone', id: person.id }, phone);
  const phoneHash = t.app.get(AccountsService, { strict: false }).phoneHash(phone);
  await people(t).updateOne({ _id: person.id }, { $set: { phone: sealed, phoneHash } });
  return person;
}
export interface TestCertificate {
  readonly id: string;
  readonly code: string;
  /** The mark of a QR code that is held out now. */
  readonly face: string;
}
/** Made by the tenant over HTTP; the proof of a moment ago is written straight into the database. */
export async function testCertificate(t: TestApp, tenant: TestPerson, over: object = {}): Promise<TestCertificate> {
  await people(t).updateOne({ _id: tenant.id }, { $set: { 'sessions.$[].highAt': t.app.get(Clock, { strict: false }).now() } });
  const made = await t.send('POST', '/api/tenancy/certificates', { token: tenant.token, body: choice(over) });
  if (made.status !== 200) throw new Error(`no certificate: ${JSON.stringify(made.body)}`);
  const { id } = made.body as { id: string };
  const { body } = await t.send('GET', `/api/tenancy/certificates/${id}`, { token: tenant.token });
  const { code, qr } = body as { code: string; qr: string };
  return { id, code, face: new URL(qr, 'http://x').searchParams.get('f') ?? '' };
}
/** A certificate of this tenant that one viewer was shown face to face. */
export async function testViewing(t: TestApp, tenant: TestPerson, viewer?: TestPerson, over: object = {}) {
  const landlord = viewer ?? (await testLandlord(t));
  const c = await testCertificate(t, tenant, { approval: false, ...over });
  const { body } = await t.send('POST', '/api/tenancy/looks', { token: landlord.token, body: { link: c.id, face: c.face } });
  const viewing = (body as { shown: { viewingId: string } | null }).shown?.viewingId;
  if (!viewing) throw new Error(`not shown: ${JSON.stringify(body)}`);
  return { landlord, c, viewing };
}
