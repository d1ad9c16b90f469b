import type { ParsedOf } from '@binhai/shared/contract/http';
import * as contract from '@binhai/shared/contract/identity-cases';
import { Controller } from '@nestjs/common';
import type { ContextOf } from '../platform/context.js';
import { Handle } from '../platform/endpoint.decorator.js';
import { IdentityCasesService } from './identity-cases.service.js';

const done = { done: true as const };

@Controller()
export class IdentityCasesController {
  constructor(private readonly cases: IdentityCasesService) {}

  @Handle(contract.identityCases)
  list(input: ParsedOf<typeof contract.identityCases>) {
    return this.cases.page(input);
  }
  @Handle(contract.identityCase)
  one(input: ParsedOf<typeof contract.identityCase>, { actor }: ContextOf<typeof contract.identityCase>) {
    return this.cases.one(actor, input);
  }
  @Handle(contract.freezeAtWindow)
  async freeze({ body }: ParsedOf<typeof contract.freezeAtWindow>, { actor }: ContextOf<typeof contract.freezeAtWindow>) {
    await this.cases.freezeAtWindow(actor, body);
    return done;
  }
  @Handle(contract.proposeCase)
  async propose(input: ParsedOf<typeof contract.proposeCase>, { actor }: ContextOf<typeof contract.proposeCase>) {
    await this.cases.propose(actor, input);
    return done;
  }
  @Handle(contract.decideCase)
  async decide(input: ParsedOf<typeof contract.decideCase>, { actor }: ContextOf<typeof contract.decideCase>) {
    await this.cases.decide(actor, input);
    return done;
  }
}
