import { daysBetween } from '@binhai/shared/dates/dates';
import { useState } from 'react';
import { home as words } from '../../copy/home';
import { SOON_DAYS } from '../../parts/consent';
import { PAGES } from '../../parts/paths';
import { go, TABS } from '../../platform/router';
import { say, today } from '../../platform/time';
import { useAccount } from '../../stores/account';
import { active, useConsents } from '../../stores/consents';
import { useHome } from '../../stores/home';
import { usePerks } from '../../stores/perks';
import { type Notice, usePublicity } from '../../stores/publicity';
import { useVouchers } from '../../stores/vouchers';
import { Box, Btn, type IconName, InlineError, Item, List, ListCell, PerkTile, PerkTiles, Section, Skeleton, SkeletonList, Txt } from '../../ui';

/** The three fields that stand on the home page, in this order. */
const FIELDS: readonly { title: string; icon: IconName }[] = words.perks.fields;
/** Opens the perks tab at one field of 信易+, by its title; at all of them while the fields are not known yet. */
export function openField(title: string): void {
  const category = usePerks.getState().catalogue.data?.items.find((c) => c.title === title)?.code ?? '';
  usePerks.getState().setFilter({ category, only: false });
  void go(TABS.perks);
}
export function Tiles() {
  const data = usePerks((s) => s.catalogue.data?.items);
  return (
    <Box role='region' label={words.perks.label}>
      <PerkTiles>
        {FIELDS.map((f) => {
          const category = data?.find((c) => c.title === f.title);
          return (
            <PerkTile
              key={f.title}
              icon={f.icon}
              name={f.title}
              text={category?.summary ?? ''}
              gain={category ? (category.offers ? words.perks.offers(category.offers) : words.perks.none) : undefined}
              onClick={() => openField(f.title)}
            />
          );
        })}
      </PerkTiles>
    </Box>
  );
}

/** Days before its last day from which a voucher is named here. */
const VOUCHER_DAYS = 7;
type Task = { key: string; icon: IconName; signal?: boolean; title: string; desc: string; open: () => void };
function useTasks(): Task[] {
  const consents = useConsents((s) => s.list.data);
  const vouchers = useVouchers((s) => s.lists.usable.data?.items);
  const unread = useAccount((s) => s.me.data?.unreadMessages ?? 0);
  const t = words.todo;
  const tasks: Task[] = [];
  if (unread) tasks.push({ key: 'unread', icon: 'bell', signal: true, title: t.unread(unread), desc: t.unreadHint, open: () => void go(PAGES.messages) });
  for (const v of vouchers ?? []) {
    const left = daysBetween(today(), v.usableUntil);
    if (left >= 0 && left <= VOUCHER_DAYS) {
      tasks.push({
        key: v.id,
        icon: 'ticket',
        title: v.title,
        desc: t.voucherHint(say.day(v.usableUntil)),
        open: () => void go(PAGES.voucher, { id: v.id }),
      });
    }
  }
  for (const c of active(consents ?? [])) {
    if (!c.until) continue;
    const left = daysBetween(today(), c.until);
    if (left >= 0 && left <= SOON_DAYS) {
      tasks.push({
        key: c.id,
        icon: 'handshake',
        title: t.consent(c.recipient, say.day(c.until)),
        desc: t.consentHint,
        open: () => void go(PAGES.consent, { id: c.id }),
      });
    }
  }
  return tasks;
}
const SHOWN_TASKS = 3;
/** Only what is the person's own to do; nobody else's requests. Without any, the section is not there. */
export function Todo() {
  const tasks = useTasks();
  const [all, setAll] = useState(false);
  if (tasks.length === 0) return null;
  const more = !all && tasks.length > SHOWN_TASKS ? words.todo.more(tasks.length) : undefined;
  return (
    <Section title={words.todo.title} more={more} onMore={() => setAll(true)}>
      <List className='todo' label={words.todo.title}>
        {(all ? tasks : tasks.slice(0, SHOWN_TASKS)).map((t) => (
          <Item key={t.key}>
            <ListCell icon={t.icon} iconTone={t.signal ? 'signal' : undefined} bold title={t.title} desc={t.desc} onClick={t.open} />
          </Item>
        ))}
      </List>
    </Section>
  );
}

const SHOWN_OFFERS = 3;
/** The public list: the same for everybody, nothing chosen by person. */
export function Offers() {
  const { data, error } = useHome((s) => s.offers);
  const o = words.offers;
  return (
    <Section title={o.title} more={data ? o.more(data.total) : undefined} onMore={() => void go(TABS.perks)}>
      {!data && (error ? <InlineError error={error} onRetry={() => void useHome.getState().loadOffers()} /> : <SkeletonList rows={2} />)}
      {data && data.items.length === 0 && <Txt className='muted'>{o.empty}</Txt>}
      {data && data.items.length > 0 && (
        <List label={o.title}>
          {data.items.slice(0, SHOWN_OFFERS).map((offer) => (
            <Item key={offer.id}>
              <Box className='cell near'>
                <Box className='near__v' hidden>
                  <Txt>{`${offer.headline.prefix}${offer.headline.figure}`}</Txt>
                  <Txt className='near__u'>{offer.headline.unit}</Txt>
                </Box>
                <Box className='cell__body'>
                  <Txt className='cell__title cell__title--b'>{offer.title}</Txt>
                  <Txt className='cell__desc'>{o.detail(offer.qualifies, offer.place)}</Txt>
                </Box>
                <Btn kind='quiet' size='s' label={o.claimLabel(offer.title)} onClick={() => void go(PAGES.offer, { id: offer.id })}>
                  {o.claim}
                </Btn>
              </Box>
            </Item>
          ))}
        </List>
      )}
    </Section>
  );
}

const SHOWN_NOTICES = 2;
function Notes({ kind, title, empty }: { kind: Notice['kind']; title: string; empty: string }) {
  const { data, error } = usePublicity((s) => s.notices);
  const items = (data ?? []).filter((n) => n.kind === kind && (kind === 'notice' || n.date >= today()));
  if (kind === 'event') items.sort((a, b) => (a.date < b.date ? -1 : 1));
  return (
    <Section title={title} more={items.length > SHOWN_NOTICES ? words.more : undefined} onMore={() => void go(PAGES.notices, { kind })}>
      {!data && (error ? <InlineError error={error} onRetry={() => void usePublicity.getState().loadNotices()} /> : <Skeleton height={72} />)}
      {data && items.length === 0 && <Txt className='muted'>{empty}</Txt>}
      {items.length > 0 && (
        <List label={title}>
          {items.slice(0, SHOWN_NOTICES).map((n) => (
            <Item key={n.id}>
              <ListCell
                title={n.title}
                desc={kind === 'event' ? words.events.line(say.dayAndWeekday(n.date), n.place) : words.notices.line(n.place, say.day(n.date))}
                onClick={() => void go(PAGES.notice, { id: n.id })}
              />
            </Item>
          ))}
        </List>
      )}
    </Section>
  );
}
export const Events = () => <Notes kind='event' title={words.events.title} empty={words.events.empty} />;
export const NoticeList = () => <Notes kind='notice' title={words.notices.title} empty={words.notices.empty} />;
