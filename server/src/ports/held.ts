import { held } from '../platform/held.js';

export const PORTS_HELD = [
  held({
    collection: 'sandbox_sms',
    title: '沙箱短信',
    holds: '演示环境里没有真发出去的短信（加密）',
    why: '演示',
    law: '只在演示环境有',
    kept: '15 分钟',
    by: { phoneHash: 'sandbox_sms.phone' },
    atDeletion: { do: 'erase' },
    copied: { at: '时间' },
    inner: ['_id', 'phoneHash', 'text', 'goneAt'],
  }),
];
