import { useReachBottom } from '@tarojs/taro';
import { useEffect, useRef, useState } from 'react';
import { offers as words } from '../../copy/perks';
import { useStanding } from '../../parts/gate';
import { LongList } from '../../parts/long-list';
import { PAGES } from '../../parts/paths';
import { Screen } from '../../parts/screen';
import { useVisit } from '../../parts/visit';
import { go } from '../../platform/router';
import { keepScroll, restoreScroll } from '../../platform/scroll';
import { storage } from '../../platform/storage';
import { say } from '../../platform/time';
import { useDevice } from '../../stores/device';
import { ALL_OFFERS, type OfferCard, type OfferList, usePerks } from '../../stores/perks';
import { leaveFor } from '../../stores/return-to';
import { Box, Btn, EmptyState, Fetched, Field, FilterChips, Icon, type IconName, InlineError, OfflineBar, SkeletonList, Switch, Txt } from '../../ui';
import './index.scss';
import { Ticket } from './ticket';
import { ZoneButton, ZoneSheet } from './zones';

/** Milliseconds a list stands before a return to the page fetches it anew. */
const FRESH = 120_000;
/** With few matches on the pages so far, the next ones are fetched until there is a screenful. */
const SCREENFUL = 8;
/** Milliseconds without a key before the search is asked. */
const TYPING = 400;
const PAGE = 'pages/perks/index';

function usePerksData() {
  const at = useStanding('login');
  const visit = useVisit();
  const fetchedAt = useRef(0);
  useEffect(() => {
    if (visit === 0) return;
    const { loadCatalogue, loadList, list, catalogue } = usePerks.getState();
    if (!catalogue.data) void loadCatalogue();
    // a longer list is left as the person scrolled it
    const short = (list.data?.items.length ?? 0) <= 20;
    if (!list.data || (short && Date.now() - fetchedAt.current > FRESH)) {
      fetchedAt.current = Date.now();
      void loadList();
    }
  }, [visit]);
  useEffect(() => {
    if (visit > 0 && at === 'ready') void usePerks.getState().loadClaimable();
  }, [visit, at]);
  return at;
}

const ask = (q: string) => {
  if (q !== usePerks.getState().filter.q) usePerks.getState().setFilter({ q });
};
function Search({ onZone }: { onZone: () => void }) {
  const q = usePerks((s) => s.filter.q);
  const [text, setText] = useState(q);
  useEffect(() => setText(q), [q]);
  useEffect(() => {
    const timer = setTimeout(() => ask(text), TYPING);
    return () => clearTimeout(timer);
  }, [text]);
  const suffix = (
    <>
      {text && (
        <Btn kind='bare' className='offers__clear' label={words.clear} onClick={() => setText('')}>
          <Icon name='close-circle' size={20} />
        </Btn>
      )}
      <ZoneButton onOpen={onZone} />
    </>
  );
  return (
    <Field
      id='offer-search'
      className='offers__field'
      label={words.search}
      hideLabel
      placeholder={words.search}
      value={text}
      maxLength={40}
      prefix={<Icon name='search' size={22} />}
      suffix={suffix}
      onChange={setText}
      onConfirm={() => ask(text)}
    />
  );
}
function Chips() {
  const categories = usePerks((s) => s.catalogue.data?.items);
  const { filter, setFilter } = usePerks();
  const total = categories?.reduce((n, c) => n + c.offers, 0);
  const options = [
    { value: '', text: words.all(total) },
    ...(categories ?? []).filter((c) => c.offers > 0).map((c) => ({ value: c.code, text: c.title, icon: c.icon as IconName })),
  ];
  return <FilterChips label={words.categories} options={options} value={filter.category} onChange={(category) => setFilter({ category })} />;
}
function Only({ at }: { at: ReturnType<typeof useStanding> }) {
  const only = usePerks((s) => s.filter.only);
  const { data, error } = usePerks((s) => s.claimable);
  if (at === 'guest') {
    return (
      <Box className='offers__only'>
        <Btn id='perks-login' kind='bare' className='link' onClick={() => void leaveFor(PAGES.login)}>
          {words.guest}
        </Btn>
        <Switch id='only' className='offers__switch' label={words.openNow} checked={only} onChange={(on) => usePerks.getState().setFilter({ only: on })} />
      </Box>
    );
  }
  if (at !== 'ready') return <Box className='offers__only' />;
  return (
    <Box className='offers__only'>
      {data ? (
        <Txt>
          {`${words.claimable} `}
          <Txt className='offers__n'>{words.count(data.count)}</Txt>
        </Txt>
      ) : (
        <Txt>{error ? words.unknown : words.checking}</Txt>
      )}
      <Switch
        id='only'
        className='offers__switch'
        label={words.only}
        checked={only}
        disabled={!data}
        onChange={(on) => usePerks.getState().setFilter({ only: on })}
      />
    </Box>
  );
}

