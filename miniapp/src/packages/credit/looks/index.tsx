import { localDateOf } from '@binhai/shared/dates/dates';
import { useState } from 'react';
import { looks as words } from '../../../copy/me';
import { Gate } from '../../../parts/gate';
import { call as dial } from '../../../parts/hotline';
import { viewerKind } from '../../../parts/look';
import { Screen } from '../../../parts/screen';
import { useShown } from '../../../parts/visit';
import { instant, say, today } from '../../../platform/time';
import { type Look, type LookFilter, useAccount } from '../../../stores/account';
import { Box, Btn, EmptyState, Fetched, FilterChips, InlineError, Item, List, NoticeBar, Pairs, Sheet, Txt, ViewerRow } from '../../../ui';
import './index.scss';

const FILTERS = (['all', 'others', 'self'] as const).map((value) => ({ value, text: words.filters[value] }));
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
function Looks({ onOpen }: { onOpen: (look: Look) => void }) {
  const [filter, setFilter] = useState<LookFilter>('all');
  const { data, error, busy } = useAccount((s) => s.looks);
  const { loadLooks, moreLooks } = useAccount.getState();
  useShown(() => loadLooks(filter));
  const choose = (next: LookFilter) => {
    setFilter(next);
    void loadLooks(next);
  };
  return (
    <>
      <NoticeBar>{words.lead}</NoticeBar>
      <Box className='mt3'>
        <FilterChips label={words.filters.label} options={FILTERS} value={filter} onChange={choose} />
      </Box>
      <Fetched data={data} error={error} onRetry={() => void loadLooks(filter)}>
        {(page) => (
          <>
            {error && <InlineError error={error} onRetry={() => void loadLooks(filter)} />}
            {page.items.length === 0 && <EmptyState title={filter === 'others' ? words.emptyOthers : words.emptyTitle} text={words.emptyText} />}
            {byDay(page.items).map(({ day, items }) => (
              <Box key={day} role='region' label={say.date(day)}>
                <Box className='look__day mt2'>
                  <Txt strong>{day === today() ? words.today : say.day(day)}</Txt>
                  <Txt>{words.count(items.length)}</Txt>
                </Box>
                <List label={say.date(day)}>
                  {items.map((l) => (
                    <Item key={l.id}>
                      <ViewerRow who={l.who} what={l.purpose} when={say.time(l.at)} kind={viewerKind(l)} onClick={() => onOpen(l)} />
                    </Item>
                  ))}
                </List>
              </Box>
            ))}
            {page.next && (
              <Btn kind='text' block className='mt2' busy={busy} onClick={() => void moreLooks(filter)}>
                {words.more}
              </Btn>
            )}
          </>
        )}
      </Fetched>
      <Btn kind='bare' className='look__note cap muted mt3' onClick={() => void dial()}>
        {words.note}
      </Btn>
    </>
  );
}

/** 23 谁查过我, first form: who, when, for what, on which basis, what was seen. */
export default function LooksPage() {
  const [open, setOpen] = useState<Look | null>(null);
  const overlay = open && (
    <Sheet title={words.detail} onClose={() => setOpen(null)}>
      <Pairs
        className='mt3'
        rows={[
          { k: words.who, v: open.who },
          { k: words.time, v: `${say.date(open.at)} ${say.seconds(open.at)}` },
          { k: words.purpose, v: open.purpose },
          { k: words.basis, v: open.basis },
          { k: words.items, v: open.items.join('、') || words.none },
        ]}
      />
      <Btn kind='ghost' block className='mt4' onClick={() => setOpen(null)}>
        {words.close}
      </Btn>
    </Sheet>
  );
  return (
    <Screen title={words.title} tight overlay={overlay}>
      <Gate need='high'>{() => <Looks onOpen={setOpen} />}</Gate>
    </Screen>
  );
}
