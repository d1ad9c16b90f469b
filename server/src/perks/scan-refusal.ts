import { localDateOf, minuteOfDay, weekday } from '@binhai/shared/dates/dates';
import type { VoucherState } from '@binhai/shared/states/voucher';
import { AppError } from '../platform/app-error.js';
import type { ReadCode } from './code-reader.js';
import type { Redemption, Voucher } from './voucher.schema.js';
import { stateAt } from './voucher.view.js';

type Live = Pick<Redemption, 'till' | 'at'>;

/** Why a scan is refused, in the order a clerk can act on; nothing thrown: it may be tried. */
export function refuseScan(shopId: string, v: Voucher, { step, field }: Omit<ReadCode, 'voucher'>, atMs: number): void {
  const { weekdays, hours } = v.terms.use;
  const today = localDateOf(atMs);
  const minute = minuteOfDay(atMs);
  const state = stateAt(v, atMs);
  refuseState(state, v);
  if (state === 'expired') throw new AppError('voucher_expired');
  if (today < v.usableFrom) throw new AppError('voucher_not_started');
  if ((weekdays && !weekdays.includes(weekday(today))) || (hours && (minute < hours.from || minute >= hours.to))) throw new AppError('voucher_outside_hours');
  if (v[field] >= step) throw new AppError('voucher_code_spent');
  if (state === 'locked' && v.lock && v.lock.till.shopId !== shopId)
    throw new AppError('voucher_locked', { retryAfter: Math.ceil((v.lock.until.getTime() - atMs) / 1000), detail: { place: v.lock.till.shopName } });
}
export function refuseState(state: VoucherState, v: Voucher): void {
  if (state === 'redeemed' && v.redemption) throw usedError(v.redemption);
  if (state === 'reversed') throw new AppError('voucher_reversed');
  if (state === 'cancelled') throw new AppError('voucher_cancelled');
}
/** Those at the same business may know when and where it was used. */
export const usedError = ({ at, till }: Live): AppError => new AppError('voucher_used', { detail: { at: at.toISOString(), place: till.shopName } });
