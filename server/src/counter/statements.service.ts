import type { ParsedOf, ReplyOf } from '@binhai/shared/contract/http';
import type { StatementDetail, statementEntries, statements } from '@binhai/shared/contract/statements';
import { addDays } from '@binhai/shared/dates/dates';
import type { Subsidy } from '@binhai/shared/rules/offer-content';
import { lastDayOf, type Month, monthBefore, monthOf, StatementSums, totalsOf } from '@binhai/shared/rules/statement';
import { advanceStatement, type StatementActor, type StatementEvent } from '@binhai/shared/states/statement';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model, mongo } from 'mongoose';
import { MembershipsService } from '../organisations/memberships.service.js';
import { OrganisationsService } from '../organisations/organisations.service.js';
import { LedgerService } from '../perks/ledger.service.js';
import { OffersService } from '../perks/offers.service.js';
import { AppError } from '../platform/app-error.js';
import { Clock } from '../platform/clock.js';
import type { Actor } from '../platform/context.js';
import { Jobs } from '../platform/jobs/jobs.service.js';
import { daily } from '../platform/jobs/schedule.js';
import { isDuplicateKey } from '../platform/mongo-errors.js';
import { native } from '../platform/native.js';
import { Statement, type StatementStep } from './statement.schema.js';
import { detailView, entryView, summaryView } from './statement.view.js';

const JOB = 'statements.close';
const PAGE = 20;
/** Last day of the next month to look through a statement. */
const DUE_DAY = 10;
const partOf = ({ role }: Actor): StatementActor | null => (role === 'manager' || role === 'operator' ? role : null);
const ownOf = ({ role, organisationId }: Actor): string | null => (role === 'manager' ? (organisationId ?? '') : null);

/** Monthly statements: closed by a job from the ledger, agreed by both sides (product C8, docs/adr/0028). */
@Injectable()
export class StatementsService implements OnModuleInit {
  constructor(
    @InjectModel(Statement.name) private readonly model: Model<Statement>,
    private readonly ledger: LedgerService,
    private readonly offers: OffersService,
    private readonly organisations: OrganisationsService,
    private readonly memberships: MembershipsService,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    // a quarter past midnight: whatever was confirmed before midnight is written by then. Daily, so that a missed first is made up
    this.jobs.define<{ slot: string }>(JOB, async (run) => {
      const month = monthBefore(monthOf(run.payload.slot));
      for (const organisationId of this.offers.providers()) {
        run.throwIfStopped();
        await this.close(organisationId, month);
      }
    });
    this.jobs.schedule(JOB, daily(0, 15));
  }

  /** Closes a business's month, once; a month in which nothing moved has no statement. */
  async close(organisationId: string, month: Month): Promise<Statement | null> {
    const _id = idOf(organisationId, month);
    const there = await native(this.model).findOne({ _id });
    if (there) return there;
    const lines = await this.linesOf(organisationId, month);
    if (lines.length === 0) return null;
    const made: Statement = {
      _id,
      organisationId,
      provider: (await this.organisations.get(organisationId))?.name ?? '',
      month,
      lines,
      closedAt: this.clock.now(),
      dueOn: addDays(lastDayOf(month), DUE_DAY),
      life: { state: 'pending', confirmedBy: null, settledBy: null },
      objection: '',
      answer: '',
      payment: '',
      steps: [],
      rev: 1,
    };
    try {
      await native(this.model).insertOne(made);
      return made;
    } catch (e) {
      if (!isDuplicateKey(e)) throw e;
      return native(this.model).findOne({ _id });
    }
  }

