import type { RecordView } from '@binhai/shared/contract/credit';
import { formatDate, type LocalDate } from '@binhai/shared/dates/dates';
import type { PublicityParameters } from '@binhai/shared/parameters/publicity';
import { formatYuan } from '@binhai/shared/rules/money';
import { isPublic, isRetained, type PublicityWindow, publicityWindow } from '@binhai/shared/rules/publicity';
import type { CreditRecord } from '@binhai/shared/rules/record';
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
/** Records whose end is decided elsewhere (domain research 1.4): a judgment by its court. */
const CHANNEL: Partial<Record<CreditRecord['kind'], 'court' | 'sector'>> = { judgment: 'court', abnormal_list: 'sector' };

function stateOf(r: CreditRecord, publicity: PublicityParameters, on: LocalDate): State {
  if (r.state === 'disputed') return 'under_objection';
  if (r.state === 'repaired' || r.state === 'withdrawn') return r.state;
  if (r.effect !== 'negative') return r.endsOn !== null && on > r.endsOn && r.kind !== 'commitment' && r.kind !== 'contract' ? 'ended' : 'effective';
  if (r.severity === 'exempt') return 'not_counted';
  return isPublic(r, publicity, on) ? 'in_publicity' : 'ended';
}

function repairOf(r: CreditRecord, window: PublicityWindow | null, on: LocalDate): RecordView['repair'] {
  if (window === null) return null;
  const channel = CHANNEL[r.kind] ?? 'platform';
  if (channel === 'court') return { channel, from: null, text: '由作出裁判的法院办理，履行完义务后向法院申请' };
  if (channel === 'sector') return { channel, from: null, text: '由作出决定的部门办理，改正后向该部门申请' };
  const from = window.earliestRepairDay;
  if (on < from) return { channel, from, text: `${formatDate(from)}起可以申请修复` };
  return { channel, from, text: r.dutiesDone ? '现在可以申请修复' : '履行完义务就可以申请修复' };
}

/** One record in words, for the person alone. */
export function recordView(r: CreditRecord, publicity: PublicityParameters, on: LocalDate, counts: boolean): RecordView {
  const state = stateOf(r, publicity, on);
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
    repair: state === 'in_publicity' ? repairOf(r, publicityWindow(r, publicity, on), on) : null,
  };
}
/** Past five years a record is not shown, not used and not found (domain rule 13). */
export const isShown = (r: CreditRecord, publicity: PublicityParameters, on: LocalDate): boolean => r.effect !== 'negative' || isRetained(r, publicity, on);

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
export function recordFields({ facts: r, details, fineFen, confiscatedFen, legalBasis, acceptedAt }: PersonRecord): { label: string; value: string }[] {
  const rows: [string, string | null][] = [
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
    ['归集依据', legalBasis],
    ['归集时间', acceptedAt.toISOString().slice(0, 10)],
  ];
  return rows.flatMap(([label, value]) => (value ? [{ label, value }] : []));
}
