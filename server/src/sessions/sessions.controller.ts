import type { ParsedOf } from '@binhai/shared/contract/http';
import * as contract from '@binhai/shared/contract/session';
import { Controller } from '@nestjs/common';
import type { ContextOf, RequestContext } from '../platform/context.js';
import { Handle } from '../platform/endpoint.decorator.js';
import { RegisterService } from '../register/register.service.js';
import { clearRefresh, handOver, REFRESH_COOKIE } from './refresh-cookie.js';
import { SessionsService } from './sessions.service.js';
import { WechatLoginService } from './wechat-login.service.js';

const done = { done: true as const };

@Controller()
export class SessionsController {
  constructor(
    private readonly sessions: SessionsService,
    private readonly wechat: WechatLoginService,
    private readonly register: RegisterService,
  ) {}

  @Handle(contract.sendSmsCode)
  sendSmsCode({ body }: ParsedOf<typeof contract.sendSmsCode>, { ip }: RequestContext) {
    return this.sessions.sendCode(body.phone, body.purpose, ip);
  }
  @Handle(contract.loginBySms)
  async loginBySms({ body }: ParsedOf<typeof contract.loginBySms>, context: RequestContext) {
    return handOver(await this.sessions.loginBySms(body, context.ip), context);
  }
  @Handle(contract.loginByWechat)
  async loginByWechat({ body }: ParsedOf<typeof contract.loginByWechat>, context: RequestContext) {
    return handOver(await this.wechat.login(body, context.ip), context);
  }
  @Handle(contract.loginStaff)
  async loginStaff({ body }: ParsedOf<typeof contract.loginStaff>, context: RequestContext) {
    return handOver(await this.sessions.loginStaff(body, context.ip), context);
  }
  @Handle(contract.refresh)
  async refresh({ body }: ParsedOf<typeof contract.refresh>, context: RequestContext) {
    return handOver(await this.sessions.refresh(body.refreshToken ?? context.cookie(REFRESH_COOKIE), body.deviceId), context);
  }
  @Handle(contract.switchRole)
  switchRole({ body }: ParsedOf<typeof contract.switchRole>, { actor }: ContextOf<typeof contract.switchRole>) {
    return this.sessions.switchRole(actor, body.membershipId);
  }
  @Handle(contract.logout)
  async logout({ body }: ParsedOf<typeof contract.logout>, { actor, setCookie }: ContextOf<typeof contract.logout>) {
    await this.sessions.logout(actor, body.everywhere);
    clearRefresh(setCookie);
    return done;
  }
  @Handle(contract.devices)
  async devices(_: ParsedOf<typeof contract.devices>, { actor }: ContextOf<typeof contract.devices>) {
    return this.sessions.devices(await this.register.own(actor, 'own_account', ['设备']), actor.sessionId);
  }
  @Handle(contract.endDevice)
  async endDevice({ params }: ParsedOf<typeof contract.endDevice>, { actor }: ContextOf<typeof contract.endDevice>) {
    await this.sessions.endDevice(actor, params.id);
    return done;
  }
}
