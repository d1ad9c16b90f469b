import type { ParsedOf } from '@binhai/shared/contract/http';
import { looks } from '@binhai/shared/contract/people';
import { lookProof, registerConsistency, registerHead } from '@binhai/shared/contract/register';
import { Controller } from '@nestjs/common';
import type { ContextOf } from '../platform/context.js';
import { Handle } from '../platform/endpoint.decorator.js';
import { LooksService } from './looks.service.js';
import { ProofsService } from './proofs.service.js';
import { RegisterService } from './register.service.js';

@Controller()
export class RegisterController {
  constructor(
    private readonly register: RegisterService,
    private readonly service: LooksService,
    private readonly proofs: ProofsService,
  ) {}

  @Handle(looks)
  async looks({ query }: ParsedOf<typeof looks>, { actor }: ContextOf<typeof looks>) {
    return this.service.page(await this.register.own(actor, 'own_register', ['查询记录']), query);
  }
  @Handle(lookProof)
  async lookProof({ params }: ParsedOf<typeof lookProof>, { actor }: ContextOf<typeof lookProof>) {
    return this.proofs.ofLook(await this.register.own(actor, 'own_register', ['查询记录']), params.id);
  }
  @Handle(registerHead)
  async registerHead(_: ParsedOf<typeof registerHead>) {
    return this.proofs.head();
  }
  @Handle(registerConsistency)
  async registerConsistency(input: ParsedOf<typeof registerConsistency>) {
    return this.proofs.consistency(input);
  }
}
