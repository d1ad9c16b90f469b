import type { ParsedOf, ReplyOf } from '@binhai/shared/contract/http';
import type { publicItem, publicSearch } from '@binhai/shared/contract/publicity';
import { formatDate } from '@binhai/shared/dates/dates';
import { checkUscc } from '@binhai/shared/identifiers/uscc';
import type { RegisterKind } from '@binhai/shared/rules/public-register';
import { MAX_QUERY, searchQuery } from '@binhai/shared/text/bigrams';
import { foldSearch } from '@binhai/shared/text/fold';
import { Injectable } from '@nestjs/common';
import { AppError } from '../platform/app-error.js';
import { Limits } from '../platform/limits.js';
import { PublicRecordsService, type RecordKey, type RecordPage, type RecordQuery } from '../records/public-records.service.js';
import { detailFields, itemOf } from './public-words.js';

const PAGE = 20;
/** Queries of one address in a minute (domain rule 22). */
export const PER_MINUTE = 30;
/** A name's rarest pair may occur in so many records; a query that has none rarer asks for one more character. */
export const MOST_COMMON = 2000;
/** Pairs that the index filter uses; the folded text is compared anyway. */
const USED_GRAMS = 4;

/** A query as the steps it takes: whole names come before names that only contain the words. */
interface Plan {
  readonly steps: readonly RecordQuery[];
}

/** E1: what guests may look up about organisations. Persons are never found here, whatever is asked. */
@Injectable()
export class PublicityService {
  constructor(
    private readonly records: PublicRecordsService,
    private readonly limits: Limits,
  ) {}

  async search({ query }: ParsedOf<typeof publicSearch>, ip: string): Promise<ReplyOf<typeof publicSearch>> {
    const taken = await this.limits.take({ name: 'publicity.search', key: ip, max: PER_MINUTE, windowSeconds: 60 });
    if (!taken.ok) throw new AppError('publicity_search_limit', { retryAfter: taken.retryAfter });
    const { steps } = await this.plan(query.q);
    const from = query.after ? readCursor(query.after, steps.length) : { step: 0, key: null };
    const { items, next } = await this.walk(steps, query.kind, from);
    return { items: items.map(itemOf), next };
  }
  async item(id: string): Promise<ReplyOf<typeof publicItem>> {
    const found = await this.records.one(id);
    if (!found) throw new AppError('publicity_item_gone');
    const { record, window } = found;
    return {
      item: itemOf(record),
      fields: detailFields(record),
      firstDay: window.firstDay,
      lastDay: window.lastDay,
      lastDayText: window.lastDay === null ? '长期有效' : `${formatDate(window.lastDay)}公示期满，次日起不再显示`,
    };
  }

  private async plan(q: string): Promise<Plan> {
    // a code with a wrong check may stand in old files, so it is looked up all the same
    const code = checkUscc(q, 'import');
    if (code.ok) return { steps: [{ by: 'uscc', uscc: code.value }] };
    const folded = foldSearch(q);
    const parts = searchQuery(q);
    if (!parts.ok) {
      if (parts.reason === 'query_too_short') throw new AppError('publicity_search_short');
      throw new AppError('input_invalid', { fields: [{ path: 'query.q', message: `最多 ${MAX_QUERY} 个字` }] });
    }
    if (/\d/.test(folded) && (await this.records.hasDocument(folded))) return { steps: [{ by: 'document', folded }] };
    const [rarest, ...others] = await this.records.frequencies(parts.grams);
    if (!rarest || rarest.n === 0) return { steps: [] };
    const name: RecordQuery = { by: 'name', folded };
    if (rarest.n > MOST_COMMON) throw new AppError('publicity_search_common');
    const grams = [rarest, ...others].slice(0, USED_GRAMS).map((g) => g.gram);
    return { steps: [name, { by: 'part', grams, terms: parts.terms, but: folded }] };
  }
  private async walk(steps: readonly RecordQuery[], kind: RegisterKind | undefined, from: Place) {
    const items: RecordPage['items'][number][] = [];
    for (let step = from.step; step < steps.length; step++) {
      const query = steps[step];
      if (!query) break;
      const page = await this.records.page(query, kind, step === from.step ? from.key : null, PAGE - items.length);
      items.push(...page.items);
      if (page.next) return { items, next: writeCursor({ step, key: page.next }) };
      if (items.length === PAGE && step + 1 < steps.length) return { items, next: writeCursor({ step: step + 1, key: null }) };
    }
    return { items, next: null };
  }
}

interface Place {
  readonly step: number;
  readonly key: RecordKey | null;
}
const writeCursor = ({ step, key }: Place): string => (key ? `${step}~${key.decidedOn}~${key.id}` : `${step}`);
function readCursor(text: string, steps: number): Place {
  const m = /^(\d)(?:~(\d{4}-\d{2}-\d{2})~([A-Za-z0-9_-]{1,40}))?$/.exec(text);
  if (!m || Number(m[1]) >= Math.max(1, steps)) throw new AppError('input_invalid', { fields: [{ path: 'query.after', message: '翻页位置不对' }] });
  return { step: Number(m[1]), key: m[2] && m[3] ? { decidedOn: m[2], id: m[3] } : null };
}
