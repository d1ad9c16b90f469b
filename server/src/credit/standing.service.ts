import { localDateOf } from '@binhai/shared/dates/dates';
import { engineOf } from '@binhai/shared/rules/grade/engines';
import { hasSeriousRecord, nextSeriousChange } from '@binhai/shared/rules/publicity';
import type { CreditRecord } from '@binhai/shared/rules/record';
import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { NO_STANDING, PeopleService, type PersonState, type Standing } from '../people/people.service.js';
import { AppError } from '../platform/app-error.js';
import { Clock } from '../platform/clock.js';
import { inTransaction } from '../platform/transactions.js';
import { RecordsService } from '../records/records.service.js';
import { RegisterService } from '../register/register.service.js';
import { BASES } from '../register/words.js';
import { GradeResults } from './grade-results.service.js';

/** A standing, and the records it was computed from when it had to be. */
interface Computed {
  readonly standing: Standing;
  readonly records: CreditRecord[] | null;
}
/** Inputs that change under our hands are read again; more often than this means something is wrong. */
const TRIES = 5;
/** Keeps each person's standing true: whoever reads it past its end, or after an input changed, gets it computed first (architecture rule 2). */
@Injectable()
export class StandingService {
  private readonly underWay = new Map<string, Promise<Computed>>();

  constructor(
    private readonly people: PeopleService,
    private readonly records: RecordsService,
    private readonly register: RegisterService,
    private readonly results: GradeResults,
    private readonly clock: Clock,
    @InjectConnection() private readonly connection: Connection,
  ) {}

  /** The standing on this day. One comparison where nothing changed; else the records are read, on record, by the system. */
  async of(person: PersonState): Promise<Standing> {
    return (await this.withRecords(person)).standing;
  }
  /** The same, with the records if they had to be read for it, so that the caller need not read them once more. */
  async withRecords(person: PersonState): Promise<Computed> {
    const standing = person.standing ?? null;
    if (standing && this.holds(standing)) return { standing, records: null };
    const joined = await this.underWay.get(person._id);
    // one computation answers all who wait for it, unless it began before a change this caller has seen
    if (joined && joined.standing.rev >= (standing?.rev ?? 0) && this.holds(joined.standing)) return joined;
    const run = this.compute(person._id).finally(() => this.underWay.delete(person._id));
    this.underWay.set(person._id, run);
    return run;
  }

  private holds({ computedRev, rev, validUntil, sets }: Standing): boolean {
    const today = localDateOf(this.clock.ms());
    // parameters that came into force since decide anew
    return computedRev === rev && (validUntil === null || today < validUntil) && sets === this.results.setsOn(today).key;
  }

  private async compute(personId: string): Promise<Computed> {
    for (let i = 0; i < TRIES; i++) {
      const person = await this.people.state(personId);
      if (!person) throw new AppError('auth_token_invalid');
      const before = person.standing ?? null;
      if (before && this.holds(before)) return { standing: before, records: null }; // somebody else was faster
      const { rev, optedInAt, textVersion } = before ?? NO_STANDING;
      const access = await this.register.other({
        subject: personId,
        kind: 'system',
        actor: 'grade',
        purpose: 'grade_computation',
        items: ['信用记录'],
        basis: optedInAt ? BASES.gradeOptIn : BASES.seriousRecord,
      });
      const records = await this.records.ofPerson(access, person);
      const at = this.clock.now();
      const on = localDateOf(at.getTime());
      const sets = this.results.setsOn(on);
      const result = optedInAt ? engineOf(sets.scheme).decide(records, on, sets) : null;
      const standing: Standing = {
        rev,
        computedRev: rev,
        optedInAt,
        textVersion,
        grade: result?.grade ?? null,
        unratedReason: result?.unratedReason ?? null,
        seriousRecord: hasSeriousRecord(records, sets.publicity, on),
        validUntil: result ? result.validUntil : nextSeriousChange(records, sets.publicity, on),
        computedAt: at,
        schemeId: result?.schemeId ?? null,
        sets: sets.key,
      };
      const stored = await inTransaction(this.connection, async (session) => {
        if (!(await this.people.storeStanding(personId, standing, before, session))) return false;
        if (result) await this.results.keep({ personId, rev, on, at }, records, result, sets, session);
        return true;
      });
      if (stored) return { standing, records };
    }
    throw new AppError('service_busy');
  }
}
