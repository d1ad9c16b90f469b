import { CERTIFICATE_WORDS, type CertificateState, VIEWING_WORDS, type ViewingState } from '@binhai/shared/states/certificate';
import { held } from '../platform/held.js';

export const TENANCY_HELD = [
  held({
    collection: 'certificates',
    title: '租房凭证',
    holds: '你生成的凭证：用途、有效期、能给几个人看、同意的说明',
    why: '你给房东或经纪人看',
    law: '个人信息保护法第二十三条（你的单独同意）',
    kept: '到期后 3 年；注销时马上删除',
    by: { tenant: 'person' },
    atJoin: { do: 'service' },
    atDeletion: { do: 'erase' },
    copied: {
      benefit: '用途',
      madeAt: '生成时间',
      until: '有效到',
      state: { label: '状态', say: (v) => CERTIFICATE_WORDS[v as CertificateState] ?? String(v) },
      most: '最多给几人看',
      used: '给几人看过',
      approval: { label: '看之前要我同意', say: (v) => (v ? '是' : '当面扫码不用') },
      textVersion: '同意的说明',
      revokedAt: '作废时间',
    },
    inner: ['_id', 'code', 'requestId', 'bodyHash', 'goneAt'],
  }),
  held({
    collection: 'certificate_viewings',
    title: '租房凭证的查看',
    holds: '谁请求看、怎么称呼、手机号（部分）、有没有同意、什么时候看的',
    why: '租客知道谁看过，也能不同意',
    law: '个人信息保护法第二十三条、第四十四条',
    kept: '凭证到期后 3 年；任何一方注销时马上删除',
    by: { tenant: 'person', viewer: 'person' },
    atJoin: { do: 'service' },
    atDeletion: { do: 'erase' },
    copied: {
      shown: {
        label: '查看人',
        sealed: 'json',
        say: (v) =>
          Object.values(v as Record<string, string>)
            .filter(Boolean)
            .join(' '),
      },
      state: { label: '答复', say: (v) => VIEWING_WORDS[v as ViewingState] ?? String(v) },
      askedAt: '请求时间',
      answeredAt: '答复时间',
      looks: '看过的时间',
    },
    inner: ['_id', 'certificate', 'organisationId', 'face', 'until', 'goneAt'],
  }),
  held({
    collection: 'certificate_proofs',
    title: '租房证明',
    holds: '租客给一个查看人的 24 小时证明：可享受哪项便利、凭证到哪天、姓名（部分）',
    why: '查看人能留一份当时的证明',
    law: '个人信息保护法第二十三条（租客的单独同意）',
    kept: '24 小时，过时就删；任何一方注销时马上删除',
    by: { tenant: 'person', viewer: 'person' },
    atJoin: { do: 'service' },
    atDeletion: { do: 'erase' },
    copied: { madeAt: '给出时间', until: '有效到' },
    inner: ['_id', 'viewing', 'certificate', 'text', 'goneAt'],
  }),
];
