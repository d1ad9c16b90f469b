import type { ParsedOf } from '@binhai/shared/contract/http';
import { gateCredit, gateEntry, gateExit, gatePlates } from '@binhai/shared/contract/parking-gate';
import { Controller } from '@nestjs/common';
import type { ContextOf } from '../../platform/context.js';
import { Handle } from '../../platform/endpoint.decorator.js';
import { GateService } from './gate.service.js';
import { GateSetService } from './gate-set.service.js';

@Controller()
export class GateController {
  constructor(
    private readonly set: GateSetService,
    private readonly gate: GateService,
  ) {}

  @Handle(gatePlates)
  async plates({ query }: ParsedOf<typeof gatePlates>, { partner }: ContextOf<typeof gatePlates>) {
    return this.set.page(partner.id, query.after);
  }
  @Handle(gateEntry)
  async entry({ body }: ParsedOf<typeof gateEntry>, { partner }: ContextOf<typeof gateEntry>) {
    await this.gate.entry(partner, body);
    return { done: true as const };
  }
  @Handle(gateExit)
  async exit({ body }: ParsedOf<typeof gateExit>, { partner }: ContextOf<typeof gateExit>) {
    return this.gate.exit(partner, body);
  }
  @Handle(gateCredit)
  async credit({ body }: ParsedOf<typeof gateCredit>, { partner }: ContextOf<typeof gateCredit>) {
    return this.gate.credit(partner, body);
  }
}
