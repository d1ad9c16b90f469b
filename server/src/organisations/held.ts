import { held } from '../platform/held.js';

const ROLES: Readonly<Record<string, string>> = {
  landlord: '房东',
  agent: '经纪人',
  handler: '企业经办',
  clerk: '店员',
  manager: '店长',
  source: '认定单位',
  reviewer: '审核员',
  operator: '运营',
  auditor: '审计',
};

export const ORGANISATIONS_HELD = [
  held({
    collection: 'memberships',
    title: '工作身份和企业经办',
    holds: '在哪个单位、什么身份、工号、起止时间',
    why: '居民在“谁查过我”里要能看到是哪个单位几号工作人员查的',
    law: '天津市社会信用条例（查询留痕）、个人信息保护法第五十四条',
    kept: '结束后 5 年',
    by: { personId: 'person' },
    atJoin: { do: 'service' },
    atDeletion: { do: 'keep' },
    copied: {
      organisationId: '单位编号',
      role: { label: '身份', say: (v) => ROLES[String(v)] ?? String(v) },
      staffNumber: '工号',
      scope: '范围',
      createdAt: '开始',
      until: '到',
      endedAt: '结束',
    },
    inner: ['_id', 'shopIds', 'state'],
  }),
];
