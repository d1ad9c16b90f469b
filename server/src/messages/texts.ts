/**
 * Every message of the inbox. Nothing sensitive stands in one (product D5): no name, number, grade or record, since a message may be read
 * over a shoulder. A domain that has something to tell adds its kind here.
 */
interface MessageText {
  readonly title: string;
  /** {name} is filled from the parameters of the message. */
  readonly text: string;
  /** Page of the app it leads to, filled as the text is; empty = nowhere. */
  readonly link: string;
}
export const MESSAGES = {
  session_reused: {
    title: '一台设备已退出登录',
    text: '{device} 的登录凭证被重复使用，为了安全已让它退出。其他设备不受影响；如果不是你本人操作，请退出全部设备。',
    link: '/packages/identity/devices/index',
  },
  device_added: {
    title: '一台新设备登录了',
    text: '{device}登录了你的账号。不认识的，在“登录设备”里让它退出；有人冒用你的身份，就马上冻结账号。',
    link: '/packages/identity/devices/index',
  },
  real_name_done: { title: '实名认证已完成', text: '不看等级的优惠现在就能领。', link: '/pages/perks/index' },
  high_done: { title: '已核验是你本人', text: '这台设备可以查看信用等级和记录。', link: '/pages/credit/index' },
  accounts_joined: {
    title: '两个账号已合并',
    text: '你的券、授权、消息和身份都到了这一个账号。以后用刚才登录的手机号或微信登录；不是你本人操作的，请马上到服务窗口。',
    link: '/packages/identity/devices/index',
  },
  firm_invited: { title: '有企业邀请你做经办人', text: '{firm}邀请你做经办人。接受或谢绝由你决定。', link: '/packages/firm/list/index' },
  firm_asked: { title: '有人申请做经办人', text: '有人申请做{firm}的经办人，等你确认。', link: '/packages/firm/list/index' },
  firm_answered: { title: '经办人的事有了答复', text: '{firm}：{answer}。', link: '/packages/firm/list/index' },
  firm_removed: { title: '经办已解除', text: '你不再是{firm}的经办人，马上生效，不影响你个人的信用。', link: '/packages/firm/list/index' },
  firm_bound: { title: '企业已绑定', text: '你可以用法定代表人身份为{firm}办事。不是你本人办的，请马上到服务窗口。', link: '/packages/firm/list/index' },
  firm_ended: { title: '法定代表人身份已解除', text: '你不再能以法定代表人身份为{firm}办事，不影响你个人的信用。', link: '/packages/firm/list/index' },
  clerk_joined: {
    title: '一位店员接受了邀请',
    text: '工号 {number} 已是{shop}的店员，现在就能核销。不认识的，在“店员”里移除。',
    link: '/packages/counter/clerks/index',
  },
  clerk_removed: { title: '你不再是店员', text: '你不再是{organisation}的店员，马上生效，不影响你个人的信用。', link: '' },
  clerk_pin_set: {
    title: '店员 PIN 已设好',
    text: '在{organisation}的共用终端，用工号和新的 PIN 接手。不是你设的，请马上到“登录设备”退出不认识的设备。',
    link: '/packages/identity/devices/index',
  },
  case_unfrozen: {
    title: '账号已解冻',
    text: '窗口核对过，账号可以照常使用。请在“登录设备”里看一看有没有不认识的。',
    link: '/packages/identity/devices/index',
  },
  case_handed_over: {
    title: '账号已还给你',
    text: '冒用的人已全部退出。冒用期间被看过什么在“谁查过我”，用过什么在“我的券”，同意过什么在“授权管理”。',
    link: '/packages/credit/looks/index',
  },
  consent_withdrawn: { title: '授权已撤回', text: '给{recipient}的一项授权已撤回，马上生效，不影响信用。', link: '/packages/identity/consents/index' },
  plate_taken_over: {
    title: '一个车牌已解绑',
    text: '有人核实了这辆车是他的，你登记的这个车牌已解绑。车是你的，就到“停车优惠”里核实一次。',
    link: '/packages/mobility/parking/index',
  },
  plate_claimed: {
    title: '有人核实了你的一辆车',
    text: '{until} 前你可以说车还是你的；不答复就归对方，你以前的停车记录还是你的。',
    link: '/packages/mobility/parking/index',
  },
  plate_moved: { title: '车牌已转到你名下', text: '原车主没有答复，这个车牌已归你。到“停车优惠”勾选停车场就能用。', link: '/packages/mobility/parking/index' },
  plate_kept: {
    title: '原车主答复了',
    text: '对方再次核实了车是他的，这个车牌没有转到你名下。有出入的，带行驶证到服务窗口。',
    link: '/packages/mobility/parking/index',
  },
  plate_papers_seen: {
    title: '窗口核对了行驶证',
    text: '车牌核实有了结果，到“停车优惠”里看。有人先核实过这辆车的，7 天内没有答复就归你。',
    link: '/packages/mobility/parking/index',
  },
  plate_papers_refused: {
    title: '窗口没能核实车牌',
    text: '行驶证和身份证没有对上，原因在窗口可以问。不影响信用，登记的车牌照常有优惠。',
    link: '/packages/mobility/parking/index',
  },
  plate_two_places: {
    title: '你的车牌同时出现在两处',
    text: '可能有人套用了车牌。说一声哪一辆是你的，停车优惠马上恢复；不影响信用。',
    link: '/packages/mobility/parking/index',
  },
  grade_opened: { title: '个人信用等级服务已开通', text: '在“信用”里查看，随时可以关闭。', link: '/pages/credit/index' },
  grade_closed: { title: '个人信用等级服务已关闭', text: '不影响信用，也不影响已领的券。', link: '/pages/credit/index' },
  deposit_replayed: {
    title: '一项免押授权已停止',
    text: '给{operator}的授权码被重复使用，为了安全已停止授权。正在用的这一次照原条件用完；还想免押，到运营方重新授权。',
    link: '/packages/mobility/deposits/index',
  },
  deposit_lost: {
    title: '一项免押授权已停止',
    text: '给{operator}的免押授权已停止，打开看原因和怎么恢复。按普通条件付押金仍可使用，不影响信用。',
    link: '/packages/mobility/deposits/index',
  },
  deposit_closed: {
    title: '一项免押授权已停止',
    text: '{operator}不再提供免押，授权已停止。正在用的这一次照原条件用完。',
    link: '/packages/mobility/deposits/index',
  },
  case_due: { title: '一件事快到期了', text: '{number} 的期限已用到八成，请按期办结。', link: '' },
  case_over: { title: '一件事已超期', text: '{number} 已超过期限，请督促办结。', link: '' },
  repair_missing: { title: '修复申请要补材料', text: '{number} 缺的材料一次说清了，补好交回就接着办。', link: '' },
  repair_decided: { title: '修复申请有了新进度', text: '{number}：{what}。', link: '' },
  repair_done: { title: '已修复', text: '{number} 已办结，公开查询、等级和合作方同时更新。', link: '' },
  repair_restored: { title: '一条修复已恢复公示', text: '{number} 的承诺没有兑现，理由和复核办法写在里面。', link: '' },
  repair_late: { title: '修复申请超期了', text: '{number} 超过了期限，我们已上报并督促办理。', link: '' },
  complaint_decided: { title: '你的投诉有了结果', text: '投诉 {number} 已办结，理由和后果写在里面。', link: '/packages/cases/complaint/index?id={id}' },
  review_decided: { title: '人工复核有了结果', text: '复核 {number} 已办结，理由写在里面。', link: '/packages/cases/complaint/index?id={id}' },
  certificate_asked: {
    title: '有人请求查看你的租房凭证',
    text: '同意不同意由你定，{until}前没有答复就算过时。不认识的，不用理会。',
    link: '/packages/tenancy/list/index',
  },
  certificate_seen: {
    title: '你的租房凭证被看过一次',
    text: '“{title}”被你给过的人看了。谁在什么时候看的，在凭证里都有；想停就作废。',
    link: '/packages/tenancy/list/index',
  },
  certificate_proof: {
    title: '租客给了你一份租房证明',
    text: '24 小时内有效，打开看写了什么，也可以存下来。',
    link: '/packages/tenancy/proof/index',
  },
  replay_differs: {
    title: '抽查的等级重算不一致',
    text: '{day}夜间抽查 {sampled} 个已存等级，{differing} 个重算结果不同。请在服务器上运行 npm run grade:replay -- --night {day} 核对原因。',
    link: '',
  },
  voucher_redeemed: { title: '券已核销', text: '“{offer}”已在{shop}核销。不是你本人使用的，请在券里提出。', link: '/pages/perks/index' },
  voucher_reversed: { title: '核销已撤销', text: '“{offer}”在{shop}的核销已撤销，次数已退回。', link: '/pages/perks/index' },
} as const satisfies Record<string, MessageText>;
export type MessageKind = keyof typeof MESSAGES;

type Names<S extends string> = S extends `${string}{${infer N}}${infer Rest}` ? N | Names<Rest> : never;
/** The parameters a kind's sentence and its page need. */
export type MessageParams<K extends MessageKind> = { readonly [N in Names<(typeof MESSAGES)[K]['text'] | (typeof MESSAGES)[K]['link']>]: string };

export const fill = (text: string, params: Readonly<Record<string, string>>): string => text.replace(/\{(\w+)\}/g, (_, name: string) => params[name] ?? '');
