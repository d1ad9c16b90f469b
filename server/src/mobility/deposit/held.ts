import { held } from '../../platform/held.js';

const STATES: Readonly<Record<string, string>> = { granted: '等运营方接入', active: '有效', ended: '已结束' };
const ENDS: Readonly<Record<string, string>> = {
  withdraw: '你撤回了',
  lapse: '运营方没有按时接入',
  refuse: '不符合条件',
  replay: '授权码被重复使用',
  lose: '不再符合条件',
  expire: '到期',
  close: '运营方停止了服务',
};
const LAW = '个人信息保护法第十三条（你的同意）';
export const DEPOSIT_HELD = [
  held({
    collection: 'deposit_authorisations',
    title: '免押授权',
    holds: '你让哪家运营方免押、什么时候开始和结束',
    why: '运营方免押前来核对，只回答“可享受”或“请按普通条件办理”',
    law: LAW,
    kept: '结束后 30 天；你同意的凭据另存 3 年',
    by: { person: 'person' },
    atJoin: { do: 'service' },
    atDeletion: { do: 'erase' },
    copied: {
      client: '运营方代号',
      since: '同意时间',
      state: { label: '状态', say: (v) => STATES[String(v)] ?? String(v) },
      endedAt: '结束时间',
      ended: { label: '怎么结束的', say: (v) => (v === null ? '' : (ENDS[String(v)] ?? String(v))) },
    },
    inner: ['_id', 'organisationId', 'consentId', 'key', 'usedAt', 'decidedFrom', 'goneAt'],
  }),
  held({
    collection: 'deposit_orders',
    title: '免押使用记录',
    holds: '单号、开始、结束、押金是否解除；没有地点、路线和里程',
    why: '给你核对押金有没有解除，不计入信用',
    law: LAW,
    kept: '结束后 30 天',
    by: { person: 'person' },
    atJoin: { do: 'service' },
    atDeletion: { do: 'erase' },
    copied: {
      client: '运营方代号',
      number: '单号',
      startedAt: '开始',
      endedAt: '结束',
      released: { label: '押金', say: (v) => (v ? '已解除' : '还没解除') },
    },
    inner: ['_id', 'authorisation', 'bookedAt', 'reportedAt', 'shownUntil', 'goneAt'],
  }),
];
