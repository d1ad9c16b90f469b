import { foldIdentifier } from '../text/fold.js';
import type { Checked } from './checked.js';

export type PlateKind = 'ordinary' | 'nev_small' | 'nev_large';
export type PlateRefusal = 'plate_empty' | 'plate_special' | 'plate_form';

const OFFICE = '[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z]';
const FORMS: readonly (readonly [PlateKind, RegExp])[] = [
  ['ordinary', new RegExp(`^${OFFICE}[A-HJ-NP-Z0-9]{5}$`)],
  ['nev_small', new RegExp(`^${OFFICE}[A-HJK][A-HJ-NP-Z0-9]\\d{4}$`)],
  ['nev_large', new RegExp(`^${OFFICE}\\d{5}[A-HJK]$`)],
];

/**
 * Number plate by GA 36, folded (width, case, blanks, dots). The serial never holds I or O; green plates take the later letters A–C, E, G–K beside D and F.
 * Police, trailer, training, embassy, 港 and 澳 plates are refused: no perk is made for them.
 */
export function checkPlate(text: string): Checked<{ kind: PlateKind }, PlateRefusal> {
  const plate = foldIdentifier(text).replace(/[-\u2010-\u2015]/g, '');
  if (plate === '') return { ok: false, reason: 'plate_empty' };
  for (const [kind, form] of FORMS) if (form.test(plate)) return { ok: true, value: plate, kind };
  return { ok: false, reason: /[学警挂使领港澳试超应急]$|^WJ|^[军空海北沈兰济南广成]|^\d{6}使$/.test(plate) ? 'plate_special' : 'plate_form' };
}
