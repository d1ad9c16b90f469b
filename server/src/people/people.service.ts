import { type LocalDate, localDateOf } from '@binhai/shared/dates/dates';
import { Inject, Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession, Model, QueryFilter } from 'mongoose';
import { CONFIG, type Config } from '../config.js';
import { MembershipsService } from '../organisations/memberships.service.js';
import { ActorSource } from '../platform/actor-source.js';
import { AppError } from '../platform/app-error.js';
import { BatchedReader } from '../platform/batched-reader.js';
import { Clock } from '../platform/clock.js';
import type { Actor, Channel } from '../platform/context.js';
import { FieldCipher } from '../platform/field-cipher.js';
import { among, type Hashed } from '../platform/hashed-fields.js';
import type { Claims } from '../platform/tokens.js';
import type { Access } from '../register/access.js';
import { NO_STANDING, Person, type Standing, type StatedAreas } from './person.schema.js';

export { NO_STANDING, type Standing } from './person.schema.js';

/** What a dry run of a grade scheme needs of a person. */
export type TrialSubject = Pick<Person, '_id' | 'numberHash' | 'born' | 'zone'>;

/** What nearly every request needs of a person, none of it personal data in plain: read once, in a batch with others. */
export type PersonState = Pick<
  Person,
  '_id' | 'epoch' | 'sessions' | 'assurance' | 'frozenAt' | 'joinedInto' | 'joined' | 'leaving' | 'standing' | 'numberHash' | 'born' | 'areas'
>;

const agreedTo = (textVersions: readonly string[]) => ({ 'standing.optedInAt': { $ne: null }, 'standing.textVersion': { $in: [...textVersions] } });

@Injectable()
export class PeopleService extends ActorSource {
  private readonly states: BatchedReader<PersonState>;
  /** What the guard read of the person for a request that is under way. */
  private readonly acting = new WeakMap<Actor, PersonState>();

  constructor(
    @InjectModel(Person.name) private readonly people: Model<Person>,
    private readonly memberships: MembershipsService,
    private readonly cipher: FieldCipher,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    super();
    this.states = new BatchedReader(() => this.people.collection as never, {
      epoch: 1,
      sessions: 1,
      assurance: 1,
      frozenAt: 1,
      joinedInto: 1,
      joined: 1,
      leaving: 1,
      standing: 1,
      numberHash: 1,
      born: 1,
      areas: 1,
    });
  }

  /** Read only: the document is shared by concurrent callers. */
  state(id: string): Promise<PersonState | null> {
    return this.states.get(id);
  }

  /** The state of who acts, as the guard read it for this very request: for what is only shown. What commits reads again. */
  async stateOf(actor: Actor): Promise<PersonState | null> {
    return this.acting.get(actor) ?? this.state(actor.personId);
  }

  /** Who has proven this number; null without an account. */
  async ofNumber(numberHash: Hashed): Promise<Pick<PersonState, '_id'> | null> {
    return this.people.findOne({ numberHash: among(numberHash) }, { _id: 1 }).lean(); // unique index numberHash
  }
  /** The account and those that became part of it: under each of their ids the register holds looks at the same person. */
  async accountsOf(id: string): Promise<string[]> {
    return [id, ...((await this.state(id))?.joined ?? [])];
  }

