import { ageOn, localDateOf } from '@binhai/shared/dates/dates';
import type { GradeScheme } from '@binhai/shared/parameters/grade-scheme';
import type { PublicityParameters } from '@binhai/shared/parameters/publicity';
import { engineOf } from '@binhai/shared/rules/grade/engines';
import { monthsToGood, PERSONAS } from '@binhai/shared/rules/grade/personas';
import { countPerson, NO_COUNTS, type TrialCounts, type TrialPerson } from '@binhai/shared/rules/scheme-trial';
import { Injectable } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import type { ClientSession, Connection, Model } from 'mongoose';
import { TRIAL_WORDINGS } from '../consents/texts.js';
import { ParametersService } from '../parameters/parameters.service.js';
import { PeopleService, type TrialSubject } from '../people/people.service.js';
import { Clock } from '../platform/clock.js';
import { faultPoint } from '../platform/faults.js';
import { newId } from '../platform/id.js';
import { type JobRun, JobStopped } from '../platform/jobs/job-run.js';
import { Jobs, type JobView } from '../platform/jobs/jobs.service.js';
import { inTransaction } from '../platform/transactions.js';
import { RecordsService } from '../records/records.service.js';
import { RegisterService } from '../register/register.service.js';
import { BASES } from '../register/words.js';
import { Scheme, SchemeTrial } from './scheme.schema.js';
import { schemeOf } from './scheme-content.js';

const JOB = 'schemes.trial';
/** People of one step: their looks are entered in one go, and a cut costs no more than this. */
const STEP = 50;
interface Cursor {
  /** Last person counted. */
  readonly after: string;
  readonly counts: TrialCounts;
}
interface Basis {
  readonly present: GradeScheme;
  readonly draft: GradeScheme;
  readonly publicity: PublicityParameters;
}

