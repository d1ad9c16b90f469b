import { formatFen } from '@binhai/shared/rules/money';
import { formatSlot } from '@binhai/shared/rules/visit';
import type { ReactNode } from 'react';
import { voucher as words } from '../../../copy/perks';
import { useCountdown } from '../../../parts/countdown';
import { instant, say } from '../../../platform/time';
import type { Voucher } from '../../../stores/vouchers';
import { type IconName, type Tone, Txt, VoucherCard, VoucherStamp } from '../../../ui';

const TAGS: { readonly [S in Voucher['state']]: { tone: Tone; icon: IconName } } = {
  issued: { tone: 'success', icon: 'check' },
  locked: { tone: 'info', icon: 'lock' },
  redeemed: { tone: 'mute', icon: 'check-circle' },
  reversed: { tone: 'mute', icon: 'undo' },
  expired: { tone: 'warn', icon: 'clock' },
  cancelled: { tone: 'mute', icon: 'close-circle' },
};
const partly = (v: Voucher): boolean => v.state === 'redeemed' && v.reversals.length > 0;
export const voucherTag = (v: Voucher): { tone: Tone; icon: IconName; text: string } => ({
  ...TAGS[v.state],
  ...(partly(v) && { icon: 'undo' as const }),
  text: v.stateText,
});

const i = words.info;
const usesOf = (v: Voucher): string => (v.benefit.kind === 'heads' ? i.heads(v.usesLeft) : i.uses(v.usesLeft));
/** What stands below the code. `asOf`: the time of the data, where it may be old. */
function infoOf(v: Voucher, asOf: string | null): { k: string; v: string }[] {
  const first = v.places[0];
  const place = first ? [{ k: i.place, v: i.places(first, v.places.length) }] : [];
  const until = { k: i.until, v: say.date(v.usableUntil) };
  switch (v.state) {
    case 'locked':
      return [...place, ...(v.lockedAt ? [{ k: i.lockedAt, v: say.dateAndTime(v.lockedAt) }] : []), { k: i.left, v: usesOf(v) }];
    case 'issued': {
      const from = v.usableFrom > v.claimedAt.slice(0, 10) ? [{ k: i.from, v: say.date(v.usableFrom) }] : [];
      return [
        ...place,
        ...(v.visit ? [{ k: i.visit, v: i.visitAt(say.day(v.visit.date), formatSlot(v.visit)) }] : [...from, until]),
        { k: i.left, v: asOf ? i.asOf(usesOf(v), asOf) : usesOf(v) },
      ];
    }
    case 'redeemed':
    case 'reversed': {
      const at = v.redeemedAt ? [{ k: i.redeemedAt, v: say.dateAndTime(v.redeemedAt) }] : [];
      const where = v.redeemedPlace ? [{ k: i.redeemedPlace, v: v.redeemedPlace }] : [];
      return [...where, ...at, ...(v.receipt ? [{ k: i.receipt, v: v.receipt }] : [])];
    }
    case 'expired':
      return [...place, until, { k: i.usage, v: i.unused }];
    case 'cancelled': {
      const cancelled = v.cancelledAt ? [{ k: i.cancelledAt, v: say.dateAndTime(v.cancelledAt) }] : [];
      return [...place, { k: i.claimedAt, v: say.dateAndTime(v.claimedAt) }, ...cancelled, { k: i.by, v: i.self }];
    }
  }
}
function stampOf(v: Voucher, left: number): { text: string; when?: string; sea?: boolean } {
  switch (v.state) {
    case 'redeemed':
      return { text: v.stateText, ...(v.redeemedAt && { when: say.stamp(v.redeemedAt) }), sea: !partly(v) };
    case 'expired':
      return { text: v.stateText, when: `${v.usableUntil.slice(5)} 24:00` };
    case 'locked':
      return { text: v.stateText, sea: true, ...(v.lockedUntil && { when: words.locked.left(Math.floor(left / 60), left % 60) }) };
    default:
      return { text: v.stateText };
  }
}
function saysOf(v: Voucher): string[] {
  if (v.state === 'locked') return [words.locked.text];
  if (v.state === 'expired') return [words.expired.text];
  if (v.state === 'cancelled') return [words.cancelled.text];
  return v.reversals;
}
/** The voucher in each of its states: with its code while it can be used, with its stamp after. */
export function Card({ voucher: v, code, asOf }: { voucher: Voucher; code: ReactNode; asOf: string | null }) {
  const left = useCountdown(v.lockedUntil ? instant(v.lockedUntil) : 0);
  return (
    <VoucherCard title={v.title} text={v.subtitle || v.provider} tag={voucherTag(v)} info={infoOf(v, asOf)}>
      {v.state === 'issued' ? (
        code
      ) : (
        <>
          <VoucherStamp {...stampOf(v, left)} />
          {v.state === 'redeemed' && v.savedFen ? (
            <Txt block className='sub t2 mt4 vc__text'>
              {words.redeemed.saved(v.usedHeads)} <Txt className='num vc__saved'>{formatFen(v.savedFen)}</Txt> {words.redeemed.yuan}
            </Txt>
          ) : null}
          {saysOf(v).map((s) => (
            <Txt key={s} block className='sub t2 mt4 vc__text'>
              {s}
            </Txt>
          ))}
        </>
      )}
    </VoucherCard>
  );
}
