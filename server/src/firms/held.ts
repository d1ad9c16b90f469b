import { held } from '../platform/held.js';

const KINDS: Readonly<Record<string, string>> = { invited: '企业邀请你', asked: '你申请经办' };
const STATES: Readonly<Record<string, string>> = { pending: '等答复', accepted: '已同意', declined: '没有同意', revoked: '已收回' };
export const FIRMS_HELD = [
  held({
    collection: 'firm_invitations',
    title: '企业经办的邀请',
    holds: '哪家企业、受邀的手机号（加密）、经办范围和期限、结果',
    why: '经办人要本人同意，企业要能收回',
    law: '民法典第一百六十五条（授权委托）',
    kept: '答复后 5 年',
    by: { phoneHash: 'phone' },
    atDeletion: { do: 'erase' },
    copied: {
      organisationId: '企业编号',
      kind: { label: '方式', say: (v) => KINDS[String(v)] ?? String(v) },
      state: { label: '结果', say: (v) => STATES[String(v)] ?? String(v) },
      phone: { label: '手机号', sealed: true },
      scope: '范围代号',
      until: '到',
      closesOn: '最晚答复',
      createdAt: '时间',
      answeredAt: '答复时间',
    },
    inner: ['_id', 'open', 'by'],
  }),
  held({
    collection: 'firm_acts',
    title: '以企业名义办过的事',
    holds: '哪家企业、做了什么、什么时候、你的经办号',
    why: '企业要能知道是谁经办的',
    law: '民法典第一百六十五条（授权委托）',
    kept: '5 年',
    by: { personId: 'person' },
    atDeletion: { do: 'keep' },
    copied: { organisationId: '企业编号', act: '做了什么（代号）', about: '内容', staffNumber: '经办号', at: '时间' },
    inner: ['_id'],
  }),
];
