import type { ParsedOf, ReplyOf } from '@binhai/shared/contract/http';
import type { partnerDifferences, reportDifferences } from '@binhai/shared/contract/partner-days';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { Clock } from '../platform/clock.js';
import type { PartnerActor } from '../platform/context.js';
import { timeId } from '../platform/id.js';
import { native } from '../platform/native.js';
import { PartnerDifference } from './day.schema.js';
import { PartnerDays } from './days.service.js';
import { PartnerOnce } from './partner-once.js';

const PAGE = 20;

/** What a partner found to differ from its own books, and what we answer. Books are changed by what corrects them, never from here. */
@Injectable()
export class PartnerDifferences {
  constructor(
    @InjectModel(PartnerDifference.name) private readonly differences: Model<PartnerDifference>,
    private readonly days: PartnerDays,
    private readonly once: PartnerOnce,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError partner_day_unknown */
  async report(partner: PartnerActor, { params, body }: ParsedOf<typeof reportDifferences>): Promise<ReplyOf<typeof reportDifferences>> {
    const { day } = await this.days.get(partner, params.id);
    return this.once.request(partner, async (session) => {
      const at = this.clock.now();
      const row = { _id: timeId(at), partner: partner.id, day, items: body.items, at, answer: null, answeredAt: null };
      await native(this.differences).insertOne(row, { session });
      return { difference: row._id };
    });
  }
  /** Newest first. */
  async list({ id }: PartnerActor, { query }: ParsedOf<typeof partnerDifferences>): Promise<ReplyOf<typeof partnerDifferences>> {
    const found = await native(this.differences)
      .find({ partner: id, ...(query.after !== undefined && { _id: { $lt: query.after } }) }) // index {partner, _id}
      .sort({ _id: -1 })
      .limit(PAGE + 1)
      .toArray();
    const page = found.slice(0, PAGE);
    return {
      items: page.map(({ _id, day, at, items, answer, answeredAt }) => ({
        difference: _id,
        day,
        at: at.toISOString(),
        items: [...items],
        answer,
        answeredAt: answeredAt?.toISOString() ?? null,
      })),
      next: found.length > PAGE ? (page.at(-1)?._id ?? null) : null,
    };
  }
  /** For the operator: what waits for an answer, oldest first. */
  async open(most = 100): Promise<PartnerDifference[]> {
    return native(this.differences).find({ answeredAt: null }).sort({ _id: 1 }).limit(most).toArray(); // index {answeredAt, _id}
  }
  /** Once. False for one that is not there or was answered. */
  async answer(id: string, answer: string): Promise<boolean> {
    const r = await native(this.differences).updateOne({ _id: id, answeredAt: null }, { $set: { answer, answeredAt: this.clock.now() } });
    return r.modifiedCount === 1;
  }
}
