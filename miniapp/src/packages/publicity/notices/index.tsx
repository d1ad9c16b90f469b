import { useRouter } from '@tarojs/taro';
import { useEffect, useState } from 'react';
import { notices as words } from '../../../copy/publicity';
import { PAGES } from '../../../parts/paths';
import { Screen } from '../../../parts/screen';
import { useVisit } from '../../../parts/visit';
import { go } from '../../../platform/router';
import { say, today } from '../../../platform/time';
import { type Notice, usePublicity } from '../../../stores/publicity';
import { Box, Btn, EmptyState, Fetched, Item, List, ListCell, Section, Segment, Title, Txt } from '../../../ui';
import { SCENE } from '../scene';
import './index.scss';

type Kind = Notice['kind'];
const TABS = (['event', 'notice'] as const).map((value) => ({ value, text: words.tabs[value] }));
const open = (n: Notice) => void go(PAGES.notice, { id: n.id });
const monthOf = (date: string): string => date.slice(0, 7);

const Lead = ({ event: e }: { event: Notice }) => (
  <Btn kind='bare' className='lead mt3' onClick={() => open(e)}>
    <Box className='lead__scene' style={{ backgroundImage: SCENE }} hidden />
    <Box className='lead__tx'>
      <Title level={2} className='lead__t'>
        {e.title}
      </Title>
      <Txt block className='lead__p'>
        {words.line(say.dayAndWeekday(e.date), e.place)}
      </Txt>
    </Box>
  </Btn>
);
const Event = ({ event: e }: { event: Notice }) => (
  <Btn kind='bare' className='ev' onClick={() => open(e)}>
    <Box className='ev__d'>
      <Txt className='ev__w'>{say.weekday(e.date)}</Txt>
      <Txt className='ev__n'>{String(Number(e.date.slice(8)))}</Txt>
    </Box>
    <Box className='grow'>
      <Txt className='ev__t'>{e.title}</Txt>
      <Txt className='ev__p'>{e.place}</Txt>
    </Box>
  </Btn>
);
/** What is still to come, the nearest first; the first of them with its picture. */
function Events({ items }: { items: Notice[] }) {
  const coming = items.filter((e) => e.date >= today()).sort((a, b) => (a.date < b.date ? -1 : 1));
  const [lead, ...rest] = coming;
  if (!lead) return <EmptyState title={words.empty.event.title} text={words.empty.event.text} />;
  const months = [...new Set(rest.map((e) => monthOf(e.date)))];
  return (
    <>
      <Lead event={lead} />
      {months.map((month) => {
        const own = rest.filter((e) => monthOf(e.date) === month);
        const title = words.month(Number(month.slice(5)));
        return (
          <Section key={month} title={title} note={words.count(own.length)}>
            <List label={title}>
              {own.map((e) => (
                <Item key={e.id}>
                  <Event event={e} />
                </Item>
              ))}
            </List>
          </Section>
        );
      })}
    </>
  );
}
function Announcements({ items }: { items: Notice[] }) {
  if (items.length === 0) return <EmptyState title={words.empty.notice.title} text={words.empty.notice.text} />;
  const newest = [...items].sort((a, b) => (a.date > b.date ? -1 : 1));
  return (
    <Box className='mt3'>
      <List label={words.tabs.notice}>
        {newest.map((n) => (
          <Item key={n.id}>
            <ListCell title={n.title} desc={words.line(say.date(n.date), n.place)} onClick={() => open(n)} />
          </Item>
        ))}
      </List>
    </Box>
  );
}

/** 27 in its first form: events to come and notices, for anybody. */
export default function Notices() {
  const { kind: asked } = useRouter().params;
  const [kind, setKind] = useState<Kind>(asked === 'notice' ? 'notice' : 'event');
  const visit = useVisit();
  const load = () => void usePublicity.getState().loadNotices();
  useEffect(() => {
    if (visit > 0) void usePublicity.getState().loadNotices();
  }, [visit]);
  const { data, error } = usePublicity((s) => s.notices);
  return (
    <Screen title={words.title} tight>
      <Segment label={words.tabs.label} options={TABS} value={kind} onChange={setKind} />
      <Fetched data={data} error={error} onRetry={load}>
        {(all) => {
          const items = all.filter((n) => n.kind === kind);
          return kind === 'event' ? <Events items={items} /> : <Announcements items={items} />;
        }}
      </Fetched>
      <Txt block className='cap muted mt3'>
        {kind === 'event' ? words.honest : words.honestNotice}
      </Txt>
    </Screen>
  );
}
