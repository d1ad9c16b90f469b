import { formatClock } from '../dates/dates.js';
import { divideHalfUp } from './money.js';

/** What a car park charges anybody: so much for each begun unit, with a cap for each 24 hours from the beginning of charging. Whole fen. */
export interface Tariff {
  readonly unitMinutes: number;
  readonly unitFen: number;
  /** Null: no cap. Midnight changes nothing: a night of 30 minutes is one stay and costs what 30 minutes cost. */
  readonly dayCapFen: number | null;
}
/** What 停车优惠 gives for one stay: free minutes come off first, the discount is applied once to the rest. */
export interface ParkingPerk {
  readonly freeMinutes: number;
  /** What is still paid: 85 is 8.5 折, 100 the normal price, 0 nothing. */
  readonly payPercent: number;
  /** Largest relief of one stay, fen; null: no limit. */
  readonly capFen: number | null;
}
export interface ParkingSums {
  /** The normal price. */
  readonly feeFen: number;
  readonly reliefFen: number;
  readonly payFen: number;
}

const DAY_S = 86_400;
/** A longer stay is a car left behind, which no perk is made for. */
export const MOST_STAY_S = 30 * DAY_S;

/**
 * The price of so many chargeable seconds. Every begun unit counts whole, so one second is a unit and none is nothing.
 * @throws RangeError for what is not a whole number of seconds from 0 to thirty days
 */
export function feeOf(chargeableSeconds: number, { unitMinutes, unitFen, dayCapFen }: Tariff): number {
  if (!Number.isInteger(chargeableSeconds) || chargeableSeconds < 0 || chargeableSeconds > MOST_STAY_S) throw new RangeError('seconds of a stay');
  const units = (seconds: number): number => Math.ceil(seconds / (unitMinutes * 60)) * unitFen;
  if (dayCapFen === null) return units(chargeableSeconds);
  const days = Math.floor(chargeableSeconds / DAY_S);
  const day = (seconds: number): number => Math.min(units(seconds), dayCapFen);
  return days * day(DAY_S) + day(chargeableSeconds % DAY_S);
}

/** Seconds that are charged once the free minutes are off: a stay of exactly the free minutes costs nothing, one second more is one second (PRK-2). */
export const chargeableSeconds = (staySeconds: number, freeMinutes: number): number => Math.max(0, staySeconds - freeMinutes * 60);

/**
 * One stay with the perk, to the fen. `feeFen` is what the gate would charge anybody; where its own rules made the stay cheaper than the tariff (a
 * season ticket), the relief is never more than that price. Rounded once, half-up on what is paid (PRK-2).
 */
export function parkingSums(staySeconds: number, feeFen: number, tariff: Tariff, perk: ParkingPerk): ParkingSums {
  const full = feeOf(staySeconds, tariff);
  const rest = feeOf(chargeableSeconds(staySeconds, perk.freeMinutes), tariff);
  const relief = full - divideHalfUp(rest * perk.payPercent, 100);
  const reliefFen = Math.min(relief, perk.capFen ?? relief, feeFen);
  return { feeFen, reliefFen, payFen: feeFen - reliefFen };
}

/** For a car that is parked: seconds since its entry, seconds still free, and the clock at which charging begins. */
export function parkedFor(entryMs: number, nowMs: number, freeMinutes: number): { seconds: number; freeSeconds: number; chargedFrom: string } {
  const seconds = Math.max(0, Math.floor((nowMs - entryMs) / 1000));
  return { seconds, freeSeconds: Math.max(0, freeMinutes * 60 - seconds), chargedFrom: formatClock(entryMs + freeMinutes * 60_000) };
}

/** 首 2 小时免费，之后 8 折 / 首 90 分钟免费 / 8 折，每次最多省 5 元 */
export function perkText({ freeMinutes, payPercent, capFen }: ParkingPerk): string {
  const free = freeMinutes === 0 ? '' : `首 ${freeMinutes % 60 === 0 ? `${freeMinutes / 60} 小时` : `${freeMinutes} 分钟`}免费`;
  const discount = payPercent === 100 ? '' : payPercent === 0 ? '全免' : `${payPercent / 10} 折`;
  const text = free && discount ? `${free}，之后${payPercent === 0 ? '' : ' '}${discount}` : free || discount || '按普通条件收费';
  return capFen === null ? text : `${text}，每次最多省 ${capFen % 100 === 0 ? capFen / 100 : (capFen / 100).toFixed(2)} 元`;
}
/** 3 小时 05 分, 40 分: DESIGN, section 6. */
export function durationText(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  const rest = minutes % 60;
  return minutes < 60 ? `${minutes} 分` : `${Math.floor(minutes / 60)} 小时 ${rest < 10 ? `0${rest}` : rest} 分`;
}
