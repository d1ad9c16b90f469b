import { held } from '../platform/held.js';

const CHANNELS: Readonly<Record<string, string>> = { h5: '网页', weapp: '微信小程序' };
export const SESSIONS_HELD = [
  held({
    collection: 'refresh_families',
    title: '登录记录',
    holds: '设备的名字和编号、从哪里登录、登录和最近使用的时间',
    why: '让你看到并退出自己的设备，发现被盗用的登录',
    law: '网络安全法第二十一条',
    kept: '登录后 180 天',
    by: { personId: 'person' },
    atDeletion: { do: 'erase' },
    copied: {
      deviceName: '设备',
      deviceId: '设备编号',
      channel: { label: '从哪里登录', say: (v) => CHANNELS[String(v)] ?? String(v) },
      createdAt: '登录时间',
      rotatedAt: '最近使用',
      ended: '怎样结束',
    },
    inner: ['_id', 'seed', 'seq', 'goneAt'],
  }),
  held({
    collection: 'sms_codes',
    title: '短信验证码',
    holds: '发送时间和次数、验证码的摘要',
    why: '核对验证码，限制发送次数',
    law: '个人信息保护法第五十一条（安全措施）',
    kept: '26 小时',
    by: { _id: 'phone' },
    atDeletion: { do: 'erase' },
    copied: { sentAt: '最近发送时间', day: '日期', sent: '当天次数' },
    inner: ['codes', 'goneAt'],
  }),
  held({
    collection: 'staff_credentials',
    title: '工作登录的动态口令',
    holds: '动态口令的密钥（加密）',
    why: '工作身份登录时多一道核对',
    law: '个人信息保护法第五十一条（安全措施）',
    kept: '到工作身份结束',
    by: { _id: 'person' },
    atDeletion: { do: 'erase' },
    copied: {},
    inner: ['_id', 'secret', 'lastStep'],
  }),
];
