import { type Move, stateAfter } from './moves.js';

/** issued → locked (by the scan, ten minutes) → redeemed → reversed, or expired, cancelled (domain research, section 7 rules 18–19). */
export const VOUCHER_STATES = ['issued', 'locked', 'redeemed', 'reversed', 'expired', 'cancelled'] as const;
export type VoucherState = (typeof VOUCHER_STATES)[number];
export type VoucherEvent = 'lock' | 'release' | 'confirm' | 'reverse_part' | 'reverse' | 'expire' | 'cancel';
/** Owner: the resident; clerk and manager: of the offer's merchant; centre: a lawful end ordered by the district's credit centre; system: time. */
export type VoucherActor = 'owner' | 'clerk' | 'manager' | 'centre' | 'system';

/** How long a scan holds a voucher; a lock past it counts as free. */
export const LOCK_MS = 600_000;
/** How long after the redemption the manager may reverse. */
export const REVERSE_MS = 86_400_000;

/** A claimed voucher is a promise to its date: nobody but the owner, time or the centre by law ends it, and no change of grade does. */
export const VOUCHER_MOVES: readonly Move<VoucherState, VoucherEvent, VoucherActor>[] = [
  // locked again: the same shop's other terminal takes over, or the old lock is past its time
  { event: 'lock', from: ['issued', 'locked'], to: 'locked', by: ['clerk', 'manager'] },
  { event: 'release', from: ['locked'], to: 'issued', by: ['clerk', 'manager', 'system'] },
  { event: 'confirm', from: ['locked'], to: 'redeemed', by: ['clerk', 'manager'] },
  // heads go back to stock and to the person's count, the rest stays redeemed
  { event: 'reverse_part', from: ['redeemed'], to: null, by: ['manager'] },
  { event: 'reverse', from: ['redeemed'], to: 'reversed', by: ['manager'] },
  { event: 'expire', from: ['issued'], to: 'expired', by: ['system'] },
  { event: 'cancel', from: ['issued'], to: 'cancelled', by: ['owner', 'centre'] },
];

export const moveVoucher = (from: VoucherState, event: VoucherEvent, by: VoucherActor): VoucherState | null => stateAfter(VOUCHER_MOVES, from, event, by);
export const canMove = (from: VoucherState, event: VoucherEvent, by: VoucherActor): boolean => moveVoucher(from, event, by) !== null;

/** What to call a voucher's state on a screen; a partial reversal is data of a redeemed one. */
export const VOUCHER_WORDS: { readonly [state in VoucherState]: string } = {
  issued: '可用',
  locked: '确认中',
  redeemed: '已核销',
  reversed: '已撤销',
  expired: '已过期',
  cancelled: '已取消',
};