/** The dry run (product B5): decides everybody who agreed to it by both schemes, keeps counts alone, stops when asked, goes on where it was cut. */
@Injectable()
export class TrialsService {
  constructor(
    @InjectModel(Scheme.name) private readonly schemes: Model<Scheme>,
    @InjectModel(SchemeTrial.name) private readonly trials: Model<SchemeTrial>,
    @InjectConnection() private readonly connection: Connection,
    private readonly people: PeopleService,
    private readonly records: RecordsService,
    private readonly register: RegisterService,
    private readonly parameters: ParametersService,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {
    jobs.define<{ trialId: string }>(JOB, (run) => this.run(run));
  }

  /** Queues one of the scheme as it is; an earlier one is of no more use and stops. Answers its id. */
  async begin(scheme: Scheme, session: ClientSession): Promise<string> {
    const [present, publicity] = [this.parameters.at('grade_scheme'), this.parameters.at('publicity')];
    const on = localDateOf(this.clock.ms());
    const { openActMonths } = this.parameters.at('scheme_life').content;
    const draft = schemeOf(scheme, { id: 'draft', from: on, references: scheme.references });
    const _id = newId();
    const trial: SchemeTrial = {
      _id,
      schemeId: scheme._id,
      mark: scheme.life.mark,
      numbers: scheme.numbers,
      presentSet: present._id,
      publicitySet: publicity._id,
      on,
      state: 'running',
      jobId: await this.jobs.enqueue(JOB, { trialId: _id }, { session }),
      counts: null,
      personas: PERSONAS.map((p) => ({ key: p.key, months: monthsToGood(p, on, openActMonths, { scheme: draft, publicity: publicity.content }) })),
      startedAt: this.clock.now(),
      endedAt: null,
    };
    await this.trials.updateMany({ schemeId: scheme._id, state: 'running' }, { $set: { state: 'cancelled', endedAt: this.clock.now() } }, { session });
    await this.trials.create([trial], { session });
    return _id;
  }
  /** Stops it; one that is over stays as it is. */
  async cancel(id: string): Promise<void> {
    const trial = await this.trials.findOneAndUpdate({ _id: id, state: 'running' }, { $set: { state: 'cancelled', endedAt: this.clock.now() } }).lean();
    if (trial) await this.jobs.cancel(trial.jobId);
  }
  /** The dry run and, while it goes, how far it is. */
  async view(id: string): Promise<{ trial: SchemeTrial; job: JobView | null } | null> {
    const trial = await this.trials.findById(id).lean();
    return trial && { trial, job: trial.state === 'running' ? await this.jobs.view(trial.jobId) : null };
  }

  private async run(run: JobRun<{ trialId: string }>): Promise<void> {
    const trial = await this.trials.findById(run.payload.trialId).lean();
    if (trial?.state !== 'running') return;
    const basis = this.basisOf(trial);
    let { after, counts } = (run.cursor as Cursor | null) ?? { after: '', counts: NO_COUNTS };
    const total = await this.people.trialTotal(TRIAL_WORDINGS);
    for (;;) {
      run.throwIfStopped();
      const step = await this.people.forTrial(TRIAL_WORDINGS, after, STEP);
      if (step.length === 0) break;
      for (const person of await Promise.all(step.map((s) => this.decide(s, trial, basis)))) counts = countPerson(counts, person);
      after = step.at(-1)?._id ?? after;
      await run.checkpoint({ after, counts } satisfies Cursor, { done: counts.people, total: Math.max(total, counts.people) });
      await faultPoint('schemes.trial.between_steps');
      if (await this.trials.exists({ _id: trial._id, state: 'cancelled' })) throw new JobStopped('cancelled');
    }
    await this.finish(run, trial, { after, counts });
  }
  private async decide(subject: TrialSubject, trial: SchemeTrial, { present, draft, publicity }: Basis): Promise<TrialPerson> {
    const access = await this.register.other({
      subject: subject._id,
      kind: 'system',
      actor: 'scheme',
      purpose: 'scheme_trial',
      basis: BASES.gradeOptIn,
      items: ['信用记录', '出生日期'],
    });
    const records = await this.records.ofPerson(access, subject);
    const born = this.people.bornOf(access, subject);
    return {
      now: engineOf(present).decide(records, trial.on, { scheme: present, publicity }).grade,
      next: engineOf(draft).decide(records, trial.on, { scheme: draft, publicity }).grade,
      zone: subject.zone ?? null,
      age: born === null ? null : ageOn(born, trial.on),
    };
  }
  /** The counts and the scheme's life change together, once, and only while this dry run is the one the scheme waits for. */
  private async finish(run: JobRun<unknown>, trial: SchemeTrial, cursor: Cursor): Promise<void> {
    const failing = trial.personas.filter((p) => p.months === null).map((p) => p.key);
    await inTransaction(this.connection, async (session) => {
      await run.checkpoint(cursor, { done: cursor.counts.people, total: cursor.counts.people }, session);
      const ended = await this.trials.updateOne(
        { _id: trial._id, state: 'running' },
        { $set: { state: 'done', counts: cursor.counts, endedAt: this.clock.now() } },
        { session },
      );
      if (ended.modifiedCount === 0) return;
      await this.schemes.updateOne(
        { _id: trial.schemeId, trialId: trial._id, 'life.state': 'trial', 'life.mark': trial.mark },
        { $set: { 'life.trial': { mark: trial.mark, failing }, changedAt: this.clock.now() }, $inc: { rev: 1 } },
        { session },
      );
    });
  }
  /** The sets it began with, also when others are in force by now. */
  private basisOf(trial: SchemeTrial): Basis {
    const [present] = this.parameters.versions('grade_scheme').filter((s) => s._id === trial.presentSet);
    const [publicity] = this.parameters.versions('publicity').filter((s) => s._id === trial.publicitySet);
    if (!present || !publicity) throw new Error(`a parameter set of dry run ${trial._id} is gone`);
    const content = { title: '', why: '', numbers: trial.numbers };
    return { present: present.content, draft: schemeOf(content, { id: 'draft', from: trial.on, references: [] }), publicity: publicity.content };
  }
}
