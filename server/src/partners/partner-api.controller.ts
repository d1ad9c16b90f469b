import type { ParsedOf } from '@binhai/shared/contract/http';
import { ping, selfCheck } from '@binhai/shared/contract/partners';
import { Controller } from '@nestjs/common';
import type { ContextOf } from '../platform/context.js';
import { Handle } from '../platform/endpoint.decorator.js';
import { PartnerChecks } from './partner-checks.service.js';

@Controller()
export class PartnerApiController {
  constructor(private readonly checks: PartnerChecks) {}

  @Handle(ping)
  async ping(_: ParsedOf<typeof ping>, { partner }: ContextOf<typeof ping>) {
    return this.checks.ping(partner);
  }
  @Handle(selfCheck)
  async selfCheck(input: ParsedOf<typeof selfCheck>, { partner }: ContextOf<typeof selfCheck>) {
    return this.checks.selfCheck(partner, input);
  }
}
