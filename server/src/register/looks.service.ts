import type { ReplyOf } from '@binhai/shared/contract/http';
import type { looks } from '@binhai/shared/contract/people';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model, mongo } from 'mongoose';
import { native } from '../platform/native.js';
import type { Access } from './access.js';
import { LookerNames } from './looker-names.service.js';
import { LOOKER_KINDS, RegisterEntry } from './register-entry.schema.js';
import { SealBook } from './seal-book.service.js';
import { basisWords, PURPOSE_WORDS } from './words.js';

const PAGE = 20;
const OTHERS = LOOKER_KINDS.filter((k) => k !== 'self');
type Page = ReplyOf<typeof looks>;

/** 谁查过我: the person's own entries of the register, newest first. */
@Injectable()
export class LooksService {
  constructor(
    @InjectModel(RegisterEntry.name) private readonly entries: Model<RegisterEntry>,
    private readonly seals: SealBook,
    private readonly names: LookerNames,
  ) {}

  /** 20 a page; `after` is the id of the last one seen. */
  async page(access: Access<'own_register'>, { kind, after }: { kind?: 'self' | 'others' | undefined; after?: string | undefined }): Promise<Page> {
    const hidden = await this.seals.hiddenFrom(access.subject);
    const filter: mongo.Filter<RegisterEntry> = {
      subject: access.subject,
      ...(hidden.length > 0 && { basis: { $nin: hidden } }),
      ...(kind === 'self' && { kind: 'self' as const }),
      ...(kind === 'others' && { kind: { $in: OTHERS } }),
      ...(after !== undefined && { _id: { $lt: after } }),
    };
    const found = await native(this.entries)
      .find(filter)
      .sort({ _id: -1 })
      .limit(PAGE + 1)
      .toArray(); // index {subject, _id}, with kind {subject, kind, _id}
    const page = found.slice(0, PAGE);
    const [who, sealed] = await Promise.all([this.names.of(page), this.seals.opened(page.map((e) => e.basis))]);
    return {
      items: page.map((e) => ({
        id: e._id,
        at: e.at.toISOString(),
        who: who(e),
        kind: e.kind,
        purpose: PURPOSE_WORDS[e.purpose],
        basis: basisWords(e.basis),
        items: e.items,
        ...(sealed.has(e.basis) && { sealed: sealed.get(e.basis) }),
      })),
      next: found.length > PAGE ? (page.at(-1)?._id ?? null) : null,
    };
  }
}
