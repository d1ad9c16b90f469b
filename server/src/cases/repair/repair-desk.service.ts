import type { ParsedOf, ReplyOf } from '@binhai/shared/contract/http';
import type { DeskRepairLine, deskRepair, deskRepairs, stepRepair } from '@binhai/shared/contract/repair';
import { moveRepair, REPAIR_EVENTS, REPAIR_MOVES, type RepairActor, type RepairEvent, type RepairState } from '@binhai/shared/states/repair';
import { Injectable } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import type { ClientSession, Connection, Model, mongo } from 'mongoose';
import { InboxService } from '../../messages/inbox.service.js';
import { MembershipsService } from '../../organisations/memberships.service.js';
import { OrganisationsService } from '../../organisations/organisations.service.js';
import { NamesService } from '../../people/names.service.js';
import { AppError } from '../../platform/app-error.js';
import { Clock } from '../../platform/clock.js';
import type { Actor } from '../../platform/context.js';
import { FieldCipher } from '../../platform/field-cipher.js';
import { Files, type StoredFile } from '../../platform/files/files.service.js';
import { inTransaction } from '../../platform/transactions.js';
import { RegisterService } from '../../register/register.service.js';
import { CaseClocks } from '../clocks/case-clocks.service.js';
import { RepairCase } from './repair.schema.js';
import { RepairBook, sealedPlace } from './repair-book.service.js';
import { RepairEffect } from './repair-effect.service.js';
import { RepairRecords } from './repair-records.service.js';
import { DECIDED_WORDS } from './repair-words.js';
import { movedTo, sameStep } from './repairs.service.js';

const PAGE = 20;
const ITEMS = ['姓名（部分）', '信用记录', '修复材料'] as const;
const CLOSED: readonly RepairState[] = ['repaired', 'restored', 'declined', 'refused', 'withdrawn'];
/** States in which each side has something to do; a breach that may be reported of a repaired one waits for nobody. */
const WAITING: { readonly [side in 'unit' | 'centre']: readonly RepairState[] } = {
  unit: ['forwarded', 'accepted'],
  centre: ['submitted', 'approved', 'breach'],
};
const ELSEWHERE: { readonly [side in 'unit' | 'centre']: readonly RepairState[] } = {
  unit: ['submitted', 'supplement', 'approved', 'breach'],
  centre: ['forwarded', 'supplement', 'accepted'],
};
const NEEDS_TEXT: readonly RepairEvent[] = ['ask', 'decline', 'extend', 'refuse', 'report_breach', 'restore'];
/** Whoever made the first of these may not make the second: a record changes by two people's hands. */
const OTHER_HAND: { readonly [event in RepairEvent]?: RepairEvent } = { publish: 'approve', restore: 'report_breach' };
const sideOf = ({ role }: Actor): 'unit' | 'centre' => (role === 'source' ? 'unit' : 'centre');

/** Desks of the unit that decides and of the centre that forwards and publishes (product D1, F2). */
@Injectable()
export class RepairDesk {
  constructor(
    @InjectModel(RepairCase.name) model: Model<RepairCase>,
    private readonly book: RepairBook,
    private readonly records: RepairRecords,
    private readonly effect: RepairEffect,
    private readonly organisations: OrganisationsService,
    private readonly memberships: MembershipsService,
    private readonly names: NamesService,
    private readonly register: RegisterService,
    private readonly inbox: InboxService,
    private readonly files: Files,
    private readonly cipher: FieldCipher,
    private readonly clock: Clock,
    @InjectConnection() private readonly connection: Connection,
    clocks: CaseClocks,
  ) {
    const running = REPAIR_MOVES.flatMap((m) => (m.event === 'forward' || m.event === 'accept' || m.event === 'extend' || m.event === 'publish' ? m.from : []));
    clocks.watch({
      model,
      running: { state: { $in: running } },
      from: (c) => c.clockFrom ?? book.today(),
      tell: (c, step, session) => this.tell(c, step, session),
    });
  }

