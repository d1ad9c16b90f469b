import type { Eligibility } from '@binhai/shared/contract/perks';
import { offer as words } from '../../../copy/perks';
import type { Standing as At } from '../../../parts/gate';
import type { OfferDetail } from '../../../stores/perks';

/** What the one button of the page does now. */
export type Act =
  | { kind: 'wait' }
  | { kind: 'login' | 'real_name' | 'resident' | 'recheck'; text: string; note?: string }
  | { kind: 'claim' | 'consent'; text: string }
  | { kind: 'view'; text: string; again: boolean }
  | { kind: 'closed'; text: string; note?: string };

const b = words.bar;
/** Conditions that no act of the person meets, first one first: the button says which. */
const CLOSED = [
  ['service', b.paused],
  ['window', b.notNow],
  ['stock', b.soldOut],
  ['day_limit', b.daySoldOut],
  ['person_limit', b.limit],
] as const;

/** `failed`: the eligibility was asked for and not answered. `holds`: the person has a voucher of this offer that can still be used. */
export function actOf(at: At, offer: OfferDetail['offer'], eligibility: Eligibility | null, failed: boolean, holds: boolean, visits = false): Act {
  if (at === 'guest') return { kind: 'login', text: b.claim, note: b.guestNote };
  if (at === 'other_role') return { kind: 'resident', text: b.resident };
  if (!eligibility) return failed || at === 'failed' ? { kind: 'recheck', text: b.retry } : { kind: 'wait' };
  const no = (key: Eligibility['conditions'][number]['key']) => eligibility.conditions.some((c) => c.key === key && c.met === 'no');
  const open = eligibility.verdict !== 'no';
  if (holds) return { kind: 'view', text: b.view, again: open };
  if (open && visits) return { kind: 'claim', text: b.visit };
  if (open) return eligibility.verdict === 'consent' ? { kind: 'consent', text: b.consent } : { kind: 'claim', text: b.claim };
  const closed = CLOSED.find(([key]) => no(key));
  if (closed) return { kind: 'closed', text: offer.left === 0 && closed[0] === 'stock' ? b.soldOut : closed[0] === 'stock' ? b.daySoldOut : closed[1] };
  if (no('real_name')) return { kind: 'real_name', text: b.realName };
  return { kind: 'closed', text: b.notYet, note: b.notYetNote };
}
