// Sentences of 企业经办: whom one acts for, appointing handlers, a firm's own page.
import type { FirmScope } from '@binhai/shared/contract/http';

/** Short in lists, whole where they are chosen. */
export const SCOPES: Readonly<Record<FirmScope, { short: string; title: string; desc?: string }>> = {
  repair: { short: '修复', title: '信用修复' },
  objection: { short: '异议', title: '信用异议' },
  commitment: { short: '信用承诺', title: '信用承诺', desc: '对企业有约束力，请慎重' },
  counter: { short: '核销与月结', title: '商户核销与月结单' },
};
export const scopeWords = (scope: readonly FirmScope[]): string => (scope.length ? scope.map((s) => SCOPES[s].short).join('、') : '全部事项');

export const AS = { handler: '经办人', representative: '法定代表人' } as const;

export const firmList = {
  title: '我经办的企业',
  handler: AS.handler,
  representative: AS.representative,
  may: '可以办',
  by: '授权人',
  byText: (until: string) => `法定代表人，到 ${until}`,
  byOpen: '法定代表人',
  number: '经办号',
  handlers: '经办人',
  handlersText: (active: number, pending: number) => (pending ? `${active} 名，${pending} 份等答复` : `${active} 名`),
  manage: '管理经办人',
  leave: '退出经办',
  enter: '进入企业',
  apart: '个人和企业的记录互不相通。用企业身份看不到你的个人记录，企业也看不到。',
  invited: '邀请你做经办人',
  asked: '等法定代表人确认',
  until: (date: string) => `到 ${date}`,
  accept: '接受',
  decline: '谢绝',
  withdraw: '收回申请',
  accepted: '已成为经办人',
  answered: '已答复',
  highFirst: '接受邀请要先确认是你本人',
  bind: '绑定一家企业',
  bindNote: '电子营业执照、法定代表人确认、服务窗口，三选一',
  emptyTitle: '还没有经办的企业',
  emptyText: '用电子营业执照绑定，或者请法定代表人邀请你。企业的修复、异议、承诺都在这里办。',
  leaveSheet: (firm: string) => `退出经办${firm}`,
  leaveText: '马上生效，要再办得重新邀请。不影响你个人的信用。',
  keep: '先不退出',
  left: '已退出经办',
} as const;

export const firmBind = {
  title: '绑定一家企业',
  code: '统一社会信用代码',
  codeHint: '营业执照上的 18 位',
  codeWrong: '统一社会信用代码不对，请对照营业执照逐位核对',
  way: '怎么确认',
  ways: {
    licence: { title: '电子营业执照', desc: '你是法定代表人，出示一次就绑定' },
    ask: { title: '法定代表人确认', desc: '你是经办人，请法定代表人在这里确认' },
    window: { title: '服务窗口', desc: '带营业执照和身份证，工作日 9:00—17:00' },
  },
  sandbox: '沙箱　不会真的查验执照',
  licence: '出示电子营业执照',
  ask: '提交申请',
  window: '咨询电话',
  sheet: {
    title: '电子营业执照（沙箱）',
    real: '电子营业执照',
    text: '正式环境会在这里打开电子营业执照。沙箱里没有真的执照，点“模拟出示”即可。',
    waiting: '在电子营业执照里确认后回到这里。',
    keep: '先不绑定',
    pass: '模拟出示',
    fetch: '取回结果',
  },
  bound: (firm: string) => `${firm}已绑定`,
  asked: '已提交，等法定代表人确认',
  windowText: '窗口核对执照和证件原件后当场绑定，不收费用。',
} as const;

export const firmTerms = {
  scope: '可以办什么',
  scopeMissing: '至少选一项',
  until: '到什么时候',
  untilSheet: '到什么时候',
  spans: { 3: '3 个月', 6: '半年', 12: '1 年', 24: '2 年' },
  untilText: (date: string) => `到 ${date}，当天还能办`,
  close: '不改',
} as const;

export const firmHandlers = {
  title: '邀请经办人',
  phone: '对方手机号',
  phoneHint: '对方要用自己的高级实名接受',
  phoneWrong: '手机号不对，请填 11 位手机号',
  submit: '发出邀请',
  note: '由你以法定代表人身份签发，随时可以解除',
  sent: '邀请已发出，14 天内有效',
  now: '现在的经办人',
  none: '还没有经办人',
  end: '解除',
  endLabel: (name: string) => `解除${name}`,
  endSheet: (name: string) => `解除${name}的经办`,
  endText: '马上生效。对方办到一半的事留给你接着办，不影响对方个人的信用。',
  keep: '先不解除',
  ended: (name: string) => `${name}已解除`,
  line: (scope: string, until: string) => (until ? `${scope}　到 ${until}` : scope),
  pending: '等答复的',
  invited: '你发出的邀请',
  asked: '对方的申请',
  confirm: '确认',
  decline: '谢绝',
  revoke: '收回',
  settled: '已办好',
  acts: '经办记录',
  actsNone: '还没有记录',
  more: '看更早的',
} as const;

export const firmHome = {
  title: '企业信用',
  switch: '切换',
  who: (name: string, as: string, number: string) => `${name} 以${as}身份办理，经办号 ${number}，每一步都记名`,
  repairable: '可以修复的',
  count: (n: number) => `${n} 条`,
  none: '公示中没有行政处罚，没有要修复的。',
  states: {
    now: (day: string) => (day ? `${day}起可修复` : '现在可修复'),
    later: (day: string) => `${day}起可修复`,
    duties: () => '履行完义务就可修复',
    elsewhere: () => '由作出决定的部门或法院办理',
  },
  outOfScope: '你的经办范围里没有信用修复。要办的，请法定代表人重新任命。',
  matters: '企业事项',
  public: '公示信息',
  publicHint: '大家能查到的',
  handlers: '经办人',
  pick: '先选一家企业',
  pickText: '用企业身份办事，要先在“我经办的企业”里进入这家企业。',
  toList: '我经办的企业',
  back: '换回居民本人',
} as const;
