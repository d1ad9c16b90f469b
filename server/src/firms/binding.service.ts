import { checkUscc } from '@binhai/shared/identifiers/uscc';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import type { ClientSession, Connection } from 'mongoose';
import { CONFIG, type Config } from '../config.js';
import { InboxService } from '../messages/inbox.service.js';
import { MembershipsService } from '../organisations/memberships.service.js';
import { type FirmNamed, OrganisationsService } from '../organisations/organisations.service.js';
import { AccountsService } from '../people/accounts.service.js';
import { PeopleService } from '../people/people.service.js';
import { RealNameService } from '../people/real-name.service.js';
import { AppError } from '../platform/app-error.js';
import { Clock } from '../platform/clock.js';
import type { Actor } from '../platform/context.js';
import { FieldCipher } from '../platform/field-cipher.js';
import { isDuplicateKey } from '../platform/mongo-errors.js';
import { inTransaction } from '../platform/transactions.js';
import { LicencePort } from '../ports/licence.port.js';
import { PortDown } from '../ports/port-down.js';
import type { Access } from '../register/access.js';
import { phoneOf } from '../sessions/sessions.service.js';
import { FirmActsService, type Hand } from './firm-acts.service.js';
import { InvitationsService } from './invitations.service.js';

/** Seconds in which a licence is shown and its outcome fetched. */
const TICKET_FOR = 600;
interface Ticket {
  readonly sessionId: string;
  readonly uscc: string;
  readonly reference: string;
  /** Epoch milliseconds. */
  readonly until: number;
}
const place = (personId: string) => ({ collection: 'firm_tickets', field: 'ticket', id: personId }) as const;
/** @throws AppError firm_code_invalid */
export function codeOf(text: string): string {
  const code = checkUscc(text);
  if (!code.ok) throw new AppError('firm_code_invalid');
  return code.value;
}

/** Who is a firm's legal representative here: proven by the 电子营业执照, or at the window. One at a time; the newer one ends the older. */
@Injectable()
export class BindingService {
  private readonly log = new Logger('firm-binding');

