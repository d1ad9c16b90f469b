import type { ParsedOf } from '@binhai/shared/contract/http';
import { faceText, finishHigh, finishJoin, freezeIdentity, me, realNameText, startHigh, startJoin, verifyBasic } from '@binhai/shared/contract/people';
import { Controller } from '@nestjs/common';
import type { ContextOf } from '../platform/context.js';
import { Handle } from '../platform/endpoint.decorator.js';
import { RegisterService } from '../register/register.service.js';
import { AttemptLimits } from '../sessions/attempt-limits.js';
import { handOver } from '../sessions/refresh-cookie.js';
import { AccountJoinService } from './account-join.service.js';
import { HighAssuranceService } from './high-assurance.service.js';
import { IdentityCasesService } from './identity-cases.service.js';
import { OwnAccountService } from './own-account.service.js';
import { RealNameService } from './real-name.service.js';

const NAME_AND_NUMBER = ['姓名', '证件号码'];

@Controller()
export class PeopleController {
  constructor(
    private readonly account: OwnAccountService,
    private readonly cases: IdentityCasesService,
    private readonly realName: RealNameService,
    private readonly high: HighAssuranceService,
    private readonly join: AccountJoinService,
    private readonly limits: AttemptLimits,
    private readonly register: RegisterService,
  ) {}

  @Handle(me)
  async me(_: ParsedOf<typeof me>, { actor }: ContextOf<typeof me>) {
    return this.account.me(await this.register.own(actor, 'own_account', ['账号']), actor);
  }
  @Handle(realNameText)
  async realNameText() {
    return { text: await this.realName.consentText() };
  }
  @Handle(verifyBasic)
  async verifyBasic({ body }: ParsedOf<typeof verifyBasic>, { actor, ip }: ContextOf<typeof verifyBasic>) {
    const access = () => this.register.own(actor, 'real_name', NAME_AND_NUMBER);
    return this.limits.realName(actor.personId, ip, async () => this.realName.verifyBasic(await access(), actor, body));
  }
  @Handle(startHigh)
  async startHigh({ body }: ParsedOf<typeof startHigh>, { actor }: ContextOf<typeof startHigh>) {
    const access = () => this.register.own(actor, 'real_name', NAME_AND_NUMBER);
    return this.limits.high(actor.personId, async () => this.high.start(await access(), actor, body));
  }
  @Handle(faceText)
  async faceText() {
    return { text: await this.high.faceText() };
  }
  @Handle(finishHigh)
  async finishHigh({ body }: ParsedOf<typeof finishHigh>, { actor }: ContextOf<typeof finishHigh>) {
    return this.high.finish(await this.register.own(actor, 'real_name', NAME_AND_NUMBER), actor, body.ticket);
  }
  @Handle(startJoin)
  async startJoin({ body }: ParsedOf<typeof startJoin>, { actor, ip }: ContextOf<typeof startJoin>) {
    return this.limits.realName(actor.personId, ip, () => this.join.start(actor, body, body));
  }
  @Handle(finishJoin)
  async finishJoin({ body }: ParsedOf<typeof finishJoin>, context: ContextOf<typeof finishJoin>) {
    return handOver(await this.join.finish(context.actor, body.ticket), context);
  }
  @Handle(freezeIdentity)
  async freeze(_: ParsedOf<typeof freezeIdentity>, { actor }: ContextOf<typeof freezeIdentity>) {
    await this.cases.freezeOwn(actor.personId);
    return { done: true as const };
  }
}