  /** Of these number hashes, those whose person has opened the personal grade service: what may enter by consent alone may enter for them. */
  async optedIn(numberHashes: readonly string[]): Promise<Set<string>> {
    if (numberHashes.length === 0) return new Set();
    const found = await this.people.find({ numberHash: { $in: numberHashes }, 'standing.optedInAt': { $ne: null } }, { numberHash: 1 }).lean(); // index numberHash
    return new Set(found.flatMap((p) => p.numberHash ?? []));
  }
  /** Who opened the personal grade service under one of these wordings, in the order of ids, so many behind `after`. Index _id, walked once a dry run. */
  async forTrial(textVersions: readonly string[], after: string, most: number): Promise<TrialSubject[]> {
    const filter = { _id: { $gt: after }, ...agreedTo(textVersions) };
    return this.people.find(filter, { numberHash: 1, born: 1, zone: 1 }).sort({ _id: 1 }).limit(most).lean();
  }
  trialTotal(textVersions: readonly string[]): Promise<number> {
    return this.people.countDocuments(agreedTo(textVersions));
  }
  /** The day of birth for a grouping by age; null when it is not known. */
  bornOf({ subject }: Access<'scheme_trial'>, { _id, born }: Pick<Person, '_id' | 'born'>): LocalDate | null {
    if (subject !== _id) throw new Error('the access was given for another person');
    return born ? this.cipher.open({ collection: 'people', field: 'born', id: _id }, born) : null;
  }
  /** An input of the person's standing changed: what is stored ends today. Someone without an account has none yet. */
  async standingChanged(by: { personId: string } | { numberHash: Hashed }, session?: ClientSession): Promise<void> {
    const who: QueryFilter<Person> = 'personId' in by ? { _id: by.personId } : { numberHash: among(by.numberHash) };
    const ended = { $inc: { 'standing.rev': 1 }, $set: { 'standing.validUntil': this.today() } };
    await this.people.updateOne({ $and: [who, { standing: { $ne: null } }] }, ended, session ? { session } : {});
  }
  /** Opens or closes the personal grade service; a closed one has no grade from this moment on. */
  async setOptIn(
    id: string,
    optIn: { readonly at: Date; readonly textVersion: string; readonly zone?: string | undefined } | null,
    session: ClientSession,
  ): Promise<void> {
    await this.people.updateOne({ _id: id, standing: null }, { $set: { standing: NO_STANDING } }, { session });
    const set = {
      'standing.optedInAt': optIn?.at ?? null,
      'standing.textVersion': optIn?.textVersion ?? null,
      'standing.grade': null,
      'standing.unratedReason': null,
      'standing.validUntil': this.today(),
    };
    const zone = optIn?.zone;
    const change = zone === undefined ? { $set: set, $unset: { zone: 1 } } : { $set: { ...set, zone } };
    await this.people.updateOne({ _id: id }, { ...change, $inc: { 'standing.rev': 1 } }, { session });
  }
  /** What the person stated of where they live and work, or null: taken back. */
  async setAreas(id: string, areas: StatedAreas | null, session: ClientSession): Promise<void> {
    await this.people.updateOne({ _id: id }, areas ? { $set: { areas } } : { $unset: { areas: 1 } }, { session });
  }
  /** Stores a result in place of the one it was computed after; false when an input changed meanwhile or somebody else stored one, and nothing is stored. */
  async storeStanding(id: string, standing: Standing, before: Standing | null, session: ClientSession): Promise<boolean> {
    // whatever made the old one not hold differs in the new one: the revision, the end or the sets
    const { rev, computedRev, validUntil, sets = null } = before ?? NO_STANDING;
    const as = before && { 'standing.rev': rev, 'standing.computedRev': computedRev, 'standing.validUntil': validUntil, 'standing.sets': sets };
    const { modifiedCount } = await this.people.updateOne(as ? { _id: id, ...as } : { _id: id, standing: null }, { $set: { standing } }, { session });
    return modifiedCount === 1;
  }

  /** One batched read of the person and, in a role, one of the membership: an ended session, role or account ends with the next request. */
  async actorOf(claims: Claims, channel: Channel | null): Promise<Actor | null> {
    const { sub, sid, epoch, mid } = claims;
    const [person, membership] = await Promise.all([this.state(sub), mid === null ? null : this.memberships.holding(mid, sub)]);
    if (!person || person.joinedInto) return null;
    if (person.frozenAt) throw new AppError('auth_frozen');
    const session = person.epoch === epoch ? person.sessions.find((s) => s.id === sid) : undefined;
    if (!session || (mid !== null && !membership)) return null;
    const { terminal } = session;
    if (terminal && terminal.until.getTime() <= this.clock.ms()) return null;
    const high = person.assurance === 'high' && session.high;
    const actor: Actor = {
      personId: person._id,
      sessionId: session.id,
      role: membership?.role ?? 'resident',
      membershipId: membership?._id ?? null,
      organisationId: membership?.organisationId ?? null,
      scope: membership?.scope ?? [],
      assurance: person.assurance,
      leaving: Boolean(person.leaving),
      channel,
      highOnThisDevice: high,
      steppedUpUntil: high ? this.fresh(session.highAt) : null,
      ...(terminal && { terminal }),
    };
    this.acting.set(actor, person);
    return actor;
  }

  private today(): LocalDate {
    return localDateOf(this.clock.ms());
  }
  /** Until when a proof of then is fresh; null when it no longer is. */
  private fresh(highAt: Date | null | undefined): Date | null {
    const until = highAt ? highAt.getTime() + this.config.STEP_UP_MINUTES * 60_000 : 0;
    return this.clock.ms() < until ? new Date(until) : null;
  }
}
