import type { ReplyOf } from '@binhai/shared/contract/http';
import type { organisationFile } from '@binhai/shared/contract/organisation-file';
import { formatDate } from '@binhai/shared/dates/dates';
import type { PublicFileKind } from '@binhai/shared/rules/public-register';
import { foldSearch } from '@binhai/shared/text/fold';
import { Injectable } from '@nestjs/common';
import { AppError } from '../platform/app-error.js';
import { Limits } from '../platform/limits.js';
import { type PublicRecord, PublicRecordsService } from '../records/public-records.service.js';
import { hideNumbers, shownName } from './public-words.js';
import { PER_MINUTE } from './publicity.service.js';

type PublicFile = ReplyOf<typeof organisationFile>;
/** Of each kind on the page; the report has all. */
const SHOWN = 20;
const TITLES: Record<PublicFileKind, string> = { permit: '行政许可', penalty: '行政处罚（公示期内）', honour: '守信激励和荣誉', commitment: '信用承诺' };
const KINDS: readonly PublicFileKind[] = ['permit', 'penalty', 'honour', 'commitment'];

/** B6: the public file of an organisation, by its code. */
@Injectable()
export class OrganisationFileService {
  constructor(
    private readonly records: PublicRecordsService,
    private readonly limits: Limits,
  ) {}

  /** For anybody, at the pace of the public search. */
  async shown(uscc: string, ip: string): Promise<PublicFile> {
    const taken = await this.limits.take({ name: 'publicity.search', key: ip, max: PER_MINUTE, windowSeconds: 60 });
    if (!taken.ok) throw new AppError('publicity_search_limit', { retryAfter: taken.retryAfter });
    const file = await this.of(uscc);
    return { ...file, sections: file.sections.map((s) => ({ ...s, items: s.items.slice(0, SHOWN) })) };
  }
  /** The whole of it. */
  async of(uscc: string): Promise<PublicFile> {
    const found = await this.records.file(uscc);
    if (!found) throw new AppError('publicity_organisation_unknown');
    const { records, on } = found;
    const names = namesOf(records);
    return {
      name: names[0] ?? '',
      uscc,
      formerNames: names.slice(1),
      rating: null, // no sector's rating is published yet (product F4)
      on,
      sections: KINDS.map((kind) => {
        const of = records.filter((r) => r.kind === kind);
        return { kind, title: TITLES[kind], total: of.length, items: of.map((r) => this.itemOf(r)) };
      }),
    };
  }

  private itemOf(r: PublicRecord): PublicFile['sections'][number]['items'][number] {
    return {
      id: r._id,
      title: hideNumbers(r.title),
      unit: r.unit,
      documentNumber: r.documentNumber ?? '',
      decidedOn: r.decidedOn,
      note: this.noteOf(r),
    };
  }
  private noteOf(r: PublicRecord): string {
    if (r.kind === 'commitment') {
      if (r.fulfilment === 'kept') return r.fulfilledOn ? `已履行，${formatDate(r.fulfilledOn)}` : '已履行';
      return r.dueOn ? `履行中，到 ${formatDate(r.dueOn)}` : '履行中';
    }
    const last = this.records.windowOf(r)?.lastDay ?? null;
    if (r.kind === 'penalty') return last ? `公示到 ${formatDate(last)}` : '公示到改正并履行完义务';
    return last ? `有效期至 ${formatDate(last)}` : '长期有效';
  }
}
/** Names that differ in more than the width of their brackets, the newest record's first; an owner's name stays masked. */
function namesOf(records: readonly PublicRecord[]): string[] {
  const names = new Map<string, string>();
  for (const r of records) if (r.organisation && !names.has(foldSearch(r.organisation))) names.set(foldSearch(r.organisation), shownName(r));
  return [...new Set(names.values())];
}
