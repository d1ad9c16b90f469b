import { localDateOf } from '@binhai/shared/dates/dates';
import { useState } from 'react';
import { looks as words } from '../../../copy/me';
import { Gate } from '../../../parts/gate';
import { call as dial } from '../../../parts/hotline';
import { viewerKind } from '../../../parts/look';
import { PAGES } from '../../../parts/paths';
import { Screen } from '../../../parts/screen';
import { useShown } from '../../../parts/visit';
import { go } from '../../../platform/router';
import { instant, say, today } from '../../../platform/time';
import { type Look, type Looks as Page, useAccount } from '../../../stores/account';
import { Box, Btn, EmptyState, Fetched, Icon, InlineError, Item, List, NoticeBar, Txt, ViewerRow } from '../../../ui';
import { ALL, isNarrow, Kinds, type LookFilter, NarrowSheet, narrowWords, queryOf } from './filter';
import './index.scss';

/** Entries of one Shanghai day, newest day first: the server sends newest first and the order is kept. */
function byDay(items: readonly Look[]): { day: string; items: Look[] }[] {
  const days: { day: string; items: Look[] }[] = [];
  for (const look of items) {
    const day = localDateOf(instant(look.at));
    const last = days[days.length - 1];
    if (last?.day === day) last.items.push(look);
    else days.push({ day, items: [look] });
  }
  return days;
}
const Days = ({ items }: { items: readonly Look[] }) => (
  <>
    {byDay(items).map((d) => (
      <Box key={d.day} role='region' label={say.date(d.day)}>
        <Box className='look__day mt2'>
          <Txt strong>{d.day === today() ? words.today : say.day(d.day)}</Txt>
          <Txt>{words.count(d.items.length)}</Txt>
        </Box>
        <List label={say.date(d.day)}>
          {d.items.map((l) => (
            <Item key={l.id}>
              <ViewerRow
                who={l.who}
                what={l.kind === 'self' ? l.purpose : words.saw(l.purpose, l.items)}
                when={say.time(l.at)}
                kind={viewerKind(l)}
                onClick={() => void go(PAGES.look, { id: l.id })}
              />
            </Item>
          ))}
        </List>
      </Box>
    ))}
  </>
);
function Looks({ filter, onFilter, onNarrow }: { filter: LookFilter; onFilter: (f: LookFilter) => void; onNarrow: () => void }) {
  const { data, error, busy } = useAccount((s) => s.looks);
  const { loadLooks, moreLooks } = useAccount.getState();
  const load = () => loadLooks(queryOf(filter));
  useShown(load);
  const units = data?.summary?.units ?? [];
  const empty = () =>
    filter.kind === 'all' && !isNarrow(filter) ? (
      <EmptyState title={words.emptyTitle} text={words.emptyText} />
    ) : (
      <EmptyState title={words.emptyNarrow.title} text={words.emptyNarrow.text} action={words.clear} onAction={() => onFilter(ALL)} />
    );
  const found = (page: Page) => (
    <>
      {error && <InlineError error={error} onRetry={() => void load()} />}
      {page.items.length === 0 ? empty() : <Days items={page.items} />}
      {page.next && (
        <Btn kind='text' block className='mt2' busy={busy} onClick={() => void moreLooks(queryOf(filter))}>
          {words.more}
        </Btn>
      )}
    </>
  );
  return (
    <>
      <NoticeBar icon='link'>{words.lead}</NoticeBar>
      <Box className='mt3'>
        <Kinds summary={data?.summary} value={filter.kind} onChange={(kind) => onFilter({ ...filter, kind })} />
      </Box>
      <Btn id='narrow' kind='bare' className='more look__narrow' onClick={onNarrow}>
        <Icon name='filter' size={18} />
        {isNarrow(filter) ? narrowWords(filter, units) : words.narrow}
      </Btn>
      <Fetched data={data} error={error} onRetry={() => void load()}>
        {found}
      </Fetched>
      <Btn kind='bare' className='look__note cap muted mt3' onClick={() => void dial()}>
        {words.note}
      </Btn>
      <Btn kind='text' block onClick={() => void go(PAGES.transparency)}>
        {words.transparency}
      </Btn>
    </>
  );
}

/** 23 谁查过我: who looked, when and for what; each opens with what may be checked about it. */
export default function LooksPage() {
  const [filter, setFilter] = useState(ALL);
  const [narrowing, setNarrowing] = useState(false);
  const units = useAccount((s) => s.looks.data?.summary?.units);
  const change = (next: LookFilter) => {
    setFilter(next);
    setNarrowing(false);
    void useAccount.getState().loadLooks(queryOf(next));
  };
  const overlay = narrowing && <NarrowSheet filter={filter} units={units ?? []} onApply={change} onClose={() => setNarrowing(false)} />;
  return (
    <Screen title={words.title} tight overlay={overlay}>
      <Gate need='high'>{() => <Looks filter={filter} onFilter={change} onNarrow={() => setNarrowing(true)} />}</Gate>
    </Screen>
  );
}
