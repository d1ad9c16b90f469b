import { approveSeal, declineSeal, proposeSeal, sealedLook, seals } from '@binhai/shared/contract/audit';
import type { ParsedOf } from '@binhai/shared/contract/http';
import { Controller } from '@nestjs/common';
import type { ContextOf } from '../platform/context.js';
import { Handle } from '../platform/endpoint.decorator.js';
import { SealsService } from './seals.service.js';

@Controller()
export class SealsController {
  constructor(private readonly service: SealsService) {}

  @Handle(seals)
  async list(input: ParsedOf<typeof seals>) {
    return this.service.page(input);
  }
  @Handle(proposeSeal)
  async propose(input: ParsedOf<typeof proposeSeal>, { actor }: ContextOf<typeof proposeSeal>) {
    return this.service.propose(actor, input);
  }
  @Handle(approveSeal)
  async approve(input: ParsedOf<typeof approveSeal>, { actor }: ContextOf<typeof approveSeal>) {
    return this.service.approve(actor, input);
  }
  @Handle(declineSeal)
  async decline(input: ParsedOf<typeof declineSeal>, { actor }: ContextOf<typeof declineSeal>) {
    return this.service.decline(actor, input);
  }
  @Handle(sealedLook)
  async look(input: ParsedOf<typeof sealedLook>, { actor }: ContextOf<typeof sealedLook>) {
    return this.service.look(actor, input);
  }
}
