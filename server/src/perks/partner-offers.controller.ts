import type { ParsedOf } from '@binhai/shared/contract/http';
import { offerVerdict, ticketEntry } from '@binhai/shared/contract/partner-offers';
import { Controller } from '@nestjs/common';
import type { ContextOf } from '../platform/context.js';
import { Handle } from '../platform/endpoint.decorator.js';
import { PartnerOffers } from './partner-offers.service.js';

@Controller()
export class PartnerOffersController {
  constructor(private readonly offers: PartnerOffers) {}

  @Handle(offerVerdict)
  async verdict(input: ParsedOf<typeof offerVerdict>, { partner }: ContextOf<typeof offerVerdict>) {
    return this.offers.verdict(partner, input);
  }
  @Handle(ticketEntry)
  async entry(input: ParsedOf<typeof ticketEntry>, { partner }: ContextOf<typeof ticketEntry>) {
    return this.offers.entry(partner, input);
  }
}
