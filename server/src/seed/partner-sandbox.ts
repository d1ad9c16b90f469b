import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import type { INestApplicationContext } from '@nestjs/common';
import { ConsentsService } from '../consents/consents.service.js';
import { currentVersion } from '../consents/texts.js';
import { DepositAuthorisations } from '../mobility/deposit/authorisations.service.js';
import { PartnerDeposits } from '../mobility/deposit/partner-deposits.service.js';
import { DepositRequests } from '../mobility/deposit/requests.service.js';
import { PlatesService } from '../mobility/parking/plates.service.js';
import { PartnersService } from '../partners/partners.service.js';
import { AccountsService } from '../people/accounts.service.js';
import { ClaimsService } from '../perks/claims.service.js';
import { OffersService } from '../perks/offers.service.js';
import { VoucherKeys } from '../perks/voucher-keys.js';
import { VouchersService } from '../perks/vouchers.service.js';
import { Clock } from '../platform/clock.js';
import { newId } from '../platform/id.js';
import { asResident, idOf } from './actors.js';

/** One of the three kinds of partner that have a sandbox, with a key of its own. */
export interface SandboxPartner {
  readonly id: string;
  readonly keyId: string;
  /** PKCS 8, PEM. */
  readonly privateKey: string;
}
/** What to present and what is answered. */
export interface SandboxCase {
  readonly partner: string;
  /** no match: the gate finds nothing in its set and sends nothing. */
  readonly answer: 'yes' | 'not_now' | 'no match';
  readonly because: string;
  readonly plate?: string;
  readonly lot?: string;
  readonly authorisation?: string;
  readonly offer?: string;
  readonly shop?: string;
  /** Of the visitor's phone: what its codes are made of. */
  readonly phone?: { readonly codeId: string; readonly secret: string };
}
export interface Sandbox {
  readonly partners: readonly SandboxPartner[];
  readonly cases: readonly SandboxCase[];
}
export const GATE = { partner: 'binhai-parking', lot: 'parking-library' } as const;
export const BIKES = 'tide-bike';
export const TICKETS = { partner: 'coast-park', offer: 'coast-park-80' } as const;
/** Invented plates. */
const PLATES = { yes: '津A8S001', later: '津A8S002', frozen: '津A8S003', withdrawn: '津A8S004', nobody: '津A8S005' } as const;

/**
 * Fixed plates, riders and visitors for each answer, in a database that holds the demo: through the services a resident's own taps go through, then
 * the one whose account is frozen. Called once a database.
 */
export async function partnerSandbox(app: INestApplicationContext): Promise<Sandbox> {
  const cases = [...(await cars(app)), ...(await riders(app)), ...(await visitors(app))];
  await app.get(AccountsService, { strict: false }).freeze(await idOf(app, 'good'));
  return { partners: await Promise.all([GATE.partner, BIKES, TICKETS.partner].map((id) => keyOf(app, id))), cases };
}
async function keyOf(app: INestApplicationContext, id: string): Promise<SandboxPartner> {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const key = {
    name: 'sandbox',
    publicKey: publicKey.export({ format: 'jwk' }).x ?? '',
    from: app.get(Clock, { strict: false }).now(),
    until: null,
    by: 'sandbox',
  };
  const keyId = await app.get(PartnersService, { strict: false }).addKey(id, key);
  return { id, keyId, privateKey: privateKey.export({ format: 'pem', type: 'pkcs8' }) as string };
}

