import { createHash } from 'node:crypto';
import type { decideReview, ReviewView, review, reviews } from '@binhai/shared/contract/audit';
import type { ParsedOf, ReplyOf } from '@binhai/shared/contract/http';
import { addDays, type LocalDate, later, localDateOf } from '@binhai/shared/dates/dates';
import { type Finding, type Relation, type ReviewedLook, reviewLooks } from '@binhai/shared/rules/access-review';
import { moveReview, REVIEW_MOVES, REVIEW_STATES } from '@binhai/shared/states/access-review';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { MembershipsService } from '../organisations/memberships.service.js';
import { ParametersService } from '../parameters/parameters.service.js';
import { WorkingDays } from '../parameters/working-days.service.js';
import { AppError } from '../platform/app-error.js';
import { Clock } from '../platform/clock.js';
import type { Actor } from '../platform/context.js';
import { Jobs } from '../platform/jobs/jobs.service.js';
import { daily } from '../platform/jobs/schedule.js';
import { native } from '../platform/native.js';
import { EntrySearch, type LookEntry } from '../register/entry-search.service.js';
import { isGrounded } from '../register/words.js';
import { ReviewedDay, StoredReview } from './access-review.schema.js';
import { AuditEntries, periodOf } from './audit-entries.service.js';

const JOB = 'audit.access_review';
const PAGE = 20;
/** Entries of a finding that are kept by id; `looks` counts them all. */
const MOST_ENTRIES = 500;
/** Days a review that did not run is made up for. */
const MOST_DAYS = 31;
const KINDS = ['staff', 'merchant'] as const;
const DECIDED = REVIEW_MOVES.filter((m) => m.event === 'more_looks').flatMap((m) => m.from);

/** Looks by people at work are put to the rules every night; what is unusual waits here for an auditor (product F5). */
@Injectable()
export class AccessReviewService implements OnModuleInit {
  constructor(
    @InjectModel(StoredReview.name) private readonly findings: Model<StoredReview>,
    @InjectModel(ReviewedDay.name) private readonly days: Model<ReviewedDay>,
    private readonly search: EntrySearch,
    private readonly entries: AuditEntries,
    private readonly memberships: MembershipsService,
    private readonly parameters: ParametersService,
    private readonly workingDays: WorkingDays,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.define<{ slot?: LocalDate; day?: LocalDate }>(JOB, async (run) => {
      for (const day of run.payload.day === undefined ? await this.due() : [run.payload.day]) {
        run.throwIfStopped();
        await this.reviewDay(day);
      }
    });
    this.jobs.schedule(JOB, daily(1, 30));
  }

  /** A day on demand. @throws AppError audit_period_invalid for a day that has not begun */
  async ask(day: LocalDate): Promise<void> {
    periodOf(day, day);
    if (day > this.today()) throw new AppError('audit_period_invalid');
    await this.jobs.enqueue(JOB, { day });
  }
  async reviewDay(day: LocalDate): Promise<void> {
    const parameters = this.parameters.at('access_review', day).content;
    let [looks, found] = [0, 0];
    for (const kind of KINDS) {
      for (const [first, ...rest] of (await this.byLooker(day, kind)).values()) {
        if (!first?.organisationId) continue;
        const all = [first, ...rest];
        const findings = reviewLooks(this.facts(kind, all, await this.memberships.peopleOf(first.organisationId)), parameters, this.workingDays.calendar());
        for (const f of findings) await this.store(day, first.actor, first.organisationId, f, parameters.id);
        looks += all.length;
        found += findings.length;
      }
    }
    // a day that is not over is no day reviewed
    if (day < this.today()) await this.days.updateOne({ _id: day }, { $set: { at: this.clock.now(), looks, findings: found } }, { upsert: true });
  }

  async queue(actor: Actor, { query }: ParsedOf<typeof reviews>): Promise<ReplyOf<typeof reviews>> {
    const { state, rule, after } = query;
    const filter = { ...(state && { state }), ...(rule && { rule }), ...(after !== undefined && { _id: { $lt: after } }) };
    const [found, counts, [last]] = await Promise.all([
      native(this.findings)
        .find(filter)
        .sort({ _id: -1 })
        .limit(PAGE + 1)
        .toArray(), // index {state, _id}, {rule, _id} or _id
      Promise.all(REVIEW_STATES.map((s) => this.findings.countDocuments({ state: s }))),
      this.days.find().sort({ _id: -1 }).limit(1).lean(),
    ]);
    const page = found.slice(0, PAGE);
    const [open = 0, explained = 0, escalated = 0] = counts;
    return {
      items: await this.views(actor, page),
      next: found.length > PAGE ? (page.at(-1)?._id ?? null) : null,
      counts: { open, explained, escalated },
      reviewedThrough: last?._id ?? null,
    };
  }
  /** The finding and, newest first, the entries it rests on. @throws AppError review_unknown */
  async one(actor: Actor, { params, query }: ParsedOf<typeof review>): Promise<ReplyOf<typeof review>> {
    const found = await this.known(params.id);
    const ids = [...found.entries].sort().reverse();
    const left = ids.filter((id) => query.after === undefined || id < query.after);
    const page = left.slice(0, PAGE);
    const byId = new Map((await this.search.byIds(page)).map((e) => [e._id, e]));
    const items = await this.entries.views(
      actor,
      page.flatMap((id) => byId.get(id) ?? []),
    );
    return { review: await this.view(actor, found), items, next: left.length > PAGE ? (page.at(-1) ?? null) : null };
  }
  /** @throws AppError review_unknown, review_own, review_decided */
  async decide(actor: Actor, { params, body }: ParsedOf<typeof decideReview>): Promise<ReviewView> {
    const { actor: looker } = await this.known(params.id);
    if (looker === actor.personId) throw new AppError('review_own');
    const to = moveReview(body.from, body.event, 'auditor');
    const decision = { event: body.event, personId: actor.personId, organisationId: actor.organisationId, at: this.clock.now(), note: body.note };
    const done =
      to &&
      (await native(this.findings).findOneAndUpdate(
        { _id: params.id, state: body.from },
        { $set: { state: to }, $push: { decisions: decision } },
        { returnDocument: 'after' },
      ));
    if (!done) throw new AppError('review_decided');
    return this.view(actor, done);
  }

