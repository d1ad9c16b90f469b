import { Injectable } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import type { ClientSession, Connection, Model } from 'mongoose';
import { ConsentsService, type Giver } from '../consents/consents.service.js';
import { InboxService } from '../messages/inbox.service.js';
import { MembershipsService } from '../organisations/memberships.service.js';
import { AppError } from '../platform/app-error.js';
import { Clock } from '../platform/clock.js';
import type { Actor } from '../platform/context.js';
import { faultPoint } from '../platform/faults.js';
import { FieldCipher } from '../platform/field-cipher.js';
import { among } from '../platform/hashed-fields.js';
import { native } from '../platform/native.js';
import { inTransaction } from '../platform/transactions.js';
import { RegisterService } from '../register/register.service.js';
import { BASES } from '../register/words.js';
import { RefreshTokensService } from '../sessions/refresh-tokens.service.js';
import { type Opened, SessionsService } from '../sessions/sessions.service.js';
import { AccountsService, placeOf } from './accounts.service.js';
import { type Begun, type Choice, HighAssuranceService } from './high-assurance.service.js';
import { Person } from './person.schema.js';
import { type RealNameInput, RealNameService } from './real-name.service.js';

const LOOKED_AT = ['姓名', '证件号码', '登录方式'];

/** Closes an account that becomes part of another: its sessions end, and no handle leads to it any more. */
export const closedInto = (other: string, at: Date) => ({
  $set: { frozenAt: at, joinedInto: other, sessions: [] as Person['sessions'] },
  $inc: { epoch: 1 },
  $unset: { phone: 1, phoneHash: 1, wechatHash: 1 } as const,
});

/**
 * Two accounts of one person become one (product A2): the one without a real name goes into the one that holds the number, once the same name
 * and number were proven at the high level on both sides. Basic alone joins nothing: whoever knows a name and a number could take the account.
 */
@Injectable()
export class AccountJoinService {
  constructor(
    @InjectModel(Person.name) private readonly people: Model<Person>,
    @InjectConnection() private readonly connection: Connection,
    private readonly realName: RealNameService,
    private readonly high: HighAssuranceService,
    private readonly accounts: AccountsService,
    private readonly memberships: MembershipsService,
    private readonly consents: ConsentsService,
    private readonly inbox: InboxService,
    private readonly sessions: SessionsService,
    private readonly refreshTokens: RefreshTokensService,
    private readonly register: RegisterService,
    private readonly cipher: FieldCipher,
    private readonly clock: Clock,
  ) {}

  /**
   * Begins the proof. Nothing of the other account is read or told but whether it can be joined.
   * @throws AppError as `verifyBasic`, and identity_join_none, identity_join_unproven
   */
  async start(actor: Actor, input: RealNameInput, choice: Choice): Promise<Begun> {
    if (actor.assurance !== 'none') throw new AppError('identity_bound');
    const asked = this.realName.asked(input);
    await this.realName.registered(asked);
    const other = await this.people.findOne({ numberHash: among(asked.numberHash) }, { assurance: 1, frozenAt: 1 }).lean(); // unique index
    if (!other) throw new AppError('identity_join_none');
    if (other.assurance !== 'high' || other.frozenAt) throw new AppError('identity_join_unproven');
    return this.high.begin(actor, choice, asked.question, { account: other._id, nameHash: asked.nameHash });
  }
  /**
   * Joins, once, and logs this device in to the account that remains. A cut after the commit costs one log-in.
   * @throws AppError identity_ticket_invalid, identity_mismatch (another name or another person), identity_join_unproven, identity_service_down
   */
  async finish(actor: Actor, ticket: string): Promise<Opened> {
    const { account, nameHash } = await this.high.joining(actor, ticket);
    const access = await this.register.other({
      subject: account,
      purpose: 'account_join',
      kind: 'system',
      actor: actor.personId,
      basis: BASES.join,
      items: LOOKED_AT,
    });
    const question = await this.realName.question(access);
    if (this.realName.nameHash(question) !== nameHash) throw new AppError('identity_mismatch');
    await this.high.prove(actor, ticket, question, { join: { $exists: true } });
    const device = await inTransaction(this.connection, (session) => this.join(actor, account, session));
    await this.refreshTokens.endAll(actor.personId);
    return this.sessions.open(account, actor.channel ?? 'weapp', device, { proven: true });
  }

  /** All that an account holds goes to another. The caller has closed the one in the same transaction. */
  async moveAll(from: Giver, into: string, session: ClientSession): Promise<void> {
    await this.memberships.move(from.personId, into, session);
    await this.consents.move(from, into, session);
    await this.accounts.joined(from.personId, into, session);
  }

  private async join(actor: Actor, into: string, session: ClientSession): Promise<{ id: string; name: string }> {
    const from = actor.personId;
    const gone = await native(this.people).findOneAndUpdate(
      { _id: from, frozenAt: null, numberHash: { $exists: false }, 'sessions.id': actor.sessionId },
      closedInto(into, this.clock.now()),
      { returnDocument: 'before', session },
    );
    const here = gone?.sessions.find((s) => s.id === actor.sessionId);
    if (!gone || !here) throw new AppError('identity_ticket_invalid'); // joined, logged out or real-named meanwhile
    const { phone, phoneHash, wechatHash } = gone;
    const handles = {
      ...(phone && phoneHash && { phone: this.cipher.seal(placeOf(into, 'phone'), this.cipher.open(placeOf(from, 'phone'), phone)), phoneHash }),
      ...(wechatHash && { wechatHash }),
    };
    const kept = await this.people.updateOne(
      { _id: into, frozenAt: null, assurance: 'high', numberHash: { $exists: true } },
      { $set: handles, $addToSet: { joined: from } },
      { session },
    );
    if (kept.matchedCount === 0) throw new AppError('identity_join_unproven');
    await this.moveAll(actor, into, session);
    await faultPoint('people.join.before_commit');
    await this.inbox.add(into, 'accounts_joined', {}, session);
    return { id: here.deviceId, name: here.deviceName };
  }
}
