import type { Explained } from '@binhai/shared/contract/complaints';
import { complaintKind } from '@binhai/shared/rules/complaints';
import { COMPLAINT_WORDS, type ComplaintState } from '@binhai/shared/states/complaint';
import { REPAIR_WORDS, type RepairState } from '@binhai/shared/states/repair';
import { held } from '../platform/held.js';

export const CASES_HELD = [
  held({
    collection: 'repair_cases',
    title: '信用修复申请',
    holds: '为哪条记录申请、两份材料的编号和指纹、每一步的时间、决定和理由（加密）',
    why: '由认定单位决定能不能修复，并让你随时看到进度',
    law: '信用修复管理办法（国家发展改革委令第 36 号）',
    kept: '办结后 5 年；注销后封存到期再删除',
    by: { person: 'person' },
    atDeletion: { do: 'archive', months: 60, since: 'startedAt' },
    copied: {
      number: '受理编号',
      state: { label: '状态', say: (v) => REPAIR_WORDS[v as RepairState] ?? String(v) },
      startedAt: '开始填写',
      submittedAt: '提交时间',
      dueOn: '最晚办理',
      document: '决定文号',
      missing: { label: '缺的材料', sealed: true },
      reason: { label: '理由', sealed: true },
      extension: { label: '延长的理由', sealed: true },
      commitment: { label: '承诺书', say: (v) => (v as { version: string }).version },
      proof: { label: '履行证明的指纹', say: (v) => (v as { sha256: string }).sha256 },
      handOff: { label: '信用中国回执', say: (v) => (v as { receipt: string | null }).receipt ?? '等回执' },
    },
    inner: [
      '_id',
      'organisationId',
      'subject',
      'recordId',
      'openFor',
      'unitId',
      'batch',
      'asked',
      'extended',
      'completeOn',
      'since',
      'clockFrom',
      'workingDays',
      'provisional',
      'alarmed',
      'steps',
    ],
  }),
  held({
    collection: 'complaints',
    title: '投诉',
    holds: '投诉的事、对谁、时间、经过（加密）、办理结果和理由（加密）',
    why: '查清楚并答复你；属实的要落实后果',
    law: '优化营商环境条例、个人信息保护法第十三条',
    kept: '办结后 5 年；注销后封存到期再删除',
    by: { person: 'person' },
    atJoin: { do: 'service' },
    atDeletion: { do: 'archive', months: 60, since: 'filedAt' },
    copied: {
      number: '编号',
      kind: { label: '投诉的事', say: (v) => complaintKind(String(v))?.title ?? String(v) },
      shopName: '门店',
      terms: '券的条款',
      happenedOn: '哪天',
      told: {
        label: '经过',
        sealed: 'json',
        say: (v) =>
          Object.values(v as Record<string, string>)
            .filter(Boolean)
            .join('：'),
      },
      explained: {
        label: '规则当时的解释',
        sealed: 'json',
        say: (v) => {
          const { title, basis, lines } = v as Explained;
          return [title, basis, ...lines.map((l) => `${l.title}：${l.text}`)].join('；');
        },
      },
      state: { label: '状态', say: (v) => COMPLAINT_WORDS[v as ComplaintState] ?? String(v) },
      filedAt: '提交时间',
      dueOn: '最晚答复',
      decidedAt: '办结时间',
      reason: { label: '理由', sealed: true },
      consequence: '后果',
    },
    inner: ['_id', 'requestId', 'bodyHash', 'organisationId', 'voucherId', 'decision', 'workingDays', 'provisional', 'alarmed', 'handler'],
  }),
];
