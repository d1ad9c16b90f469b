import { CODE_MS } from '@binhai/shared/rules/deposit';
import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { ConsentsService } from '../../consents/consents.service.js';
import { DEPOSIT_PURPOSE } from '../../consents/texts.js';
import { Clock } from '../../platform/clock.js';
import type { JobRun } from '../../platform/jobs/job-run.js';
import { Jobs } from '../../platform/jobs/jobs.service.js';
import { daily } from '../../platform/jobs/schedule.js';
import { DepositAuthorisations } from './authorisations.service.js';
import { DepositClients } from './clients.service.js';
import type { DepositAuthorisation, DepositClient } from './deposit.schema.js';
import { DepositVerdicts } from './verdicts.service.js';

export const DEPOSIT_REVIEW = 'deposit.review';
const BATCH = 100;
interface Walk {
  readonly state: 'granted' | 'active';
  readonly after: string;
  readonly done: number;
}

/** Every night, after the grades: ends what lapsed, ran out or no longer meets its condition. Nobody waits for it: each use is decided when it begins. */
@Injectable()
export class DepositReview implements OnModuleInit {
  private readonly log = new Logger(DEPOSIT_REVIEW);

  constructor(
    private readonly authorisations: DepositAuthorisations,
    private readonly clients: DepositClients,
    private readonly verdicts: DepositVerdicts,
    private readonly consents: ConsentsService,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.define(DEPOSIT_REVIEW, (run) => this.walk(run));
    this.jobs.schedule(DEPOSIT_REVIEW, daily(0, 45));
  }

  private async walk(run: JobRun<unknown>): Promise<void> {
    const clients = new Map((await this.clients.all()).map((c) => [c._id, c]));
    let at = (run.cursor as Walk | null) ?? { state: 'granted', after: '', done: 0 };
    for (;;) {
      run.throwIfStopped();
      const batch = await this.authorisations.walk(at.state, at.after, BATCH);
      for (const a of batch) await this.one(a, clients.get(a.client));
      const last = batch.at(-1);
      if (last) at = { ...at, after: last._id, done: at.done + batch.length };
      else if (at.state === 'granted') at = { state: 'active', after: '', done: at.done };
      else return;
      await run.checkpoint(at, { done: at.done, total: at.done });
    }
  }
  private async one(authorisation: DepositAuthorisation, client: DepositClient | undefined): Promise<void> {
    const { _id, person, organisationId, state, usedAt } = authorisation;
    if (!client) return this.log.error(`authorisations of a client that is gone: ${authorisation.client}`);
    const now = this.clock.now();
    if (state === 'granted') {
      if (usedAt.getTime() + CODE_MS < now.getTime()) await this.authorisations.end(_id, 'lapse', client.operator);
      return;
    }
    if (!(await this.consents.activeFor(person, organisationId, DEPOSIT_PURPOSE, now))) {
      await this.authorisations.end(_id, 'expire', client.operator);
      return;
    }
    if (client.paused) return; // for a time: nothing is decided about anybody
    if (!client.open) {
      await this.authorisations.end(_id, 'close', client.operator);
      return;
    }
    const decided = await this.verdicts.review(client, authorisation);
    if (!decided) return;
    if (decided.ok) await this.authorisations.decided(_id, decided.decidedFrom);
    else await this.authorisations.end(_id, 'lose', client.operator);
  }
}