function Offers({ list }: { list: OfferList }) {
  const { filter, setFilter } = usePerks();
  const categories = usePerks((s) => s.catalogue.data?.items);
  const mine = usePerks((s) => s.claimable.data?.of);
  const { busy, error } = usePerks((s) => s.list);
  const { moreList } = usePerks.getState();
  const can = (o: OfferCard): boolean => mine?.[o.id]?.verdict === 'yes' || mine?.[o.id]?.verdict === 'consent';
  const only = filter.only && mine !== undefined;
  const shown = only ? list.items.filter(can) : list.items;
  const hungry = only && list.next !== null && shown.length < SCREENFUL && !error;
  useEffect(() => {
    if (hungry && !busy) void moreList();
  }, [hungry, busy, moreList]);
  const restored = useRef(false);
  useEffect(() => {
    if (restored.current) return;
    restored.current = true;
    restoreScroll(PAGE);
  }, []);
  if (shown.length === 0 && !hungry) {
    const filtered = filter.q || filter.zone || filter.category;
    const empty = filter.only ? words.empty.only : filtered ? words.empty.filtered : words.empty.none;
    const action = 'action' in empty ? { action: empty.action, onAction: () => setFilter(ALL_OFFERS) } : {};
    return <EmptyState title={empty.title} text={empty.text} {...action} />;
  }
  return (
    <>
      <LongList
        id='offers'
        label={words.list}
        className='list--plain tickets'
        items={shown}
        row={(o) => (
          <Ticket
            offer={o}
            category={categories?.find((c) => c.code === o.category)?.title ?? ''}
            mine={mine?.[o.id]}
            metres={list.metres?.[o.id]}
            onClick={() => void go(PAGES.offer, { id: o.id })}
          />
        )}
      />
      <Box>
        {error && <InlineError error={error} onRetry={() => void moreList()} />}
        {list.next && !error && (
          <Btn id='more-offers' kind='text' block className='mt2' busy={busy} onClick={() => void moreList()}>
            {busy ? words.loadingMore : words.more}
          </Btn>
        )}
      </Box>
    </>
  );
}

/** 03 权益: the same list for everybody; how the person stands on each is laid over it. */
export default function Perks() {
  const at = usePerksData();
  const [zones, setZones] = useState(false);
  const list = usePerks((s) => s.list);
  const online = useDevice((s) => s.online);
  useEffect(() => keepScroll(PAGE), []);
  useReachBottom(() => {
    if (!usePerks.getState().list.error) void usePerks.getState().moreList();
  });
  const savedAt = storage.savedAt('offers');
  const stale = !online && list.data && savedAt ? words.saved(say.time(new Date(savedAt).toISOString())) : undefined;
  return (
    <Screen
      title={words.title}
      tab='perks'
      tight
      notice={stale && <OfflineBar text={stale} />}
      overlay={zones && <ZoneSheet onClose={() => setZones(false)} />}
      busy={list.busy && !list.data}
    >
      <Search onZone={() => setZones(true)} />
      <Box className='mt3'>
        <Chips />
      </Box>
      <Only at={at} />
      <Box>
        <Fetched data={list.data} error={list.error} onRetry={() => void usePerks.getState().loadList()} loading={<SkeletonList rows={4} />}>
          {(data) => <Offers list={data} />}
        </Fetched>
      </Box>
    </Screen>
  );
}
