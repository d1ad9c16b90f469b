import { addDays, addMonths, type LocalDate, localDateOf, startOfDay } from '@binhai/shared/dates/dates';
import type { Decided } from '@binhai/shared/rules/grade/changes';
import { type Difference, differences } from '@binhai/shared/rules/grade/compare';
import { engineOf } from '@binhai/shared/rules/grade/engines';
import type { GradeParameters, GradeResult } from '@binhai/shared/rules/grade/g1';
import type { CreditRecord } from '@binhai/shared/rules/record';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession, Model } from 'mongoose';
import { canonical, sha256Of } from '../parameters/canonical.js';
import { ParametersService, type SetOf } from '../parameters/parameters.service.js';
import { Clock } from '../platform/clock.js';
import { FieldCipher } from '../platform/field-cipher.js';
import { newId } from '../platform/id.js';
import { native } from '../platform/native.js';
import type { Access } from '../register/access.js';
import { type SetUsed, StoredGrade } from './grade-result.schema.js';

/** The sets that decide on a day, with the content the rule needs. */
export interface SetsInForce extends GradeParameters {
  readonly schemeSet: SetUsed;
  readonly publicitySet: SetUsed;
  /** Names both: a standing computed under other ones no longer holds. */
  readonly key: string;
}
/** Why a stored result cannot be made again, and that this is no fault. */
export type Impossible = 'erased' | 'set_unknown';
export type Replay =
  | { readonly kind: 'same'; readonly text: string; readonly sha256: string | null }
  | { readonly kind: 'differs'; readonly differences: readonly Difference[] }
  | { readonly kind: 'impossible'; readonly why: Impossible };

const COLLECTION = 'grade_results';
/** Five years, as everything of the record a result rests on (domain rule 13). */
const KEPT_MONTHS = 60;
const ERASED_AT_ONCE = 500;
/** More results of one person in twelve months than this mean that something is wrong; the newest count. */
const MOST_OF_A_PERSON = 1000;

/** Owns the results that were computed: each kept with all that made it, none ever changed, any made again on demand. */
@Injectable()
export class GradeResults {
  constructor(
    @InjectModel(StoredGrade.name) private readonly grades: Model<StoredGrade>,
    private readonly sets: ParametersService,
    private readonly cipher: FieldCipher,
    private readonly clock: Clock,
  ) {}

  setsOn(on: LocalDate): SetsInForce {
    const [scheme, publicity] = [this.sets.at('grade_scheme', on), this.sets.at('publicity', on)];
    return {
      scheme: scheme.content,
      publicity: publicity.content,
      schemeSet: { id: scheme._id, sha256: scheme.sha256 },
      publicitySet: { id: publicity._id, sha256: publicity.sha256 },
      key: `${scheme._id}|${publicity._id}`,
    };
  }

  /** In the transaction that makes it the person's standing: there is no standing without its result, and no result that never stood. */
  async keep(
    { personId, rev, on, at }: { personId: string; rev: number; on: LocalDate; at: Date },
    records: readonly CreditRecord[],
    result: GradeResult,
    sets: SetsInForce,
    session: ClientSession,
  ): Promise<void> {
    const _id = newId();
    const { grade, unratedReason, validUntil, schemeId, publicityId } = result;
    const made = { on, engine: sets.scheme.engine, scheme: sets.schemeSet, publicity: sets.publicitySet };
    const row: StoredGrade = {
      _id,
      personId,
      at,
      rev,
      ...made,
      schemeId,
      publicityId,
      sealedInputs: this.seal(_id, 'sealedInputs', canonical(records)),
      sealedResult: this.seal(_id, 'sealedResult', canonical(result)),
      sha256: sha256Of({ ...made, records, result }),
      result: { grade, unratedReason, validUntil },
    };
    await native(this.grades).insertOne(row, { session });
  }

  /** Results of one person since a day, oldest first; the caller has entered the look. */
  async history(personId: string, since: Date): Promise<Pick<StoredGrade, '_id' | 'at' | 'on' | 'schemeId' | 'result'>[]> {
    const newest = await this.grades
      .find({ personId, at: { $gte: since } }, { at: 1, on: 1, schemeId: 1, result: 1 })
      .sort({ at: -1, rev: -1 })
      .limit(MOST_OF_A_PERSON)
      .lean(); // index {personId, at, rev}
    return newest.reverse();
  }
  /** The last result that was decided on this day or before; null when there was none. */
  async lastOf(personId: string, day: LocalDate): Promise<StoredGrade | null> {
    return native(this.grades).findOne({ personId, at: { $lt: new Date(startOfDay(addDays(day, 1))) } }, { sort: { at: -1, rev: -1 } }); // index {personId, at, rev}
  }
  byId(id: string): Promise<StoredGrade | null> {
    return native(this.grades).findOne({ _id: id });
  }
  /** Up to so many at random, of whoever. */
  async sample(size: number): Promise<Pick<StoredGrade, '_id' | 'personId'>[]> {
    return this.grades.aggregate<Pick<StoredGrade, '_id' | 'personId'>>([{ $sample: { size } }, { $project: { personId: 1 } }]);
  }