  /** Days that are over and were not reviewed yet; on the first night the day before. */
  private async due(): Promise<LocalDate[]> {
    const yesterday = addDays(this.today(), -1);
    const [last] = await this.days.find().sort({ _id: -1 }).limit(1).lean();
    const due: LocalDate[] = [];
    for (let day = last ? later(addDays(last._id, 1), addDays(yesterday, 1 - MOST_DAYS)) : yesterday; day <= yesterday; day = addDays(day, 1)) due.push(day);
    return due;
  }
  private async byLooker(day: LocalDate, kind: (typeof KINDS)[number]): Promise<Map<string, LookEntry[]>> {
    const by = new Map<string, LookEntry[]>();
    for await (const e of this.search.walk(periodOf(day, day), kind)) {
      const key = `${e.organisationId}|${e.actor}`;
      const known = by.get(key);
      if (known) known.push(e);
      else by.set(key, [e]);
    }
    return by;
  }
  private facts(kind: (typeof KINDS)[number], all: readonly LookEntry[], colleagues: ReadonlySet<string>): ReviewedLook[] {
    const relation = (e: LookEntry): Relation | null => {
      if (e.subject === e.actor) return 'self';
      return colleagues.has(e.subject) ? 'own_organisation' : null;
    };
    return all.map((e) => ({
      id: e._id,
      atMs: e.at.getTime(),
      kind,
      subject: e.subject,
      purpose: e.purpose,
      grounded: isGrounded(e.basis),
      relation: relation(e),
    }));
  }
  /** Once a day, rule and looker. More looks than were known are added, and open it again when it had been decided. */
  private async store(day: LocalDate, actor: string, organisationId: string, finding: Finding, parameters: string): Promise<void> {
    const { rule, looks, people, words } = finding;
    const _id = `${day}-${createHash('sha256').update(`${rule}|${organisationId}|${actor}`).digest('base64url').slice(0, 22)}`;
    const facts = { words, people, looks: looks.length, entries: looks.slice(0, MOST_ENTRIES), parameters };
    const fresh: StoredReview = { _id, rule, state: 'open', day, actor, organisationId, decisions: [], ...facts };
    const { upsertedCount } = await native(this.findings).updateOne({ _id }, { $setOnInsert: fresh }, { upsert: true });
    if (upsertedCount > 0) return;
    const fewer = { _id, looks: { $lt: looks.length } };
    const grown = await this.findings.updateOne({ ...fewer, state: 'open' }, { $set: facts });
    if (grown.matchedCount > 0) return;
    const again = { event: 'more_looks' as const, personId: null, organisationId: null, at: this.clock.now(), note: words };
    await native(this.findings).updateOne({ ...fewer, state: { $in: DECIDED } }, { $set: { ...facts, state: 'open' }, $push: { decisions: again } });
  }
  private async known(id: string): Promise<StoredReview> {
    const found = await native(this.findings).findOne({ _id: id });
    if (!found) throw new AppError('review_unknown');
    return found;
  }
  private async view(actor: Actor, found: StoredReview): Promise<ReviewView> {
    const [view] = await this.views(actor, [found]);
    if (!view) throw new AppError('review_unknown');
    return view;
  }
  private async views(actor: Actor, all: readonly StoredReview[]): Promise<ReviewView[]> {
    const people = all.flatMap((r) => [
      { personId: r.actor, organisationId: r.organisationId },
      ...r.decisions.flatMap(({ personId, organisationId }) => (personId && organisationId ? [{ personId, organisationId }] : [])),
    ]);
    const who = await this.memberships.who(people);
    const nameOf = (personId: string | null, organisationId: string | null) => who.get(`${personId}|${organisationId}`) ?? '每日自动审查';
    return all.map(({ _id, rule, state, day, actor: looker, organisationId, words, looks, people: count, decisions }) => ({
      id: _id,
      rule,
      state,
      day,
      who: nameOf(looker, organisationId),
      words,
      looks,
      people: count,
      own: looker === actor.personId,
      decisions: decisions.map((d) => ({ event: d.event, by: nameOf(d.personId, d.organisationId), at: d.at.toISOString(), note: d.note })),
    }));
  }
  private today(): LocalDate {
    return localDateOf(this.clock.ms());
  }
}
