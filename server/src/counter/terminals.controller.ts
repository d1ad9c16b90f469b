import type { ParsedOf } from '@binhai/shared/contract/http';
import * as contract from '@binhai/shared/contract/terminals';
import { Controller } from '@nestjs/common';
import type { ContextOf } from '../platform/context.js';
import { Handle } from '../platform/endpoint.decorator.js';
import { handOver } from '../sessions/refresh-cookie.js';
import { PinsService } from './pins.service.js';
import { TerminalsService } from './terminals.service.js';

const done = { done: true as const };

@Controller()
export class TerminalsController {
  constructor(
    private readonly service: TerminalsService,
    private readonly pins: PinsService,
  ) {}

  @Handle(contract.terminals)
  list(_: ParsedOf<typeof contract.terminals>, { actor }: ContextOf<typeof contract.terminals>) {
    return this.service.list(actor);
  }
  @Handle(contract.openTerminal)
  open({ body }: ParsedOf<typeof contract.openTerminal>, { actor }: ContextOf<typeof contract.openTerminal>) {
    return this.service.open(actor, body.shopId, body.name);
  }
  @Handle(contract.endTerminal)
  async end({ params }: ParsedOf<typeof contract.endTerminal>, { actor }: ContextOf<typeof contract.endTerminal>) {
    await this.service.end(actor, params.id);
    return done;
  }
  @Handle(contract.lookAtTerminal)
  look({ body }: ParsedOf<typeof contract.lookAtTerminal>) {
    return this.service.look(body.token);
  }
  @Handle(contract.startShift)
  async start({ body }: ParsedOf<typeof contract.startShift>, context: ContextOf<typeof contract.startShift>) {
    return handOver(await this.service.start(body.token, body.clerk, body.pin, body.channel, body.device), context);
  }
  @Handle(contract.setPin)
  async setPin({ body }: ParsedOf<typeof contract.setPin>, { actor }: ContextOf<typeof contract.setPin>) {
    await this.pins.set(actor, body.membershipId, body.pin);
    return done;
  }
}
