import type {
  explanation,
  GradeView,
  grade as gradeEndpoint,
  history as historyEndpoint,
  record as recordEndpoint,
  records as recordsEndpoint,
  whatIf as whatIfEndpoint,
} from '@binhai/shared/contract/credit';
import type { ParsedOf, ReplyOf } from '@binhai/shared/contract/http';
import { localDateOf } from '@binhai/shared/dates/dates';
import { engineOf } from '@binhai/shared/rules/grade/engines';
import { publicityWindow } from '@binhai/shared/rules/publicity';
import { Injectable } from '@nestjs/common';
import { ParametersService } from '../parameters/parameters.service.js';
import { PeopleService, type PersonState } from '../people/people.service.js';
import { AppError } from '../platform/app-error.js';
import { Clock } from '../platform/clock.js';
import type { Actor } from '../platform/context.js';
import { RecordsService } from '../records/records.service.js';
import { RegisterService } from '../register/register.service.js';
import { GradeResults } from './grade-results.service.js';
import { HistoryService } from './history.service.js';
import { isShown, type RecordBasis, recordFields, recordView } from './record-words.js';
import { StandingService } from './standing.service.js';

/** What a person sees of their own credit; every look enters the register first. */
@Injectable()
export class CreditService {
  constructor(
    private readonly people: PeopleService,
    private readonly standings: StandingService,
    private readonly results: GradeResults,
    private readonly past: HistoryService,
    private readonly records: RecordsService,
    private readonly register: RegisterService,
    private readonly parameters: ParametersService,
    private readonly clock: Clock,
  ) {}

  async grade(actor: Actor): Promise<ReplyOf<typeof gradeEndpoint>> {
    return (await this.decided(actor)).view;
  }

  async explanation(actor: Actor): Promise<ReplyOf<typeof explanation>> {
    const { view, words, access, optedInAt, engine, records, on, parameters } = await this.decided(actor);
    const { months } = await this.past.of(access, optedInAt);
    return {
      grade: view,
      counted: words.counted,
      notCounted: [...words.open, ...words.notCounted],
      raises: engine.raise(records, on, parameters).map(({ to, title, detail }) => ({ to, title, detail })),
      history: months,
    };
  }

  async history(actor: Actor): Promise<ReplyOf<typeof historyEndpoint>> {
    const { access, optedInAt } = await this.decided(actor);
    return this.past.of(access, optedInAt);
  }

  /** @throws AppError credit_choice_unknown when the records changed since the choices were shown */
  async whatIf(actor: Actor, asked: ParsedOf<typeof whatIfEndpoint>['body']): Promise<ReplyOf<typeof whatIfEndpoint>> {
    const { view, engine, records, on, parameters } = await this.decided(actor);
    const found = engine.whatIf(records, on, parameters, asked);
    if (!found) throw new AppError('credit_choice_unknown');
    const { grade, on: day, unratedReason, changes } = found;
    return {
      now: view.grade,
      choices: engine.choices(records, on, parameters),
      result: { grade, on: day, unratedReason, changes: changes.map(({ text }) => text) },
    };
  }

  async list(actor: Actor): Promise<ReplyOf<typeof recordsEndpoint>> {
    const { by, shown, counted } = await this.ownRecords(actor);
    // a class in which nothing of a person is ever recorded is left out; one that is empty today says so
    const ofPeople = new Set(by.directory.items.flatMap((i) => (i.subjects.includes('person') ? [i.code.slice(0, 2)] : [])));
    const groups = by.directory.classes.map(({ code, title }) => ({
      classCode: code,
      title,
      items: shown.filter((r) => r.classCode === code).map((r) => recordView(r, by, counted.has(r.id))),
    }));
    return { directory: by.directory.title, total: shown.length, groups: groups.filter((g) => g.items.length > 0 || ofPeople.has(g.classCode)) };
  }

  async record(actor: Actor, id: string): Promise<ReplyOf<typeof recordEndpoint>> {
    const { by, shown, counted, person, access } = await this.ownRecords(actor);
    const found = shown.some((r) => r.id === id) ? await this.records.ofPersonById(access, person, id) : null;
    if (!found) throw new AppError('credit_record_unknown');
    const window = publicityWindow(found.facts, by.publicity, by.on);
    return {
      record: recordView(found.facts, by, counted.has(id)),
      fields: recordFields(found, by, counted.get(id)),
      publicity: window && { firstDay: window.firstDay, earliestRepairDay: window.earliestRepairDay, lastDay: window.lastDay, today: by.on },
    };
  }

  /** The person as this request found them; a session whose person is gone has ended. */
  private async person(actor: Actor): Promise<PersonState> {
    const person = await this.people.state(actor.personId);
    if (!person) throw new AppError('auth_token_invalid');
    return person;
  }

  private async decided(actor: Actor) {
    if (this.parameters.personalGrade() !== 'on') throw new AppError('credit_not_open');
    const person = await this.person(actor);
    if (!person.standing?.optedInAt) throw new AppError('credit_not_opted_in');
    const access = await this.register.own(actor, 'own_credit', ['信用等级', '等级因素']);
    const { standing, records: read } = await this.standings.withRecords(person);
    const records = read ?? (await this.records.ofPerson(access, person));
    const on = localDateOf(this.clock.ms());
    const parameters = this.results.setsOn(on);
    const engine = engineOf(parameters.scheme);
    const result = engine.decide(records, on, parameters);
    const words = engine.explain(result, records, on, parameters);
    const view: GradeView = {
      grade: result.grade,
      unratedReason: words.unratedReason,
      computedAt: (standing.computedAt ?? this.clock.now()).toISOString(),
      validUntil: result.validUntil,
      scheme: { id: parameters.scheme.id, title: parameters.scheme.title },
    };
    return { view, words, access, optedInAt: standing.optedInAt ?? this.clock.now(), engine, records, on, parameters };
  }

  private async ownRecords(actor: Actor) {
    const person = await this.person(actor);
    const access = await this.register.own(actor, 'own_records', ['信用记录']);
    const records = await this.records.ofPerson(access, person);
    const on = localDateOf(this.clock.ms());
    const optedIn = Boolean(person.standing?.optedInAt) && this.parameters.personalGrade() === 'on';
    const parameters = this.results.setsOn(on);
    const decided = optedIn ? engineOf(parameters.scheme).decide(records, on, parameters).counted : [];
    const by: RecordBasis = { on, publicity: parameters.publicity, directory: this.parameters.at('directory', on).content };
    return { person, access, by, counted: new Map(decided.map((c) => [c.recordId, c.until] as const)), shown: records.filter((r) => isShown(r, by)) };
  }
}
