import { held } from '../platform/held.js';

export const AUDIT_HELD = [
  held({
    collection: 'access_reviews',
    title: '工作查询的审查',
    holds: '工作人员某一天的查询有什么不寻常、审计怎样处理；只涉及有工作身份的人',
    why: '防止越权查询居民信息',
    law: '个人信息保护法第五十四条（合规审计）',
    kept: '5 年，和查询记录一样',
    by: { actor: 'person', 'decisions.personId': 'person' },
    atDeletion: { do: 'keep' },
    copied: { day: '日期', words: '审查内容', state: '处理状态', looks: '查询次数', people: '涉及人数' },
    inner: ['_id', 'rule', 'organisationId', 'entries', 'decisions', 'parameters'],
  }),
];
