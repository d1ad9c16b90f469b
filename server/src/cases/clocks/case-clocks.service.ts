import { addDays, type LocalDate, localDateOf } from '@binhai/shared/dates/dates';
import { type CaseClock, type ClockState, clockState, recount } from '@binhai/shared/rules/case-clock';
import type { WorkCalendar } from '@binhai/shared/rules/deadlines';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import type { ClientSession, Connection, Model, mongo } from 'mongoose';
import { ParametersService } from '../../parameters/parameters.service.js';
import { WorkingDays } from '../../parameters/working-days.service.js';
import { Clock } from '../../platform/clock.js';
import { Jobs } from '../../platform/jobs/jobs.service.js';
import { every } from '../../platform/jobs/schedule.js';
import { native } from '../../platform/native.js';
import { inTransaction } from '../../platform/transactions.js';

export const CLOCKS_JOB = 'cases.clocks';
/** No clock of 60 working days alarms earlier before its end than this many days. */
const AHEAD = 60;

/** How a kind of case stores the clock that runs; a new clock clears `alarmed`. */
export interface Clocked {
  readonly _id: string;
  readonly workingDays: number;
  readonly dueOn: LocalDate | null;
  readonly provisional: boolean;
  readonly alarmed?: 'alarm' | 'over' | null;
}
export interface ClockBook<T extends Clocked> {
  readonly model: Model<T>;
  /** Those whose clock runs; an index begins with it and goes on with dueOn. */
  readonly running: mongo.Filter<T>;
  from(found: T): LocalDate;
  /** In the transaction that marks the case: once for the alarm, once past its end. */
  tell(found: T, step: 'alarm' | 'over', session: ClientSession): Promise<void>;
}

/** Watches the clocks of every kind of case, each hour: due days follow the calendar, who is responsible is reminded, who is above them is told (rule 10). */
@Injectable()
export class CaseClocks implements OnModuleInit {
  private readonly books: ((today: LocalDate) => Promise<void>)[] = [];

  constructor(
    @InjectConnection() private readonly connection: Connection,
    private readonly parameters: ParametersService,
    private readonly workingDays: WorkingDays,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.define(CLOCKS_JOB, async () => {
      for (const walk of this.books) await walk(localDateOf(this.clock.ms()));
    });
    this.jobs.schedule(CLOCKS_JOB, every(3600));
  }
  /** Once a kind of case, when its service is made. */
  watch<T extends Clocked>(book: ClockBook<T>): void {
    this.books.push(async (today) => {
      const calendar = this.workingDays.calendar();
      await this.follow(book, calendar);
      await this.alarm(book, today, calendar);
    });
  }

  /** Due days that rested on an unknown year; whoever changed the case meanwhile wins. */
  private async follow<T extends Clocked>(book: ClockBook<T>, calendar: WorkCalendar): Promise<void> {
    const all = native(book.model);
    for await (const found of all.find({ ...book.running, provisional: true } as mongo.Filter<T>)) {
      const stored = clockOf(book, found as T);
      const now = stored && recount(stored, calendar);
      if (!stored || !now || (now.dueOn === stored.dueOn && now.provisional === stored.provisional)) continue;
      const { dueOn, provisional } = now;
      const same = { _id: found._id, ...book.running, dueOn: stored.dueOn, provisional: true } as mongo.Filter<T>;
      await all.updateOne(same, { $set: { dueOn, provisional } } as unknown as mongo.UpdateFilter<T>, { writeConcern: { w: 'majority' } });
    }
  }
  private async alarm<T extends Clocked>(book: ClockBook<T>, today: LocalDate, calendar: WorkCalendar): Promise<void> {
    const { alarmAtPercent } = this.parameters.at('deadlines').content;
    const all = native(book.model);
    const near = { ...book.running, dueOn: { $lte: addDays(today, AHEAD) }, alarmed: { $ne: 'over' } } as unknown as mongo.Filter<T>;
    for await (const doc of all.find(near)) {
      const found = doc as T;
      const stored = clockOf(book, found);
      const step: ClockState = stored ? clockState(stored, today, alarmAtPercent, calendar) : 'running';
      if (!stored || step === 'running' || step === found.alarmed) continue;
      await inTransaction(this.connection, async (session) => {
        const same = { _id: found._id, ...book.running, dueOn: stored.dueOn, alarmed: found.alarmed ?? null } as unknown as mongo.Filter<T>;
        const r = await all.updateOne(same, { $set: { alarmed: step } } as unknown as mongo.UpdateFilter<T>, { session });
        if (r.modifiedCount === 1) await book.tell(found, step, session);
      });
    }
  }
}
const clockOf = <T extends Clocked>(book: ClockBook<T>, found: T): CaseClock | null =>
  found.dueOn === null ? null : { from: book.from(found), workingDays: found.workingDays, dueOn: found.dueOn, provisional: found.provisional };
