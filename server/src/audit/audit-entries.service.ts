import type { AuditEntry, searchRegister } from '@binhai/shared/contract/audit';
import type { ParsedOf, ReplyOf } from '@binhai/shared/contract/http';
import { addDays, daysBetween, isLocalDate, type LocalDate, localDateOf, startOfDay } from '@binhai/shared/dates/dates';
import { checkIdentity } from '@binhai/shared/identifiers/identity';
import { Injectable } from '@nestjs/common';
import { MembershipsService } from '../organisations/memberships.service.js';
import { OrganisationsService } from '../organisations/organisations.service.js';
import { NamesService } from '../people/names.service.js';
import { PeopleService } from '../people/people.service.js';
import { AppError } from '../platform/app-error.js';
import { Clock } from '../platform/clock.js';
import type { Actor } from '../platform/context.js';
import { FieldCipher } from '../platform/field-cipher.js';
import { NUMBER_HASH } from '../records/records.service.js';
import { EntrySearch, type LookEntry } from '../register/entry-search.service.js';
import { LookerNames } from '../register/looker-names.service.js';
import { RegisterService } from '../register/register.service.js';
import { SealBook } from '../register/seal-book.service.js';
import { BASES, basisWords, PURPOSE_WORDS } from '../register/words.js';

const PAGE = 20;
const MOST_DAYS = 31;
/** The days, both included, as instants. @throws AppError audit_period_invalid */
export function periodOf(from: LocalDate, to: LocalDate): { from: Date; to: Date } {
  if (!isLocalDate(from) || !isLocalDate(to) || from > to || daysBetween(from, to) >= MOST_DAYS) throw new AppError('audit_period_invalid');
  return { from: new Date(startOfDay(from)), to: new Date(startOfDay(addDays(to, 1))) };
}

/** The register as auditors read it. What they read of a person is itself an entry of that person's. */
@Injectable()
export class AuditEntries {
  constructor(
    private readonly search: EntrySearch,
    private readonly lookers: LookerNames,
    private readonly seals: SealBook,
    private readonly register: RegisterService,
    private readonly names: NamesService,
    private readonly people: PeopleService,
    private readonly memberships: MembershipsService,
    private readonly organisations: OrganisationsService,
    private readonly cipher: FieldCipher,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError audit_period_invalid, audit_unit_unknown, identity_number_invalid */
  async page(actor: Actor, { body }: ParsedOf<typeof searchRegister>): Promise<ReplyOf<typeof searchRegister>> {
    const { from, to, kind, purpose, number, after } = body;
    const period = periodOf(from, to);
    const [looker, subjects] = await Promise.all([this.lookerOf(body), number === undefined ? undefined : this.subjectsOf(number)]);
    const { items, next } = await this.search.page({ period, kind, purpose, ...looker, subjects }, PAGE, after);
    return { items: await this.views(actor, items), next };
  }
  /** Enters one look for each person who is shown, then shows them. */
  async views(actor: Actor, entries: readonly LookEntry[]): Promise<AuditEntry[]> {
    const subjects = [...new Set(entries.map((e) => e.subject))];
    const entered = await Promise.all(subjects.map((subject) => this.enter(actor, subject)));
    const [who, opened, shown] = await Promise.all([
      this.lookers.of(entries),
      this.seals.opened(entries.map((e) => e.basis)),
      Promise.all(entered.map((access) => this.names.masked(access))),
    ]);
    const names = new Map(subjects.map((subject, i) => [subject, shown[i]]));
    return entries.map((e) => ({
      id: e._id,
      at: e.at.toISOString(),
      kind: e.kind,
      who: who(e),
      subject: names.get(e.subject) ?? '',
      purpose: PURPOSE_WORDS[e.purpose],
      basis: basisWords(e.basis),
      items: e.items,
      sealed: e.basis.startsWith('seal:') && !opened.has(e.basis),
    }));
  }

  private enter(actor: Actor, subject: string) {
    return this.register.other({
      subject,
      kind: 'staff',
      actor: actor.personId,
      ...(actor.organisationId !== null && { organisationId: actor.organisationId }),
      purpose: 'register_review',
      basis: BASES.audit,
      items: ['查询登记', '遮住的姓名'],
    });
  }
  private async lookerOf({ unit, staffNumber }: { unit?: string | undefined; staffNumber?: string | undefined }) {
    if (unit === undefined) {
      if (staffNumber !== undefined) throw new AppError('audit_unit_unknown');
      return {};
    }
    const organisationIds = await this.organisations.named(unit);
    const actors = staffNumber === undefined ? undefined : await this.memberships.byStaffNumber(organisationIds, staffNumber);
    if (organisationIds.length === 0 || actors?.length === 0) throw new AppError('audit_unit_unknown');
    return { organisationIds, actors };
  }
  private async subjectsOf(number: string): Promise<string[]> {
    const checked = checkIdentity(number, localDateOf(this.clock.ms()));
    if (!checked.ok) throw new AppError('identity_number_invalid');
    const hashes = this.cipher.everyHash(NUMBER_HASH, checked.value); // entries are never rewritten: they name whom they are about by the key of their day
    const person = await this.people.ofNumber(hashes);
    return person ? [person._id, ...hashes] : hashes;
  }
}
