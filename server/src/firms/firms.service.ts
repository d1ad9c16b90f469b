import type { firms, handlers, repairable } from '@binhai/shared/contract/firms';
import { FIRM_SCOPES, type FirmScope, type ReplyOf } from '@binhai/shared/contract/http';
import { localDateOf } from '@binhai/shared/dates/dates';
import { repairChannel, repairRoute } from '@binhai/shared/rules/repair';
import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { InboxService } from '../messages/inbox.service.js';
import { MembershipsService } from '../organisations/memberships.service.js';
import { OrganisationsService } from '../organisations/organisations.service.js';
import { ParametersService } from '../parameters/parameters.service.js';
import { NamesService } from '../people/names.service.js';
import { AppError } from '../platform/app-error.js';
import { Clock } from '../platform/clock.js';
import type { Actor } from '../platform/context.js';
import { inTransaction } from '../platform/transactions.js';
import { PublicRecordsService } from '../records/public-records.service.js';
import type { Access } from '../register/access.js';
import { RegisterService } from '../register/register.service.js';
import { BASES } from '../register/words.js';
import { FirmActsService, type Hand } from './firm-acts.service.js';
import { InvitationsService } from './invitations.service.js';

const MOST_RECORDS = 100;
const REPRESENTING = new Set<string>(['handler', 'representative']);
const scopesOf = (scope: readonly string[]): FirmScope[] => FIRM_SCOPES.filter((s) => scope.includes(s));

/** What a person may do for firms, and what a firm's representative sees and ends (product A8). */
@Injectable()
export class FirmsService {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    private readonly memberships: MembershipsService,
    private readonly organisations: OrganisationsService,
    private readonly invitations: InvitationsService,
    private readonly names: NamesService,
    private readonly records: PublicRecordsService,
    private readonly parameters: ParametersService,
    private readonly register: RegisterService,
    private readonly acts: FirmActsService,
    private readonly inbox: InboxService,
    private readonly clock: Clock,
  ) {}

  async mine({ subject }: Access<'own_account'>): Promise<ReplyOf<typeof firms>> {
    const held = (await this.memberships.of(subject)).filter((m) => REPRESENTING.has(m.role));
    const items = held.map(async (m) => {
      const as = m.role === 'representative' ? ('representative' as const) : ('handler' as const);
      const [firm, counts] = await Promise.all([this.firm(m.organisationId), as === 'representative' ? this.counts(m.organisationId) : null]);
      return { membershipId: m._id, firm, as, staffNumber: m.staffNumber, scope: scopesOf(m.scope), until: m.until, handlers: counts };
    });
    return { items: await Promise.all(items), invitations: await this.invitations.forPerson(subject) };
  }
  /** Who acts for the firm. A look at each of them, by the ground that they took the appointment up. */
  async handlers(actor: Actor): Promise<ReplyOf<typeof handlers>> {
    const organisationId = firmOf(actor);
    const held = await this.memberships.inRole(organisationId, 'handler');
    const items = await Promise.all(
      held.map(async (m) => {
        const access = await this.register.other({
          subject: m.personId,
          kind: 'merchant',
          actor: actor.personId,
          organisationId,
          purpose: 'firm_administration',
          basis: BASES.appointment,
          items: ['姓名（部分）', '经办范围'],
        });
        return { id: m._id, maskedName: await this.names.masked(access), staffNumber: m.staffNumber, scope: scopesOf(m.scope), until: m.until };
      }),
    );
    return { firm: await this.firm(organisationId), items, pending: await this.invitations.forFirm(organisationId) };
  }
  /** From the handler's next request on. @throws AppError firm_handler_unknown */
  async remove(actor: Actor, by: Hand, id: string): Promise<void> {
    const organisationId = firmOf(actor);
    const m = (await this.memberships.inRole(organisationId, 'handler')).find((h) => h._id === id);
    if (!m) throw new AppError('firm_handler_unknown');
    const { name } = await this.firm(organisationId);
    await inTransaction(this.connection, async (session) => {
      if (!(await this.memberships.end(id, { organisationId, role: 'handler' }, session))) return; // ended by another tap
      await this.acts.add(organisationId, 'removed', by, m.staffNumber, session);
      await this.inbox.add(m.personId, 'firm_removed', { firm: name }, session);
    });
  }
  /** A handler's own way out. @throws AppError firm_handler_unknown */
  async leave(actor: Actor, id: string): Promise<void> {
    const m = await this.memberships.holding(id, actor.personId);
    if (m?.role !== 'handler') throw new AppError('firm_handler_unknown');
    await inTransaction(this.connection, async (session) => {
      if (await this.memberships.end(id, { personId: actor.personId, role: 'handler' }, session))
        await this.acts.add(m.organisationId, 'left', m, m.staffNumber, session);
    });
  }
  /** The firm's penalties in publicity, with the day from which each may be repaired (Order 36). Public records: nobody's personal data. */
  async repairable(actor: Actor): Promise<ReplyOf<typeof repairable>> {
    const firm = await this.firm(firmOf(actor));
    const [publicity, directory] = [this.parameters.at('publicity').content, this.parameters.at('directory').content];
    const today = localDateOf(this.clock.ms());
    const { items } = await this.records.page({ by: 'uscc', uscc: firm.uscc }, 'penalty', null, MOST_RECORDS);
    return {
      firm,
      items: items.flatMap((r) => {
        const { from, state } = repairRoute(r, repairChannel(r, directory), publicity, today);
        return state === 'closed' ? [] : [{ id: r._id, title: r.title, unit: r.unit, from, state }];
      }),
    };
  }

  private async firm(organisationId: string): Promise<{ name: string; uscc: string }> {
    const o = await this.organisations.get(organisationId);
    return { name: o?.name ?? '', uscc: o?.uscc ?? '' };
  }
  private async counts(organisationId: string): Promise<{ active: number; pending: number }> {
    const [held, pending] = await Promise.all([this.memberships.inRole(organisationId, 'handler'), this.invitations.forFirm(organisationId)]);
    return { active: held.length, pending: pending.length };
  }
}
/** The guard let in a role of an organisation only. */
export function firmOf({ organisationId }: Actor): string {
  if (organisationId === null) throw new Error('a firm’s endpoint reached without a membership');
  return organisationId;
}
