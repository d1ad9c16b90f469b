import { AUTHENTICATOR_ROLES, type Role } from '@binhai/shared/contract/http';
import type { DeviceView, SessionReply } from '@binhai/shared/contract/session';
import { checkMobile } from '@binhai/shared/identifiers/mobile';
import { Injectable } from '@nestjs/common';
import { InboxService } from '../messages/inbox.service.js';
import { MembershipsService } from '../organisations/memberships.service.js';
import { AccountsService, type NewSession } from '../people/accounts.service.js';
import { PeopleService } from '../people/people.service.js';
import { AppError } from '../platform/app-error.js';
import { Clock } from '../platform/clock.js';
import type { Actor } from '../platform/context.js';
import { faultPoint } from '../platform/faults.js';
import { newId } from '../platform/id.js';
import { ACCESS_TTL, Tokens } from '../platform/tokens.js';
import type { Access } from '../register/access.js';
import { AttemptLimits } from './attempt-limits.js';
import { IDLE, RefreshTokensService } from './refresh-tokens.service.js';
import type { CodePurpose } from './sms-code.schema.js';
import { RESEND_AFTER, SmsCodesService, VALID_FOR } from './sms-codes.service.js';
import { StaffCredentialsService } from './staff-credentials.service.js';

export type Channel = 'h5' | 'weapp';
export interface Device {
  readonly id: string;
  readonly name: string;
}
/** Both tokens; where the refresh token goes is the controller's business. */
export interface Opened {
  readonly reply: SessionReply;
  readonly refreshToken: string;
  readonly channel: Channel;
  readonly sessionId: string;
}
const needsAuthenticator = (role: Role) => (AUTHENTICATOR_ROLES as readonly Role[]).includes(role);
/** @throws AppError input_invalid */
export function phoneOf(text: string): string {
  const phone = checkMobile(text);
  if (!phone.ok) throw new AppError('input_invalid', { fields: [{ path: 'body.phone', message: '手机号不对，应为 11 位数字' }] });
  return phone.value;
}

/** Log-in, roles and log-out (product A1, A3). */
@Injectable()
export class SessionsService {
  constructor(
    private readonly codes: SmsCodesService,
    private readonly limits: AttemptLimits,
    private readonly credentials: StaffCredentialsService,
    private readonly accounts: AccountsService,
    private readonly people: PeopleService,
    private readonly memberships: MembershipsService,
    private readonly refreshTokens: RefreshTokensService,
    private readonly inbox: InboxService,
    private readonly tokens: Tokens,
    private readonly clock: Clock,
  ) {}

