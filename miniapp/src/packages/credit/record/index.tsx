import { daysBetween } from '@binhai/shared/dates/dates';
import { useRouter } from '@tarojs/taro';
import { credit } from '../../../copy/credit';
import { HOTLINE } from '../../../copy/me';
import { Gate } from '../../../parts/gate';
import { call as dial } from '../../../parts/hotline';
import { recordTag } from '../../../parts/record';
import { Screen } from '../../../parts/screen';
import { useShown } from '../../../parts/visit';
import { back } from '../../../platform/router';
import { say } from '../../../platform/time';
import { type RecordDetail, useCredit } from '../../../stores/credit';
import {
  Box,
  Btn,
  Card,
  ErrorState,
  Icon,
  Item,
  List,
  NoticeBar,
  type Pair,
  Pairs,
  PublicityBar,
  Section,
  SkeletonList,
  StatusTag,
  Title,
  Txt,
} from '../../../ui';

const words = credit.record;

function rows({ record, fields, publicity }: RecordDetail): Pair[] {
  const own: Pair[] = [
    { k: words.unit, v: record.unit },
    { k: words.document, v: record.documentNumber },
    { k: words.decided, v: record.decidedOn ? say.date(record.decidedOn) : '' },
  ];
  const dates: Pair[] = publicity
    ? [
        { k: words.first, v: say.date(publicity.firstDay) },
        {
          k: words.earliest,
          v: publicity.earliestRepairDay
            ? publicity.earliestRepairDay <= publicity.today
              ? words.reached(say.date(publicity.earliestRepairDay))
              : say.date(publicity.earliestRepairDay)
            : '',
        },
        { k: words.last, v: publicity.lastDay ? say.date(publicity.lastDay) : words.noEnd },
      ]
    : [];
  // a file's own words for what stands above already are left out
  const known = new Set([...own, ...dates].flatMap((r) => [r.k, r.v]));
  const more = fields.filter((f) => !known.has(f.label) && !known.has(f.value)).map((f) => ({ k: f.label, v: f.value }));
  const isFirst = (r: Pair) => words.foremost.some((k) => k === r.k);
  return [...more.filter(isFirst), ...own, ...more.filter((r) => !isFirst(r)), ...dates].filter((r) => r.v !== '');
}
type Period = NonNullable<RecordDetail['publicity']>;
/** The dates are the server's; where there is no last day there is no bar to draw (DESIGN 10). */
function Publicity({ publicity: p }: { publicity: Period }) {
  if (!p.lastDay) return <Txt>{words.noEnd}</Txt>;
  const whole = Math.max(1, daysBetween(p.firstDay, p.lastDay));
  const part = (day: string): number => daysBetween(p.firstDay, day) / whole;
  const shortest = p.earliestRepairDay ?? p.lastDay;
  return (
    <PublicityBar
      label={words.publicityLabel(say.date(p.firstDay), say.date(shortest), say.date(p.lastDay))}
      passed={part(p.today)}
      shortest={part(shortest)}
      start={say.date(p.firstDay)}
      shortestEnd={p.earliestRepairDay ? words.shortestEnd(say.day(p.earliestRepairDay)) : ''}
      end={say.date(p.lastDay)}
    />
  );
}
function Detail({ detail }: { detail: RecordDetail }) {
  const { record, publicity } = detail;
  return (
    <>
      <Card>
        <Box className='row row--between row--wrap'>
          <Title className='grow'>{record.title}</Title>
          <StatusTag {...recordTag(record)} />
        </Box>
        <NoticeBar className='mt3' tone={record.counts ? 'success' : 'info'}>
          <Txt strong>{record.counts ? words.counts : words.countsNot}</Txt>
          {record.countsText && <Txt>{`　${record.countsText}`}</Txt>}
        </NoticeBar>
      </Card>
      <Box className='list mt3'>
        <Pairs lines rows={rows(detail)} />
      </Box>
      {publicity && (
        <Section title={words.publicity}>
          <Card>
            <Publicity publicity={publicity} />
          </Card>
        </Section>
      )}
      {record.repair && (
        <Card className='mt3'>
          <Title level={3}>{words.repair}</Title>
          {record.repair.from && record.repair.channel === 'platform' && (
            <Txt block className='mt2'>
              {words.repairFrom(say.date(record.repair.from))}
            </Txt>
          )}
          <Txt block className='t2 mt1'>
            {record.repair.text}
          </Txt>
        </Card>
      )}
      <List className='mt3'>
        <Item>
          <Btn kind='bare' className='cell cell--ico' onClick={() => void dial()}>
            <Box className='cell__ico' hidden>
              <Icon name='phone' />
            </Box>
            <Box className='cell__body'>
              <Txt className='cell__title cell__title--b'>{words.objection}</Txt>
              <Txt className='cell__desc'>{words.objectionText}</Txt>
              <Txt className='cell__desc'>{`${HOTLINE.number}　${HOTLINE.hours}`}</Txt>
            </Box>
          </Btn>
        </Item>
      </List>
    </>
  );
}
function RecordOf({ id }: { id: string }) {
  const { data, error } = useCredit((s) => s.record);
  const load = useCredit((s) => s.loadRecord);
  useShown(() => load(id));
  if (data) return <Detail detail={data} />;
  if (error) return <ErrorState full error={error} onRetry={() => void load(id)} action={words.back} onAction={() => void back()} />;
  return <SkeletonList />;
}

/** 25#detail 记录详情. The address holds the record's opaque id, nothing else. */
export default function RecordPage() {
  const id = useRouter().params.id ?? '';
  return (
    <Screen title={words.title} tight>
      <Gate need='high'>{() => <RecordOf id={id} />}</Gate>
    </Screen>
  );
}
