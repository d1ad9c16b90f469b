import { codePoints } from './fold.js';

/** 李*宁, 张*: the first and, from three code points on, the last one. Never half a surrogate pair, never the number of hidden characters. */
export function maskName(name: string): string {
  const points = codePoints(name);
  const first = points[0];
  if (first === undefined) return '';
  return points.length < 3 ? `${first}*` : `${first}*${points[points.length - 1]}`;
}

/** 139****7702, for the owner and for those who must be able to tell two numbers apart. */
export const maskMobile = (mobile: string): string =>
  mobile.length < 8 ? '*'.repeat(mobile.length) : `${mobile.slice(0, 3)}${'*'.repeat(mobile.length - 7)}${mobile.slice(-4)}`;

/** First one and last one of an identity number or a code (domain research, section 7 rule 24). */
export const maskNumber = (number: string): string =>
  number.length < 3 ? '*'.repeat(number.length) : `${number.slice(0, 1)}${'*'.repeat(number.length - 2)}${number.slice(-1)}`;

/** 津A***45: the issuing office and the last two. */
export const maskPlate = (plate: string): string =>
  plate.length < 5 ? '*'.repeat(plate.length) : `${plate.slice(0, 2)}${'*'.repeat(plate.length - 4)}${plate.slice(-2)}`;
