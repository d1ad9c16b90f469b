import { held } from '../platform/held.js';

export const COUNTER_HELD = [
  held({
    collection: 'statements',
    title: '月结单的经手记录',
    holds: '哪个单位几号工作人员确认、提出异议、答复或结算了哪张月结单；只涉及有工作身份的人',
    why: '双方确认须是两个人，事后查得到',
    law: '会计档案管理办法',
    kept: '和月结单一起保存 30 年',
    by: { 'steps.personId': 'person', 'life.confirmedBy': 'person', 'life.settledBy': 'person' },
    atDeletion: { do: 'keep' },
    copied: { provider: '商户', month: '月份' },
    inner: ['_id', 'organisationId', 'lines', 'closedAt', 'dueOn', 'life', 'objection', 'answer', 'payment', 'steps', 'rev'],
  }),
];