  /** Newest month first, 20 a page. */
  async list(actor: Actor, { query }: ParsedOf<typeof statements>): Promise<ReplyOf<typeof statements>> {
    const own = ownOf(actor);
    const [, month, id] = /^(\d{4}-\d{2})\.([A-Za-z0-9_-]{1,60})$/.exec(query.after ?? '') ?? [];
    const after = month === undefined ? {} : { $or: [{ month: { $lt: month } }, { month, _id: { $lt: id } }] };
    const found = await native(this.model) // indexes {organisationId, month, _id}, {life.state, month, _id}, {month, _id}
      .find({ ...(own !== null && { organisationId: own }), ...(query.state && { 'life.state': query.state }), ...after } as mongo.Filter<Statement>)
      .sort({ month: -1, _id: -1 })
      .limit(PAGE + 1)
      .toArray();
    const page = found.slice(0, PAGE);
    const last = found.length > PAGE ? page.at(-1) : undefined;
    return { items: page.map(summaryView), next: last ? `${last.month}.${last._id}` : null };
  }
  async detail(actor: Actor, id: string): Promise<StatementDetail> {
    return this.view(actor, await this.get(actor, id));
  }
  async entries(actor: Actor, { params, query }: ParsedOf<typeof statementEntries>): Promise<ReplyOf<typeof statementEntries>> {
    const { organisationId, month } = await this.get(actor, params.id);
    const { items, next } = await this.ledger.page(organisationId, month, query.after);
    return { items: items.map(entryView), next };
  }
  confirm(actor: Actor, id: string, rev: number): Promise<StatementDetail> {
    return this.act(actor, id, rev, 'confirm', {});
  }
  dispute(actor: Actor, id: string, rev: number, objection: string): Promise<StatementDetail> {
    return this.act(actor, id, rev, 'dispute', { objection, answer: '' });
  }
  answer(actor: Actor, id: string, rev: number, answer: string): Promise<StatementDetail> {
    return this.act(actor, id, rev, 'answer', { answer });
  }
  /** Never over a difference: what is paid is what the redemptions say. Throws also statement_difference. */
  async settle(actor: Actor, id: string, rev: number, payment: string): Promise<StatementDetail> {
    if ((await this.difference(await this.get(actor, id))) !== 0) throw new AppError('statement_difference');
    return this.act(actor, id, rev, 'settle', { payment });
  }
  /** One that the actor may see. Somebody else's is as unknown as none. Throws statement_unknown. */
  async get(actor: Actor, id: string): Promise<Statement> {
    const found = await native(this.model).findOne({ _id: id });
    const own = ownOf(actor);
    if (!found || (own !== null && found.organisationId !== own)) throw new AppError('statement_unknown');
    return found;
  }

  private async act(
    actor: Actor,
    id: string,
    rev: number,
    event: StatementEvent,
    change: Partial<Pick<Statement, 'objection' | 'answer' | 'payment'>>,
  ): Promise<StatementDetail> {
    const role = partOf(actor);
    const found = await this.get(actor, id);
    if (found.rev !== rev) throw new AppError('statement_changed');
    if (role === null) throw new AppError('statement_wrong_state');
    const decided = advanceStatement(found.life, event, { role, person: actor.personId });
    if (!decided.ok) throw new AppError(decided.code);
    const step: StatementStep = { event, personId: actor.personId, organisationId: actor.organisationId ?? '', at: this.clock.now() };
    const stored = await native(this.model).findOneAndUpdate(
      { _id: id, rev },
      { $set: { life: decided.life, ...change }, $push: { steps: step }, $inc: { rev: 1 } },
      { returnDocument: 'after' },
    );
    if (!stored) throw new AppError('statement_changed');
    return this.view(actor, stored);
  }
  private async linesOf(organisationId: string, month: Month) {
    const sums = new StatementSums(month);
    for await (const row of this.ledger.month(organisationId, month)) sums.add(row);
    const draft = sums.lines({ subsidy: () => null, before: () => 0 });
    if (draft.length === 0) return [];
    const shares = new Map<string, Subsidy | null>();
    for (const { offer, version } of draft) shares.set(`${offer}@${version}`, (await this.offers.termsOf(offer, version))?.subsidy ?? null);
    const before = draft.some((l) => l.kind === 'earlier') ? await this.close(organisationId, monthBefore(month)) : null;
    return sums.lines({
      subsidy: (offer, version) => shares.get(`${offer}@${version}`) ?? null,
      before: (offer, version) => before?.lines.find((l) => l.kind === 'month' && l.offer === offer && l.version === version)?.reliefFen ?? 0,
    });
  }
  private async difference({ organisationId, month, lines }: Statement): Promise<number> {
    const sums = new StatementSums(month);
    for await (const row of this.ledger.month(organisationId, month)) sums.add(row);
    return totalsOf(sums.lines({ subsidy: () => null, before: () => 0 })).reliefFen - totalsOf(lines).reliefFen;
  }
  private async view(actor: Actor, s: Statement): Promise<StatementDetail> {
    const role = partOf(actor);
    const [who, differenceFen, shares] = await Promise.all([
      this.memberships.who(s.steps),
      this.difference(s),
      Promise.all(s.lines.map(async (l) => (await this.offers.termsOf(l.offer, l.version))?.subsidy ?? null)),
    ]);
    const events: readonly StatementEvent[] = ['confirm', 'dispute', 'answer', 'settle'];
    return detailView(s, {
      differenceFen,
      shares,
      by: s.steps.map((step) => who.get(`${step.personId}|${step.organisationId}`) ?? ''),
      may: role === null ? [] : events.filter((event) => advanceStatement(s.life, event, { role, person: actor.personId }).ok),
    });
  }
}
const idOf = (organisationId: string, month: Month): string => `${organisationId}_${month}`;
