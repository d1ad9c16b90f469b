import type { ParsedOf, ReplyOf } from '@binhai/shared/contract/http';
import type { RepairCard, repair, repairRecords, startRepairs, submitRepairs } from '@binhai/shared/contract/repair';
import { MOST_PROOF_BYTES } from '@binhai/shared/contract/repair';
import { clockText, startClock } from '@binhai/shared/rules/case-clock';
import type { CreditRecord } from '@binhai/shared/rules/record';
import { isOpenRepair, moveRepair, type RepairEvent, type RepairProgress } from '@binhai/shared/states/repair';
import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import type { ClientSession, Connection, mongo } from 'mongoose';
import { OrganisationsService } from '../../organisations/organisations.service.js';
import { ParametersService } from '../../parameters/parameters.service.js';
import { WorkingDays } from '../../parameters/working-days.service.js';
import { AppError } from '../../platform/app-error.js';
import { Clock } from '../../platform/clock.js';
import type { Actor } from '../../platform/context.js';
import { Files } from '../../platform/files/files.service.js';
import { newId, timeId } from '../../platform/id.js';
import { Limits } from '../../platform/limits.js';
import { isDuplicateKey } from '../../platform/mongo-errors.js';
import { newShortCode } from '../../platform/short-code.js';
import { inTransaction } from '../../platform/transactions.js';
import { PortDown } from '../../ports/port-down.js';
import { VirusPort } from '../../ports/virus.port.js';
import { RegisterService } from '../../register/register.service.js';
import { materialOf } from '../material/material.js';
import { pledgeFor, pledgeHash } from './pledge.js';
import type { RepairCase } from './repair.schema.js';
import { RepairBook } from './repair-book.service.js';
import { type RepairAccess, RepairRecords } from './repair-records.service.js';
import { numberOf } from './repair-words.js';

const ITEMS = ['信用记录', '修复申请'] as const;
const UPLOADS_A_DAY = 60;
const DAY = 86_400_000;
/** A draft nobody comes back to; then the years for which a decided case is kept. */
const DRAFT_DAYS = 90;
const KEPT_DAYS = 5 * 366;
/** A PDF made of a photo is a little larger than the photo. */
const MOST_STORED = MOST_PROOF_BYTES + 64 * 1024;

/** The applicant's side of repair (product D1): a person for themselves, or a firm's hand for the firm. */
@Injectable()
export class RepairsService {
  constructor(
    private readonly book: RepairBook,
    private readonly records: RepairRecords,
    private readonly organisations: OrganisationsService,
    private readonly parameters: ParametersService,
    private readonly workingDays: WorkingDays,
    private readonly register: RegisterService,
    private readonly files: Files,
    private readonly virus: VirusPort,
    private readonly limits: Limits,
    private readonly clock: Clock,
    @InjectConnection() private readonly connection: Connection,
  ) {}