async function cars(app: INestApplicationContext): Promise<SandboxCase[]> {
  const plates = app.get(PlatesService, { strict: false });
  const operators = [{ operatorId: GATE.partner, textVersion: currentVersion('perk_parking') }];
  const open = async (who: string, plate: string, payLater = false) => {
    const me = asResident(await idOf(app, who));
    await plates.open(me, { plate, payLater, operators });
    return me;
  };
  await open('private', PLATES.yes);
  await open('exemplary', PLATES.later, true);
  await open('good', PLATES.frozen);
  await withdraw(app, await open('unrated', PLATES.withdrawn), GATE.partner, 'perk_parking');
  const one = (plate: string, answer: SandboxCase['answer'], because: string): SandboxCase => ({ ...GATE, plate, answer, because });
  return [
    one(PLATES.yes, 'yes', '有停车优惠；同一天第三次离场起是 not_now'),
    one(PLATES.later, 'yes', '有停车优惠，可以先离场后付费（payLater）'),
    one(PLATES.frozen, 'not_now', '账号被冻结'),
    one(PLATES.withdrawn, 'no match', '已撤回授权，不在密文名单里'),
    one(PLATES.nobody, 'no match', '没有开通的车'),
  ];
}
async function riders(app: INestApplicationContext): Promise<SandboxCase[]> {
  const get = <T>(type: abstract new (...args: never[]) => T): T => app.get<T>(type, { strict: false });
  const [requests, partner, authorisations] = [get(DepositRequests), get(PartnerDeposits), get(DepositAuthorisations)];
  const redirect = `https://${BIKES}.example/credit`;
  const agree = async (who: string) => {
    const me = asResident(await idOf(app, who));
    const verifier = randomBytes(32).toString('base64url');
    const challenge = createHash('sha256').update(verifier).digest('base64url');
    const ask = { client: BIKES, redirect, state: newId(), challenge, method: 'S256' as const };
    const { back } = await requests.decide(me, { body: { ...ask, decision: 'agree', consentTextVersion: currentVersion('deposit_free') } });
    const code = back.kind === 'web' ? new URL(back.url).searchParams.get('code') : null;
    const caller = { id: BIKES, name: '', keyId: '', claims: [], idempotencyKey: newId(), asked: newId() };
    const { authorisation } = await partner.exchange(caller, { code: code ?? '', redirect, verifier });
    return { me, authorisation };
  };
  const [yes, withdrawn, frozen] = [await agree('exemplary'), await agree('excellent'), await agree('good')];
  await authorisations.withdraw(withdrawn.me, withdrawn.authorisation);
  const one = ({ authorisation }: { authorisation: string }, answer: SandboxCase['answer'], because: string): SandboxCase => ({
    partner: BIKES,
    authorisation,
    answer,
    because,
  });
  return [
    one(yes, 'yes', '可以免押'),
    one(withdrawn, 'not_now', '已撤回授权'),
    one(frozen, 'not_now', '账号被冻结'),
    one({ authorisation: 'nobody-authorised-this' }, 'not_now', '没有这个授权号'),
  ];
}
async function visitors(app: INestApplicationContext): Promise<SandboxCase[]> {
  const get = <T>(type: abstract new (...args: never[]) => T): T => app.get<T>(type, { strict: false });
  const [claims, offers, vouchers, keys] = [get(ClaimsService), get(OffersService), get(VouchersService), get(VoucherKeys)];
  const { version, terms } = await offers.fresh(TICKETS.offer);
  const claim = async (who: string) => {
    const me = asResident(await idOf(app, who));
    const requestId = `sandbox-${who}`;
    await claims.claim(me, { params: { id: TICKETS.offer }, body: { offerVersion: version, consentTextVersion: null, requestId } });
    const held = await vouchers.byRequest(me.personId, requestId);
    if (!held) throw new Error(`no voucher of ${who}`);
    return { me, held };
  };
  const [yes, cancelled, frozen] = [await claim('exemplary'), await claim('excellent'), await claim('good')];
  await vouchers.cancel(cancelled.me, { params: { id: cancelled.held._id }, body: { confirm: true } });
  const one = ({ held }: Awaited<ReturnType<typeof claim>>, answer: SandboxCase['answer'], because: string): SandboxCase => ({
    ...TICKETS,
    shop: terms.shops[0]?.id ?? '',
    phone: { codeId: held.codeId, secret: Buffer.from(keys.secretOf(held)).toString('base64url') },
    answer,
    because,
  });
  return [one(yes, 'yes', '有券，最多 3 位；进过一次后是 not_now'), one(cancelled, 'not_now', '券已取消'), one(frozen, 'not_now', '账号被冻结')];
}
async function withdraw(app: INestApplicationContext, me: ReturnType<typeof asResident>, recipient: string, purpose: 'perk_parking'): Promise<void> {
  const consents = app.get(ConsentsService, { strict: false });
  const given = await consents.activeFor(me.personId, recipient, purpose, app.get(Clock, { strict: false }).now());
  if (given) await consents.withdraw(me, given._id, []);
}
