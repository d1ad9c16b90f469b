import type { ParsedOf } from '@binhai/shared/contract/http';
import {
  cancelVoucher,
  categories,
  claim,
  claimable,
  eligibility,
  offer,
  offers,
  ownAreas,
  stateAreas,
  voucher,
  voucherSecret,
  vouchers,
} from '@binhai/shared/contract/perks';
import { Controller } from '@nestjs/common';
import type { ContextOf } from '../platform/context.js';
import { Handle } from '../platform/endpoint.decorator.js';
import { AreasService } from './areas.service.js';
import { ClaimsService } from './claims.service.js';
import { EligibilityService } from './eligibility.service.js';
import { OffersService } from './offers.service.js';
import { VouchersService } from './vouchers.service.js';

@Controller()
export class PerksController {
  constructor(
    private readonly catalogue: OffersService,
    private readonly rules: EligibilityService,
    private readonly claims: ClaimsService,
    private readonly held: VouchersService,
    private readonly areas: AreasService,
  ) {}

  @Handle(categories)
  async categories(_: ParsedOf<typeof categories>) {
    return this.catalogue.categories();
  }
  @Handle(offers)
  async offers(input: ParsedOf<typeof offers>) {
    return this.catalogue.list(input);
  }
  @Handle(offer)
  async offer({ params }: ParsedOf<typeof offer>) {
    return this.catalogue.detail(params.id);
  }
  @Handle(eligibility)
  async eligibility(input: ParsedOf<typeof eligibility>, { actor }: ContextOf<typeof eligibility>) {
    return this.rules.check(actor, input);
  }
  @Handle(claimable)
  async claimable(_: ParsedOf<typeof claimable>, { actor }: ContextOf<typeof claimable>) {
    return this.rules.claimable(actor);
  }
  @Handle(ownAreas)
  async ownAreas(_: ParsedOf<typeof ownAreas>, { actor }: ContextOf<typeof ownAreas>) {
    return this.areas.own(actor);
  }
  @Handle(stateAreas)
  async stateAreas({ body }: ParsedOf<typeof stateAreas>, { actor }: ContextOf<typeof stateAreas>) {
    return this.areas.state(actor, body);
  }
  @Handle(claim)
  async claim(input: ParsedOf<typeof claim>, { actor }: ContextOf<typeof claim>) {
    return this.claims.claim(actor, input);
  }
  @Handle(vouchers)
  async vouchers(input: ParsedOf<typeof vouchers>, { actor }: ContextOf<typeof vouchers>) {
    return this.held.list(actor, input);
  }
  @Handle(voucher)
  async voucher({ params }: ParsedOf<typeof voucher>, { actor }: ContextOf<typeof voucher>) {
    return this.held.one(actor, params.id);
  }
  @Handle(voucherSecret)
  async voucherSecret({ params }: ParsedOf<typeof voucherSecret>, { actor }: ContextOf<typeof voucherSecret>) {
    return this.held.secret(actor, params.id);
  }
  @Handle(cancelVoucher)
  async cancelVoucher(input: ParsedOf<typeof cancelVoucher>, { actor }: ContextOf<typeof cancelVoucher>) {
    await this.held.cancel(actor, input);
    return { done: true as const };
  }
}
