import type { ParsedOf } from '@binhai/shared/contract/http';
import { looks } from '@binhai/shared/contract/people';
import { Controller } from '@nestjs/common';
import type { ContextOf } from '../platform/context.js';
import { Handle } from '../platform/endpoint.decorator.js';
import { LooksService } from './looks.service.js';
import { RegisterService } from './register.service.js';

@Controller()
export class RegisterController {
  constructor(
    private readonly register: RegisterService,
    private readonly service: LooksService,
  ) {}

  @Handle(looks)
  async looks({ query }: ParsedOf<typeof looks>, { actor }: ContextOf<typeof looks>) {
    return this.service.page(await this.register.own(actor, 'own_register', ['查询记录']), query);
  }
}
