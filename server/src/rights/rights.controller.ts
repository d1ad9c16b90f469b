import type { ParsedOf } from '@binhai/shared/contract/http';
import { deleteAccount, deleteUnnamed, heldData, keepAccount, leaving } from '@binhai/shared/contract/rights';
import { Controller } from '@nestjs/common';
import type { ContextOf } from '../platform/context.js';
import { Handle } from '../platform/endpoint.decorator.js';
import { RegisterService } from '../register/register.service.js';
import { DeletionService } from './deletion.service.js';
import { heldLines } from './held.js';

@Controller()
export class RightsController {
  constructor(
    private readonly deletion: DeletionService,
    private readonly register: RegisterService,
  ) {}

  @Handle(heldData)
  async held() {
    return { items: heldLines() };
  }
  @Handle(leaving)
  async leaving(_: ParsedOf<typeof leaving>, { actor }: ContextOf<typeof leaving>) {
    return this.deletion.state(await this.register.own(actor, 'own_account', ['账号', '券', '授权']));
  }
  @Handle(deleteAccount)
  async deleteAccount({ body }: ParsedOf<typeof deleteAccount>, { actor }: ContextOf<typeof deleteAccount>) {
    return this.deletion.ask(actor, body);
  }
  @Handle(deleteUnnamed)
  async deleteUnnamed({ body }: ParsedOf<typeof deleteUnnamed>, { actor }: ContextOf<typeof deleteUnnamed>) {
    return this.deletion.askUnnamed(actor, body);
  }
  @Handle(keepAccount)
  async keep(_: ParsedOf<typeof keepAccount>, { actor }: ContextOf<typeof keepAccount>) {
    await this.deletion.undo(actor);
    return { done: true as const };
  }
}
