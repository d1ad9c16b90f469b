import { createHmac } from 'node:crypto';
import { addDays, daysBetween, type LocalDate, startOfDay } from '@binhai/shared/dates/dates';
import type { FieldCipher } from '../../platform/field-cipher.js';

/** A Monday: periods are weeks. */
const FIRST: LocalDate = '2024-01-01';
const DAYS = 7;

/** One week of one operator: what its gates know plates by. */
export interface GateKey {
  readonly kid: string;
  /** HMAC-SHA-256 key, 32 bytes, base64url. */
  readonly key: string;
  /** When the next one begins. */
  readonly until: Date;
}
/** Derived, so that there is nothing to store, to copy or to lose; of no use at another operator or in another week. */
export function gateKey(cipher: FieldCipher, operatorId: string, day: LocalDate): GateKey {
  const week = Math.floor(daysBetween(FIRST, day) / DAYS);
  const kid = `w${week}`;
  return { kid, key: cipher.steady('parking.gate', `${operatorId}|${kid}`), until: new Date(startOfDay(addDays(FIRST, (week + 1) * DAYS))) };
}
/** What a gate computes from the plate its camera read (docs/partner-api.md). */
export const plateToken = (key: string, plate: string): string => createHmac('sha256', Buffer.from(key, 'base64url')).update(plate, 'utf8').digest('base64url');
/** How a token stands in a pass. */
export const markOf = (kid: string, token: string): string => `${kid}.${token}`;
