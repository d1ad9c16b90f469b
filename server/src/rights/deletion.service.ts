import type { InputOf, ReplyOf } from '@binhai/shared/contract/http';
import { type deleteAccount, type leaving as leavingEndpoint, UNDO_DAYS } from '@binhai/shared/contract/rights';
import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { ConsentsService } from '../consents/consents.service.js';
import { MembershipsService } from '../organisations/memberships.service.js';
import { AccountsService } from '../people/accounts.service.js';
import { LeavingService } from '../people/leaving.service.js';
import { VouchersService } from '../perks/vouchers.service.js';
import { AppError } from '../platform/app-error.js';
import { Clock } from '../platform/clock.js';
import type { Actor } from '../platform/context.js';
import { faultPoint } from '../platform/faults.js';
import { newId } from '../platform/id.js';
import { Jobs } from '../platform/jobs/jobs.service.js';
import { inTransaction } from '../platform/transactions.js';
import type { Access } from '../register/access.js';
import { ERASE } from './erasure.service.js';

const UNDO_MS = UNDO_DAYS * 86_400_000;

/** The person's way out of the account (PIPL 15, 16, 47): what it ends is said before, it may be taken back for seven days, then a job erases. */
@Injectable()
export class DeletionService {
  constructor(
    private readonly people: LeavingService,
    @InjectConnection() private readonly connection: Connection,
    private readonly accounts: AccountsService,
    private readonly consents: ConsentsService,
    private readonly vouchers: VouchersService,
    private readonly memberships: MembershipsService,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  async state({ subject }: Access<'own_account'>): Promise<ReplyOf<typeof leavingEndpoint>> {
    const [{ leaving, optedIn }, vouchers, consents, memberships] = await Promise.all([
      this.people.of(subject),
      this.vouchers.usable(subject),
      this.consents.inForceCount(subject),
      this.memberships.lines(subject),
    ]);
    return {
      state: leaving ? 'waiting' : 'none',
      askedAt: leaving?.askedAt.toISOString() ?? null,
      dueAt: leaving?.dueAt.toISOString() ?? null,
      receipt: leaving?.receipt ?? null,
      vouchers: vouchers.map((v) => ({ id: v._id, title: v.terms.title, usableUntil: v.usableUntil })),
      consents,
      memberships: memberships.map((m) => m.organisation),
      optedIn,
    };
  }
  /**
   * Stops the account at once and everywhere: every session, consent, membership and open voucher, the grade service. The erasing follows in
   * seven days. All of it or none.
   * @throws AppError consent_ends_more when vouchers would end that were not named
   */
  async ask(actor: Actor, { vouchers: named }: InputOf<typeof deleteAccount>['body']): Promise<{ dueAt: string; receipt: string }> {
    const { personId } = actor;
    const receipt = newId();
    const askedAt = this.clock.now();
    const dueAt = new Date(askedAt.getTime() + UNDO_MS);
    await inTransaction(this.connection, async (session) => {
      const open = await this.vouchers.usable(personId, session);
      if (open.some((v) => !named.includes(v._id))) throw new AppError('consent_ends_more');
      if (!(await this.people.ask(personId, { askedAt, dueAt, receipt }, session))) throw new AppError('rights_leaving');
      await this.consents.withdrawAll(actor, session);
      for (const v of await this.vouchers.usable(personId, session)) await this.vouchers.end(v, {}, askedAt, session);
      await this.memberships.endAll(personId, session);
      await faultPoint('rights.ask.between_writes');
      await this.accounts.endAll(personId, session);
      await this.jobs.enqueue(ERASE, { receipt }, { unique: `${ERASE}|${receipt}`, runAt: dueAt, session });
    });
    return { dueAt: dueAt.toISOString(), receipt };
  }
  /** For an account of which nothing but a phone is known: no number is collected in order to forget it. @throws AppError identity_high_required */
  async askUnnamed(actor: Actor, body: InputOf<typeof deleteAccount>['body']): Promise<{ dueAt: string; receipt: string }> {
    if (actor.assurance !== 'none') throw new AppError('identity_high_required');
    return this.ask(actor, body);
  }
  /** The account as it was, without what ended: consents and the grade service are given anew. @throws AppError rights_not_leaving */
  async undo({ personId }: Actor): Promise<void> {
    if (!(await this.people.undo(personId))) throw new AppError('rights_not_leaving'); // the job finds no such receipt when it comes
  }
}