  constructor(
    @InjectConnection() private readonly connection: Connection,
    private readonly port: LicencePort,
    private readonly realName: RealNameService,
    private readonly organisations: OrganisationsService,
    private readonly memberships: MembershipsService,
    private readonly accounts: AccountsService,
    private readonly people: PeopleService,
    private readonly invitations: InvitationsService,
    private readonly acts: FirmActsService,
    private readonly inbox: InboxService,
    private readonly cipher: FieldCipher,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * Begins. The ticket is sealed for this person and session: nothing is stored until the licence was shown.
   * @throws AppError firm_code_invalid, firm_service_down
   */
  async start(access: Access<'real_name'>, actor: Actor, text: string): Promise<{ ticket: string; validFor: number; sandbox: boolean }> {
    const uscc = codeOf(text);
    const holder = await this.realName.question(access);
    const reference = await this.ask(() => this.port.start(uscc, holder));
    const ticket: Ticket = { sessionId: actor.sessionId, uscc, reference, until: this.clock.ms() + TICKET_FOR * 1000 };
    return { ticket: this.cipher.seal(place(actor.personId), JSON.stringify(ticket)), validFor: TICKET_FOR, sandbox: this.config.SANDBOX };
  }
  /** Binds; the same once more is answered as it is. @throws AppError firm_ticket_invalid, firm_licence_other, firm_service_down */
  async finish(access: Access<'real_name'>, actor: Actor, sealed: string): Promise<{ membershipId: string; firm: { name: string; uscc: string } }> {
    const { uscc, reference } = this.ticket(actor, sealed);
    const holder = await this.realName.question(access);
    const outcome = await this.ask(() => this.port.outcome(reference, uscc, holder));
    if (outcome.state !== 'shown') throw new AppError('firm_ticket_invalid');
    const { nameKey, number } = outcome.representative;
    if (nameKey !== holder.nameKey || number !== holder.number) throw new AppError('firm_licence_other');
    const firm = await this.organisations.firm(uscc, outcome.name);
    const membershipId = await this.bind(firm, actor.personId, null);
    return { membershipId, firm: { name: firm.name, uscc } };
  }
  /** At the window, the original seen. @throws AppError firm_code_invalid, firm_person_unproven */
  async atWindow(operator: Actor, input: { phone: string; uscc: string; name: string; reason: string }): Promise<void> {
    const uscc = codeOf(input.uscc);
    const personId = await this.accounts.byPhone(phoneOf(input.phone));
    const person = personId ? await this.people.state(personId) : null;
    if (person?.assurance !== 'high' || person.frozenAt) throw new AppError('firm_person_unproven');
    await this.bind(await this.organisations.firm(uscc, input.name), person._id, { hand: await this.handOf(operator), reason: input.reason });
  }
  /** A representative who left office. @throws AppError firm_code_invalid, firm_not_bound */
  async endAtWindow(operator: Actor, input: { uscc: string; reason: string }): Promise<void> {
    const firm = await this.organisations.byCode(codeOf(input.uscc));
    if (!firm) throw new AppError('firm_not_bound');
    const hand = await this.handOf(operator);
    const ended = await inTransaction(this.connection, async (session) => {
      const n = await this.endOthers(firm, null, session);
      if (n > 0) await this.acts.add(firm._id, 'ended_at_window', hand, input.reason, session);
      return n;
    });
    if (ended === 0) throw new AppError('firm_not_bound');
  }
  /** The number under which somebody acts now. */
  async handOf(actor: Actor): Promise<Hand> {
    const membership = actor.membershipId ? await this.memberships.holding(actor.membershipId, actor.personId) : null;
    return { personId: actor.personId, staffNumber: membership?.staffNumber ?? '本人' };
  }

  private async bind(firm: FirmNamed, personId: string, window: { hand: Hand; reason: string } | null): Promise<string> {
    try {
      return await inTransaction(this.connection, async (session) => {
        const [held] = await this.memberships.inRole(firm._id, 'representative', session);
        if (held?.personId === personId) return held._id;
        await this.endOthers(firm, personId, session);
        await this.invitations.revokeAll(firm._id, session);
        const staffNumber = await this.memberships.nextNumber(firm._id, 'F', session);
        const id = await this.memberships.add({ personId, organisationId: firm._id, role: 'representative', staffNumber }, session);
        await this.acts.add(firm._id, window ? 'bound_at_window' : 'bound', window?.hand ?? { personId, staffNumber }, window?.reason ?? staffNumber, session);
        await this.inbox.add(personId, 'firm_bound', { firm: firm.name }, session);
        return id;
      });
    } catch (e) {
      if (isDuplicateKey(e)) throw new AppError('service_busy', { retryAfter: 1 }); // two bound at the same moment: the second tries again
      throw e;
    }
  }
  /** Whoever else was the representative is so no longer, from the next request on. */
  private async endOthers(firm: FirmNamed, personId: string | null, session: ClientSession): Promise<number> {
    const others = (await this.memberships.inRole(firm._id, 'representative', session)).filter((m) => m.personId !== personId);
    for (const m of others) {
      await this.memberships.end(m._id, {}, session);
      await this.acts.add(firm._id, 'ended', m, m.staffNumber, session);
      await this.inbox.add(m.personId, 'firm_ended', { firm: firm.name }, session);
    }
    return others.length;
  }
  private ticket(actor: Actor, sealed: string): Ticket {
    let ticket: Ticket;
    try {
      ticket = JSON.parse(this.cipher.open(place(actor.personId), sealed)) as Ticket;
    } catch {
      throw new AppError('firm_ticket_invalid'); // forged, or another person's: the seal says no more
    }
    if (ticket.sessionId !== actor.sessionId || this.clock.ms() >= ticket.until) throw new AppError('firm_ticket_invalid');
    return ticket;
  }
  private async ask<T>(call: () => Promise<T>): Promise<T> {
    try {
      return await call();
    } catch (e) {
      this.log.error(e instanceof PortDown ? e.message : 'licence: failed');
      throw new AppError('firm_service_down');
    }
  }
}
