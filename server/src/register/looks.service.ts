import type { ParsedOf, ReplyOf } from '@binhai/shared/contract/http';
import type { looks } from '@binhai/shared/contract/people';
import { addDays, isLocalDate, startOfDay } from '@binhai/shared/dates/dates';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model, mongo } from 'mongoose';
import { OrganisationsService } from '../organisations/organisations.service.js';
import { PeopleService } from '../people/people.service.js';
import { AppError } from '../platform/app-error.js';
import { firstIdOf } from '../platform/id.js';
import { native } from '../platform/native.js';
import type { Access } from './access.js';
import { LookerNames } from './looker-names.service.js';
import { LOOKER_KINDS, type LookerKind, RegisterEntry } from './register-entry.schema.js';
import { SealBook } from './seal-book.service.js';
import { basisWords, PURPOSE_WORDS } from './words.js';

const PAGE = 20;
const OTHERS = LOOKER_KINDS.filter((k) => k !== 'self');
type Page = ReplyOf<typeof looks>;
type Filter = ParsedOf<typeof looks>['query'];

/** 谁查过我: the person's own entries of the register, newest first. */
@Injectable()
export class LooksService {
  constructor(
    @InjectModel(RegisterEntry.name) private readonly entries: Model<RegisterEntry>,
    private readonly seals: SealBook,
    private readonly names: LookerNames,
    private readonly organisations: OrganisationsService,
    private readonly people: PeopleService,
  ) {}

  /** 20 a page; `after` is the id of the last one seen. @throws AppError look_period_invalid */
  async page(access: Access<'own_register' | 'own_reports' | 'own_export'>, query: Filter): Promise<Page> {
    const hidden = await this.seals.hiddenFrom(access.subject);
    const accounts = await this.people.accountsOf(access.subject);
    const own: mongo.Filter<RegisterEntry> = { subject: { $in: accounts }, ...(hidden.length > 0 && { basis: { $nin: hidden } }) };
    const [found, summary] = await Promise.all([
      native(this.entries)
        .find({ $and: [own, given(query)] })
        .sort({ _id: -1 })
        .limit(PAGE + 1)
        .toArray(), // index {subject, _id}, with kind {subject, kind, _id}
      query.after === undefined ? this.summary(own) : undefined,
    ]);
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
      ...(summary && { summary }),
    };
  }

  /** How often each organisation looked since then, and when last; sealed looks are left out. */
  async lately(access: Access<'own_consents'>, since: Date): Promise<Map<string, { count: number; last: Date }>> {
    const hidden = await this.seals.hiddenFrom(access.subject);
    const found = await native(this.entries)
      .aggregate<{ _id: string; count: number; last: Date }>([
        { $match: { subject: access.subject, _id: { $gte: firstIdOf(since) }, organisationId: { $ne: null }, basis: { $nin: hidden } } }, // index {subject, _id}
        { $group: { _id: '$organisationId', count: { $sum: 1 }, last: { $max: '$at' } } },
      ])
      .toArray();
    return new Map(found.map(({ _id, count, last }) => [_id, { count, last }]));
  }
  /** Of everything the person may see; some thousand entries in five years. */
  private async summary(own: mongo.Filter<RegisterEntry>): Promise<NonNullable<Page['summary']>> {
    const found = await native(this.entries)
      .aggregate<{ _id: { kind: LookerKind; unit: string | null }; looks: number }>([
        { $match: own }, // index {subject, _id}
        { $group: { _id: { kind: '$kind', unit: '$organisationId' }, looks: { $sum: 1 } } },
      ])
      .toArray();
    const of = (kind: LookerKind) => found.reduce((n, f) => n + (f._id.kind === kind ? f.looks : 0), 0);
    const names = await this.organisations.names(found.flatMap((f) => f._id.unit ?? []));
    const units = [...names].map(([id, name]) => ({ id, name })).sort((a, b) => (a.name < b.name ? -1 : 1));
    return {
      counts: { self: of('self'), staff: of('staff'), merchant: of('merchant'), partner: of('partner'), viewer: of('viewer'), system: of('system') },
      units,
    };
  }
}
/** @throws AppError look_period_invalid */
function given({ kind, from, to, unit, after }: Filter): mongo.Filter<RegisterEntry> {
  for (const day of [from, to]) if (day !== undefined && !isLocalDate(day)) throw new AppError('look_period_invalid');
  if (from !== undefined && to !== undefined && from > to) throw new AppError('look_period_invalid');
  const end = to === undefined ? undefined : firstIdOf(new Date(startOfDay(addDays(to, 1))));
  const before = end === undefined || (after !== undefined && after < end) ? after : end;
  return {
    ...(kind !== undefined && { kind: kind === 'others' ? { $in: OTHERS } : kind }),
    ...(unit !== undefined && { organisationId: unit }),
    _id: { $gte: from === undefined ? '' : firstIdOf(new Date(startOfDay(from))), ...(before !== undefined && { $lt: before }) },
  };
}