  /** No line tells who applied. */
  async page(actor: Actor, { query: { state, after } }: ParsedOf<typeof deskRepairs>): Promise<ReplyOf<typeof deskRepairs>> {
    const side = sideOf(actor);
    const unit: mongo.Filter<RepairCase> = side === 'unit' ? { unitId: actor.organisationId ?? '' } : {};
    const states = state === 'closed' ? CLOSED : state === 'waiting' ? WAITING[side] : ELSEWHERE[side];
    const filter = { ...unit, state: { $in: [...states] }, number: { $ne: '' } };
    const [dueOn, id] = after?.split('~') ?? [];
    const further =
      id === undefined
        ? {}
        : state === 'closed'
          ? { _id: { $lt: id } }
          : { $or: [{ dueOn: { $gt: dueOn ?? '' } }, { dueOn: dueOn || null, _id: { $gt: id } }] };
    const found = await this.book.cases
      .find({ ...filter, ...further } as mongo.Filter<RepairCase>)
      .sort(state === 'closed' ? { _id: -1 } : { dueOn: 1, _id: 1 })
      .limit(PAGE + 1)
      .toArray(); // index {unitId, state, dueOn, _id} or {state, dueOn, _id}
    const items = await this.lines(found.slice(0, PAGE));
    const last = found[PAGE - 1];
    return { items, next: found.length > PAGE && last ? `${last.dueOn ?? ''}~${last._id}` : null };
  }
  /** A look on record, by the case. @throws AppError repair_unknown, repair_conflict */
  async one(actor: Actor, id: string): Promise<ReplyOf<typeof deskRepair>> {
    const c = await this.mayHandle(actor, id);
    const access = await this.look(actor, c);
    const [detail, [line], masked] = await Promise.all([
      this.book.detail(c, await this.records.one(access, c)),
      this.lines([c]),
      c.organisationId === null ? this.names.masked(access) : '',
    ]);
    if (!line) throw new AppError('repair_unknown');
    return { ...line, ...detail, maskedName: masked, may: this.book.may(c, sideOf(actor), REPAIR_EVENTS) };
  }
  /** @throws AppError repair_unknown, repair_conflict */
  async proof(actor: Actor, id: string): Promise<StoredFile> {
    const c = await this.mayHandle(actor, id);
    await this.look(actor, c);
    const file = c.proof && (await this.files.find(c.proof.fileId, c.organisationId ?? c.person));
    if (!file) throw new AppError('repair_unknown');
    return file;
  }
  /** One step; the same one again by the same hand is done. @throws AppError as listed by the endpoint */
  async step(actor: Actor, { params, body: { step, text, document } }: ParsedOf<typeof stepRepair>): Promise<void> {
    const c = await this.mayHandle(actor, params.id);
    const by: RepairActor = sideOf(actor);
    const next = moveRepair(c, step, by);
    const last = c.steps.at(-1);
    if (!next) {
      if (last?.event === step && last.by?.personId === actor.personId) return;
      throw new AppError('repair_step_impossible');
    }
    if (NEEDS_TEXT.includes(step) ? !text : step === 'approve' && !document) throw new AppError('repair_reason_missing');
    const first = OTHER_HAND[step];
    if (first && [...c.steps].reverse().find((s) => s.event === first)?.by?.personId === actor.personId) throw new AppError('repair_same_hand');
    const done = { event: step, at: this.clock.now(), by: { personId: actor.personId, organisationId: actor.organisationId } };
    const seal = (field: 'missing' | 'reason' | 'extension', value = '') => ({ [field]: this.cipher.seal(sealedPlace(c._id, field), value) });
    const said = step === 'ask' ? seal('missing', text) : step === 'extend' ? seal('extension', text) : NEEDS_TEXT.includes(step) ? seal('reason', text) : {};
    await inTransaction(this.connection, async (session) => {
      const turned = step === 'publish' ? 'repaired' : step === 'restore' ? 'restored' : null;
      const effect = turned ? await this.effect.apply(c, turned, session) : {};
      const update = movedTo(this.book, c, next, done);
      const set = { ...update.$set, ...said, ...effect, ...(step === 'approve' && { document: document ?? '' }) };
      const r = await this.book.cases.updateOne(sameStep(c), { ...update, $set: set }, { session });
      if (r.modifiedCount === 0) throw new AppError('repair_step_impossible');
      const what = DECIDED_WORDS[step];
      if (step === 'ask') await this.inbox.add(c.person, 'repair_missing', { number: c.number }, session);
      else if (what) await this.inbox.add(c.person, 'repair_decided', { number: c.number, what }, session);
    });
  }

  /** At 80 percent whoever has it; past the end those above, and the applicant. */
  private async tell(c: RepairCase, step: 'alarm' | 'over', session: ClientSession): Promise<void> {
    const unit = c.state === 'forwarded' || c.state === 'accepted';
    const atUnit = unit ? (await this.memberships.inRole(c.unitId, 'source', session)).map((m) => m.personId) : [];
    const centre = step === 'over' || !unit ? await this.memberships.everyoneIn('operator') : [];
    for (const personId of new Set([...atUnit, ...centre]))
      await this.inbox.add(personId, step === 'alarm' ? 'case_due' : 'case_over', { number: c.number }, session);
    if (step === 'over') await this.inbox.add(c.person, 'repair_late', { number: c.number }, session);
  }
  private async lines(page: readonly RepairCase[]): Promise<DeskRepairLine[]> {
    const names = await this.organisations.names(page.map((c) => c.unitId));
    return page.map((c) => ({ ...this.book.line(c), unit: names.get(c.unitId) ?? '', subject: c.subject, batch: c.batch }));
  }
  private look(actor: Actor, c: RepairCase) {
    return this.register.other({
      subject: c.person,
      kind: 'staff',
      actor: actor.personId,
      ...(actor.organisationId !== null && { organisationId: actor.organisationId }),
      purpose: 'repair_case',
      basis: `case:${c.number}`,
      items: ITEMS,
    });
  }
  /** A unit sees its own; whoever applied, or belongs or belonged to the firm, does not handle it. */
  private async mayHandle(actor: Actor, id: string): Promise<RepairCase> {
    const c = await this.book.known({ _id: id, number: { $ne: '' }, ...(sideOf(actor) === 'unit' && { unitId: actor.organisationId ?? '' }) });
    const involved = c.person === actor.personId || (c.organisationId !== null && (await this.memberships.peopleOf(c.organisationId)).has(actor.personId));
    if (involved) throw new AppError('repair_conflict');
    return c;
  }
}
