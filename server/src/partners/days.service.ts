import type { ParsedOf, ReplyOf } from '@binhai/shared/contract/http';
import { type DAY_EVENTS, DAY_KEPT_DAYS, type DAY_KINDS, type partnerDays } from '@binhai/shared/contract/partner-days';
import { addDays, type LocalDate, localDateOf, startOfDay } from '@binhai/shared/dates/dates';
import { CSV_START, type CsvCell, csvLine } from '@binhai/shared/text/csv';
import { Injectable, type OnModuleInit, type StreamableFile } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { AppError } from '../platform/app-error.js';
import { Clock } from '../platform/clock.js';
import type { PartnerActor } from '../platform/context.js';
import { fileReply } from '../platform/files/file-reply.js';
import { Files } from '../platform/files/files.service.js';
import { Jobs } from '../platform/jobs/jobs.service.js';
import { daily } from '../platform/jobs/schedule.js';
import { isDuplicateKey } from '../platform/mongo-errors.js';
import { native } from '../platform/native.js';
import { Signer } from '../platform/signer.js';
import { PartnerDay } from './day.schema.js';
import { PartnersService } from './partners.service.js';

/** One thing that was booked, in the partner's own numbers: never whose, never where. */
export interface DayLine {
  readonly kind: (typeof DAY_KINDS)[number];
  readonly event: (typeof DAY_EVENTS)[number];
  /** The partner's number; `ours` where we gave one too. */
  readonly number: string;
  readonly ours: string;
  readonly at: Date;
  /** Null where the kind has none. */
  readonly heads: number | null;
  /** Whole fen; relief and payment are negative where something was taken back. */
  readonly feeFen: number | null;
  readonly reliefFen: number | null;
  readonly payFen: number | null;
}
/** All lines of one partner from one instant to another, in the order of time of its kind. */
export type DaySource = (partner: string, from: Date, to: Date) => AsyncIterable<DayLine>;

const JOB = 'partners.days';
const PAGE = 31;
const PARTNERS = 100;
/** So many days back a file that was never made is made up. */
const MADE_UP_DAYS = 7;
const DAY_MS = 86_400_000;
const MOST_BYTES = 200_000_000;
const HEADS = ['kind', 'event', 'number', 'ours', 'at', 'heads', 'fee_fen', 'relief_fen', 'pay_fen'] as const;
const whole = (n: number | null): CsvCell => (n === null ? '' : { number: n, decimals: 0 });
const idOf = (partner: string, day: LocalDate) => `${partner}|${day}`;
/** What is signed of a file. */
export const dayText = (partner: string, day: LocalDate, sha256: string): string => `${partner}|${day}|${sha256}`;

/** The daily file of each partner: made once, by a durable job, from the books themselves. */
@Injectable()
export class PartnerDays implements OnModuleInit {
  private readonly sources: DaySource[] = [];

  constructor(
    @InjectModel(PartnerDay.name) private readonly days: Model<PartnerDay>,
    private readonly partners: PartnersService,
    private readonly files: Files,
    private readonly signer: Signer,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  /** Called by whoever books something for partners, when its module starts. */
  from(source: DaySource): void {
    this.sources.push(source);
  }
  onModuleInit(): void {
    this.jobs.define<{ slot: LocalDate }>(JOB, async (run) => {
      for (let after = ''; ; ) {
        const some = await this.partners.page(after, PARTNERS, null);
        for (const { _id, createdAt, state } of some)
          for (let back = MADE_UP_DAYS; back > 0 && state !== 'ended' && state !== 'registered'; back--) {
            run.throwIfStopped();
            const day = addDays(run.payload.slot, -back);
            if (day >= localDateOf(createdAt.getTime())) await this.make(_id, day);
          }
        const last = some.at(-1);
        if (!last || some.length < PARTNERS) return;
        after = last._id;
      }
    });
    // after whatever was booked before midnight is written
    this.jobs.schedule(JOB, daily(0, 25));
  }

  /** Makes a day's file, once; the day is over. */
  async make(partner: string, day: LocalDate): Promise<void> {
    const _id = idOf(partner, day);
    if (await native(this.days).findOne({ _id }, { projection: { _id: 1 } })) return;
    const sums = { lines: 0, reliefFen: 0 };
    const until = new Date(startOfDay(day) + (DAY_KEPT_DAYS + 1) * DAY_MS);
    const kept = Math.max(0, until.getTime() - this.clock.ms());
    const file = await this.files.put(this.bytes(partner, day, sums), {
      purpose: 'partner_day',
      owner: null,
      name: `reconciliation-${partner}-${day}.csv`,
      mediaType: 'text/csv',
      expiresAt: until,
      most: MOST_BYTES,
    });
    const row: PartnerDay = {
      _id,
      partner,
      day,
      file: file._id,
      ...sums,
      sha256: file.sha256,
      bytes: file.size,
      ...this.signer.sign(dayText(partner, day, file.sha256)),
      madeAt: this.clock.now(),
      until,
      goneAt: this.clock.machine(kept),
    };
    try {
      await native(this.days).insertOne(row);
    } catch (e) {
      await this.files.remove(file._id);
      if (!isDuplicateKey(e)) throw e; // another process was faster: its file stands
    }
  }
  /** Newest day first. */
  async list({ id }: PartnerActor, { query }: ParsedOf<typeof partnerDays>): Promise<ReplyOf<typeof partnerDays>> {
    const found = await native(this.days)
      .find({ partner: id, until: { $gt: this.clock.now() }, ...(query.after !== undefined && { day: { $lt: query.after } }) }) // index {partner, day}
      .sort({ day: -1 })
      .limit(PAGE + 1)
      .toArray();
    const page = found.slice(0, PAGE);
    return {
      items: page.map(({ day, madeAt, lines, reliefFen, bytes, sha256, keyId, signature, until }) => ({
        day,
        madeAt: madeAt.toISOString(),
        lines,
        reliefFen,
        bytes,
        sha256,
        keyId,
        signature,
        until: until.toISOString(),
      })),
      next: found.length > PAGE ? (page.at(-1)?.day ?? null) : null,
    };
  }
  /** @throws AppError partner_day_unknown */
  async file(partner: PartnerActor, day: LocalDate): Promise<StreamableFile> {
    const { file } = await this.get(partner, day);
    const found = await this.files.find(file, null);
    if (!found) throw new AppError('partner_day_unknown');
    return fileReply(this.files, found);
  }
  /** @throws AppError partner_day_unknown for a day that has no file, or none any more */
  async get({ id }: Pick<PartnerActor, 'id'>, day: LocalDate): Promise<PartnerDay> {
    const found = await native(this.days).findOne({ _id: idOf(id, day), until: { $gt: this.clock.now() } });
    if (!found) throw new AppError('partner_day_unknown');
    return found;
  }

  private async *bytes(partner: string, day: LocalDate, sums: { lines: number; reliefFen: number }): AsyncGenerator<Buffer> {
    const from = startOfDay(day);
    yield Buffer.from(CSV_START + csvLine(HEADS));
    for (const source of this.sources)
      for await (const l of source(partner, new Date(from), new Date(from + DAY_MS))) {
        sums.lines++;
        sums.reliefFen += l.reliefFen ?? 0;
        yield Buffer.from(
          csvLine([l.kind, l.event, l.number, l.ours, l.at.toISOString(), whole(l.heads), whole(l.feeFen), whole(l.reliefFen), whole(l.payFen)]),
        );
      }
    yield Buffer.from(csvLine(['total', '', '', '', '', whole(sums.lines), '', whole(sums.reliefFen), '']));
  }
}
