import { login, me, type ParsedOf } from '@binhai/shared';
import { Controller } from '@nestjs/common';
import type { Actor } from '../platform/auth.guard.js';
import { Handle } from '../platform/endpoint.decorator.js';
import { PeopleService } from './people.service.js';

@Controller()
export class PeopleController {
  constructor(private readonly people: PeopleService) {}

  @Handle(login)
  login({ body }: ParsedOf<typeof login>) {
    return this.people.login(body.code);
  }

  @Handle(me)
  me(_: ParsedOf<typeof me>, actor: Actor) {
    return this.people.me(actor.id);
  }
}
