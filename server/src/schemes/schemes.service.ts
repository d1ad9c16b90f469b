import type { ReplyOf } from '@binhai/shared/contract/http';
import type { SchemeDetail, SchemeNumbers, schemeList } from '@binhai/shared/contract/scheme';
import { addDays, type LocalDate, later, localDateOf } from '@binhai/shared/dates/dates';
import { compareSchemes } from '@binhai/shared/rules/grade/scheme-words';
import { advanceScheme, consultationEnd, earliestEffect, SCHEME_WORDS, type SchemeAct, type SchemeState, stateOn } from '@binhai/shared/states/scheme';
import { Injectable } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import type { ClientSession, Connection, Model } from 'mongoose';
import { MembershipsService } from '../organisations/memberships.service.js';
import { ParametersService } from '../parameters/parameters.service.js';
import { AppError } from '../platform/app-error.js';
import { Clock } from '../platform/clock.js';
import type { Actor } from '../platform/context.js';
import { newId } from '../platform/id.js';
import { isDuplicateKey } from '../platform/mongo-errors.js';
import { inTransaction } from '../platform/transactions.js';
import { CommentsService } from './comments.service.js';
import { Scheme, SchemeConsultation, type SchemeStep } from './scheme.schema.js';
import { mayOf, partOf, trialView } from './scheme.view.js';
import { checkContent, markOf, numbersOf, schemeOf } from './scheme-content.js';
import { TrialsService } from './trials.service.js';

const PAGE = 50;
const TRIES = 5;
type Change = Partial<Omit<Scheme, '_id' | 'number' | 'rev'>>;
/** What an act changes beside the life, in the same transaction. */
type Beside = (scheme: Scheme, session: ClientSession) => Promise<Change> | Change;

/** The desk of grade schemes (product B5). Every act goes through the table of shared/states/scheme; what it answers is stored on the very state it was decided on. */
@Injectable()
export class SchemesService {
  constructor(
    @InjectModel(Scheme.name) private readonly schemes: Model<Scheme>,
    @InjectModel(SchemeConsultation.name) private readonly consultations: Model<SchemeConsultation>,
    @InjectConnection() private readonly connection: Connection,
    private readonly trials: TrialsService,
    private readonly comments: CommentsService,
    private readonly parameters: ParametersService,
    private readonly memberships: MembershipsService,
    private readonly clock: Clock,
  ) {}

