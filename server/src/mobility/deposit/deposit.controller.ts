import { depositAuthorisation, depositAuthorisations, depositDecide, depositRequest, depositWithdraw } from '@binhai/shared/contract/deposit';
import type { ParsedOf } from '@binhai/shared/contract/http';
import { Controller } from '@nestjs/common';
import type { ContextOf } from '../../platform/context.js';
import { Handle } from '../../platform/endpoint.decorator.js';
import { DepositAuthorisations } from './authorisations.service.js';
import { OwnDeposits } from './own-deposits.service.js';
import { DepositRequests } from './requests.service.js';

@Controller()
export class DepositController {
  constructor(
    private readonly requests: DepositRequests,
    private readonly deposits: OwnDeposits,
    private readonly authorisations: DepositAuthorisations,
  ) {}

  @Handle(depositRequest)
  async request(input: ParsedOf<typeof depositRequest>, { actor }: ContextOf<typeof depositRequest>) {
    return this.requests.show(actor, input);
  }
  @Handle(depositDecide)
  async decide(input: ParsedOf<typeof depositDecide>, { actor }: ContextOf<typeof depositDecide>) {
    return this.requests.decide(actor, input);
  }
  @Handle(depositAuthorisations)
  async list(_: ParsedOf<typeof depositAuthorisations>, { actor }: ContextOf<typeof depositAuthorisations>) {
    return this.deposits.list(actor);
  }
  @Handle(depositAuthorisation)
  async one(input: ParsedOf<typeof depositAuthorisation>, { actor }: ContextOf<typeof depositAuthorisation>) {
    return this.deposits.one(actor, input);
  }
  @Handle(depositWithdraw)
  async withdraw({ params }: ParsedOf<typeof depositWithdraw>, { actor }: ContextOf<typeof depositWithdraw>) {
    await this.authorisations.withdraw(actor, params.id);
    return { done: true as const };
  }
}
