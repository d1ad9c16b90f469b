import { isLocalDate, type LocalDate, localDateOf } from '@binhai/shared/dates/dates';
import type { PersonalGrade } from '@binhai/shared/rules/eligibility';
import { Injectable } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import type { ClientSession, Connection, Model } from 'mongoose';
import { Clock } from '../platform/clock.js';
import { type LiveCache, LiveCaches, nextRev } from '../platform/live-cache.js';
import { native } from '../platform/native.js';
import { inTransaction } from '../platform/transactions.js';
import { sha256Of } from './canonical.js';
import { type ContentOf, KINDS, type ParameterKind } from './kinds.js';
import { ParameterSet } from './parameter-set.schema.js';
import type { ReleasedSet } from './released.js';

export type SetOf<K extends ParameterKind> = Omit<ParameterSet, 'kind' | 'content' | 'rev'> & { readonly kind: K; readonly content: ContentOf<K> };
export interface Approval {
  /** First Shanghai date on which it applies. */
  readonly from: LocalDate;
  readonly reference: readonly string[];
  readonly approvedBy: string;
}
type AnySet = SetOf<ParameterKind>;
const RELEASE = '随版本发布';

/** Live parameter sets, read at a date through a live cache, changed only by a new version. */
@Injectable()
export class ParametersService {
  private readonly cache: LiveCache<ParameterSet, AnySet>;

  constructor(
    @InjectModel(ParameterSet.name) private readonly sets: Model<ParameterSet>,
    @InjectConnection() private readonly connection: Connection,
    private readonly clock: Clock,
    caches: LiveCaches,
  ) {
    this.cache = caches.of({ collection: () => native(this.sets), read: understood });
  }

  /** The set that applies on this date (default today, Shanghai). Throws service_busy when the cache is closed, an Error when none applies. */
  at<K extends ParameterKind>(kind: K, on: LocalDate = localDateOf(this.clock.ms())): SetOf<K> {
    let best: AnySet | undefined;
    for (const s of this.cache.all().values())
      if (s.kind === kind && s.from <= on && (!best || s.from > best.from || (s.from === best.from && s.version > best.version))) best = s;
    if (!best) throw new Error(`no parameter set ${kind} applies on ${on}`);
    return best as SetOf<K>;
  }
  personalGrade(): PersonalGrade {
    return this.at('personal_grade').content.state;
  }
  /** Oldest first. */
  versions<K extends ParameterKind>(kind: K): SetOf<K>[] {
    return [...this.cache.all().values()].filter((s): s is SetOf<K> => s.kind === kind).sort((a, b) => a.version - b.version);
  }

  /**
   * Publishes the next version of a kind. Throws when the content does not fit its schema. With a session it is part of that transaction, and the
   * caller calls `refresh` once that is through.
   */
  async publish<K extends ParameterKind>(kind: K, content: ContentOf<K>, approval: Approval, session?: ClientSession): Promise<SetOf<K>> {
    if (!isLocalDate(approval.from)) throw new Error(`${approval.from} is no date`);
    const parsed = KINDS[kind].parse(content);
    const next = async (s: ClientSession) => {
      const last = await native(this.sets).findOne({ kind }, { sort: { version: -1 }, projection: { version: 1 }, session: s });
      return this.insert({ kind, version: (last?.version ?? 0) + 1, content: parsed, ...approval }, approval.approvedBy, s);
    };
    const made = session ? await next(session) : await inTransaction(this.connection, next);
    if (!session) await this.refresh();
    return understood(made) as SetOf<K>;
  }
  /** Makes this process see at once what was just published. */
  refresh(): Promise<void> {
    return this.cache.refresh();
  }
  /** By an operator's command. Holds from today, in every process within moments. */
  async setPersonalGrade(state: PersonalGrade, approval: Omit<Approval, 'from'>): Promise<void> {
    await this.publish('personal_grade', { state }, { ...approval, from: localDateOf(this.clock.ms()) });
  }
  /** Brings the sets of a release; those that are there stay. Throws when one is there with other content: a released set was edited in place. */
  async load(released: readonly ReleasedSet[]): Promise<void> {
    for (const r of released) {
      const there = await native(this.sets).findOne({ _id: `${r.kind}-${r.version}` });
      if (!there) await inTransaction(this.connection, (session) => this.insert(r, RELEASE, session));
      else if (there.approvedBy === RELEASE && r.kind !== 'personal_grade' && there.sha256 !== sha256Of(r.content))
        throw new Error(`parameter set ${there._id} was changed in place: give the new content the next version`);
    }
    await this.cache.refresh();
  }

  private async insert(r: ReleasedSet, approvedBy: string, session: ClientSession): Promise<ParameterSet> {
    const { kind, version, from, reference, content } = r;
    const doc: ParameterSet = {
      _id: `${kind}-${version}`,
      kind,
      version,
      from,
      reference: [...reference],
      content: KINDS[kind].parse(content),
      sha256: sha256Of(content),
      approvedBy,
      rev: await nextRev(this.connection, 'parameter_sets', session),
      createdAt: this.clock.now(),
    };
    await native(this.sets).insertOne(doc, { session });
    return doc;
  }
}
/** Throws on content that was edited in the database or no longer fits its schema: nobody decides by it. */
function understood({ rev: _, ...set }: ParameterSet): AnySet {
  if (sha256Of(set.content) !== set.sha256) throw new Error(`${set._id} does not fit its hash`);
  return { ...set, content: KINDS[set.kind].parse(set.content) };
}
