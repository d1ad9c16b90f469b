import type { offers, ReplyOf } from '@binhai/shared';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { Offer } from './offer.schema.js';

const PAGE = 20;

@Injectable()
export class PerksService {
  constructor(@InjectModel(Offer.name) private readonly offers: Model<Offer>) {}

  /** Paged by key: index {_id}. */
  async list(after?: string): Promise<ReplyOf<typeof offers>> {
    const rows = await this.offers
      .find(after ? { _id: { $gt: after } } : {})
      .sort({ _id: 1 })
      .limit(PAGE + 1)
      .lean();
    const items = rows.slice(0, PAGE).map(({ _id, title, minGrade }) => ({ id: _id, title, minGrade }));
    return { items, next: rows.length > PAGE ? (items.at(-1)?.id ?? null) : null };
  }
}
