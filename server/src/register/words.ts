import type { Purpose } from '@binhai/shared/contract/http';

/** What a look was for, as the person reads it in 谁查过我. */
export const PURPOSE_WORDS: Record<Purpose, string> = {
  own_account: '查看自己的账号',
  own_credit: '查看自己的信用等级',
  own_records: '查看自己的信用记录',
  own_perks: '查看自己能领的优惠和券',
  own_deposits: '查看自己的免押授权和使用记录',
  own_parking: '查看自己的停车优惠和停车记录',
  own_consents: '查看自己的授权',
  own_register: '查看谁查过我',
  own_messages: '查看自己的消息',
  own_reports: '查看和出具自己的信用报告',
  own_comment: '查看自己提的意见',
  real_name: '实名核验',
  account_join: '合并你自己的两个账号',
  grade_computation: '计算信用等级',
  grade_replay: '复核评定过的等级',
  scheme_trial: '试算评价方案草案（只出汇总人数）',
  voucher_claim: '领取优惠时核对资格',
  voucher_redemption: '到店核销优惠券',
  offer_verdict: '判断能否享受你选的优惠',
  deposit_verdict: '判断能否免押',
  plate_proof: '核实车是你的',
  parking_set: '把你的车牌变成停车场认得的密文',
  parking_verdict: '离场时核对停车优惠',
  own_complaints: '查看自己的投诉',
  complaint: '办理你提出的投诉',
  own_repairs: '查看和办理自己的信用修复',
  repair_case: '办理你提出的信用修复',
  own_certificates: '查看和生成自己的租房凭证',
  tenant_certificate: '查看你出示的租房凭证',
  recognised_certificate: '核对你出示的外地信用凭证',
  ingest: '归集信用信息',
  own_export: '下载自己的全部数据',
  membership_admin: '管理工作人员和店员',
  identity_case: '窗口核对被冒用的身份',
  firm_administration: '企业管理自己的经办人',
  register_review: '审计查询记录',
  legal_inquiry: '依法查询信用记录',
};
/** Why it was allowed: what callers of the register give as basis, so that one ground is always said in one way. */
export const BASES = {
  self: '本人',
  gradeOptIn: '本人开通个人信用等级服务时的同意',
  seriousRecord: '公示中的严重失信记录核对',
  replay: '评定结果可以复核（个人信息保护法第二十四条）',
  voucher: '履行你领的券（个人信息保护法第十三条）',
  appointment: '你接受了这家企业的经办人任命',
  clerk: '你是这家商户的店员',
  identityCase: '你申请冻结或到窗口核对身份（个人信息保护法第十三条）',
  certificate: '你生成并给出的租房凭证',
  join: '你证明了两个账号都是你本人的',
  reportAsked: '本人申请出具信用报告',
  ownCopy: '你申请的数据副本',
  plateProof: '你要求核实车是你的（个人信息保护法第十三条）',
  demo: '演示数据',
  audit: '审计职责：查询使用的登记和审查',
} as const;
/** A ground as the register keeps it. A new one gets its sentence here, so that the same ground never reads in two ways. */
export type Basis = (typeof BASES)[keyof typeof BASES] | `consent:${string}` | `seal:${string}` | `case:${string}`;
/** Whether a ground names something that can be looked up: the person's agreement, an order, a case of theirs. A duty of staff alone does not. */
export const isGrounded = (basis: string): boolean => /^(consent|seal|case):/.test(basis);
/** Processes of our own, by the name they act under. */
const SYSTEMS: Record<string, string> = {
  grade: '信用等级计算（系统自动）',
  scheme: '评价方案试算（系统自动）',
  replay: '信用等级复核（系统自动）',
  ingest: '信用信息归集（系统自动）',
  deposit: '免押条件复核（系统自动）',
  report: '信用报告生成（系统自动）',
  export: '做你申请的数据副本（系统自动）',
};
/** An operator at the command line, by the name they gave; the person reads the office, the audit the name. */
const OPERATOR = 'operator:';
export const operatorActor = (name: string): string => `${OPERATOR}${name}`;
export const systemName = (actor: string): string => (actor.startsWith(OPERATOR) ? '区公共信用中心运行维护' : (SYSTEMS[actor] ?? '系统自动处理'));
/** `consent:<id>` is the person's own agreement, to be seen under 我的授权; `seal:<id>` an order that was kept from the person for a time. */
export const basisWords = (basis: string): string => {
  if (basis.startsWith('consent:')) return '本人授权';
  if (basis.startsWith('case:')) return `你提出的事项 ${basis.slice('case:'.length)}`;
  return basis.startsWith('seal:') ? '依法查询，文书写在这条记录里' : basis;
};
