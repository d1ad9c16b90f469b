// Sentences of the tab 我的, messages, looks (谁查过我), settings and the policy pages.
import { NOT_CREDIT_REPORTING } from './credit';

export const ROLE_TITLES = {
  resident: '居民',
  landlord: '房东',
  agent: '经纪人',
  handler: '企业经办',
  representative: '法定代表人',
  clerk: '店员',
  manager: '店长',
  source: '认定单位',
  reviewer: '审核员',
  operator: '运营',
  auditor: '审计',
} as const;

export const HOTLINE = {
  label: '咨询电话',
  hours: '工作日 9:00—17:00',
  number: '022-0000-2000',
  failed: (number: string) => `没能拨出，请直接拨打 ${number}`,
} as const;

export const me = {
  title: '我的',
  assurance: { none: '还没有实名', basic: '已实名，基础', high: '已实名，高级' },
  line: (maskedPhone: string, assurance: string) => (maskedPhone ? `${maskedPhone}　${assurance}` : assurance),
  unnamed: '还没有实名',
  loading: '正在取账号信息',
  sandbox: '沙箱　短信、实名由模拟服务应答',
  guest: '还没有登录',
  guestHint: '登录后看自己的信用、券和授权',
  login: '登录',
  realName: '去实名',
  counts: {
    vouchers: '我的券',
    consents: '生效的授权',
    looks: '谁查过我',
    unknown: '—',
    more: (n: number) => `${n}+`,
    label: (title: string, count: string) => `${title}，${count}`,
  },
  rows: {
    counter: '核销台',
    desk: '工作台',
    messages: '消息',
    unread: (n: number) => `${n} 条未读`,
    records: '全部记录',
    realName: '实名认证',
    optedIn: '等级服务',
    optedInState: { on: '已开通', off: '没有开通', closed: '还没有开放' },
    certificates: '租房凭证',
    deposits: '免押授权',
    parking: '停车优惠',
    firms: '我经办的企业',
    complaints: '我的投诉',
    role: '切换身份',
    roleNow: (role: string, others: number) => (others ? `${role}，另有 ${others} 个` : role),
    hotline: HOTLINE.label,
    data: '我的数据',
    dataHint: '导出、留存、注销',
    devices: '登录设备',
    settings: '设置',
    privacy: '隐私保护指引',
    transparency: '透明度',
    transparencyHint: '每月谁查了多少次',
    logout: '退出登录',
  },
  care: { title: '关怀版', hint: '字更大，更好找' },
  roles: {
    sheet: '切换身份',
    resident: '居民本人',
    residentHint: '自己的信用、券和授权',
    until: (role: string, date: string) => `${role}，到 ${date}`,
    bind: '绑定企业，或接受邀请',
    failed: '身份没有换成',
    keep: '不换',
  },
  logout: { sheet: '退出登录', text: '手机里保存的个人内容会清掉。不影响信用和已领的券。', keep: '先不退出', submit: '退出登录' },
} as const;

export const looks = {
  title: '谁查过我',
  lead: '每次查询都记在这里，工作人员也一样。记录只能加、不能改，点开可以自己核对。',
  kinds: { label: '按查询方筛选', all: '全部', partner: '合作方', viewer: '凭证查看人', merchant: '商户', staff: '工作人员', system: '系统', self: '本人' },
  chip: (kind: string, n: number) => `${kind} ${n}`,
  narrow: '时间和单位',
  narrowed: (parts: readonly string[]) => parts.join('　'),
  periods: { label: '时间', all: '全部时间', week: '近 7 天', month: '近 30 天', year: '近一年' },
  units: { label: '单位', all: '全部单位' },
  show: '看结果',
  clear: '清除筛选',
  today: '今天',
  count: (n: number) => `${n} 次`,
  saw: (purpose: string, items: readonly string[]) => (items.length > 0 ? `${purpose}　看到${items.join('、')}` : purpose),
  more: '看更早的',
  emptyTitle: '还没有人查过你',
  emptyText: '以后不论谁查，都会马上记在这里。',
  emptyNarrow: { title: '没有符合的查询', text: '换一个查询方、时间或单位看看。' },
  note: '保留 5 年以上。不认识的查询，可以打咨询电话告诉我们。',
  transparency: '看每月透明度',
} as const;

export const messages = {
  title: '消息',
  unread: '未读',
  emptyTitle: '还没有消息',
  emptyText: '办事进度和提醒会放在这里。消息里不写记录内容。',
  more: '看更早的',
  open: '去看看',
} as const;

export const settings = {
  title: '设置',
  care: '关怀版',
  careHint: '字更大，更好找，按钮更高',
  size: '字号',
  sizeHint: '在标准版里调大文字',
  sizes: { 1: '标准', 1.15: '大', 1.3: '特大' },
  sample: '守信优良　可以领 2 小时免费停车',
  cover: '首页遮住等级',
  coverHint: '打开首页时先遮住，点眼睛才显示',
  devices: '登录设备',
  privacy: '用户隐私保护指引',
  terms: '用户协议',
  version: (v: string) => `版本 ${v}`,
} as const;

type Chapter = { title: string; text: readonly string[] };
type Policy = { title: string; version: string; chapters: readonly Chapter[] };
export const policies: Record<'privacy' | 'terms', Policy> = {
  privacy: {
    title: '用户隐私保护指引',
    version: '第 4 版　2026 年 11 月 1 日起施行（示例）',
    chapters: [
      {
        title: '我们收什么',
        text: [
          '登录收手机号或微信标识，只用来认出你的账号和告知办事进度。',
          '实名收姓名和证件号，单独征得你同意，加密保存，只显示首尾各 1 位。',
          '只收公共信用信息目录里的信息，目录外的一律不收。',
        ],
      },
      {
        title: '给谁、给什么',
        text: [
          '没有你的同意，不向任何商家、房东提供你的信息。',
          '你同意之后，对方也只得到“可享受”或“请按普通条件办理”，得不到等级、记录和原因。',
          '法定职责下的查询不需要同意，但每一次都记在“谁查过我”。',
        ],
      },
      { title: '用多久', text: ['授权书写明期限，到期自动停止。', '注销后 15 日内删除；查询日志依法另存，只留编号。'] },
      { title: '怎么撤回', text: ['在“授权管理”里一步撤回，马上生效，不影响信用。', '个人信用等级服务随时可以关闭，1 分钟内停止。'] },
      { title: '这不是征信', text: [`${NOT_CREDIT_REPORTING}。`] },
    ],
  },
  terms: {
    title: '用户协议',
    version: '第 2 版　2026 年 11 月 1 日起施行（示例）',
    chapters: [
      { title: '谁可以用', text: ['公示、政策、活动人人可看。领取优惠和查自己的记录，面向年满 18 周岁的人。'] },
      { title: '只做激励', text: ['不开通、不领取、不授权、撤回授权、券过期，都不影响信用。', `${NOT_CREDIT_REPORTING}。`] },
      { title: '券是承诺', text: ['领了就算数，用到到期日；等级变化、关闭服务都不影响。', '商家不给用的，可以打咨询电话反映。'] },
      { title: '账号安全', text: ['账号只给本人用。发现有人冒用你的身份，马上申请冻结，由窗口核对后还给你。'] },
    ],
  },
};
