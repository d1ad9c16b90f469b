import type { ReplyOf } from '@binhai/shared/contract/http';
import type { ourKeys, PartnerEvent, webhookTest } from '@binhai/shared/contract/partners';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { ClientSession } from 'mongoose';
import { AppError } from '../platform/app-error.js';
import { Clock } from '../platform/clock.js';
import type { PartnerActor } from '../platform/context.js';
import { JobGiveUp } from '../platform/jobs/job-run.js';
import { type Delivery, Outbox } from '../platform/outbox.js';
import { Signer } from '../platform/signer.js';
import { PartnerOnce } from './partner-once.js';
import { PartnersService } from './partners.service.js';
import { type Hand, signMessage } from './signature.js';

interface Told {
  readonly partner: string;
  readonly type: PartnerEvent;
  readonly at: string;
  /** Numbers the partner knows already: never who, never why. */
  readonly data: Readonly<Record<string, string>>;
}
const KIND = 'partner.webhook';
/** With the queue's back-off (2 s doubling to an hour) about five hours; then it lies among the dead letters (`npm run jobs -- dead`). */
const ATTEMPTS = 16;
/** Milliseconds a receiver has. */
const TIMEOUT = 5000;
const GONE = 410;

/**
 * Events to partners: an outbox row in the transaction of what happened, sent at least once, in no promised order, signed by our key (RFC 9421).
 * The event's id is the same at every attempt, in the body and as Idempotency-Key.
 */
@Injectable()
export class PartnerWebhooks implements OnModuleInit {
  constructor(
    private readonly outbox: Outbox,
    private readonly partners: PartnersService,
    private readonly once: PartnerOnce,
    private readonly signer: Signer,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.outbox.handle<Told>(KIND, (delivery) => this.deliver(delivery), { attempts: ATTEMPTS });
  }
  /** Part of the caller's transaction. A partner without an address is told nothing. */
  async tell(partner: string, type: PartnerEvent, data: Told['data'], session: ClientSession): Promise<string> {
    return this.outbox.add<Told>(KIND, { partner, type, at: this.clock.now().toISOString(), data }, session);
  }
  async test(partner: PartnerActor): Promise<ReplyOf<typeof webhookTest>> {
    if ((await this.partners.get(partner.id))?.webhook == null) throw new AppError('partner_webhook_none');
    return this.once.request(partner, async (session) => ({ event: await this.tell(partner.id, 'test', {}, session) }));
  }
  ourKeys(): ReplyOf<typeof ourKeys> {
    return { items: this.signer.publicKeys() };
  }

  private async deliver({ id, payload: { partner, type, at, data }, signal }: Delivery<Told>): Promise<void> {
    const registered = await this.partners.get(partner);
    if (!registered?.webhook || registered.state === 'ended') return;
    const url = new URL(registered.webhook);
    const body = Buffer.from(JSON.stringify({ id, type, at, data }));
    const headers = { 'content-type': 'application/json', 'idempotency-key': id };
    const signed = signMessage({ method: 'POST', url, headers, body }, this.hand());
    const within = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT)]);
    const r = await fetch(url, { method: 'POST', headers: signed, body, redirect: 'error', signal: within });
    await r.body?.cancel(); // what it says is of no interest
    if (r.status === GONE) throw new JobGiveUp('receiver_gone');
    if (!r.ok) throw new Error(`receiver answered ${r.status}`);
  }
  private hand(): Hand {
    const [current] = this.signer.publicKeys();
    if (!current) throw new Error('keys file: no signing key');
    return {
      keyId: current.keyId,
      created: Math.floor(this.clock.ms() / 1000),
      sign: (base) => Buffer.from(this.signer.sign(base.toString()).signature, 'base64url'),
    };
  }
}