  /** What the rule saw and said; null once erased. */
  opened(access: Access<'grade_replay' | 'own_credit'>, row: StoredGrade): { records: CreditRecord[]; result: GradeResult | null } | null {
    if (access.subject !== row.personId) throw new Error('the access was given for another person');
    if (row.sealedInputs === undefined) return null;
    const records = JSON.parse(this.open(row._id, 'sealedInputs', row.sealedInputs)) as CreditRecord[];
    return { records, result: row.sealedResult === undefined ? null : (JSON.parse(this.open(row._id, 'sealedResult', row.sealedResult)) as GradeResult) };
  }

  /** What the rule saw and said, by the id of the result; those erased, and those of a release that did not store it, are left out. */
  async openedAll(access: Access<'own_credit'>, ids: readonly string[]): Promise<Map<string, Decided>> {
    const rows = await native(this.grades)
      .find({ _id: { $in: [...ids] } })
      .toArray();
    return new Map(
      rows.flatMap((row) => {
        const opened = this.opened(access, row);
        return opened?.result ? [[row._id, { records: opened.records, result: opened.result }] as const] : [];
      }),
    );
  }

  /**
   * Decides again from the stored inputs, by the stored sets and engine, and compares bit for bit. What has changed in the records since plays no part; what
   * was erased after five years, or with the account, cannot be made again.
   */
  replay(access: Access<'grade_replay'>, row: StoredGrade): Replay {
    if (row.erasedAt) return { kind: 'impossible', why: 'erased' };
    let stored: ReturnType<GradeResults['opened']>;
    try {
      stored = this.opened(access, row);
    } catch {
      return differing('sealedInputs', 'sealed', 'does not open'); // altered, moved, or its key is gone
    }
    if (!stored) return differing('sealedInputs', 'missing', 'not erased by us');
    const scheme = this.used('grade_scheme', row.scheme, row.schemeId);
    const publicity = this.used('publicity', row.publicity, row.publicityId);
    if (!scheme || !publicity) return { kind: 'impossible', why: 'set_unknown' };
    const parameters: GradeParameters = { scheme: scheme.content, publicity: publicity.content };
    const again = engineOf(scheme.content).decide(stored.records, row.on, parameters);
    const { grade, unratedReason, validUntil } = again;
    const found = [
      ...differences(row.scheme?.sha256 ?? scheme.sha256, scheme.sha256, 'scheme.sha256'),
      ...differences(row.publicity?.sha256 ?? publicity.sha256, publicity.sha256, 'publicity.sha256'),
      ...differences(row.engine, scheme.content.engine, 'engine'),
      ...differences(stored.result ?? row.result, stored.result ? again : { grade, unratedReason, validUntil }),
      ...(stored.result ? differences(row.result, { grade, unratedReason, validUntil }, 'shown') : []),
    ];
    const { on, engine } = row;
    const sha256 = sha256Of({ on, engine, scheme: row.scheme, publicity: row.publicity, records: stored.records, result: stored.result });
    if (row.sha256 !== undefined) found.push(...differences(row.sha256, sha256, 'sha256'));
    if (found.length > 0) return { kind: 'differs', differences: found };
    return { kind: 'same', text: canonical(stored.result ?? row.result), sha256: row.sha256 ?? null };
  }

  /** Takes inputs and result of what is past five years; that there was a result, when and by which scheme stays. Answers how many. */
  async erase(between: () => void = () => undefined): Promise<number> {
    const before = new Date(startOfDay(addMonths(localDateOf(this.clock.ms()), -KEPT_MONTHS)));
    for (let erased = 0; ; ) {
      const due = await this.grades
        .find({ sealedInputs: { $type: 'string' }, at: { $lt: before } }, { _id: 1 })
        .limit(ERASED_AT_ONCE)
        .lean(); // index {at} of what holds inputs
      if (due.length === 0) return erased;
      await this.grades.updateMany(
        { _id: { $in: due.map((r) => r._id) } },
        { $unset: { sealedInputs: '', sealedResult: '' }, $set: { erasedAt: this.clock.now() } },
      );
      erased += due.length;
      between();
    }
  }

  /** By its version; what older releases stored names the content's id alone. */
  private used<K extends 'grade_scheme' | 'publicity'>(kind: K, used: SetUsed | undefined, contentId: string): SetOf<K> | undefined {
    return this.sets.versions(kind).find((s) => (used ? s._id === used.id : s.content.id === contentId));
  }
  private seal(id: string, field: 'sealedInputs' | 'sealedResult', text: string): string {
    return this.cipher.seal({ collection: COLLECTION, field, id }, text);
  }
  private open(id: string, field: string, sealed: string): string {
    return this.cipher.open({ collection: COLLECTION, field, id }, sealed);
  }
}
const differing = (field: string, stored: string, again: string): Replay => ({ kind: 'differs', differences: [{ field, stored, again }] });
