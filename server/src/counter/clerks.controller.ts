import * as contract from '@binhai/shared/contract/clerks';
import type { ParsedOf } from '@binhai/shared/contract/http';
import { Controller } from '@nestjs/common';
import type { ContextOf } from '../platform/context.js';
import { Handle } from '../platform/endpoint.decorator.js';
import { ClerkInvitationsService } from './clerk-invitations.service.js';
import { ClerksService } from './clerks.service.js';

const done = { done: true as const };

@Controller()
export class ClerksController {
  constructor(
    private readonly service: ClerksService,
    private readonly invitations: ClerkInvitationsService,
  ) {}

  @Handle(contract.clerks)
  list(_: ParsedOf<typeof contract.clerks>, { actor }: ContextOf<typeof contract.clerks>) {
    return this.service.list(actor);
  }
  @Handle(contract.inviteClerk)
  invite({ body }: ParsedOf<typeof contract.inviteClerk>, { actor }: ContextOf<typeof contract.inviteClerk>) {
    return this.service.invite(actor, body.shopId);
  }
  @Handle(contract.withdrawInvite)
  async withdraw({ params }: ParsedOf<typeof contract.withdrawInvite>, { actor }: ContextOf<typeof contract.withdrawInvite>) {
    await this.service.withdraw(actor, params.id);
    return done;
  }
  @Handle(contract.removeClerk)
  async remove({ params }: ParsedOf<typeof contract.removeClerk>, { actor }: ContextOf<typeof contract.removeClerk>) {
    await this.service.remove(actor, params.id);
    return done;
  }
  @Handle(contract.lookAtInvite)
  look({ body }: ParsedOf<typeof contract.lookAtInvite>, { actor, ip }: ContextOf<typeof contract.lookAtInvite>) {
    return this.invitations.look(actor, ip, body.code);
  }
  @Handle(contract.acceptInvite)
  accept({ body }: ParsedOf<typeof contract.acceptInvite>, { actor, ip }: ContextOf<typeof contract.acceptInvite>) {
    return this.invitations.accept(actor, ip, body.code);
  }
}
