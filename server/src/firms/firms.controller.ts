import * as contract from '@binhai/shared/contract/firms';
import type { ParsedOf } from '@binhai/shared/contract/http';
import { Controller } from '@nestjs/common';
import type { ContextOf } from '../platform/context.js';
import { Handle } from '../platform/endpoint.decorator.js';
import { RegisterService } from '../register/register.service.js';
import { phoneOf } from '../sessions/sessions.service.js';
import { BindingService, codeOf } from './binding.service.js';
import { FirmActsService } from './firm-acts.service.js';
import { FirmsService, firmOf } from './firms.service.js';
import { InvitationsService } from './invitations.service.js';

const NAME_AND_NUMBER = ['姓名', '证件号码'];
const done = { done: true as const };

@Controller()
export class FirmsController {
  constructor(
    private readonly firms: FirmsService,
    private readonly binding: BindingService,
    private readonly invitations: InvitationsService,
    private readonly acts: FirmActsService,
    private readonly register: RegisterService,
  ) {}

  @Handle(contract.firms)
  async mine(_: ParsedOf<typeof contract.firms>, { actor }: ContextOf<typeof contract.firms>) {
    return this.firms.mine(await this.register.own(actor, 'own_account', ['账号']));
  }
  @Handle(contract.startBind)
  async startBind({ body }: ParsedOf<typeof contract.startBind>, { actor }: ContextOf<typeof contract.startBind>) {
    return this.binding.start(await this.register.own(actor, 'real_name', NAME_AND_NUMBER), actor, body.uscc);
  }
  @Handle(contract.finishBind)
  async finishBind({ body }: ParsedOf<typeof contract.finishBind>, { actor }: ContextOf<typeof contract.finishBind>) {
    return this.binding.finish(await this.register.own(actor, 'real_name', NAME_AND_NUMBER), actor, body.ticket);
  }
  @Handle(contract.askFirm)
  async ask({ body }: ParsedOf<typeof contract.askFirm>, { actor }: ContextOf<typeof contract.askFirm>) {
    const access = await this.register.own(actor, 'own_account', ['手机号']);
    await this.invitations.ask(access, actor, codeOf(body.uscc), body);
    return done;
  }
  @Handle(contract.answerInvitation)
  async answer({ params, body }: ParsedOf<typeof contract.answerInvitation>, { actor }: ContextOf<typeof contract.answerInvitation>) {
    await this.invitations.answer(actor, params.id, body.accept);
    return done;
  }
  @Handle(contract.leaveFirm)
  async leave({ params }: ParsedOf<typeof contract.leaveFirm>, { actor }: ContextOf<typeof contract.leaveFirm>) {
    await this.firms.leave(actor, params.id);
    return done;
  }
  @Handle(contract.handlers)
  handlers(_: ParsedOf<typeof contract.handlers>, { actor }: ContextOf<typeof contract.handlers>) {
    return this.firms.handlers(actor);
  }
  @Handle(contract.inviteHandler)
  async invite({ body }: ParsedOf<typeof contract.inviteHandler>, { actor }: ContextOf<typeof contract.inviteHandler>) {
    await this.invitations.invite(await this.binding.handOf(actor), firmOf(actor), phoneOf(body.phone), body);
    return done;
  }
  @Handle(contract.settleInvitation)
  async settle({ params, body }: ParsedOf<typeof contract.settleInvitation>, { actor }: ContextOf<typeof contract.settleInvitation>) {
    await this.invitations.confirm(await this.binding.handOf(actor), firmOf(actor), params.id, body.accept);
    return done;
  }
  @Handle(contract.removeHandler)
  async remove({ params }: ParsedOf<typeof contract.removeHandler>, { actor }: ContextOf<typeof contract.removeHandler>) {
    await this.firms.remove(actor, await this.binding.handOf(actor), params.id);
    return done;
  }
  @Handle(contract.firmActs)
  firmActs({ query }: ParsedOf<typeof contract.firmActs>, { actor }: ContextOf<typeof contract.firmActs>) {
    return this.acts.page(firmOf(actor), query.after);
  }
  @Handle(contract.repairable)
  repairable(_: ParsedOf<typeof contract.repairable>, { actor }: ContextOf<typeof contract.repairable>) {
    return this.firms.repairable(actor);
  }
  @Handle(contract.bindAtWindow)
  async bindAtWindow({ body }: ParsedOf<typeof contract.bindAtWindow>, { actor }: ContextOf<typeof contract.bindAtWindow>) {
    await this.binding.atWindow(actor, body);
    return done;
  }
  @Handle(contract.endAtWindow)
  async endAtWindow({ body }: ParsedOf<typeof contract.endAtWindow>, { actor }: ContextOf<typeof contract.endAtWindow>) {
    await this.binding.endAtWindow(actor, body);
    return done;
  }
}
