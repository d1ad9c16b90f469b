import type { Count, ReadKind } from '@binhai/shared/contract/transparency';

// Sentences of 透明度: monthly counts, made from the register of looks.
const number = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, ',');
const count = (c: Count): string => (c.state === 'number' ? number(c.value) : c.state === 'few' ? '少于 5' : '尚未开通');
const monthOf = (month: string): string => `${month.slice(0, 4)} 年 ${Number(month.slice(5))} 月`;
const READS: { readonly [K in ReadKind]: string } = {
  self: '本人',
  counter: '到店核销',
  system: '系统计算',
  staff: '工作人员',
  parking: '停车',
  deposit_free: '免押',
  certificate: '租房凭证',
  partner: '合作平台',
};

export const transparency = {
  title: '透明度',
  month: monthOf,
  made: (month: string) => `${monthOf(month)}，由日志自动汇总`,
  change: '换月份',
  lead: '这不是征信',
  leadText: '不影响贷款、上学、就医、乘车。开不开通由本人决定。',
  optIns: '这个月开通',
  optOuts: '这个月关闭',
  reads: '谁在查',
  read: (kind: ReadKind) => READS[kind],
  readsLabel: (rows: readonly { kind: ReadKind; count: Count }[]) => `查询次数：${rows.map((r) => `${READS[r.kind]} ${count(r.count)}`).join('，')}`,
  count,
  /** 31 / 38; the second one alone where there is nothing yet. */
  of: (part: Count, whole: Count) => (part.state === 'number' && whole.state === 'number' ? `${number(part.value)} / ${number(whole.value)}` : count(whole)),
  sealed: '封存的查询',
  sealedText: '依法暂不告知本人，有文书、有期限，到期自动公开',
  cases: '修复与异议',
  repairs: '修复申请',
  inTime: '按期办结',
  upheld: '异议成立并更正',
  changed: '人工复核后改变结果',
  rules: '规则和投诉',
  schemes: '评价方案改动',
  current: (scheme: string) => `现行 ${scheme}`,
  forced: '强迫出示、索要截图',
  refused: '商家不给用',
  partners: '接入的合作方',
  until: (moment: string) => `本月还没有结束，统计到 ${moment}。`,
  note: '少于 5 的数写“少于 5”，看不出任何一个人。还没有开放的事项写“尚未开通”，不写 0。',
  copy: '复制数据表',
  copied: '数据表已复制，可以粘贴到表格里',
  copyFailed: '没有复制成功，可以再试一次',
  sheet: '选择月份',
  keep: '不换',
  columns: '事项,数量',
} as const;
