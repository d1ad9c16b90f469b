import { credit } from '../../../copy/credit';
import { Screen } from '../../../parts/screen';
import { useShown } from '../../../parts/visit';
import { say } from '../../../platform/time';
import { type History, useCredit } from '../../../stores/credit';
import { Box, Card, Fetched, GRADE_WORDS, InlineError, Item, List, Section, Title, TrendChart, Txt, trendText } from '../../../ui';
import { OptedIn } from '../opted-in';
import './index.scss';

const words = credit.history;
type Change = History['changes'][number];

const ChangeRow = ({ change: { on, from, to, why, scheme } }: { change: Change }) => (
  <Box className='change'>
    <Txt block className='cap muted'>
      {say.date(on)}
    </Txt>
    <Title level={3}>{from ? words.change(GRADE_WORDS[from], GRADE_WORDS[to]) : words.first(GRADE_WORDS[to])}</Title>
    {why.map((line) => (
      <Txt key={line} block className='sub t2 mt1'>
        {line}
      </Txt>
    ))}
    {from && why.length === 0 && (
      <Txt block className='sub t2 mt1'>
        {words.untold}
      </Txt>
    )}
    {scheme && (
      <Txt block className='cap muted mt1'>
        {words.by(scheme)}
      </Txt>
    )}
  </Box>
);
function HistoryOf() {
  const { data, error } = useCredit((s) => s.history);
  const load = useCredit((s) => s.loadHistory);
  useShown(() => load());
  return (
    <Fetched data={data} error={error} onRetry={() => void load()}>
      {({ months, changes }) => (
        <>
          {error && <InlineError error={error} onRetry={() => void load()} />}
          <Card className='mt2'>
            <TrendChart months={months} sayAlso={false} />
            <Txt block className='sub t2 mt2'>
              {trendText(months)}
            </Txt>
          </Card>
          <Section title={words.title}>
            {changes.length === 0 ? (
              <Txt block className='muted'>
                {words.none}
              </Txt>
            ) : (
              <List label={words.title}>
                {changes.map((change) => (
                  <Item key={change.id}>
                    <ChangeRow change={change} />
                  </Item>
                ))}
              </List>
            )}
            <Txt block className='cap muted mt3'>
              {words.note}
            </Txt>
          </Section>
        </>
      )}
    </Fetched>
  );
}

/** Twelve months of the grade: when it became another one, and because of what (product B2). */
export default function HistoryPage() {
  return (
    <Screen title={credit.trend.title} tight>
      <OptedIn>{() => <HistoryOf />}</OptedIn>
    </Screen>
  );
}
