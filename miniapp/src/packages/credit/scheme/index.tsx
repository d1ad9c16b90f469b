import { useEffect } from 'react';
import { credit, GRADE_TITLES, NOT_CREDIT_REPORTING } from '../../../copy/credit';
import { Screen } from '../../../parts/screen';
import { useVisit } from '../../../parts/visit';
import { say } from '../../../platform/time';
import { type Scheme, useCredit } from '../../../stores/credit';
import { Box, Card, Fetched, Icon, Item, List, NoticeBar, Section, StatusTag, Title, Txt } from '../../../ui';
import './index.scss';

const words = credit.scheme;
const Lines = ({ lines, icon, label }: { lines: readonly string[]; icon: 'check' | 'minus'; label: string }) => (
  <List className='list--plain mt2' label={label}>
    {lines.map((line) => (
      <Item key={line} className='scheme__line'>
        <Icon name={icon} size={20} />
        <Txt className='grow'>{line}</Txt>
      </Item>
    ))}
  </List>
);
const Body = ({ scheme }: { scheme: Scheme }) => (
  <>
    <Card>
      <Box className='row row--between row--wrap'>
        <Title className='grow'>{scheme.title}</Title>
        <StatusTag tone={scheme.state === 'on' ? 'success' : 'info'} text={words.states[scheme.state]} />
      </Box>
      <Txt block className='sub muted mt1'>
        {words.from(say.date(scheme.from))}
      </Txt>
      <Txt block className='sub muted'>
        {scheme.reference}
      </Txt>
      <NoticeBar className='mt3'>
        <Txt strong>{`${NOT_CREDIT_REPORTING}。`}</Txt>
      </NoticeBar>
    </Card>
    <Section title={words.grades}>
      <Box className='list'>
        {scheme.grades.map((g) => (
          <Box key={g.grade} className='scheme__grade'>
            <Title level={3}>{g.title || GRADE_TITLES[g.grade]}</Title>
            <Lines icon='check' lines={g.needs} label={g.title || GRADE_TITLES[g.grade]} />
          </Box>
        ))}
      </Box>
      <Txt block className='cap muted mt2'>
        {words.unrated}
      </Txt>
    </Section>
    <Section title={words.factors}>
      <Box className='list'>
        {scheme.factors.map((f) => (
          <Box key={f.kind} className='scheme__grade'>
            <Title level={3}>{f.title}</Title>
            <Txt block className='sub t2 mt1'>
              {f.text}
            </Txt>
          </Box>
        ))}
      </Box>
    </Section>
    <Section title={words.never}>
      <Card>
        <Lines icon='minus' lines={scheme.never} label={words.never} />
      </Card>
    </Section>
  </>
);

/** The published scheme; anybody may read it (product B5). */
export default function SchemePage() {
  const { data, error } = useCredit((s) => s.scheme);
  const load = useCredit((s) => s.loadScheme);
  const visit = useVisit();
  useEffect(() => {
    if (visit > 0) void load();
  }, [visit, load]);
  return (
    <Screen title={words.title} tight>
      <Fetched data={data} error={error} onRetry={() => void load()}>
        {(scheme) => <Body scheme={scheme} />}
      </Fetched>
    </Screen>
  );
}