  async cards(actor: Actor): Promise<ReplyOf<typeof repairRecords>> {
    const { organisationId } = actor;
    const found = await this.records.of(await this.access(actor), organisationId);
    const last = new Map<string, RepairCase>();
    const mine = { ...ownerOf(actor), recordId: { $in: found.map((r) => r.id) } };
    for await (const c of this.book.cases.find(mine).sort({ _id: 1 })) last.set(c.recordId, c); // index {person | organisationId, _id}
    const days = this.parameters.at('deadlines').content.repair.result;
    const today = this.book.today();
    const items = found.flatMap((record): RepairCard[] => {
      const [route, c] = [this.records.route(record), last.get(record.id)];
      if (route.state === 'closed' && !c) return [];
      const { title, unit, documentNumber } = record;
      const application = c ? { id: c._id, state: c.state, stateText: this.book.line(c).stateText, clock: this.book.line(c).clock } : null;
      return [{ recordId: record.id, title, unit, documentNumber: documentNumber ?? '', ...this.records.window(record), route, application }];
    });
    const firm = organisationId === null ? '' : ((await this.organisations.get(organisationId))?.name ?? '');
    return { firm, items, clock: clockText(startClock(today, days, this.workingDays.calendar()), '告诉结果', today) };
  }
  /** A draft for each record; what is there already of this applicant is answered again. @throws AppError as listed by the endpoint */
  async start(actor: Actor, { body }: ParsedOf<typeof startRepairs>): Promise<ReplyOf<typeof startRepairs>> {
    const all = await this.records.of(await this.access(actor), actor.organisationId);
    const chosen = [...new Set(body.recordIds)].map((id) => this.chosen(all, id));
    const units = await this.records.units(chosen);
    const items: { id: string; recordId: string }[] = [];
    for (const record of chosen) {
      const unitId = units.get(record.id);
      if (unitId === undefined) throw new AppError('repair_unit_absent');
      items.push({ recordId: record.id, id: await this.draft(actor, record.id, unitId) });
    }
    return { items };
  }
  /** @throws AppError repair_unknown */
  async one(actor: Actor, id: string): Promise<ReplyOf<typeof repair>> {
    const access = await this.access(actor);
    const c = await this.own(actor, id);
    const detail = await this.book.detail(c, await this.records.one(access, c));
    return { ...detail, pledge: pledgeFor(c.subject) };
  }
  /** Checked by its contents, looked through for malware, stored sealed; the one before it goes. @throws AppError as listed by the endpoint */
  async putProof(actor: Actor, id: string, bytes: Uint8Array): Promise<{ bytes: number; sha256: string }> {
    const c = await this.own(actor, id);
    if (c.state !== 'draft' && c.state !== 'supplement') throw new AppError('repair_step_impossible');
    const taken = await this.limits.take({ name: 'repair.proof', key: actor.personId, max: UPLOADS_A_DAY, windowSeconds: 86_400 });
    if (!taken.ok) throw new AppError('material_many', { retryAfter: taken.retryAfter });
    const sent = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    await this.scan(sent);
    const pdf = await materialOf(sent);
    const file = await this.files.put([pdf], {
      purpose: 'repair_proof',
      owner: c.organisationId ?? c.person,
      name: '履行证明.pdf',
      mediaType: 'application/pdf',
      expiresAt: this.in(DRAFT_DAYS),
      most: MOST_STORED,
    });
    const proof = { fileId: file._id, bytes: file.size, sha256: file.sha256 };
    const r = await this.book.cases.updateOne({ _id: id, state: c.state, proof: c.proof }, { $set: { proof } }, { writeConcern: { w: 'majority' } });
    await this.files.remove(r.modifiedCount === 1 ? (c.proof?.fileId ?? '') : file._id);
    if (r.modifiedCount === 0) throw new AppError('repair_step_impossible');
    return { bytes: proof.bytes, sha256: proof.sha256 };
  }
  /** All of them or none: the commitment signed, the clock of the centre begun. @throws AppError as listed by the endpoint */
  async submit(actor: Actor, { body }: ParsedOf<typeof submitRepairs>): Promise<ReplyOf<typeof submitRepairs>> {
    const access = await this.access(actor);
    const all = await this.records.of(access, actor.organisationId);
    const cases = await Promise.all([...new Set(body.ids)].map((id) => this.own(actor, id)));
    const at = this.clock.now();
    const batch = cases.length > 1 ? newId() : null;
    const numbers = new Map(cases.map((c) => [c._id, c.number || numberOf(at, newShortCode())]));
    const waiting = cases.filter((c) => c.state === 'draft'); // a second tap finds them submitted
    for (const c of waiting) {
      this.chosen(all, c.recordId);
      if (!c.proof) throw new AppError('repair_proof_missing');
      if (body.pledge !== pledgeFor(c.subject).version) throw new AppError('repair_pledge_changed');
    }
    await inTransaction(this.connection, async (session) => {
      for (const c of waiting) {
        const { version, text } = pledgeFor(c.subject);
        const commitment = { version, sha256: pledgeHash({ version, text }, c._id, at), signedAt: at };
        const set = { number: numbers.get(c._id) ?? '', batch, commitment, submittedAt: at, completeOn: this.book.today() };
        await this.step(c, 'submit', set, session);
      }
    });
    for (const c of waiting) if (c.proof) await this.files.keepUntil(c.proof.fileId, this.in(KEPT_DAYS));
    if (waiting.length === 0 && cases.some((c) => !isOpenRepair(c.state))) throw new AppError('repair_step_impossible');
    return { items: cases.map((c) => ({ id: c._id, number: numbers.get(c._id) ?? '' })) };
  }
  /** What was missing is there: the clock of the unit begins anew, and the result is counted from today. */
  async supply(actor: Actor, id: string): Promise<void> {
    const c = await this.own(actor, id);
    if (c.state !== 'supplement') {
      if (c.steps.at(-1)?.event === 'supply') return;
      throw new AppError('repair_step_impossible');
    }
    await this.step(c, 'supply', { completeOn: this.book.today() });
    if (c.proof) await this.files.keepUntil(c.proof.fileId, this.in(KEPT_DAYS));
  }
  /** A second time changes nothing. */
  async withdraw(actor: Actor, id: string): Promise<void> {
    const c = await this.own(actor, id);
    if (c.state === 'withdrawn') return;
    await this.step(c, 'withdraw', {});
    if (c.proof) await this.files.remove(c.proof.fileId);
  }

