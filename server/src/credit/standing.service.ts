import { type LocalDate, localDateOf } from '@binhai/shared/dates/dates';
import type { PublicityParameters } from '@binhai/shared/parameters/publicity';
import { engineOf } from '@binhai/shared/rules/grade/engines';
import type { GradeParameters, GradeResult } from '@binhai/shared/rules/grade/g1';
import { hasSeriousRecord, nextPublicityChange } from '@binhai/shared/rules/publicity';
import type { CreditRecord } from '@binhai/shared/rules/record';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { ParametersService } from '../parameters/parameters.service.js';
import { NO_STANDING, PeopleService, type PersonState, type Standing } from '../people/people.service.js';
import { AppError } from '../platform/app-error.js';
import { Clock } from '../platform/clock.js';
import { FieldCipher } from '../platform/field-cipher.js';
import { newId } from '../platform/id.js';
import { RecordsService } from '../records/records.service.js';
import { RegisterService } from '../register/register.service.js';
import { BASES } from '../register/words.js';
import { StoredGrade } from './grade-result.schema.js';

/** Inputs that change under our hands are read again; more often than this means something is wrong. */
const TRIES = 5;
/** Keeps each person's standing true: whoever reads it past its end, or after an input changed, gets it computed first (architecture rule 2). */
@Injectable()
export class StandingService {
  private readonly underWay = new Map<string, Promise<Standing>>();

  constructor(
    private readonly people: PeopleService,
    private readonly records: RecordsService,
    private readonly register: RegisterService,
    private readonly cipher: FieldCipher,
    private readonly clock: Clock,
    private readonly sets: ParametersService,
    @InjectModel(StoredGrade.name) private readonly grades: Model<StoredGrade>,
  ) {}

  /** The standing on this day. One comparison where nothing changed; else the records are read, on record, by the system. */
  async of(person: PersonState): Promise<Standing> {
    const standing = person.standing ?? null;
    if (standing && this.holds(standing)) return standing;
    const joined = await this.underWay.get(person._id);
    // one computation answers all who wait for it, unless it began before a change this caller has seen
    if (joined && joined.rev >= (standing?.rev ?? 0) && this.holds(joined)) return joined;
    const run = this.compute(person._id).finally(() => this.underWay.delete(person._id));
    this.underWay.set(person._id, run);
    return run;
  }

  /** The sets that decide on a day, default today. */
  parameters(on: LocalDate = localDateOf(this.clock.ms())): GradeParameters {
    return { scheme: this.sets.at('grade_scheme', on).content, publicity: this.sets.at('publicity', on).content };
  }

  private holds(standing: Standing): boolean {
    const today = localDateOf(this.clock.ms());
    const { computedRev, rev, validUntil, schemeId } = standing;
    // a scheme that came into force since decides anew
    return (
      computedRev === rev && (validUntil === null || today < validUntil) && (schemeId === null || schemeId === this.sets.at('grade_scheme', today).content.id)
    );
  }

  private async compute(personId: string): Promise<Standing> {
    for (let i = 0; i < TRIES; i++) {
      const person = await this.people.state(personId);
      if (!person) throw new AppError('auth_token_invalid');
      const before = person.standing ?? null;
      if (before && this.holds(before)) return before; // somebody else was faster
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
      const on = localDateOf(this.clock.ms());
      const parameters = this.parameters(on);
      const result = optedInAt ? engineOf(parameters.scheme).decide(records, on, parameters) : null;
      const standing: Standing = {
        rev,
        computedRev: rev,
        optedInAt,
        textVersion,
        grade: result?.grade ?? null,
        unratedReason: result?.unratedReason ?? null,
        seriousRecord: hasSeriousRecord(records, parameters.publicity, on),
        validUntil: result ? result.validUntil : firstChange(records, on, parameters.publicity),
        computedAt: this.clock.now(),
        schemeId: result?.schemeId ?? null,
      };
      if (!(await this.people.storeStanding(personId, standing, before))) continue;
      if (result) await this.keep(personId, records, result, on, parameters.scheme.engine);
      return standing;
    }
    throw new AppError('service_busy');
  }

  private async keep(personId: string, records: CreditRecord[], result: GradeResult, on: LocalDate, engine: string): Promise<void> {
    const _id = newId();
    const { grade, unratedReason, validUntil, schemeId, publicityId } = result;
    await this.grades.collection.insertOne({
      _id,
      personId,
      at: this.clock.now(),
      on,
      engine,
      schemeId,
      publicityId,
      sealedInputs: this.cipher.seal({ collection: 'grade_results', field: 'sealedInputs', id: _id }, JSON.stringify(records)),
      result: { grade, unratedReason, validUntil },
    } as never);
  }

  /** Results of one person since a day, oldest first; the caller has entered the look. */
  async history(personId: string, since: Date): Promise<Pick<StoredGrade, 'at' | 'on' | 'result'>[]> {
    return this.grades
      .find({ personId, at: { $gte: since } }, { at: 1, on: 1, result: 1 })
      .sort({ at: 1 })
      .limit(1000)
      .lean();
  }
}

const firstChange = (records: readonly CreditRecord[], on: LocalDate, publicity: PublicityParameters): LocalDate | null =>
  records
    .filter((r) => r.severity === 'serious')
    .map((r) => nextPublicityChange(r, publicity, on))
    .filter((day): day is LocalDate => day !== null)
    .sort()[0] ?? null;
