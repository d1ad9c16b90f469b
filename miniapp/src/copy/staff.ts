// Sentences of the desks (工作台), H5 only.
export const desk = {
  brand: '诚信滨海',
  title: '工作台',
  sourceDesk: '认定单位办理台',
  navigation: '工作台导航',
  staff: (role: string, number: string) => `${role}　工号 ${number}`,
  sandbox: '沙箱',
  logout: '退出登录',
  narrow: '工作台为电脑设计，窗口宽到 1024 以上更好用。',
} as const;

export const gate = {
  guest: { title: '先登录工作台', text: '用手机号、短信验证码和身份验证器登录。登录后会回到这一页。', action: '去登录' },
  otherRole: {
    title: (role: string) => `用${role}的身份打开`,
    text: (organisation: string) => `你在${organisation}有这项身份，换上就能办。`,
    action: '换上这个身份',
  },
  wrongRole: {
    title: '这一页由别的岗位办理',
    text: (role: string, needed: string) => `你现在是${role}，这一页给${needed}用。有账号的，换一个账号登录。`,
    action: '换一个账号登录',
  },
} as const;

export const login = {
  title: '登录工作台',
  lead: '工作人员由本单位管理员开通。每一次查询都会记在居民的“谁查过我”里。',
  totp: '动态口令',
  totpHint: '身份验证器上的 6 位数字',
  submit: '登录',
  resident: '我是居民，回首页',
} as const;

export const home = {
  title: '工作台',
  lead: (role: string) => `${role}的工作`,
  noWork: { title: '这个岗位没有要办的事', text: '有了会出现在左边。有疑问可以打咨询电话。' },
} as const;

/** A step that is told with its reason. */
export const step = { keep: '先不办' } as const;
export const reason = { label: '写明原因', short: '至少写 4 个字' } as const;

/** One desk each: its name in the side navigation and one line for the start page. */
export const nav = {
  home: { title: '开始', text: '' },
  offers: { title: '权益发布', text: '起草、审批、公布、暂停、结束' },
  statements: { title: '商户结算', text: '异议答复、确认结算、下载明细' },
  schemes: { title: '评价方案', text: '起草、试算、征求意见、审批' },
  complaints: { title: '投诉和复核', text: '按到期日领办，写明理由办结，属实的后果当时落实' },
  window: { title: '窗口核对', text: '身份被冒用的冻结与处理，车牌核实，法定代表人绑定' },
  register: { title: '查询登记', text: '谁在什么时候，凭什么，看了谁的信息' },
  reviews: { title: '异常查询', text: '非工作时间、短时间大量、与本人有关、没有办理事项' },
  seals: { title: '依法暂不告知', text: '文书、期限、两人批准，到期自动公开' },
  partners: { title: '合作方接口', text: '登记用途和事项、密钥轮换、暂停；增加事项要两个人' },
} as const;
