import { localDateOf } from '@binhai/shared/dates/dates';
import type { Directory } from '@binhai/shared/parameters/directory';
import type { PublicityParameters } from '@binhai/shared/parameters/publicity';
import type { CreditRecord } from '@binhai/shared/rules/record';
import { reportGap } from '@binhai/shared/rules/report';
import { Injectable } from '@nestjs/common';
import { StandingService } from '../credit/standing.service.js';
import { ParametersService } from '../parameters/parameters.service.js';
import { PeopleService, type PersonState } from '../people/people.service.js';
import { Clock } from '../platform/clock.js';
import { RecordsService } from '../records/records.service.js';
import type { Access } from '../register/access.js';
import { LooksService } from '../register/looks.service.js';
import type { LookLine } from './report-words.js';

/** Looks by others that one report lists, the newest. */
const MOST_LOOKS = 100;
export interface Reportable {
  readonly person: PersonState;
  readonly records: readonly CreditRecord[];
  readonly directory: Directory;
  readonly publicity: PublicityParameters;
  readonly on: string;
}

/** What a person's report of today may hold. */
@Injectable()
export class ReportData {
  constructor(
    private readonly people: PeopleService,
    private readonly records: RecordsService,
    private readonly standings: StandingService,
    private readonly looks: LooksService,
    private readonly parameters: ParametersService,
    private readonly clock: Clock,
  ) {}

  /** Null when the account is gone. */
  async of(access: Access<'own_reports'>): Promise<Reportable | null> {
    const person = await this.people.state(access.subject);
    if (!person) return null;
    const on = localDateOf(this.clock.ms());
    const publicity = this.parameters.at('publicity', on).content;
    const records = (await this.records.ofPerson(access, person)).filter((r) => reportGap(r, publicity, on) === null);
    return { person, records, directory: this.parameters.at('directory', on).content, publicity, on };
  }
  async looksOf(access: Access<'own_reports'>): Promise<{ items: LookLine[]; more: boolean }> {
    const items: LookLine[] = [];
    for (let after: string | undefined; ; ) {
      const page = await this.looks.page(access, { kind: 'others', after });
      items.push(...page.items);
      if (items.length >= MOST_LOOKS || page.next === null) return { items: items.slice(0, MOST_LOOKS), more: page.next !== null || items.length > MOST_LOOKS };
      after = page.next;
    }
  }
  /** Whether there is a grade to put in: the service is open and the person opened it. */
  grades(person: PersonState): 'credit_not_open' | 'credit_not_opted_in' | null {
    if (this.parameters.personalGrade() !== 'on') return 'credit_not_open';
    return person.standing?.optedInAt ? null : 'credit_not_opted_in';
  }
  /** The grade of today with the scheme that gave it; null when there is none any more. */
  async gradeOf(person: PersonState) {
    if (this.grades(person) !== null) return null;
    const { grade } = await this.standings.of(person);
    return grade && { grade, scheme: this.parameters.at('grade_scheme').content.title };
  }
}
