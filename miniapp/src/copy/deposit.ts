import type { DepositAuthorisation, DepositService } from '@binhai/shared/contract/deposit';
import { formatYuan } from '@binhai/shared/rules/money';

// Sentences of 免押: the consent screen an operator's app opens, 免押授权, one of them with its uses.
const OWN = '不授权也能用，按普通条件付押金。不影响信用。';

export const DEPOSIT_ICONS = {
  bike: 'bike',
  powerbank: 'powerbank',
  camera: 'camera',
  umbrella: 'handshake',
  camping: 'flag',
} as const satisfies Record<DepositService['kind'], string>;

export const authorise = {
  title: '免押授权',
  asks: (operator: string) => `${operator}想知道能不能给你免押`,
  what: (title: string, fen: number) => `${title}　免押 ${formatYuan(fen)}`,
  guest: { title: '登录后由你决定', text: '运营方想知道能不能给你免押。登录后看清接收方和用途再决定；不授权也能用，按普通条件付押金。' },
  checks: { title: '免押条件', way: '去办', met: (all: number, yes: number) => (yes === all ? `${all} 项，都满足` : `${all} 项，已满足 ${yes} 项`) },
  text: '授权书',
  again: '你授权过这家运营方，还在有效期内。同意后它会重新接入，不会多开一份。',
  tick: (version: string) => `我已看过授权书 ${version}`,
  agree: '同意并返回',
  refuse: '不同意',
  note: OWN,
  notYet: '现在还不能免押。条件和怎么做到写在上面，只有你看得到；运营方只会知道“请按普通条件办理”。',
  goBack: '按普通条件返回',
  changed: '授权书有更新，看过新的再决定。',
  lost: { title: '没有可以决定的授权', text: '免押授权从运营方的 App 发起。回到它那里，点一次免押。', action: '看我的免押授权' },
  stranger: { title: '这个链接不是运营方登记过的，我们没有打开它', text: '从运营方的 App 重新进入，不要用别人发来的链接。', action: '看我的免押授权' },
  leaving: '正在返回运营方',
} as const;

export const deposits = {
  title: '免押授权',
  guest: { title: '登录后看你的免押授权', text: '让谁免押、用了几次、押金解除没有，都在这里。' },
  open: (n: number) => `${n} 家已开通`,
  none: '还没有开通',
  zero: '¥0',
  deposit: '押金',
  instead: (fen: number) => `原来要付 ${formatYuan(fen)}`,
  manage: '管理授权',
  manageLabel: (operator: string) => `管理${operator}的授权`,
  visit: '打开运营方',
  visitLabel: (operator: string) => `打开${operator}`,
  copied: '地址已复制，在浏览器里打开',
  what: (title: string, fen: number) => `${title}　免押 ${formatYuan(fen)}`,
  until: (date: string) => `到 ${date}`,
  untilSoon: (date: string) => `${date}到期`,
  ended: (date: string) => `${date}结束`,
  granted: '等它接入',
  lately: '近 30 天',
  /** `using`: one of them has not ended. */
  sum: (count: number, unreleased: number, using: boolean) =>
    unreleased > 0 ? `共 ${count} 次，${unreleased} 次押金还没解除` : using ? `共 ${count} 次，有正在使用的` : `共 ${count} 次，押金都已解除`,
  number: (number: string) => `单号 ${number}`,
  span: (from: string, to: string | null) => (to === null ? `${from} 开始` : `${from} 至 ${to}`),
  released: '押金已解除',
  held: '押金还没解除',
  using: '使用中',
  privacy: '运营方只报单号、开始、结束和押金是否解除。没有地点、路线和里程；想看行程，请打开运营方。记录保留 30 天，不计入信用。',
  empty: { title: '还没有免押授权', text: '在运营方的 App 里点免押，由你在这里决定。不授权也能用，按普通条件付押金。' },
  noUse: '近 30 天没有使用',
  others: '还可以开通',
  otherHint: '从它的 App 发起，先看条件再决定',
} as const;

export const deposit = {
  title: '免押授权',
  since: (date: string) => `${date}同意`,
  states: { granted: '等它接入', active: '生效中', ended: '已结束' } satisfies Record<DepositAuthorisation['state'], string>,
  endings: {
    withdraw: '你撤回了授权。还想免押，到运营方重新授权。',
    lapse: '运营方没有按时接入，授权没有用上。还想免押，到运营方重新授权。',
    refuse: '接入时不符合免押条件，没有生效。',
    replay: '授权码被重复使用，为了安全已停止。没有人因此看到你的信息；还想免押，到运营方重新授权。',
    lose: '现在不符合免押条件了。打开“信用”看是哪一条、怎么恢复；恢复后到运营方重新授权。不影响信用。',
    expire: '授权到期，自动停止。还想免押，到运营方重新授权。',
    close: '运营方不再提供免押。',
  } satisfies Record<NonNullable<DepositAuthorisation['ended']>, string>,
  text: '授权书',
  uses: '近 30 天的使用',
  more: '再看更多',
  renew: '续期或看同意过的授权书',
  looks: '看它每次查询',
  complain: '投诉',
  withdraw: '撤回授权',
  sheet: (operator: string) => `撤回对${operator}的授权`,
  sheetText: '撤回马上生效。正在用的这一次照原条件用完，下一次按普通条件付押金。不影响信用。',
  keep: '先不撤回',
  withdrawn: '授权已撤回',
  note: '撤回马上生效，不影响信用',
  unknown: { title: '没有找到这项免押授权', text: '结束超过 30 天的不再显示。', action: '看我的免押授权' },
} as const;
