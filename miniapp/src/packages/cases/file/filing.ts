import type { ViewerLine } from '@binhai/shared/contract/tenancy';
import { addDays, isLocalDate } from '@binhai/shared/dates/dates';
import { COMPLAINT_WORDS_LEAST } from '@binhai/shared/rules/complaints';
import { file as words } from '../../../copy/cases';
import { today } from '../../../platform/time';
import type { Filing, Kind } from '../../../stores/complaints';
import type { Voucher } from '../../../stores/vouchers';

export const WHEN = ['today', 'yesterday', 'before'] as const;
export const OTHER = 'other';
/** The form as it was touched; empty stands for what the page proposes. */
export interface Typed {
  kind: string;
  /** A viewer of the certificate the page was opened from, or OTHER. */
  viewer: string;
  /** An agency of the list, when one was picked. */
  organisationId: string;
  name: string;
  place: string;
  way: string;
  when: (typeof WHEN)[number];
  day: string;
  text: string;
}
export const BLANK: Typed = { kind: '', viewer: '', organisationId: '', name: '', place: '', way: '', when: 'today', day: '', text: '' };
/** What the page was opened from. */
export interface Source {
  voucher: Voucher | null;
  viewers: readonly ViewerLine[];
}
/** Who is proposed: the newest viewer of the certificate. */
export const viewerOf = (typed: Typed, { viewers }: Source): ViewerLine | null => {
  if (typed.viewer === OTHER) return null;
  return viewers.find((v) => v.id === typed.viewer) ?? viewers[0] ?? null;
};
const dayOf = ({ when, day }: Typed): string => (when === 'before' ? day.trim() : addDays(today(), when === 'today' ? 0 : -1));

type Target = Pick<Filing, 'organisationId' | 'against' | 'voucherId' | 'shopName'>;
function targetOf(kind: Kind, typed: Typed, source: Source): Target | null {
  if (kind.against === 'merchant') {
    const shopName = typed.place || (source.voucher?.places.length === 1 ? source.voucher.places[0] : '');
    return source.voucher && { voucherId: source.voucher.id, ...(shopName && { shopName }) };
  }
  const viewer = kind.against === 'agency' ? viewerOf(typed, source) : null;
  if (viewer) return viewer.organisationId ? { organisationId: viewer.organisationId, against: viewer.as } : { against: viewer.as };
  const against = typed.name.trim();
  if (kind.against === 'service') return against ? { against } : {};
  return against ? { against, ...(kind.against === 'agency' && typed.organisationId && { organisationId: typed.organisationId }) } : null;
}
/** What is sent, or the word for what is still missing. */
export function filingOf(kind: Kind, typed: Typed, source: Source): Filing | string {
  const target = targetOf(kind, typed, source);
  const { missing } = words;
  if (!target) return kind.against === 'merchant' ? missing.voucher : missing.who;
  if (kind.ways.length > 0 && !typed.way) return missing.way;
  const happenedOn = dayOf(typed);
  if (!isLocalDate(happenedOn) || happenedOn > today()) return missing.day;
  const text = typed.text.trim();
  if (kind.words && text.length < COMPLAINT_WORDS_LEAST) return missing.text;
  return { kind: kind.code, ...target, ...(kind.ways.length > 0 && { way: typed.way }), happenedOn, text };
}
