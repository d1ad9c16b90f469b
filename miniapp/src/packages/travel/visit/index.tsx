import { formatSlot } from '@binhai/shared/rules/visit';
import { useRouter } from '@tarojs/taro';
import { type ReactNode, useState } from 'react';
import { asApiError } from '../../../api/client';
import { visit as words } from '../../../copy/travel';
import { ConsentFields } from '../../../parts/consent';
import { Gate, useStanding } from '../../../parts/gate';
import { PAGES } from '../../../parts/paths';
import { Screen } from '../../../parts/screen';
import { useShown } from '../../../parts/visit';
import { replace, TABS } from '../../../platform/router';
import { say } from '../../../platform/time';
import { held } from '../../../stores/by-id';
import { type OfferDetail, usePerks } from '../../../stores/perks';
import { toast } from '../../../stores/toast';
import { useTravel, type Visits } from '../../../stores/travel';
import { type Action, useAction } from '../../../stores/use-action';
import { useVouchers } from '../../../stores/vouchers';
import {
  ActionBar,
  Btn,
  Card,
  Choice,
  cx,
  EmptyState,
  Fetched,
  FilterChips,
  InlineError,
  Item,
  List,
  NoticeBar,
  Section,
  Stepper,
  Title,
  Txt,
} from '../../../ui';
import './index.scss';

/** Places from which on the number is a warning. */
const FEW = 10;
/** Refusals that say the places shown are behind. */
const BEHIND = ['visit_full', 'visit_over', 'visit_unknown', 'perk_offer_changed', 'consent_required', 'consent_text_outdated'];
interface Shown {
  readonly visits: Visits;
  readonly detail: OfferDetail;
}
interface Chosen {
  date: string;
  from: number | null;
  heads: number;
}
type Slot = Visits['days'][number]['slots'][number];

