import { consents, renewConsent, withdrawConsent } from '@binhai/shared/contract/consents';
import type { ParsedOf } from '@binhai/shared/contract/http';
import { Controller } from '@nestjs/common';
import type { ContextOf } from '../platform/context.js';
import { Handle } from '../platform/endpoint.decorator.js';
import { RegisterService } from '../register/register.service.js';
import { ConsentsService } from './consents.service.js';

@Controller()
export class ConsentsController {
  constructor(
    private readonly service: ConsentsService,
    private readonly register: RegisterService,
  ) {}

  @Handle(consents)
  async list(_: ParsedOf<typeof consents>, { actor }: ContextOf<typeof consents>) {
    return this.service.list(await this.register.own(actor, 'own_consents', ['授权']));
  }
  @Handle(withdrawConsent)
  async withdraw({ params, body }: ParsedOf<typeof withdrawConsent>, { actor }: ContextOf<typeof withdrawConsent>) {
    const at = await this.service.withdraw(actor, params.id, body.vouchers);
    return { done: true as const, at: at.toISOString() };
  }
  @Handle(renewConsent)
  async renew({ params, body }: ParsedOf<typeof renewConsent>, { actor }: ContextOf<typeof renewConsent>) {
    return { id: (await this.service.renew(actor, params.id, body.textVersion))._id };
  }
}
