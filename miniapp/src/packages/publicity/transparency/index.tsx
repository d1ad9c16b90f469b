import type { Count } from '@binhai/shared/contract/transparency';
import { useEffect, useState } from 'react';
import { transparency as words } from '../../../copy/transparency';
import { Screen } from '../../../parts/screen';
import { useVisit } from '../../../parts/visit';
import { copy } from '../../../platform/clipboard';
import { say } from '../../../platform/time';
import { type TransparencyMonth, usePublicity } from '../../../stores/publicity';
import { toast } from '../../../stores/toast';
import { Box, Btn, Contour, Fetched, Icon, Item, List, ListCell, NoticeBar, Section, Sheet, Title, Txt } from '../../../ui';
import './index.scss';
import { tableOf } from './table';

const sizeOf = (c: Count): number => (c.state === 'number' ? c.value : c.state === 'few' ? 2 : 0);

const Row = ({ title, value, text }: { title: string; value: string; text?: string }) => (
  <Item>
    <Box className='tr'>
      <Box className='tr__in'>
        <Txt>{title}</Txt>
        <Txt className={/\d/.test(value) ? 'tr__n' : 'tr__n tr__n--word'}>{value}</Txt>
      </Box>
      {text && (
        <Txt block className='tr__t'>
          {text}
        </Txt>
      )}
    </Box>
  </Item>
);
/** The most frequent kind fills the line; what is not open has none. */
function Reads({ reads }: { reads: TransparencyMonth['reads'] }) {
  const sorted = [...reads].sort((a, b) => sizeOf(b.count) - sizeOf(a.count));
  const most = Math.max(1, ...reads.map((r) => sizeOf(r.count)));
  return (
    <Box className='bars2' role='img' label={words.readsLabel(sorted)}>
      {sorted.map(({ kind, count }) => (
        <Box key={kind} className='bars2__row' hidden>
          <Txt className='bars2__k'>{words.read(kind)}</Txt>
          <Box className='bars2__line'>
            {sizeOf(count) > 0 && <Box className='bars2__bar' style={{ width: `${Math.max(2, Math.round((sizeOf(count) * 1000) / most) / 10)}%` }} />}
          </Box>
          <Txt className={count.state === 'number' ? 'bars2__n' : 'bars2__n bars2__n--word'}>{words.count(count)}</Txt>
        </Box>
      ))}
    </Box>
  );
}
function Month({ m, onChange }: { m: TransparencyMonth; onChange: () => void }) {
  const copyTable = async () => {
    const done = await copy(tableOf(m));
    toast(done ? words.copied : words.copyFailed);
  };
  return (
    <>
      <Box className='row row--between tp__top'>
        <Txt className='sub t2'>{words.made(m.month)}</Txt>
        <Btn id='month' kind='bare' className='more' onClick={onChange}>
          {words.change}
          <Icon name='chevron-down' size={18} />
        </Btn>
      </Box>
      <Box className='lead2'>
        <Contour />
        <Box className='lead2__in'>
          <Title level={2} className='lead2__t'>
            {words.lead}
          </Title>
          <Txt block className='lead2__p'>
            {words.leadText}
          </Txt>
          <Box className='lead2__two'>
            <Box className='grow'>
              <Txt block className='lead2__n'>
                {words.count(m.optIns)}
              </Txt>
              <Txt className='lead2__k'>{words.optIns}</Txt>
            </Box>
            <Box className='grow'>
              <Txt block className='lead2__n'>
                {words.count(m.optOuts)}
              </Txt>
              <Txt className='lead2__k'>{words.optOuts}</Txt>
            </Box>
          </Box>
        </Box>
      </Box>
      <Section title={words.reads}>
        <Box className='list'>
          <Reads reads={m.reads} />
          <List className='list--plain'>
            <Row title={words.sealed} value={words.count(m.sealed)} text={words.sealedText} />
          </List>
        </Box>
      </Section>
      <Section title={words.cases}>
        <List label={words.cases}>
          <Row title={words.repairs} value={words.count(m.repairs.applied)} />
          <Row title={words.inTime} value={words.of(m.repairs.inTime, m.repairs.applied)} />
          <Row title={words.upheld} value={words.of(m.objections.upheld, m.objections.decided)} />
          <Row title={words.changed} value={words.of(m.humanReviews.changed, m.humanReviews.decided)} />
        </List>
      </Section>
      <Section title={words.rules}>
        <List label={words.rules}>
          <Row title={words.schemes} value={words.count(m.schemes.changes)} text={words.current(m.schemes.current)} />
          <Row title={words.forced} value={words.count(m.complaints.forced)} />
          <Row title={words.refused} value={words.count(m.complaints.refused)} />
          <Row title={words.partners} value={words.count(m.partners)} />
        </List>
      </Section>
      <NoticeBar tone='plain' icon='lock' className='mt4'>
        {!m.whole && words.until(say.dayAndTime(m.computedAt))}
        {words.note}
      </NoticeBar>
      <Btn id='copy' kind='ghost' block icon='doc' className='mt4' onClick={() => void copyTable()}>
        {words.copy}
      </Btn>
    </>
  );
}

/** 33 透明度, for anybody: what the register says about everybody, never about one. */
export default function Transparency() {
  const [choosing, setChoosing] = useState(false);
  const { data, error } = usePublicity((s) => s.transparency);
  const load = (month?: string) => usePublicity.getState().loadTransparency(month);
  const visit = useVisit();
  useEffect(() => {
    if (visit > 0) void usePublicity.getState().loadTransparency();
  }, [visit]);
  const choose = (month: string) => {
    setChoosing(false);
    void load(month);
  };
  const overlay = choosing && data && (
    <Sheet title={words.sheet} onClose={() => setChoosing(false)}>
      <List label={words.sheet} className='mt3'>
        {data.months.map((month) => (
          <Item key={month}>
            <ListCell title={words.month(month)} onClick={() => choose(month)} />
          </Item>
        ))}
      </List>
      <Btn kind='ghost' block className='mt4' onClick={() => setChoosing(false)}>
        {words.keep}
      </Btn>
    </Sheet>
  );
  return (
    <Screen title={words.title} tight overlay={overlay} busy={!data && !error}>
      <Fetched data={data} error={error} onRetry={() => void load()}>
        {(m) => <Month m={m} onChange={() => setChoosing(true)} />}
      </Fetched>
    </Screen>
  );
}
