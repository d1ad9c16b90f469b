import { held } from '../platform/held.js';

const VERDICTS: Readonly<Record<string, string>> = { adopted: '采纳', partly: '部分采纳', declined: '不采纳' };

export const SCHEMES_HELD = [
  held({
    collection: 'scheme_comments',
    title: '你对评价方案提的意见',
    holds: '意见、编号和答复；公开时不写是谁提的',
    why: '公开征求意见，逐条答复',
    law: '《重大行政决策程序暂行条例》第十五条、第十六条',
    kept: '和那次征求意见一起长期保存；注销后只留意见和答复，查不出是谁提的',
    by: { personId: 'person' },
    atJoin: { do: 'one', per: 'consultationId' },
    atDeletion: { do: 'detach', stay: { consultationId: { $exists: true } }, update: [{ $unset: ['personId'] }] },
    copied: {
      number: '编号',
      sealedText: { label: '意见', sealed: true },
      editedAt: '时间',
      answer: { label: '答复', say: (v) => (v ? `${VERDICTS[(v as { verdict: string }).verdict] ?? ''}。${(v as { text: string }).text}` : '还没有答复') },
    },
    inner: ['_id', 'consultationId', 'rev'],
  }),
  held({
    collection: 'schemes',
    title: '评价方案的经手记录',
    holds: '哪一步由哪个单位几号工作人员办；只涉及有工作身份的人',
    why: '起草、法制审核、审批须是三个人，事后查得到',
    law: '《重大行政决策程序暂行条例》（决策档案）',
    kept: '和方案一起长期保存',
    by: { 'steps.personId': 'person', 'life.drafters': 'person', 'life.legalBy': 'person', 'life.approvedBy': 'person' },
    atDeletion: { do: 'keep' },
    copied: { title: '方案', changedAt: '最近一次改动' },
    inner: [
      '_id',
      'number',
      'requestKey',
      'why',
      'numbers',
      'references',
      'life',
      'trialId',
      'consultationId',
      'legalDocument',
      'approvalDocument',
      'reason',
      'steps',
      'rev',
    ],
  }),
];
