import { createHash } from 'node:crypto';
import type { Endpoint } from '@binhai/shared/contract/http';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { AppError } from '../platform/app-error.js';
import { Clock } from '../platform/clock.js';
import type { PartnerActor } from '../platform/context.js';
import type { ContextualRequest } from '../platform/endpoint.decorator.js';
import { isDuplicateKey } from '../platform/mongo-errors.js';
import { native } from '../platform/native.js';
import { PartnerSource } from '../platform/partner-source.js';
import { PartnerNonce } from './partner.schema.js';
import { PartnersService } from './partners.service.js';
import { publicKeyOf, readSignature, type SignedMessage, WINDOW_SECONDS } from './signature.js';

/** A signature is in time for this long at most; a nonce is remembered for longer. Milliseconds. */
const NONCE_MS = (2 * WINDOW_SECONDS + 60) * 1000;
const IDEMPOTENCY_KEY = /^[A-Za-z0-9_-]{8,64}$/;

/**
 * The gate of every partner endpoint. What the registry says is read for each request, so a revoked key ends with the next one. Whether a known
 * key is revoked or over is told only to who holds it; everything before that the caller could work out by itself.
 */
@Injectable()
export class PartnerGate extends PartnerSource {
  constructor(
    @InjectModel(PartnerNonce.name) private readonly nonces: Model<PartnerNonce>,
    private readonly partners: PartnersService,
    private readonly clock: Clock,
  ) {
    super();
  }

  async partnerOf(req: ContextualRequest, endpoint: Endpoint): Promise<PartnerActor> {
    const message = messageOf(req);
    const { keyId, nonce, proves } = readSignature(message, this.clock.ms());
    const partner = await this.partners.ofKey(keyId);
    const key = partner?.keys.find((k) => k.kid === keyId);
    if (!partner || !key) throw new AppError('partner_key_unknown');
    if (!proves(publicKeyOf(key.publicKey))) throw new AppError('partner_signature_wrong');
    const now = this.clock.now();
    if (key.revokedAt) throw new AppError('partner_key_revoked');
    if (now < key.from || (key.until && now >= key.until)) throw new AppError('partner_key_expired');
    await this.spend(`${partner._id}|${nonce}`);
    if (partner.state !== 'active') throw new AppError('partner_suspended');
    if (endpoint.claim && !partner.claims.includes(endpoint.claim)) throw new AppError('partner_claim_missing');
    const { name, claims, _id: id } = partner;
    return { id, name, keyId, claims, idempotencyKey: endpoint.idempotent ? keyOf(message) : null, asked: askedOf(message) };
  }

  /** Once, among all processes: the unique _id decides. */
  private async spend(_id: string): Promise<void> {
    try {
      await native(this.nonces).insertOne({ _id, goneAt: this.clock.machine(NONCE_MS) });
    } catch (e) {
      throw isDuplicateKey(e) ? new AppError('partner_nonce_replayed') : e;
    }
  }
}
function messageOf(req: ContextualRequest): SignedMessage {
  const headers = Object.fromEntries(Object.entries(req.headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, [value].flat().join(', ')]])));
  return { method: req.method, url: new URL(`${req.protocol}://${req.host}${req.originalUrl}`), headers, body: req.rawBody ?? Buffer.alloc(0) };
}
/** The signature covers it whenever it is sent. */
function keyOf({ headers }: SignedMessage): string {
  const key = headers['idempotency-key'];
  if (key === undefined || !IDEMPOTENCY_KEY.test(key)) throw new AppError('partner_idempotency_missing');
  return key;
}
const askedOf = ({ method, url, body }: SignedMessage): string =>
  createHash('sha256').update(`${method} ${url.pathname}${url.search}\n`).update(body).digest('base64url');
