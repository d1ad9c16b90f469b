import type { ParsedOf, ReplyOf } from '@binhai/shared/contract/http';
import type { ping, selfCheck } from '@binhai/shared/contract/partners';
import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import type { PartnerActor } from '../platform/context.js';
import { newId } from '../platform/id.js';
import { PartnerOnce } from './partner-once.js';
import { PartnersService } from './partners.service.js';

/** With these a partner finds out whether it signs as it should, before anybody's data is in play. */
@Injectable()
export class PartnerChecks {
  constructor(
    private readonly partners: PartnersService,
    private readonly once: PartnerOnce,
    private readonly clock: Clock,
  ) {}

  async ping({ id, name, keyId, claims }: PartnerActor): Promise<ReplyOf<typeof ping>> {
    const key = (await this.partners.get(id))?.keys.find((k) => k.kid === keyId);
    return { partner: id, name, keyId, keyUntil: key?.until?.toISOString() ?? null, claims: [...claims], time: this.clock.now().toISOString() };
  }
  async selfCheck(partner: PartnerActor, { body }: ParsedOf<typeof selfCheck>): Promise<ReplyOf<typeof selfCheck>> {
    return this.once.request(partner, async () => ({ text: body.text, time: this.clock.now().toISOString(), number: newId() }));
  }
}