  async list(after: string | undefined): Promise<ReplyOf<typeof schemeList>> {
    const filter = after === undefined ? {} : { number: { $lt: Number(after) } };
    const found = await this.schemes
      .find(filter)
      .sort({ number: -1 })
      .limit(PAGE + 1)
      .lean(); // index {number}
    const items = await Promise.all(found.slice(0, PAGE).map((s) => this.summary(s)));
    return { items, next: found.length > PAGE ? String(items.at(-1)?.number) : null };
  }
  /** A draft that says what the scheme in force says; the same request answers the same one. */
  async create(actor: Actor, requestId: string): Promise<{ id: string }> {
    const requestKey = `${actor.personId}|${requestId}`;
    for (let i = 0; ; i++) {
      const there = await this.schemes.findOne({ requestKey }, { _id: 1 }).lean(); // unique index requestKey
      if (there) return { id: there._id };
      try {
        return { id: await this.insert(actor, requestKey) };
      } catch (e) {
        if (!isDuplicateKey(e) || i >= TRIES) throw e; // the same request, or the same number by another: look again
      }
    }
  }
  async detail(actor: Actor, id: string): Promise<SchemeDetail> {
    return this.view(actor, await this.get(id));
  }
  async edit(actor: Actor, id: string, { rev, ...content }: { rev: number; title: string; why: string; numbers: SchemeNumbers }): Promise<SchemeDetail> {
    const { references } = await this.get(id);
    checkContent(content, references);
    return this.act(actor, id, rev, { event: 'edit', mark: markOf(content) }, () => ({ ...content, trialId: null, reason: '' }));
  }
  async try(actor: Actor, id: string, rev: number): Promise<SchemeDetail> {
    return this.act(actor, id, rev, { event: 'try' }, async (scheme, session) => ({ trialId: await this.trials.begin(scheme, session) }));
  }
  async cancelTrial(id: string): Promise<{ done: true }> {
    const { trialId } = await this.get(id);
    if (trialId) await this.trials.cancel(trialId);
    return { done: true };
  }
  async submit(actor: Actor, id: string, rev: number): Promise<SchemeDetail> {
    return this.act(actor, id, rev, { event: 'submit' });
  }
  /** The legal check is passed: the draft is open to comments from today. @param to last day; null: the shortest lawful one */
  async pass(actor: Actor, id: string, { rev, document, to }: { rev: number; document: string; to: LocalDate | null }): Promise<SchemeDetail> {
    return this.act(actor, id, rev, { event: 'pass', to }, async (scheme, session) => {
      const consultation: SchemeConsultation = {
        _id: newId(),
        schemeId: id,
        title: scheme.title,
        why: scheme.why,
        numbers: scheme.numbers,
        presentSet: this.parameters.at('grade_scheme')._id,
        legalDocument: document,
        from: scheme.life.consultation?.from ?? this.today(),
        to: scheme.life.consultation?.to ?? this.today(),
        withdrawn: false,
        comments: 0,
      };
      await this.consultations.create([consultation], { session });
      return { legalDocument: document, consultationId: consultation._id };
    });
  }
  async return(actor: Actor, id: string, rev: number, reason: string): Promise<SchemeDetail> {
    return this.act(actor, id, rev, { event: 'return' }, () => ({ reason, trialId: null, consultationId: null, legalDocument: '' }));
  }
  async close(actor: Actor, id: string, rev: number): Promise<SchemeDetail> {
    const { consultationId } = await this.get(id);
    const unanswered = consultationId ? (await this.comments.counts(consultationId)).open : 0;
    return this.act(actor, id, rev, { event: 'close', unanswered });
  }
  /** Approved by a third person: it stands among the parameters from now on, and decides from its first day. */
  async approve(actor: Actor, id: string, { rev, document, from }: { rev: number; document: string; from: LocalDate }): Promise<SchemeDetail> {
    const newest = this.published().at(-1)?.from ?? '';
    // one that would begin before another that is published already would be overtaken by it
    if (from <= newest) throw new AppError('scheme_date_early');
    const [approvedBy] = await this.names([{ personId: actor.personId, organisationId: actor.organisationId ?? '' }]);
    const seen = await this.act(actor, id, rev, { event: 'approve', from }, async (scheme, session) => {
      // the statutes stay, the documents are this scheme's own
      const references = [...scheme.references.filter((r) => !/^(法制审核|批准) /.test(r)), `法制审核 ${scheme.legalDocument}`, `批准 ${document}`];
      const content = schemeOf(scheme, { id: `grade-${from.slice(0, 4)}-${scheme.number}`, from, references });
      await this.parameters.publish('grade_scheme', content, { from, reference: references, approvedBy: approvedBy ?? '' }, session);
      return { approvalDocument: document };
    });
    await this.parameters.refresh();
    return seen;
  }
  async withdraw(actor: Actor, id: string, rev: number, reason: string): Promise<SchemeDetail> {
    return this.act(actor, id, rev, { event: 'withdraw' }, async (scheme, session) => {
      if (scheme.consultationId) await this.consultations.updateOne({ _id: scheme.consultationId }, { $set: { withdrawn: true } }, { session });
      return { reason };
    });
  }
  /** The consultation whose comments are answered now. @throws AppError scheme_unknown, scheme_wrong_state */
  async answerable(id: string): Promise<string> {
    const { life, consultationId } = await this.get(id);
    if (life.state !== 'consultation' || !consultationId) throw new AppError('scheme_wrong_state');
    return consultationId;
  }
  /** The newest consultation of a scheme; null before there is one. @throws AppError scheme_unknown */
  async consultationOf(id: string): Promise<string | null> {
    return (await this.get(id)).consultationId;
  }

