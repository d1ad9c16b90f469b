import { type LocalDate, localDateOf } from '@binhai/shared/dates/dates';
import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import type { Connection, Model } from 'mongoose';
import { InboxService } from '../messages/inbox.service.js';
import { MembershipsService } from '../organisations/memberships.service.js';
import { ParametersService } from '../parameters/parameters.service.js';
import { PeopleService } from '../people/people.service.js';
import { Clock } from '../platform/clock.js';
import { JobGiveUp, type JobRun } from '../platform/jobs/job-run.js';
import { Jobs } from '../platform/jobs/jobs.service.js';
import { daily } from '../platform/jobs/schedule.js';
import { native } from '../platform/native.js';
import { inTransaction } from '../platform/transactions.js';
import { RegisterService } from '../register/register.service.js';
import { BASES } from '../register/words.js';
import { ReplayNight, type StoredGrade } from './grade-result.schema.js';
import { GradeResults, type Replay } from './grade-results.service.js';

const JOB = 'grade.replay';
const SAMPLE = 100;
/** A day of one person: what was stored for it, and what it gives today; or why there is nothing. */
export type DayReplay =
  | { readonly found: true; readonly row: StoredGrade; readonly replay: Replay }
  /** `ended`: the last result before had run out and nobody asked on that day. `none`: none was stored yet. */
  | { readonly found: false; readonly why: 'person_unknown' | 'none' | 'ended'; readonly last: Pick<StoredGrade, 'on' | 'result'> | null };
interface Sampled {
  readonly left: readonly { readonly id: string; readonly personId: string }[];
  readonly night: Omit<ReplayNight, '_id' | 'at'>;
}

/** Proves that results of the past can be made again: one on demand, a sample every night, with an alarm when one comes out differently. */
@Injectable()
export class ReplayService implements OnModuleInit {
  private readonly log = new Logger(JOB);

  constructor(
    private readonly results: GradeResults,
    private readonly parameters: ParametersService,
    private readonly people: PeopleService,
    private readonly register: RegisterService,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
    private readonly memberships: MembershipsService,
    private readonly inbox: InboxService,
    @InjectModel(ReplayNight.name) private readonly nights: Model<ReplayNight>,
    @InjectConnection() private readonly connection: Connection,
  ) {}

  onModuleInit(): void {
    this.jobs.define<{ slot: LocalDate }>(JOB, (run) => this.night(run));
    this.jobs.schedule(JOB, daily(2, 40));
  }

  /** The result that stood on a day, made again. @param actor who looks, as the register names them */
  async day(personId: string, on: LocalDate, actor: string): Promise<DayReplay> {
    const person = await this.people.state(personId);
    if (!person) return { found: false, why: 'person_unknown', last: null };
    if (person.joinedInto) return this.day(person.joinedInto, on, actor);
    const row = await this.results.lastOf(personId, on);
    if (!row) return { found: false, why: 'none', last: null };
    const { validUntil } = row.result;
    if (validUntil !== null && validUntil <= on) return { found: false, why: 'ended', last: { on: row.on, result: row.result } };
    return { found: true, row, replay: await this.replay(row, actor) };
  }
  async of(night: LocalDate): Promise<ReplayNight | null> {
    return native(this.nights).findOne({ _id: night });
  }

  private async replay(row: StoredGrade, actor: string): Promise<Replay> {
    const access = await this.register.other({
      subject: row.personId,
      kind: 'system',
      actor,
      purpose: 'grade_replay',
      items: ['评定过的等级'],
      basis: BASES.replay,
    });
    return this.results.replay(access, row);
  }
  private async night(run: JobRun<{ slot: LocalDate }>): Promise<void> {
    let at = run.cursor as Sampled | null;
    if (!at) {
      await this.results.erase(() => run.throwIfStopped());
      // one a person: nobody is looked at twice in a night, and nobody at all while the city offers no grades
      const size = this.parameters.personalGrade() === 'on' ? SAMPLE : 0;
      const drawn = new Map((size > 0 ? await this.results.sample(size) : []).map((r) => [r.personId, r._id]));
      at = { left: [...drawn].map(([personId, id]) => ({ id, personId })), night: { sampled: 0, same: 0, impossible: {}, differing: [] } };
    }
    const total = at.night.sampled + at.left.length;
    for (let next = at.left[0]; next; next = at.left[0]) {
      run.throwIfStopped();
      at = { left: at.left.slice(1), night: await this.one(next, at.night) };
      await run.checkpoint(at, { done: total - at.left.length, total });
    }
    const day = run.payload.slot ?? localDateOf(this.clock.ms());
    await this.keep(day, at.night);
    if (at.night.differing.length === 0) return;
    // the job lies among the dead letters until somebody has looked
    this.log.error(`${at.night.differing.length} of ${at.night.sampled} stored grades come out differently: npm run grade:replay -- --night ${day}`);
    throw new JobGiveUp('grade_replay_differs');
  }
  /** Stores what the night came to, and with it tells the centre's operators of an alarm, once. */
  private async keep(day: LocalDate, night: Sampled['night']): Promise<void> {
    const differing = night.differing.length;
    const operators = differing === 0 ? [] : await this.memberships.everyoneIn('operator');
    await inTransaction(this.connection, async (session) => {
      const { upsertedCount } = await native(this.nights).updateOne({ _id: day }, { $set: { at: this.clock.now(), ...night } }, { upsert: true, session });
      if (upsertedCount === 0) return;
      const params = { day, sampled: String(night.sampled), differing: String(differing) };
      for (const personId of operators) await this.inbox.add(personId, 'replay_differs', params, session);
    });
  }
  /** Only of people whose service is open: what somebody closed rests. */
  private async one({ id, personId }: { id: string; personId: string }, night: Sampled['night']): Promise<Sampled['night']> {
    const [row, person] = await Promise.all([this.results.byId(id), this.people.state(personId)]);
    if (!row || !person?.standing?.optedInAt) return night;
    const replay = await this.replay(row, 'replay');
    const sampled = night.sampled + 1;
    switch (replay.kind) {
      case 'same':
        return { ...night, sampled, same: night.same + 1 };
      case 'impossible':
        return { ...night, sampled, impossible: { ...night.impossible, [replay.why]: (night.impossible[replay.why] ?? 0) + 1 } };
      case 'differs':
        return { ...night, sampled, differing: [...night.differing, { resultId: id, fields: replay.differences.map((d) => d.field) }] };
    }
  }
}