  /** The same answer and the same work for every phone, with an account or without. */
  async sendCode(phoneText: string, purpose: CodePurpose, ip: string): Promise<{ resendAfter: number; validFor: number }> {
    const phone = phoneOf(phoneText);
    await this.limits.sms(ip);
    await this.codes.send(phone, purpose);
    return { resendAfter: RESEND_AFTER, validFor: VALID_FOR };
  }
  /** @throws AppError auth_code_wrong, auth_code_expired, auth_attempts_limit, auth_frozen */
  async loginBySms(input: { phone: string; code: string; channel: Channel; device: Device }, ip: string): Promise<Opened> {
    const phone = phoneOf(input.phone);
    await this.limits.attempt(phone, ip);
    const compared = await this.codes.compare(phone, 'login', input.code);
    if (!compared.right) throw new AppError('auth_code_wrong');
    if (!(await compared.spend())) throw new AppError('auth_code_expired');
    await this.limits.forget(phone);
    return this.open(await this.accounts.findOrCreate({ phone }), input.channel, input.device);
  }
  /**
   * Code by SMS, authenticator, and a membership in a staff role: one refusal for whatever of them is wrong, so nobody learns who works where.
   * @throws AppError auth_staff_refused, auth_code_expired, auth_attempts_limit, auth_frozen
   */
  async loginStaff(input: { phone: string; code: string; totp: string; channel: Channel; device: Device }, ip: string): Promise<Opened> {
    const phone = phoneOf(input.phone);
    await this.limits.attempt(phone, ip);
    const compared = await this.codes.compare(phone, 'staff_login', input.code);
    const personId = await this.accounts.byPhone(phone);
    const membership = personId ? (await this.memberships.staffOf(personId))[0] : undefined;
    if (!compared.right || !personId || !membership) throw new AppError('auth_staff_refused');
    // the authenticator's step is spent last: a mistyped SMS code must not cost the person half a minute
    if (!(await this.credentials.verify(personId, input.totp))) throw new AppError('auth_staff_refused');
    if (!(await compared.spend())) throw new AppError('auth_code_expired');
    await this.limits.forget(phone);
    return this.open(personId, input.channel, input.device, { staff: true, membershipId: membership._id });
  }
  /** Opens a session for a person who has proven to be the account's holder. @throws AppError auth_frozen */
  async open(
    personId: string,
    channel: Channel,
    device: Device,
    { staff = false, membershipId = null, proven = false, terminal }: Partial<Pick<NewSession, 'staff' | 'membershipId' | 'proven' | 'terminal'>> = {},
  ): Promise<Opened> {
    const id = newId();
    const refreshToken = await this.refreshTokens.begin({ sessionId: id, personId, device, channel });
    await faultPoint('sessions.open.between_writes');
    const { epoch, further } = await this.accounts.openSession(personId, { id, device, channel, staff, membershipId, proven, ...(terminal && { terminal }) });
    if (further) await this.inbox.add(personId, 'device_added', { device: device.name || '一台设备' });
    return this.opened({ personId, sessionId: id, epoch, membershipId }, refreshToken, channel);
  }
  /** The tokens of a session that has just begun, once more; null when it is over. */
  async again(sessionId: string): Promise<Opened | null> {
    const current = await this.refreshTokens.current(sessionId);
    const state = current && (await this.people.state(current.family.personId));
    const session = state?.sessions.find((s) => s.id === sessionId);
    if (!current || !state || !session) return null;
    return this.opened({ personId: state._id, sessionId, epoch: state.epoch, membershipId: session.membershipId }, current.token, current.family.channel);
  }
  /** @throws AppError auth_refresh_invalid, auth_refresh_reused, auth_frozen */
  async refresh(token: string | undefined, deviceId: string | undefined): Promise<Opened> {
    if (!token) throw new AppError('auth_refresh_invalid');
    const { token: successor, family, first } = await this.refreshTokens.rotate(token, deviceId);
    const state = await this.people.state(family.personId);
    if (state?.frozenAt && !state.joinedInto) throw new AppError('auth_frozen');
    const session = state?.sessions.find((s) => s.id === family._id);
    if (!state || !session) throw new AppError('auth_refresh_invalid');
    if (session.terminal && session.terminal.until.getTime() <= this.clock.ms()) throw new AppError('auth_refresh_invalid');
    if (first) await this.accounts.seen(state._id, session.id);
    // a role that has ended falls back to the resident; the person stays logged in
    const held = session.membershipId ? await this.memberships.holding(session.membershipId, state._id) : null;
    if (session.terminal && !held) throw new AppError('auth_refresh_invalid'); // at a shared terminal there is no resident to fall back to
    return this.opened({ personId: state._id, sessionId: session.id, epoch: state.epoch, membershipId: held?._id ?? null }, successor, family.channel);
  }
  /** @throws AppError auth_membership_unknown; auth_forbidden for a role that needs an authenticator in a session opened without */
  async switchRole(actor: Actor, membershipId: string | null): Promise<SessionReply> {
    const state = await this.people.state(actor.personId);
    const session = state?.sessions.find((s) => s.id === actor.sessionId);
    if (!state || !session) throw new AppError('auth_token_invalid');
    if (membershipId !== null) {
      const membership = await this.memberships.holding(membershipId, actor.personId);
      if (!membership) throw new AppError('auth_membership_unknown');
      if (needsAuthenticator(membership.role) && !session.staff) throw new AppError('auth_forbidden');
    }
    if (!(await this.accounts.useMembership(actor.personId, actor.sessionId, membershipId))) throw new AppError('auth_token_invalid');
    return this.access({ personId: actor.personId, sessionId: actor.sessionId, epoch: state.epoch, membershipId });
  }
  async logout(actor: Actor, everywhere: boolean): Promise<void> {
    if (everywhere) {
      if (actor.terminal) throw new AppError('counter_terminal_only');
      await this.accounts.endAll(actor.personId);
      await this.refreshTokens.endAll(actor.personId);
    } else await this.end(actor.personId, actor.sessionId);
  }
  /** Ends one session with its next request; one that has ended stays so. */
  async end(personId: string, sessionId: string): Promise<void> {
    await this.accounts.endSession(personId, sessionId);
    await this.refreshTokens.end(sessionId);
  }
  /** This device first, then the last seen. */
  async devices(access: Access<'own_account'>, sessionId: string): Promise<{ items: DeviceView[] }> {
    const state = await this.people.state(access.subject);
    const alive = (state?.sessions ?? []).filter((s) => this.clock.ms() - s.lastSeenAt.getTime() <= IDLE);
    const order = (s: { id: string; lastSeenAt: Date }) => (s.id === sessionId ? Number.POSITIVE_INFINITY : s.lastSeenAt.getTime());
    return {
      items: [...alive]
        .sort((a, b) => order(b) - order(a))
        .map((s) => ({
          id: s.id,
          name: s.deviceName,
          channel: s.channel ?? null,
          current: s.id === sessionId,
          highAssurance: s.high,
          lastSeenAt: s.lastSeenAt.toISOString(),
          createdAt: s.createdAt.toISOString(),
        })),
    };
  }
  /** @throws AppError auth_device_unknown, also for another person's */
  async endDevice(actor: Actor, sessionId: string): Promise<void> {
    if (!(await this.accounts.endSession(actor.personId, sessionId))) throw new AppError('auth_device_unknown');
    await this.refreshTokens.end(sessionId);
  }

  private opened(who: Who, refreshToken: string, channel: Channel): Opened {
    return { reply: this.access(who), refreshToken, channel, sessionId: who.sessionId };
  }
  private access({ personId, sessionId, epoch, membershipId }: Who): SessionReply {
    return { accessToken: this.tokens.sign({ sub: personId, sid: sessionId, epoch, mid: membershipId }), expiresIn: ACCESS_TTL };
  }
}
interface Who {
  readonly personId: string;
  readonly sessionId: string;
  readonly epoch: number;
  readonly membershipId: string | null;
}
