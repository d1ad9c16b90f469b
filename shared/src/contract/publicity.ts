import * as z from 'zod/mini';
import { Cursor, defineEndpoint, Id, LocalDate } from './http.js';

export const PublicItem = z.object({
  id: Id,
  kind: z.enum(['penalty', 'permit', 'honour']),
  organisation: z.string(),
  uscc: z.string(),
  documentNumber: z.string(),
  title: z.string(),
  unit: z.string(),
  decidedOn: z.nullable(LocalDate),
  /** valid 公示中; later states are not shown at all. */
  state: z.enum(['valid']),
});
/** E1, organisations only: natural persons are never searchable here (domain rule 22). */
export const publicSearch = defineEndpoint({
  id: 'publicity.search',
  method: 'GET',
  path: '/api/publicity/items',
  who: 'public',
  summary: '双公示查询：名称中的 2 个字、统一社会信用代码或文书号',
  query: z.strictObject({
    q: z.string('请输入名称、代码或文书号').check(z.maxLength(100)),
    kind: z.optional(z.enum(['penalty', 'permit', 'honour'])),
    after: Cursor,
  }),
  reply: z.object({ items: z.array(PublicItem), next: z.nullable(z.string()) }),
  errors: ['publicity_search_short', 'publicity_search_common', 'publicity_search_limit'],
});
export const publicItem = defineEndpoint({
  id: 'publicity.item',
  method: 'GET',
  path: '/api/publicity/items/:id',
  who: 'public',
  summary: '一条双公示',
  params: z.strictObject({ id: Id }),
  reply: z.object({
    item: PublicItem,
    fields: z.array(z.object({ label: z.string(), value: z.string() })),
    firstDay: LocalDate,
    lastDay: z.nullable(LocalDate),
    lastDayText: z.string(),
  }),
  errors: ['publicity_item_gone'],
});
export const notices = defineEndpoint({
  id: 'content.notices',
  method: 'GET',
  path: '/api/content/notices',
  who: 'public',
  summary: '公告与活动',
  reply: z.object({
    items: z.array(z.object({ id: Id, kind: z.enum(['notice', 'event']), title: z.string(), date: LocalDate, summary: z.string(), place: z.string() })),
  }),
  errors: [],
});
