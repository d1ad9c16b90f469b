import { useRef, useState } from 'react';
import { credit } from '../../../copy/credit';
import { Screen } from '../../../parts/screen';
import { useShown } from '../../../parts/visit';
import { say } from '../../../platform/time';
import { useCredit, type WhatIf } from '../../../stores/credit';
import { Box, Card, Choice, Fetched, FilterChips, GradeBadge, InlineError, Item, List, NoticeBar, Section, Title, Txt } from '../../../ui';
import { OptedIn } from '../opted-in';
import './index.scss';

const words = credit.whatIf;
const MONTHS = ['0', '3', '6', '12', '24'] as const;
type Months = (typeof MONTHS)[number];
const OPTIONS = MONTHS.map((value) => ({ value, text: words.months(Number(value)) }));

const Result = ({ data, untouched, busy }: { data: WhatIf; untouched: boolean; busy: boolean }) => {
  const { grade, on, unratedReason, changes } = data.result;
  return (
    <Box live='polite' busy={busy}>
      <Card>
        <Box className='row row--between row--wrap'>
          <Title level={2} className='grow'>
            {untouched ? words.now : words.onDay(say.date(on))}
          </Title>
          <GradeBadge grade={grade} />
        </Box>
        {unratedReason !== '' && (
          <Txt block className='sub t2 mt2'>
            {unratedReason}
          </Txt>
        )}
        {!untouched && (
          <Box className='mt2'>
            {(changes.length > 0 ? changes : [words.same]).map((line, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two records may have one title
              <Txt key={`${i} ${line}`} block className='sub t2 mt1'>
                {line}
              </Txt>
            ))}
          </Box>
        )}
      </Card>
    </Box>
  );
};
function WhatIfOf() {
  const { data, error, busy } = useCredit((s) => s.whatIf);
  const [chosen, setChosen] = useState<string[]>([]);
  const [months, setMonths] = useState<Months>('0');
  const asked = useRef<{ chosen: string[]; months: Months }>({ chosen, months });
  const ask = async (next: { chosen: string[]; months: Months }) => {
    asked.current = next;
    setChosen(next.chosen);
    setMonths(next.months);
    const changed = await useCredit.getState().loadWhatIf(next.chosen, Number(next.months));
    // the records are others than when the choices were shown: begin anew with those of now
    if (changed) await ask({ chosen: [], months: asked.current.months });
  };
  const again = () => void ask(asked.current);
  useShown(again);
  const toggle = (key: string, on: boolean) => void ask({ months, chosen: on ? chosen.concat(key) : chosen.filter((k) => k !== key) });
  return (
    <Fetched data={data} error={error} onRetry={again}>
      {(found) => (
        <>
          <Txt block className='sub t2 mt1'>
            {words.lead}
          </Txt>
          <Box className='whatif__result mt3'>
            <Result data={found} untouched={chosen.length === 0 && months === '0'} busy={busy} />
          </Box>
          {error && <InlineError error={error} onRetry={again} />}
          <Section title={words.choose}>
            {found.choices.length === 0 ? (
              <Txt block className='muted'>
                {words.none}
              </Txt>
            ) : (
              <List label={words.choose}>
                {found.choices.map(({ key, title, detail }, i) => (
                  <Item key={key} className='whatif__choice'>
                    <Choice
                      id={`choice-${i}`}
                      kind='checkbox'
                      label={title}
                      desc={detail}
                      checked={chosen.indexOf(key) >= 0}
                      onChange={(on) => toggle(key, on)}
                    />
                  </Item>
                ))}
              </List>
            )}
          </Section>
          <Section title={words.wait}>
            <FilterChips label={words.wait} options={OPTIONS} value={months} onChange={(value) => void ask({ chosen, months: value })} />
          </Section>
          <NoticeBar tone='plain' icon='lock' className='mt4'>
            {words.note}
          </NoticeBar>
        </>
      )}
    </Fetched>
  );
}

/** 怎样会更高: the person chooses what would be otherwise, the rules say what that gives (product B2). Nothing of it is stored. */
export default function WhatIfPage() {
  return (
    <Screen title={words.title} tight>
      <OptedIn>{() => <WhatIfOf />}</OptedIn>
    </Screen>
  );
}