  private async step(c: RepairCase, event: RepairEvent, set: Partial<RepairCase>, session?: ClientSession): Promise<void> {
    const next = moveRepair(c, event, 'applicant');
    if (!next) throw new AppError('repair_step_impossible');
    const update = movedTo(this.book, { ...c, ...set }, next, { event, at: this.clock.now(), by: null });
    const r = await this.book.cases.updateOne(
      sameStep(c),
      { ...update, $set: { ...set, ...update.$set } },
      session ? { session } : { writeConcern: { w: 'majority' } },
    );
    if (r.modifiedCount === 0) throw new AppError('repair_step_impossible');
  }
  private chosen(all: readonly CreditRecord[], id: string): CreditRecord {
    const record = all.find((r) => r.id === id);
    if (!record) throw new AppError('repair_record_unknown');
    if (!this.records.route(record).open) throw new AppError('repair_not_open');
    return record;
  }
  private async draft(actor: Actor, recordId: string, unitId: string): Promise<string> {
    const startedAt = this.clock.now();
    const subject = actor.organisationId === null ? 'person' : 'organisation';
    const fresh: RepairCase = {
      _id: timeId(startedAt),
      number: '',
      person: actor.personId,
      organisationId: actor.organisationId,
      subject,
      recordId,
      openFor: recordId,
      unitId,
      batch: null,
      state: 'draft',
      asked: false,
      extended: false,
      proof: null,
      commitment: null,
      startedAt,
      submittedAt: null,
      completeOn: null,
      since: null,
      clockFrom: null,
      workingDays: 0,
      dueOn: null,
      provisional: false,
      alarmed: null,
      document: '',
      missing: null,
      reason: null,
      extension: null,
      steps: [],
      handOff: null,
    };
    try {
      await this.book.cases.insertOne(fresh, { writeConcern: { w: 'majority' } });
      return fresh._id;
    } catch (e) {
      if (!isDuplicateKey(e)) throw e;
    }
    const there = await this.book.cases.findOne({ openFor: recordId, ...ownerOf(actor) });
    if (there?.state !== 'draft') throw new AppError('repair_under_way');
    return there._id;
  }
  private async scan(bytes: Buffer): Promise<void> {
    try {
      if (await this.virus.isClean(bytes)) return;
    } catch (e) {
      if (e instanceof PortDown) throw new AppError('material_scan_down', { retryAfter: 30 });
      throw e;
    }
    throw new AppError('material_infected');
  }
  private own(actor: Actor, id: string): Promise<RepairCase> {
    return this.book.known({ _id: id, ...ownerOf(actor) });
  }
  private access(actor: Actor): Promise<RepairAccess> {
    return this.register.own(actor, 'own_repairs', ITEMS);
  }
  private in(days: number): Date {
    return new Date(this.clock.ms() + days * DAY);
  }
}
/** A firm's applications are the firm's, whichever hand began them. */
const ownerOf = ({ personId, organisationId }: Actor): mongo.Filter<RepairCase> =>
  organisationId === null ? { person: personId, organisationId: null } : { organisationId };
/** Only while nobody made another step meanwhile. */
export const sameStep = ({ _id, state, asked, extended }: RepairCase): mongo.Filter<RepairCase> => ({ _id, state, asked, extended });
/** What a step changes beside its own fields: state, clock, the list of steps; an application that is over frees its record. */
export function movedTo(book: RepairBook, c: RepairCase, next: RepairProgress, done: RepairCase['steps'][number]) {
  const since = next.state === c.state ? (c.since ?? book.today()) : book.today();
  const over = isOpenRepair(next.state) ? {} : { $unset: { openFor: 1 as const } };
  return { $set: { ...next, since, ...book.clockOf({ completeOn: c.completeOn, ...next, since }) }, $push: { steps: done }, ...over };
}
