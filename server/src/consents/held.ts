import type { ConsentText } from '@binhai/shared/contract/consents';
import { held } from '../platform/held.js';

const ACTS: Readonly<Record<string, string>> = { given: '同意', replaced: '换成新的', withdrawn: '撤回' };
const CHANNELS: Readonly<Record<string, string>> = { h5: '网页', weapp: '微信小程序' };
const LAW = '个人信息保护法第十四条、第五十五条、第五十六条';
export const CONSENTS_HELD = [
  held({
    collection: 'consents',
    title: '授权',
    holds: '你同意过谁、用在哪里、授权书全文、什么时候同意和撤回',
    why: '按你的意愿提供，撤回后马上停止',
    law: LAW,
    kept: '结束后 3 年',
    by: { personId: 'person' },
    atJoin: { do: 'service' },
    atDeletion: { do: 'erase' },
    copied: {
      'text.recipient': '接收方',
      'text.purpose': '用途',
      textVersion: '授权书版本',
      since: '同意时间',
      until: '有效到',
      withdrawnAt: '撤回时间',
      replacedAt: '换新时间',
      usedAt: '最近领券时间',
      evidenceUntil: '凭据保存到',
      text: {
        label: '授权书',
        say: (value) =>
          Object.values(value as ConsentText)
            .flat()
            .filter(Boolean)
            .join('；'),
      },
    },
    inner: ['_id', 'key', 'recipient', 'purpose', 'sessionId'],
  }),
  held({
    collection: 'consent_evidence',
    title: '授权凭据',
    holds: '每次同意、换新和撤回的时间、从哪里办的、授权书版本',
    why: '证明你同意过或撤回过',
    law: LAW,
    kept: '授权结束后 3 年',
    by: { personId: 'person' },
    atJoin: { do: 'service' },
    atDeletion: { do: 'archive', months: 36 },
    copied: {
      act: { label: '做了什么', say: (v) => ACTS[String(v)] ?? String(v) },
      at: '时间',
      channel: { label: '从哪里办', say: (v) => (v === null ? '系统' : (CHANNELS[String(v)] ?? String(v))) },
      purpose: '用途代号',
      textVersion: '授权书版本',
      text: { label: '授权书', say: (value) => (value as ConsentText).purpose },
    },
    inner: ['_id', 'consentId', 'sessionId', 'recipient'],
  }),
];
