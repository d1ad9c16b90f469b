import type { RecordView } from '@binhai/shared/contract/credit';
import { formatDate, type LocalDate, localDateOf } from '@binhai/shared/dates/dates';
import type { Directory } from '@binhai/shared/parameters/directory';
import type { PublicityParameters } from '@binhai/shared/parameters/publicity';
import { formatYuan } from '@binhai/shared/rules/money';
import { isPublic, isRetained } from '@binhai/shared/rules/publicity';
import type { CreditRecord, Severity } from '@binhai/shared/rules/record';
import { repairChannel, repairRoute } from '@binhai/shared/rules/repair';
import type { PersonRecord } from '../records/records.service.js';

type State = RecordView['state'];
const STATE_WORDS: Record<State, string> = {
  effective: '有效',
  in_publicity: '公示中',
  under_objection: '异议处理中',
  repaired: '已修复',
  ended: '公示期已满',
  not_counted: '不计入',
  withdrawn: '已撤回',
};
const COUNTS_WORDS: Record<State, string> = {
  effective: '按评价方案核对是否计入等级',
  in_publicity: '公示期内不评定等级，公示期满或修复后恢复',
  under_objection: '处理期间不计入等级，也不提供给任何合作方',
  repaired: '不计入等级，只有你能看到，任何人查不到',
  ended: '不计入等级',
  not_counted: '按规定不公示，不计入等级',
  withdrawn: '认定单位已撤回，不计入等级',
};
/** What a record's words rest on: the day and the sets that apply on it. */
export interface RecordBasis {
  readonly on: LocalDate;
  readonly publicity: PublicityParameters;
  readonly directory: Directory;
}

function stateOf(r: CreditRecord, { publicity, on }: RecordBasis): State {
  if (r.state === 'disputed') return 'under_objection';
  if (r.state === 'repaired' || r.state === 'withdrawn') return r.state;
  if (r.effect !== 'negative') return r.endsOn !== null && on > r.endsOn && r.kind !== 'commitment' && r.kind !== 'contract' ? 'ended' : 'effective';
  if (r.severity === 'exempt') return 'not_counted';
  return isPublic(r, publicity, on) ? 'in_publicity' : 'ended';
}

/** By the directory item: who may end the record, from when (Order 36). Court and sector get the route in words, never a form. */
function repairOf(r: CreditRecord, { publicity, directory, on }: RecordBasis): RecordView['repair'] {
  const { channel, from, state } = repairRoute(r, repairChannel(r, directory), publicity, on);
  switch (state) {
    case 'closed':
      return null;
    case 'elsewhere':
      return {
        channel,
        from,
        text: channel === 'court' ? '由作出裁判的法院办理，履行完义务后向法院申请' : '由作出决定的部门办理，改正后向该部门申请',
      };
    case 'later':
      return { channel, from, text: from === null ? '' : `${formatDate(from)}起可以申请修复` };
    case 'duties':
      return { channel, from, text: '履行完义务就可以申请修复' };
    case 'now':
      return { channel, from, text: '现在可以申请修复' };
  }
}

/** One record in words, for the person alone. */
export function recordView(r: CreditRecord, by: RecordBasis, counts: boolean): RecordView {
  const state = stateOf(r, by);
  return {
    id: r.id,
    classCode: r.classCode,
    title: r.title,
    unit: r.unit,
    documentNumber: r.documentNumber ?? '',
    decidedOn: r.decidedOn,
    state,
    stateText: STATE_WORDS[state],
    counts,
    countsText: counts ? '计入等级' : COUNTS_WORDS[state],
    repair: repairOf(r, by),
  };
}
/** Past five years a record is not shown, not used and not found (domain rule 13). */
export const isShown = (r: CreditRecord, { publicity, on }: RecordBasis): boolean => r.effect !== 'negative' || isRetained(r, publicity, on);

/** Labels of the source's further columns; one without a label here is not shown. */
const DETAIL_LABELS: Record<string, string> = {
  act: '违法行为类型',
  facts: '事实',
  basis: '依据',
  category: '类别',
  content: '内容',
  certificate: '证书名称',
  certificateNumber: '证书编号',
  remark: '备注',
};
const SEVERITY_WORDS: Record<Severity, string> = { exempt: '不公示', minor: '轻微', general: '一般', serious: '严重' };
/** 一般，公示 3 个月到 12 个月, by the law in force on the day. */
function severityText({ severity }: CreditRecord, { publicity, on }: RecordBasis): string | null {
  if (severity === null || severity === 'exempt') return severity && `${SEVERITY_WORDS[severity]}，简易程序或警告`;
  const law = publicity.laws.filter(({ from }) => from <= on).at(-1);
  if (!law) return SEVERITY_WORDS[severity];
  const { minMonths, maxMonths } = law[severity];
  return `${SEVERITY_WORDS[severity]}，公示${minMonths > 0 ? ` ${minMonths} 个月到 ${maxMonths} 个月` : `最长 ${maxMonths} 个月`}`;
}
function classText({ kind, effect, classCode }: CreditRecord, { directory }: RecordBasis): string {
  const item = directory.items.find((i) => i.kind === kind && i.effect === effect && i.code.startsWith(`${classCode}-`));
  return [directory.classes.find((c) => c.code === classCode)?.title, item?.title].filter((part) => part !== undefined).join(' › ');
}
/** @param until last day it counts, null while it has none; undefined for a record that does not count */
export function recordFields(
  { facts: r, details, fineFen, confiscatedFen, legalBasis, acceptedAt }: PersonRecord,
  by: RecordBasis,
  until: LocalDate | null | undefined,
): { label: string; value: string }[] {
  const rows: [string, string | null][] = [
    ['目录类别', classText(r, by)],
    ['严重程度', severityText(r, by)],
    ['文书号', r.documentNumber],
    ['认定单位', r.unit],
    ['决定日期', formatDate(r.decidedOn)],
    ['首次公示', r.disclosedOn && formatDate(r.disclosedOn)],
    ...Object.entries(DETAIL_LABELS).map(([key, label]): [string, string | null] => [label, details[key] ?? null]),
    ['罚款', fineFen === null ? null : formatYuan(fineFen)],
    ['没收', confiscatedFen === null ? null : formatYuan(confiscatedFen)],
    ['履行期限', r.dueOn && formatDate(r.dueOn)],
    ['履行完成', r.fulfilledOn && formatDate(r.fulfilledOn)],
    ['有效期至', r.endsOn && formatDate(r.endsOn)],
    ['计入等级到', until === undefined ? null : until === null ? '履行期间一直计入' : formatDate(until)],
    ['归集依据', legalBasis],
    ['归集时间', formatDate(localDateOf(acceptedAt.getTime()))],
  ];
  return rows.flatMap(([label, value]) => (value ? [{ label, value }] : []));
}