  private async act(actor: Actor, id: string, rev: number, act: SchemeAct, beside: Beside = () => ({})): Promise<SchemeDetail> {
    const role = partOf(actor);
    const after = await inTransaction(this.connection, async (session) => {
      const scheme = await this.schemes.findById(id, null, { session }).lean();
      if (!scheme) throw new AppError('scheme_unknown');
      if (scheme.rev !== rev) throw new AppError('scheme_changed');
      const decided =
        role === null
          ? { ok: false as const, code: 'scheme_wrong_state' as const }
          : advanceScheme(scheme.life, act, { role, person: actor.personId }, this.today(), this.numbers());
      if (!decided.ok) throw new AppError(decided.code);
      const step: SchemeStep = { event: act.event, personId: actor.personId, organisationId: actor.organisationId ?? '', at: this.clock.now() };
      const more = await beside({ ...scheme, life: decided.life }, session);
      const change = { life: decided.life, changedAt: step.at, ...more };
      const stored = await this.schemes
        .findOneAndUpdate({ _id: id, rev }, { $set: change, $push: { steps: step }, $inc: { rev: 1 } }, { session, returnDocument: 'after' })
        .lean();
      if (!stored) throw new AppError('scheme_changed');
      return stored;
    });
    return this.view(actor, after);
  }
  private async insert(actor: Actor, requestKey: string): Promise<string> {
    const present = this.parameters.at('grade_scheme');
    const last = await this.schemes.findOne({}, { number: 1 }).sort({ number: -1 }).lean();
    const number = (last?.number ?? this.published().length) + 1;
    const content = { title: `个人公共信用评价方案 第 ${number} 版`, why: '', numbers: numbersOf(present.content) };
    const now = this.clock.now();
    const _id = newId();
    const scheme: Scheme = {
      _id,
      number,
      requestKey,
      ...content,
      references: present.content.references,
      life: {
        state: 'draft',
        drafters: [actor.personId],
        mark: markOf(content),
        trial: null,
        legalBy: null,
        consultation: null,
        approvedBy: null,
        from: null,
      },
      trialId: null,
      consultationId: null,
      legalDocument: '',
      approvalDocument: '',
      reason: '',
      steps: [{ event: 'create', personId: actor.personId, organisationId: actor.organisationId ?? '', at: now }],
      rev: 1,
      changedAt: now,
    };
    await this.schemes.create(scheme);
    return _id;
  }
  private async get(id: string): Promise<Scheme> {
    const scheme = await this.schemes.findById(id).lean();
    if (!scheme) throw new AppError('scheme_unknown');
    return scheme;
  }
  private today(): LocalDate {
    return localDateOf(this.clock.ms());
  }
  private numbers() {
    return this.parameters.at('scheme_life').content;
  }
  /** Versions by their first day. */
  private published() {
    return this.parameters.versions('grade_scheme').sort((a, b) => (a.from < b.from ? -1 : 1));
  }
  /** The first day on which it can be approved. */
  private approvalDay({ life: { state, consultation } }: Scheme, on: LocalDate): LocalDate {
    if (state === 'draft' || state === 'trial' || state === 'legal') return addDays(consultationEnd(on, this.numbers()), 1);
    return state === 'consultation' && consultation ? later(on, addDays(consultation.to, 1)) : on;
  }
  private names(who: readonly { personId: string; organisationId: string }[]): Promise<string[]> {
    return this.memberships.who(who).then((found) => who.map((w) => found.get(`${w.personId}|${w.organisationId}`) ?? ''));
  }
  private stateNow({ life }: Scheme): SchemeState {
    const later = this.published().find((s) => life.from !== null && s.from > life.from);
    return stateOn(life, this.today(), later?.from ?? null);
  }
  private async summary(s: Scheme): Promise<ReplyOf<typeof schemeList>['items'][number]> {
    const [state, counts, consultation] = await Promise.all([
      this.stateNow(s),
      s.consultationId ? this.comments.counts(s.consultationId) : null,
      s.consultationId ? this.consultations.findById(s.consultationId, { comments: 1 }).lean() : null,
    ]);
    const { _id: id, number, title, life, changedAt } = s;
    return {
      id,
      number,
      title,
      state,
      stateText: SCHEME_WORDS[state],
      from: life.from,
      consultation: life.consultation,
      comments: consultation?.comments ?? 0,
      unanswered: counts?.open ?? 0,
      changedAt: changedAt.toISOString(),
    };
  }
  private async view(actor: Actor, s: Scheme): Promise<SchemeDetail> {
    const on = this.today();
    const numbers = this.numbers();
    const present = this.parameters.at('grade_scheme').content;
    const [summary, tried, by] = await Promise.all([this.summary(s), s.trialId ? this.trials.view(s.trialId) : null, this.names(s.steps)]);
    const newest = this.published().at(-1)?.from ?? on;
    const earliest = later(earliestEffect(this.approvalDay(s, on), numbers), addDays(newest, 1));
    return {
      ...summary,
      rev: s.rev,
      why: s.why,
      numbers: s.numbers,
      present: { title: present.title, numbers: numbersOf(present) },
      lines: compareSchemes(present, s.numbers),
      trial: tried && trialView(s, tried.trial, tried.job, numbers.smallestCell),
      consultationId: s.consultationId,
      legalDocument: s.legalDocument,
      reason: s.reason,
      steps: s.steps.map(({ event, at }, i) => ({ event, at: at.toISOString(), by: by[i] ?? '' })),
      rules: {
        consultationDays: numbers.consultationDays,
        effectiveAfterDays: numbers.effectiveAfterDays,
        openActMonths: numbers.openActMonths,
        earliestEnd: consultationEnd(on, numbers),
        earliestEffect: earliest,
      },
      ...mayOf(s, actor, summary.unanswered, on, numbers, earliest),
    };
  }
}
