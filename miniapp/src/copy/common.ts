// Sentences that belong to no domain. 称呼“你”，先结论后原因，最后一定有出路。
export const COMMON = {
  app: '诚信滨海',
  retry: '再试一次',
  back: '返回',
  cancel: '取消',
  more: '更多',
  all: '全部',
  loading: '正在加载',
  phone: '打咨询电话',
  requestId: (id: string): string => `问题编号 ${id}`,
} as const;

/** What went wrong on this side of the network: the server's own refusals carry their sentence from the registry. */
export const CLIENT_ERRORS = {
  network: { say: '网络没有连上', wayOut: '看看手机网络，再试一次。你填的内容还在。', retryable: true },
  offline: { say: '没有网络', wayOut: '连上网络后再试。已经领到的券没有网络也能用。', retryable: true },
  timeout: { say: '等得太久，没有等到答复', wayOut: '网络可能不稳，再试一次。', retryable: true },
  cancelled: { say: '已取消', wayOut: '', retryable: false },
  unreadable: { say: '不是你的问题，是我们的数据服务在忙', wayOut: '过一会儿再试。你的信用和权益不受影响。', retryable: true },
} as const;
export type ClientErrorCode = keyof typeof CLIENT_ERRORS;

export const OFFLINE = {
  bar: '没有网络',
  hint: '连上后自动更新。领到的券没有网络也能用。',
  saved: (time: string): string => `下面是 ${time} 保存的内容，联网后自动更新。`,
  reconnect: '重新连接',
} as const;
export const PRIVACY = {
  title: '用手机号、相机之前，先请你看一眼',
  text: '我们按《个人信息保护指引》使用你授权的信息，只用来办这件事。不同意也能继续看优惠和公示。',
  read: '看《个人信息保护指引》',
  agree: '同意',
  refuse: '不同意',
} as const;
export const SANDBOX = { sms: '沙箱：短信不会真的发出', identity: '沙箱：实名由模拟服务核对', wechat: '沙箱：微信由模拟服务应答' } as const;
export const UPDATE = { now: '现在更新', fetching: '新版本正在下载，过一会儿再点' } as const;

/** 公共终端. */
export const KIOSK = {
  soon: (seconds: number) => `没有人操作，${seconds} 秒后退出并清空`,
};