function Slots({ slots, chosen, onChoose }: { slots: readonly Slot[]; chosen: Chosen; onChoose: (from: number) => void }) {
  return (
    <List className='list--plain' label={words.slot}>
      {slots.map((s) => {
        const room = s.left >= chosen.heads;
        const on = s.from === chosen.from;
        return (
          <Item key={s.from}>
            <Btn id={`slot-${s.from}`} kind='bare' className={cx('card', 'slot', on && 'is-on')} pressed={on} disabled={!room} onClick={() => onChoose(s.from)}>
              <Txt strong className='num grow'>
                {formatSlot(s)}
              </Txt>
              <Txt className={cx('sub', s.left <= FEW ? 'signal' : 'muted')}>{s.left > 0 && s.left <= FEW ? words.few(s.left) : words.left(s.left)}</Txt>
            </Btn>
          </Item>
        );
      })}
    </List>
  );
}
interface Picking {
  readonly chosen: Chosen;
  readonly choose: (change: Partial<Chosen>) => void;
  readonly ticked: boolean;
  readonly tick: (on: boolean) => void;
}
/** What was picked, read against what there is now. */
function picked({ visits, detail }: Shown, { chosen, ticked }: Picking, asks: boolean) {
  const day = visits.days.find((d) => d.date === chosen.date) ?? visits.days[0];
  const slot = day?.slots.find((s) => s.from === chosen.from);
  const fits = slot !== undefined && slot.left >= chosen.heads;
  return { day, slot, fits, ready: fits && (!asks || ticked), consent: asks ? detail.consent : null };
}
function Form({ shown, picking, asks, claim }: { shown: Shown; picking: Picking; asks: boolean; claim: Action<[]> }) {
  const { visits, detail } = shown;
  const { chosen, choose, ticked, tick } = picking;
  const { day, consent } = picked(shown, picking, asks);
  if (!day) return <EmptyState full title={words.none.title} text={words.none.text} action={words.none.action} onAction={() => void replace(TABS.perks)} />;
  return (
    <>
      <Card>
        <Title>{detail.offer.title}</Title>
        <Txt block className='sub muted'>
          {[detail.offer.provider, detail.original].filter(Boolean).join('　')}
        </Txt>
      </Card>
      <Section title={words.day}>
        <FilterChips
          label={words.day}
          options={visits.days.map(({ date }) => ({ value: date, text: say.dayAndWeekday(date) }))}
          value={day.date}
          onChange={(date) => choose({ date, from: null })}
        />
      </Section>
      {visits.maxHeads > 1 && (
        <Section title={words.heads} note={words.headsHint}>
          <Stepper label={words.heads} value={chosen.heads} min={1} max={visits.maxHeads} unit={words.unit} onChange={(heads) => choose({ heads })} />
        </Section>
      )}
      <Section title={words.slot}>
        <Slots slots={day.slots} chosen={chosen} onChoose={(from) => choose({ from })} />
      </Section>
      {consent && (
        <Section title={words.consent}>
          <ConsentFields text={consent} />
          <Choice id='tick' kind='checkbox' label={words.tick(consent.version)} checked={ticked} onChange={tick} />
        </Section>
      )}
      {claim.error && <InlineError error={claim.error} />}
      <NoticeBar tone='plain' className='mt3'>
        {words.cancel}
      </NoticeBar>
    </>
  );
}
async function load(id: string): Promise<void> {
  await Promise.all([useTravel.getState().loadVisits(id), usePerks.getState().loadDetail(id), usePerks.getState().loadEligibility(id)]);
}
/** 信易游: the day, the time and how many come. Of companions nothing is asked. */
export default function Visit() {
  const id = useRouter().params.id ?? '';
  const visits = useTravel((s) => held(s.visits, id));
  const detail = usePerks((s) => held(s.details, id));
  const asks = usePerks((s) => held(s.eligibilities, id).data?.verdict === 'consent');
  const at = useStanding('login');
  const [chosen, setChosen] = useState<Chosen>({ date: '', from: null, heads: 1 });
  const [ticked, tick] = useState(false);
  const picking: Picking = { chosen, choose: (change) => setChosen({ ...chosen, ...change }), ticked, tick };
  const shown = visits.data && detail.data ? { visits: visits.data, detail: detail.data } : null;
  const now = shown && picked(shown, picking, asks);
  const claim = useAction(async () => {
    if (!shown || !now?.day || !now.slot) return;
    const visit = { date: now.day.date, from: now.slot.from, heads: chosen.heads };
    try {
      const voucher = await usePerks.getState().claim(id, shown.detail.version, now.consent?.version ?? null, visit);
      useVouchers.getState().adopt(voucher);
      toast(words.claimed, 'check');
      await replace(PAGES.voucher, { id: voucher.id });
    } catch (e) {
      if (BEHIND.includes(asApiError(e).code)) await load(id);
      throw e;
    }
  });
  const bar = at === 'ready' && now?.day && (
    <ActionBar note={now.fits && now.slot ? words.chosen(say.day(now.day.date), formatSlot(now.slot), chosen.heads) : words.choose}>
      <Btn id='claim-visit' block busy={claim.busy} disabled={!now.ready} onClick={() => void claim.run()}>
        {words.submit}
      </Btn>
    </ActionBar>
  );
  return (
    <Screen title={words.title} tight bar={bar}>
      <Gate need='login' guest={words.guest}>
        {() => (
          <Loaded id={id}>
            <Fetched data={shown} error={visits.error ?? detail.error} onRetry={() => void load(id)}>
              {(all) => <Form shown={all} picking={picking} asks={asks} claim={claim} />}
            </Fetched>
          </Loaded>
        )}
      </Gate>
    </Screen>
  );
}
/** Fetches what the page shows each time it comes into sight, once its owner is let in. */
function Loaded({ id, children }: { id: string; children: ReactNode }) {
  useShown(() => load(id));
  return <>{children}</>;
}
