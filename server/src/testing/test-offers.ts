import { readFileSync } from 'node:fs';
import type { Role } from '@binhai/shared/contract/http';
import { addDays, localDateOf } from '@binhai/shared/dates/dates';
import type { EligibilityRule } from '@binhai/shared/rules/eligibility';
import { qrText, typedCode } from '@binhai/shared/rules/voucher-code';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { MembershipsService } from '../organisations/memberships.service.js';
import { OrganisationsService } from '../organisations/organisations.service.js';
import { auditOffers, type OfferFinding } from '../perks/audit.js';
import type { OfferTerms } from '../perks/offer.schema.js';
import { OffersService } from '../perks/offers.service.js';
import { hmacSha256 } from '../perks/voucher-keys.js';
import { Clock } from '../platform/clock.js';
import { newId } from '../platform/id.js';
import type { TestApp } from './test-app.js';
import { type TestPerson, testPerson } from './test-person.js';

export interface TestShop {
  readonly organisationId: string;
  readonly shopId: string;
}
/** A business with one shop, invented. */
export async function testShop(t: TestApp): Promise<TestShop> {
  const organisations = t.app.get(OrganisationsService, { strict: false });
  const organisationId = `o${newId().slice(0, 8)}`;
  await organisations.put({ _id: organisationId, kind: 'merchant', name: '示例商户', contact: '022-0000-0000' });
  const shopId = `${organisationId}-1`;
  await organisations.putShop({ _id: shopId, organisationId, name: '示例门店', address: '经开区示例路 1 号', zone: '120116400' });
  return { organisationId, shopId };
}
/** Somebody logged in as a member of the business. */
export async function testMember(t: TestApp, { organisationId }: TestShop, role: Role = 'clerk'): Promise<TestPerson> {
  const person = await testPerson(t);
  const staffNumber = newId().slice(0, 6);
  const mid = await t.app.get(MembershipsService, { strict: false }).add({ personId: person.id, organisationId, role, staffNumber });
  return person.as(mid);
}
/** An offer that anybody with a real name may claim; the black-box tests take the same (test/support/perks.mjs). */
const SAMPLE = JSON.parse(readFileSync(new URL('../../../test/support/sample-terms.json', import.meta.url), 'utf8')) as Omit<
  OfferTerms,
  'organisationId' | 'shops'
>;
export type TermsOver = Partial<Omit<OfferTerms, 'rule' | 'use'>> & { rule?: Partial<EligibilityRule>; use?: Partial<OfferTerms['use']> };
export function testTerms(t: TestApp, { organisationId, shopId }: TestShop, { rule, use, ...over }: TermsOver = {}): OfferTerms {
  const today = localDateOf(t.app.get(Clock, { strict: false }).ms());
  return {
    ...SAMPLE,
    organisationId,
    shops: [{ id: shopId, name: '示例门店', address: '经开区示例路 1 号' }],
    ...over,
    rule: { ...SAMPLE.rule, consent: over.consent != null, from: addDays(today, -10), to: addDays(today, 100), ...rule },
    use: { ...SAMPLE.use, ...use },
  };
}
/** Publishes an offer and answers its id. */
export async function testOffer(t: TestApp, shop: TestShop, over: TermsOver = {}, id = `f${newId().slice(0, 10)}`): Promise<string> {
  await t.app.get(OffersService, { strict: false }).publish({ id, terms: testTerms(t, shop, over), state: 'published', order: 0 });
  return id;
}
export const requestId = (): string => newId();
export interface Claimed {
  readonly status: number;
  readonly body: { id: string; code?: string; state: string; usableUntil: string };
}
export const claimBody = (over: object = {}) => ({ offerVersion: 1, consentTextVersion: null, requestId: requestId(), ...over });
export async function claim(t: TestApp, who: TestPerson, offer: string, over: object = {}): Promise<Claimed> {
  return (await t.send('POST', `/api/perks/offers/${offer}/vouchers`, { token: who.token, body: claimBody(over) })) as unknown as Claimed;
}
/** The phone of the voucher's holder: it fetches the secret once and then makes codes by itself. */
export interface TestPhone {
  readonly codeId: string;
  readonly key: Uint8Array;
  qr(atMs?: number, synced?: boolean): string;
  typed(atMs?: number): string;
}
export async function phone(t: TestApp, who: TestPerson, voucher: string): Promise<TestPhone> {
  const r = await t.send('POST', `/api/perks/vouchers/${voucher}/secret`, { token: who.token, body: {} });
  if (r.status !== 200) throw new Error(`no secret: ${JSON.stringify(r.body)}`);
  const { codeId, secret } = r.body as { codeId: string; secret: string };
  const key = new Uint8Array(Buffer.from(secret, 'base64url'));
  const now = () => t.app.get(Clock, { strict: false }).ms();
  return {
    codeId,
    key,
    qr: (atMs = now(), synced = true) => qrText({ codeId, key, atMs, synced }, hmacSha256),
    typed: (atMs = now()) => typedCode({ codeId, key, atMs }, hmacSha256),
  };
}
/** Discrepancies of every offer in the database. */
export const audit = async (t: TestApp): Promise<readonly OfferFinding[]> => (await auditOffers(t.app.get<Connection>(getConnectionToken()))).findings;
