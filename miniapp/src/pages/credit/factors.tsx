import { GRADE_TITLES, credit as words } from '../../copy/credit';
import { PAGES } from '../../parts/paths';
import { go } from '../../platform/router';
import { say } from '../../platform/time';
import type { Explanation } from '../../stores/credit';
import { Box, Btn, Card, FactorRow, type IconName, Item, List, ListCell, Section, TrendChart, Txt, trendText } from '../../ui';

type Factor = Explanation['counted'][number];
const KINDS = { counted: 'up', open: 'open', not_counted: 'not-counted' } as const;
/** A factor leads to the one record behind it, or to all of them where there are several. */
const actions = (f: Factor) => {
  const [id, ...others] = f.recordIds;
  if (!id) return undefined;
  return [{ text: words.factors.basis, onClick: () => void (others.length ? go(PAGES.records) : go(PAGES.record, { id })) }];
};
/** Not what the reason itself says already. */
const when = (f: Factor): string =>
  f.until && f.detail.indexOf(say.date(f.until)) < 0
    ? words.factors.until(say.date(f.until))
    : f.kind === 'no_open_record' && f.state === 'counted'
      ? words.factors.always
      : '';
const desc = (f: Factor): string => [f.detail, f.source].filter((s) => s !== '').join('　');
const Rows = ({ title, items }: { title: string; items: Factor[] }) => (
  <>
    <Box className='fgroup'>
      <Txt strong>{title}</Txt>
      <Txt className='cap muted'>{words.factors.count(items.length)}</Txt>
    </Box>
    <List className='list--plain' label={title}>
      {items.map((f) => (
        <Item key={f.key}>
          <FactorRow kind={KINDS[f.state]} title={f.title} desc={desc(f)} when={when(f)} actions={actions(f)} />
        </Item>
      ))}
    </List>
  </>
);

/** 等级是怎么来的: every reason in words, with its source and its end. */
export function Factors({ data }: { data: Explanation }) {
  const f = words.factors;
  const unrated = data.grade.grade === 'unrated';
  return (
    <Section title={unrated ? words.unrated.records : f.title} more={f.rules} onMore={() => void go(PAGES.scheme)}>
      <Box className='list'>
        {data.counted.length > 0 ? <Rows title={f.counted} items={data.counted} /> : <Txt className='fgroup muted'>{f.none}</Txt>}
        {data.notCounted.length > 0 && (
          <Box className='fgap'>
            <Rows title={f.notCounted} items={data.notCounted} />
          </Box>
        )}
      </Box>
    </Section>
  );
}

const RAISE_ICON: IconName = 'trend';
const raiseTitle = ({ grade, raises }: Explanation): string => {
  if (grade.grade === 'unrated') return words.unrated.next;
  const first = raises[0];
  return first ? words.raise.title(GRADE_TITLES[first.to]) : words.raise.later;
};
/** 怎样到…: what would raise the grade, as the rules themselves computed it, and the way to try several things together. */
export function Raises({ data }: { data: Explanation }) {
  const title = raiseTitle(data);
  const toWhatIf = () => void go(PAGES.whatIf);
  return (
    <Section title={title}>
      <List label={title}>
        {data.raises.map((r) => (
          <Item key={`${r.to} ${r.title}`}>
            <ListCell icon={RAISE_ICON} bold title={r.title} desc={r.detail} onClick={toWhatIf} />
          </Item>
        ))}
        <Item>
          <ListCell id='to-what-if' icon='edit' bold title={words.raise.choose} desc={words.raise.chooseHint} onClick={toWhatIf} />
        </Item>
      </List>
      {data.raises.length > 0 && (
        <Txt block className='cap muted mt2'>
          {words.raise.note}
        </Txt>
      )}
    </Section>
  );
}

const MOST_NOTES = 3;
const monthName = (month: string): string => {
  const [year, m] = month.split('-');
  return words.trend.monthOf(Number(year), Number(m));
};
/** 近 12 个月, as a picture and in words. */
export function Trend({ data }: { data: Explanation }) {
  const months = data.history;
  const first = months[0];
  if (!first || months.length < 2) return null;
  // what stands in several months is said once, at the first of them
  const notes = months.filter((m, i) => m.note && m.note !== months[i - 1]?.note).slice(-MOST_NOTES);
  return (
    <Section title={words.trend.title} note={words.trend.since(monthName(first.month))}>
      <Card className='ctrend'>
        <TrendChart months={months} sayAlso={false} />
        <Txt block className='cap muted mt2' hidden>
          {trendText(months)}
        </Txt>
        {notes.map((m) => (
          <Txt key={m.month} block className='cap t2 mt1'>
            {`${monthName(m.month)}　${m.note}`}
          </Txt>
        ))}
        <Btn id='to-history' kind='bare' className='link' onClick={() => void go(PAGES.history)}>
          {words.trend.more}
        </Btn>
      </Card>
    </Section>
  );
}
