import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { PARTNER_CLAIMS } from '@binhai/shared/contract/http';
import { OrganisationsService } from '../organisations/organisations.service.js';
import { type NewPartner, PartnersService } from '../partners/partners.service.js';
import { handOf, signMessage } from '../partners/signature.js';
import { Clock } from '../platform/clock.js';
import { newId } from '../platform/id.js';
import type { TestApp } from './test-app.js';

export interface PartnerCall {
  readonly body?: unknown;
  readonly idempotencyKey?: string;
  readonly nonce?: string;
  /** Seconds that its clock is ahead of ours. */
  readonly ahead?: number;
  /** Changes what was signed before it is sent. */
  readonly tamper?: (sent: { headers: Record<string, string>; body: string | undefined }) => { headers?: Record<string, string>; body?: string };
}
export interface TestPartner {
  /** The organisation's id too. */
  readonly id: string;
  readonly keyId: string;
  readonly privateKey: KeyObject;
  /** A signed request, as the partner's system sends it. */
  send(method: string, path: string, call?: PartnerCall): ReturnType<TestApp['send']>;
  /** The same partner, calling another process. */
  to(app: TestApp): TestPartner;
  /** The same by another of its keys. */
  by(keyId: string, privateKey: KeyObject): TestPartner;
}
export const newKeys = () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return { privateKey, publicKey: publicKey.export({ format: 'jwk' }).x ?? '' };
};

/** A registered partner with one key, written by the registry itself: active and allowed everything unless told otherwise. */
export async function testPartner(t: TestApp, over: Partial<Omit<NewPartner, 'id'>> & { id?: string; name?: string } = {}): Promise<TestPartner> {
  const { id = `p-${newId()}`, name = '示例合作方', kind = 'other', state = 'active', purposes = [], claims = PARTNER_CLAIMS, webhook = null } = over;
  const partners = t.app.get(PartnersService, { strict: false });
  await t.app.get(OrganisationsService, { strict: false }).put({ _id: id, name: `${name}（示例）`, kind: 'partner', contact: '022-0000-2000' });
  await partners.put({ id, kind, state, purposes, claims, webhook });
  const { privateKey, publicKey } = newKeys();
  const keyId = await partners.addKey(id, { name: 'k1', publicKey, from: new Date(0), until: null, by: 'test' });
  return signing(t, id, keyId, privateKey);
}

function signing(t: TestApp, id: string, keyId: string, privateKey: KeyObject): TestPartner {
  return {
    id,
    keyId,
    privateKey,
    to: (app) => signing(app, id, keyId, privateKey),
    by: (other, key) => signing(t, id, other, key),
    send: (method, path, { body, idempotencyKey, nonce, ahead = 0, tamper = () => ({}) } = {}) => {
      const text = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body);
      const created = Math.floor(t.app.get(Clock, { strict: false }).ms() / 1000) + ahead;
      const headers = signMessage(
        {
          method,
          url: new URL(`http://localhost:80${path}`),
          headers: { ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }) },
          body: Buffer.from(text ?? ''),
        },
        { keyId, sign: handOf(privateKey), created, ...(nonce !== undefined && { nonce }) },
      );
      const sent = { headers, body: text, ...tamper({ headers: { ...headers }, body: text }) };
      return t.send(method, path, { headers: sent.headers, ...(sent.body !== undefined && { body: sent.body }) });
    },
  };
}
