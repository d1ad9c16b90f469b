import { useRouter } from '@tarojs/taro';
import { useEffect } from 'react';
import { organisation, search, item as words } from '../../../copy/publicity';
import { call as dial } from '../../../parts/hotline';
import { PAGES } from '../../../parts/paths';
import { Screen } from '../../../parts/screen';
import { useVisit } from '../../../parts/visit';
import { go } from '../../../platform/router';
import { say, today } from '../../../platform/time';
import { held } from '../../../stores/by-id';
import { type PublicDetail, usePublicity } from '../../../stores/publicity';
import {
  ActionBar,
  Box,
  Btn,
  Btns,
  Card,
  cx,
  EmptyState,
  ErrorState,
  Item,
  List,
  ListCell,
  NoticeBar,
  Pairs,
  Section,
  SkeletonList,
  StatusTag,
  Title,
  Txt,
} from '../../../ui';
import './index.scss';

type Point = { day: string; text: string; todo?: boolean };
function pointsOf({ item, firstDay, lastDay }: PublicDetail): Point[] {
  const p = words.points;
  return [
    ...(item.decidedOn ? [{ day: say.day(item.decidedOn), text: p.decided }] : []),
    { day: say.day(firstDay), text: p.first },
    ...(lastDay ? [{ day: say.date(lastDay), text: item.kind === 'penalty' ? p.last : p.until, todo: lastDay >= today() }] : []),
  ];
}
const Run = ({ detail }: { detail: PublicDetail }) => (
  <List className='list--plain run' label={words.points.label}>
    {pointsOf(detail).map((p) => (
      <Item key={p.text} className={cx('run__p', p.todo && 'run__p--todo')}>
        <Txt className='run__d'>{p.day}</Txt>
        <Txt>{p.text}</Txt>
      </Item>
    ))}
  </List>
);

/** 26 双公示详情: one item of an organisation while it is in publicity. */
export default function PublicItemPage() {
  const { id = '' } = useRouter().params;
  const visit = useVisit();
  useEffect(() => {
    if (visit > 0) void usePublicity.getState().loadItem(id);
  }, [visit, id]);
  const { data: d, error } = usePublicity((s) => held(s.items, id));
  const again = () => void go(PAGES.search);
  // over its last day it is gone, whatever this phone still holds
  if (error?.code === 'publicity_item_gone') {
    return (
      <Screen title={words.title}>
        <EmptyState title={error.sentence} text={error.wayOut} action={words.again} onAction={again} full />
      </Screen>
    );
  }
  if (!d) {
    return (
      <Screen title={words.title} busy={!error}>
        {error ? <ErrorState error={error} onRetry={() => void usePublicity.getState().loadItem(id)} full /> : <SkeletonList rows={5} />}
      </Screen>
    );
  }
  const bar = (
    <ActionBar>
      <Btns>
        <Btn kind='ghost' icon='phone' onClick={() => void dial()}>
          {words.call}
        </Btn>
        <Btn icon='search' onClick={again}>
          {words.again}
        </Btn>
      </Btns>
    </ActionBar>
  );
  return (
    <Screen title={words.titles[d.item.kind]} tight bar={bar}>
      <Card>
        <Box className='row row--between' style={{ alignItems: 'flex-start' }}>
          <Title level={2} className='grow pd__name'>
            {d.item.organisation}
          </Title>
          <StatusTag tone='info' text={search.tag} />
        </Box>
        <Txt block className='sub muted num mt1' selectable>
          {d.item.uscc}
        </Txt>
        <Run detail={d} />
      </Card>
      <Section title={words.content[d.item.kind]}>
        <Box className='list'>
          <Pairs lines rows={d.fields.filter((f) => f.value !== '').map((f) => ({ k: f.label, v: f.value }))} />
        </Box>
      </Section>
      <Section title={words.until}>
        <Card>
          <Txt block>{d.lastDayText}</Txt>
          <Txt block className='sub muted mt2'>
            {words.from}
          </Txt>
        </Card>
      </Section>
      <List className='mt3' label={organisation.title}>
        <Item>
          <ListCell
            id='to-file'
            icon='building'
            title={organisation.open}
            desc={d.item.organisation}
            onClick={() => void go(PAGES.organisation, { code: d.item.uscc })}
          />
        </Item>
      </List>
      <NoticeBar className='mt3'>{words.objection}</NoticeBar>
    </Screen>
  );
}
