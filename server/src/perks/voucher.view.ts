import type { VoucherView } from '@binhai/shared/contract/perks';
import { formatMoment, localDateOf } from '@binhai/shared/dates/dates';
import { formatYuan } from '@binhai/shared/rules/money';
import { LOCK_MS, VOUCHER_WORDS, type VoucherState } from '@binhai/shared/states/voucher';
import { unitsOf } from './offer.schema.js';
import type { Redemption, Reversal, Voucher } from './voucher.schema.js';

export type { StoredReply } from './voucher.schema.js';
/** What a counter sees of a redemption. */
export interface RedeemedVoucher {
  readonly voucher: Voucher;
  readonly redemption: Redemption;
}
/** Heads one redemption may count. */
export const headsOf = ({ terms }: Voucher): number => unitsOf(terms);

/** What the stored state means at this moment: a lock past its end is none, and a date passes by itself. */
export function stateAt(v: Pick<Voucher, 'state' | 'lock' | 'expiresAt'>, atMs: number): VoucherState {
  if (v.state !== 'issued') return v.state;
  // what was locked in time may finish after the last day
  if (v.lock && v.lock.until.getTime() > atMs) return 'locked';
  return v.expiresAt.getTime() <= atMs ? 'expired' : 'issued';
}
function stateText(v: Voucher, state: VoucherState, atMs: number): string {
  if (state === 'issued' && localDateOf(atMs) < v.usableFrom) return '未到使用日期';
  if (state === 'redeemed' && v.redemption?.reversals.length) return '部分撤销';
  return VOUCHER_WORDS[state];
}
/** 11 月 25 日 10:12 店长撤销了 1 位，应退你 64.00 元：人数录多了 */
const reversalText = ({ at, heads, refundFen, reason }: Reversal): string =>
  `${formatMoment(at.getTime())} 店长撤销了${heads === null ? '这次核销' : ` ${heads} 位`}${refundFen ? `，应退你 ${formatYuan(refundFen)}` : ''}：${reason}`;

/** A shop as its voucher names it. */
export const placeLine = ({ name, address }: { readonly name: string; readonly address: string }): string => `${name}　${address}`;

/** The holder's own view. */
export function voucherView(v: Voucher, atMs: number): VoucherView {
  const { terms, redemption } = v;
  const state = stateAt(v, atMs);
  return {
    id: v._id,
    offerId: v.offer,
    title: terms.title,
    subtitle: terms.subtitle,
    provider: terms.provider,
    state,
    stateText: stateText(v, state, atMs),
    places: terms.shops.map(placeLine),
    usableFrom: v.usableFrom,
    usableUntil: v.usableUntil,
    usesLeft: state === 'issued' || state === 'locked' ? unitsOf(terms) : 0,
    claimedAt: v.claimedAt.toISOString(),
    redeemedAt: redemption?.at.toISOString() ?? null,
    redeemedPlace: redemption?.till.shopName ?? '',
    receipt: redemption?.id ?? '',
    savedFen: redemption?.kept.reliefFen ?? null,
    usedHeads: redemption?.kept.heads ?? null,
    lockedAt: state === 'locked' && v.lock ? new Date(v.lock.until.getTime() - LOCK_MS).toISOString() : null,
    lockedUntil: state === 'locked' && v.lock ? v.lock.until.toISOString() : null,
    cancelledAt: v.cancelledAt?.toISOString() ?? null,
    reversals: redemption?.reversals.map(reversalText) ?? [],
    benefit: terms.benefit,
    visit: v.visit ? { date: v.visit.date, from: v.visit.from, to: v.visit.to, heads: v.visit.heads } : null,
  };
}
