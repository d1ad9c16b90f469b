import { addMonths, formatDate, type LocalDate } from '../../dates/dates.js';
import type { Factor } from '../../parameters/grade-scheme.js';
import { publicityWindow } from '../publicity.js';
import type { CreditRecord, RecordKind } from '../record.js';
import type { CountedItem, GradeParameters, GradeResult, NotCounted } from './g1.js';

/** One line of "等级是怎么来的", for the person only: what it does, its source document, unit, dates and when it ends (domain research, section 7 rule 7). */
export interface FactorLine {
  key: string;
  kind: Factor;
  state: 'counted' | 'open' | 'not_counted';
  title: string;
  detail: string;
  source: string;
  /** Last day it counts; null when it has no end. */
  until: LocalDate | null;
  recordIds: string[];
}
export interface GradeWords {
  /** One true sentence for the person; empty when rated. */
  unratedReason: string;
  counted: FactorLine[];
  /** Records in publicity, the true reason of an unrated state; each has a way: repair, objection. */
  open: FactorLine[];
  notCounted: FactorLine[];
}

const KIND_WORDS: { readonly [kind in RecordKind]?: string } = {
  penalty: '行政处罚',
  serious_list: '严重失信主体名单记录',
  abnormal_list: '经营异常名录记录',
  judgment: '司法裁判及执行记录',
};
const sourceOf = ({ documentNumber, unit, decidedOn }: CreditRecord): string =>
  [documentNumber ?? '', unit, formatDate(decidedOn)].filter((part) => part !== '').join('　');
const factorOf = ({ kind, effect }: CreditRecord): Factor =>
  effect !== 'negative' && (kind === 'commitment' || kind === 'contract' || kind === 'honour') ? kind : 'no_open_record';

function countedText({ until }: CountedItem, record: CreditRecord, { scheme }: GradeParameters): string {
  const to = until === null ? '履行期间一直计入' : `计到 ${formatDate(until)}`;
  if (record.kind === 'honour') return `${formatDate(record.decidedOn)}授予，${to}，不分颁发单位`;
  if (record.fulfilledOn !== null) return `${formatDate(record.fulfilledOn)}按期履行，${to}`;
  return `${formatDate(record.decidedOn)}签署，已守满 ${scheme.factors.commitment.generalMonths} 个月，${to}`;
}

function openText(record: CreditRecord, on: LocalDate, { publicity }: GradeParameters): string {
  const window = publicityWindow(record, publicity, on);
  if (window === null) return '公示期内不评定等级';
  const repair =
    window.earliestRepairDay <= on
      ? record.dutiesDone
        ? '现在可以申请修复'
        : '履行完义务就可以申请修复'
      : `${formatDate(window.earliestRepairDay)}起可以申请修复`;
  return `${formatDate(window.firstDay)}首次公示，公示期内不评定等级，${repair}${window.lastDay === null ? '' : `，最晚公示到 ${formatDate(window.lastDay)}`}`;
}

function notCountedText(reason: NotCounted, record: CreditRecord, { scheme, publicity }: GradeParameters): string {
  switch (reason) {
    case 'disputed':
      return '异议处理中，处理期间不计入，也不提供给任何合作方';
    case 'withdrawn':
      return '认定单位已撤回，不计入';
    case 'repaired':
      return '已修复，不计入';
    case 'past_retention':
      return `行为结束满 ${publicity.retentionYears} 年，不再显示和使用`;
    case 'exempt':
      return '简易程序或警告，按规定不公示，不计入';
    case 'not_in_publicity':
      return '不在公示期，不计入';
    case 'not_effective_yet':
      return `${formatDate(record.decidedOn)}起生效，生效后计入`;
    case 'running':
      return record.general
        ? `正在履行，守满 ${scheme.factors.commitment.generalMonths} 个月，${formatDate(addMonths(record.decidedOn, scheme.factors.commitment.generalMonths))}起计入`
        : record.dueOn === null
          ? '正在履行，履行完后计入'
          : `正在履行，${formatDate(record.dueOn)}前履行完后计入`;
    case 'broken':
      return '没有按期履行，这一项不计入';
    case 'ended':
      return '计入期已满，不再计入';
    case 'over_limit':
      return '同一类已计满，这一项不再累计';
    case 'not_a_factor':
      return '不是评价因素，不计入';
  }
}

function unratedText(result: GradeResult, open: readonly CreditRecord[], { scheme }: GradeParameters): string {
  if (result.unratedReason === null) return '';
  if (result.unratedReason === 'not_enough')
    return `还没有可以计入的信用承诺、合同或荣誉。签一份通用守信承诺，守满 ${scheme.factors.commitment.generalMonths} 个月，就可以评定。`;
  const kinds = open.map(({ kind }) => KIND_WORDS[kind] ?? '记录').filter((word, i, all) => all.indexOf(word) === i);
  return `你有 ${open.length} 条${kinds.length === 1 ? kinds[0] : '记录'}在公示期，公示期内不评定等级。`;
}

/** The words of a result. The records are those the result was decided on; one that is no factor at all is left out here, the record list has it. */
export function explain(result: GradeResult, records: readonly CreditRecord[], on: LocalDate, parameters: GradeParameters): GradeWords {
  const byId = (id: string): CreditRecord[] => records.filter((record) => record.id === id);
  const line = (record: CreditRecord, state: FactorLine['state'], detail: string, until: LocalDate | null): FactorLine => ({
    key: record.id,
    kind: factorOf(record),
    state,
    title: record.title,
    detail,
    source: sourceOf(record),
    until,
    recordIds: [record.id],
  });
  const openRecords = result.openRecordIds.reduce<CreditRecord[]>((all, id) => all.concat(byId(id)), []);
  const counted = result.counted.reduce<FactorLine[]>(
    (lines, item) => lines.concat(byId(item.recordId).map((record) => line(record, 'counted', countedText(item, record, parameters), item.until))),
    [],
  );
  if (openRecords.length === 0)
    counted.push({
      key: 'no_open_record',
      kind: 'no_open_record',
      state: 'counted',
      title: '无公示中的失信记录',
      detail: '每个成年人都一样计入，每天重新核对',
      source: `${formatDate(on)}核对`,
      until: null,
      recordIds: [],
    });
  return {
    unratedReason: unratedText(result, openRecords, parameters),
    counted,
    open: openRecords.map((record) => line(record, 'open', openText(record, on, parameters), null)),
    notCounted: result.notCounted
      .filter(({ reason }) => reason !== 'not_a_factor')
      .reduce<FactorLine[]>(
        (lines, { recordId, reason }) =>
          lines.concat(byId(recordId).map((record) => line(record, 'not_counted', notCountedText(reason, record, parameters), null))),
        [],
      ),
  };
}
