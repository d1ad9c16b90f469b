/** 投诉 (08#force and 05#refused of the mockups). */
export const GUEST = { title: '登录后提交投诉', text: '投诉要答复到你本人，所以先登录。不影响信用。' };

export const complaints = {
  title: '我的投诉',
  file: '我要投诉',
  line: (against: string, rest: string) => [against, rest].filter(Boolean).join('　'),
  filed: (day: string) => `${day}提交`,
  more: '看更早的',
  empty: { title: '还没有投诉', text: '被强迫出示凭证、商家不给用、承诺没有兑现，都可以在这里提出。' },
};
export const file = {
  title: '投诉',
  what: '发生了什么',
  who: {
    agency: '是谁',
    merchant: '哪张券',
    unit: '哪个单位',
    service: '哪个窗口或服务',
  },
  named: { agency: '机构或称呼', unit: '单位名称', service: '窗口或服务名称' },
  namedHint: { agency: '写几个字，从名录里选；不在名录里也能投诉', unit: '以门牌、文件或合同上的名称为准', service: '不写也可以' },
  other: '不在这里',
  voucher: { title: '券', shop: '商家', none: '这类投诉从券里提出，时间、商家和条款会一起记下。', open: '去我的券' },
  place: '在哪家门店',
  keep: '券照常保留。属实的，退回名额或由商家退给你多收的钱。',
  ways: '怎么回事',
  when: { title: '哪一天', today: '今天', yesterday: '昨天', before: '更早', day: '日期', dayHint: '比如 2026-11-20' },
  wrongDay: '写成年-月-日，不晚于今天',
  text: '经过',
  textHint: '写清时间和地点即可',
  submit: '提交投诉',
  missing: { who: '还没有写是谁', voucher: '先选一张券', way: '先选一项', text: '还没有写经过', day: '还没有写日期' },
  done: '已提交',
};
export const complaint = {
  title: '投诉进度',
  number: (n: string) => `投诉编号 ${n}`,
  steps: { filed: '提交投诉', claimed: '区公共信用中心办理', closed: '告诉你结果', withdrawn: '你撤回了投诉' },
  handler: (who: string) => `${who}在办`,
  waiting: '等工作人员受理',
  answered: '理由和后果在下面',
  coming: '有结果会发消息给你',
  result: '结果',
  reason: '理由',
  consequence: '后果',
  told: '你提交的',
  rows: { against: '对谁', shop: '门店', terms: '券的条款', day: '哪一天', way: '怎么回事', text: '经过' },
  withdraw: { button: '撤回投诉', title: '撤回这件投诉吗', text: '撤回后不再办理，还可以重新提交。不影响信用。', keep: '先不撤回', done: '已撤回' },
  private: '提交投诉不影响信用。经过只给办理的工作人员看，每次查看都记在“谁查过我”。',
  unknown: { title: '没有找到这件投诉', text: '从“我的投诉”里打开。', action: '我的投诉' },
};
