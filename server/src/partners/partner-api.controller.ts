import type { ParsedOf } from '@binhai/shared/contract/http';
import { ourKeys, ping, selfCheck, webhookTest } from '@binhai/shared/contract/partners';
import { Controller } from '@nestjs/common';
import type { ContextOf } from '../platform/context.js';
import { Handle } from '../platform/endpoint.decorator.js';
import { PartnerChecks } from './partner-checks.service.js';
import { PartnerWebhooks } from './webhooks.service.js';

@Controller()
export class PartnerApiController {
  constructor(
    private readonly checks: PartnerChecks,
    private readonly webhooks: PartnerWebhooks,
  ) {}

  @Handle(ping)
  async ping(_: ParsedOf<typeof ping>, { partner }: ContextOf<typeof ping>) {
    return this.checks.ping(partner);
  }
  @Handle(ourKeys)
  async ourKeys() {
    return this.webhooks.ourKeys();
  }
  @Handle(webhookTest)
  async webhookTest(_: ParsedOf<typeof webhookTest>, { partner }: ContextOf<typeof webhookTest>) {
    return this.webhooks.test(partner);
  }
  @Handle(selfCheck)
  async selfCheck(input: ParsedOf<typeof selfCheck>, { partner }: ContextOf<typeof selfCheck>) {
    return this.checks.selfCheck(partner, input);
  }
}
