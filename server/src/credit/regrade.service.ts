import { localDateOf } from '@binhai/shared/dates/dates';
import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { ParametersService } from '../parameters/parameters.service.js';
import { type DueCursor, DueStandings } from '../people/due-standings.service.js';
import { PeopleService } from '../people/people.service.js';
import { Clock } from '../platform/clock.js';
import type { JobRun } from '../platform/jobs/job-run.js';
import { Jobs } from '../platform/jobs/jobs.service.js';
import { daily } from '../platform/jobs/schedule.js';
import { GradeResults } from './grade-results.service.js';
import { StandingService } from './standing.service.js';

const JOB = 'grade.regrade';
const BATCH = 100;
/** How far a run is; kept at each checkpoint, so that a cut one goes on there. */
interface Walk {
  readonly place: DueCursor | null;
  readonly done: number;
  readonly failed: number;
  readonly total: number;
}

/**
 * Every night, minutes after midnight in Shanghai: decides anew what ended by itself or by other parameters, and nothing else, so that a history has no
 * holes. Nobody waits for it: a reader past the end computes first.
 */
@Injectable()
export class RegradeService implements OnModuleInit {
  private readonly log = new Logger(JOB);

  constructor(
    private readonly due: DueStandings,
    private readonly people: PeopleService,
    private readonly standings: StandingService,
    private readonly results: GradeResults,
    private readonly parameters: ParametersService,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.define(JOB, (run) => this.walk(run));
    this.jobs.schedule(JOB, daily(0, 5));
  }

  private async walk(run: JobRun<unknown>): Promise<void> {
    if (this.parameters.personalGrade() !== 'on') return; // no grade is shown or used: no records are read for one
    const by = () => {
      const today = localDateOf(this.clock.ms());
      return { today, sets: this.results.setsOn(today).key };
    };
    let at = run.cursor as Walk | null;
    at ??= { place: null, done: 0, failed: 0, total: await this.due.count(by()) };
    for (;;) {
      run.throwIfStopped();
      const batch = await this.due.after(at.place, by(), BATCH);
      const last = batch.at(-1);
      if (!last) break;
      let failed = 0;
      for (const { id } of batch) if (!(await this.regrade(id))) failed++;
      at = { place: last, done: at.done + batch.length, failed: at.failed + failed, total: Math.max(at.total, at.done + batch.length) };
      await run.checkpoint(at, { done: at.done, total: at.total });
    }
    if (at.failed === 0) return;
    // from the beginning: those that could not be decided are still due, the others are not
    await run.checkpoint(null);
    throw new Error(`${at.failed} of ${at.done} grades could not be decided`);
  }
  /** One that cannot be decided keeps no other from it. */
  private async regrade(id: string): Promise<boolean> {
    try {
      const person = await this.people.state(id);
      if (person && !person.joinedInto) await this.standings.of(person);
      return true;
    } catch (e) {
      this.log.error(`a grade could not be decided: ${e instanceof Error ? e.name : typeof e}`);
      return false;
    }
  }
}
