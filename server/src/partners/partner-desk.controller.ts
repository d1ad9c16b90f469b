import type { ParsedOf } from '@binhai/shared/contract/http';
import * as contract from '@binhai/shared/contract/partner-desk';
import { Controller } from '@nestjs/common';
import type { ContextOf } from '../platform/context.js';
import { Handle } from '../platform/endpoint.decorator.js';
import { PartnerDesk } from './partner-desk.service.js';

@Controller()
export class PartnerDeskController {
  constructor(private readonly desk: PartnerDesk) {}

  @Handle(contract.deskPartners)
  async list({ query }: ParsedOf<typeof contract.deskPartners>, { actor }: ContextOf<typeof contract.deskPartners>) {
    return this.desk.list(actor, query.after);
  }
  @Handle(contract.registerPartner)
  async register({ body }: ParsedOf<typeof contract.registerPartner>, { actor }: ContextOf<typeof contract.registerPartner>) {
    return this.desk.register(actor, body);
  }
  @Handle(contract.changeScope)
  async scope({ params, body }: ParsedOf<typeof contract.changeScope>, { actor }: ContextOf<typeof contract.changeScope>) {
    return this.desk.scope(actor, params.id, body);
  }
  @Handle(contract.decideScope)
  async decide({ params, body }: ParsedOf<typeof contract.decideScope>, { actor }: ContextOf<typeof contract.decideScope>) {
    return this.desk.decide(actor, params.id, body);
  }
  @Handle(contract.setPartnerState)
  async state({ params, body }: ParsedOf<typeof contract.setPartnerState>, { actor }: ContextOf<typeof contract.setPartnerState>) {
    return this.desk.state(actor, params.id, body);
  }
  @Handle(contract.addPartnerKey)
  async addKey({ params, body }: ParsedOf<typeof contract.addPartnerKey>, { actor }: ContextOf<typeof contract.addPartnerKey>) {
    return this.desk.addKey(actor, params.id, body);
  }
  @Handle(contract.revokePartnerKey)
  async revokeKey({ params, body }: ParsedOf<typeof contract.revokePartnerKey>, { actor }: ContextOf<typeof contract.revokePartnerKey>) {
    return this.desk.revokeKey(actor, params.id, body);
  }
  @Handle(contract.setPartnerWebhook)
  async webhook({ params, body }: ParsedOf<typeof contract.setPartnerWebhook>, { actor }: ContextOf<typeof contract.setPartnerWebhook>) {
    return this.desk.webhook(actor, params.id, body);
  }
}
