import * as z from 'zod/mini';
import { SEVERITIES } from '../rules/record.js';

/** How the words of a penalty's kind and its fine map to the classes of publicity; each ministry publishes its own, so this is versioned data. */
export const SeverityMapping = z.object({
  id: z.string(),
  title: z.string(),
  from: z.string(),
  references: z.array(z.string()).check(z.minLength(1)),
  /** Words of CF_CFLB; the first entry that fits one kind decides it, the gravest kind decides the record. */
  words: z.array(z.object({ severity: z.enum(SEVERITIES), words: z.array(z.string()).check(z.minLength(1)) })),
  /** From this fine on, whole fen, a fine is serious. */
  seriousFineFen: z.object({ person: z.int().check(z.gte(1)), organisation: z.int().check(z.gte(1)) }),
  /** What fits no word. */
  otherwise: z.enum(SEVERITIES),
  /** Words of the kind or the remark that make the whole record exempt, whatever else it says. */
  simpleProcedure: z.array(z.string()),
});
export type SeverityMapping = z.infer<typeof SeverityMapping>;

/**
 * First version, general mapping until a ministry's own is entered. The sums for 'very large fine' are ours: the sources name none, and they follow the
 * thresholds at which Tianjin organs grant a hearing (to be confirmed with the official text).
 */
export const SEVERITY_2026: SeverityMapping = {
  id: 'severity-2026-1',
  title: '失信行为程度对照 2026 第 1 版',
  from: '2026-04-01',
  references: ['《信用修复管理办法》（国家发展改革委令第 36 号）', '国办发〔2025〕22 号', '《天津市社会信用条例》第十二条'],
  words: [
    { severity: 'serious', words: ['吊销', '责令停产停业', '停产停业', '责令关闭', '限制从业', '禁止从业', '市场禁入', '限制开展生产经营'] },
    { severity: 'exempt', words: ['警告'] },
    { severity: 'minor', words: ['通报批评'] },
    { severity: 'general', words: ['罚款', '没收', '暂扣', '降低资质', '行政拘留', '限制'] },
  ],
  seriousFineFen: { person: 10_000_000, organisation: 100_000_000 },
  otherwise: 'general',
  simpleProcedure: ['简易程序', '当场处罚'],
};
