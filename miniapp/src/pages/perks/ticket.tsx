import { distanceWords } from '@binhai/shared/rules/distance';
import { offers as words } from '../../copy/perks';
import type { OfferCard, Standing } from '../../stores/perks';
import { type IconName, OfferTicket, type OfferTicketP } from '../../ui';

type Tag = NonNullable<OfferTicketP['tag']>;
const t = words.tags;
const plain = (text: string, icon: IconName = 'minus-circle'): Tag => ({ tone: 'mute', text, icon });

/** How the person stands on an offer, or, for a guest, how the offer itself stands. Never a word about a grade that was not reached. */
function tagOf(o: OfferCard, mine: Standing | undefined): Tag | undefined {
  if (mine?.verdict === 'claimed') return plain(mine.tag || t.claimed, 'check-circle');
  if (o.state === 'ended') return plain(t.ended);
  if (o.state === 'paused') return plain(t.paused);
  if (o.left === 0) return plain(t.soldOut);
  if (!mine) return o.needsConsent ? { tone: 'signal', text: t.consent } : undefined;
  if (mine.verdict === 'yes') return { tone: 'success', text: mine.tag || t.yes };
  if (mine.verdict === 'consent') return { tone: 'signal', text: mine.tag || t.consent };
  const graded = /守信/.test(o.qualifies);
  return { tone: 'line', text: mine.tag || (graded ? words.qualifiesTag(o.qualifies) : t.look) };
}
type TicketP = {
  offer: OfferCard;
  category: string;
  mine: Standing | undefined;
  /** To the nearest shop, while the list is in order of distance. */
  metres: number | undefined;
  onClick: () => void;
};
export function Ticket({ offer: o, category, mine, metres, onClick }: TicketP) {
  const tag = tagOf(o, mine);
  const off = o.state !== 'published' || o.left === 0 || mine?.verdict === 'no' || mine?.verdict === 'claimed';
  return (
    <OfferTicket
      id={`offer-${o.id}`}
      {...o.headline}
      title={o.title}
      text={words.line(o.qualifies, o.place)}
      {...(tag && { tag })}
      note={metres !== undefined ? distanceWords(metres) : o.left === null ? category : words.left(o.left)}
      off={off}
      onClick={onClick}
    />
  );
}
