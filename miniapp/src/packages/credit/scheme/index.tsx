import { useEffect } from 'react';
import { GRADE_TITLES, NOT_CREDIT_REPORTING } from '../../../copy/credit';
import { scheme as words } from '../../../copy/scheme';
import { PAGES } from '../../../parts/paths';
import { Screen } from '../../../parts/screen';
import { useVisit } from '../../../parts/visit';
import { go } from '../../../platform/router';
import { say } from '../../../platform/time';
import { type Scheme, useSchemes } from '../../../stores/schemes';
import { Box, Card, Fetched, Icon, Item, List, ListCell, NoticeBar, Section, StatusTag, Title, Txt } from '../../../ui';
import './index.scss';
import { SchemeLines } from './lines';

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
    {scheme.coming && (
      <Section title={words.coming.title}>
        <NoticeBar tone='plain' icon='calendar'>
          {words.coming.text(scheme.coming.title, say.date(scheme.coming.from))}
        </NoticeBar>
        <Box className='mt3'>
          <SchemeLines label={words.coming.lines} lines={scheme.coming.lines.filter((l) => l.changed)} />
        </Box>
      </Section>
    )}
    <List className='mt3' label={words.consultations}>
      <Item>
        <ListCell
          id='to-consultation'
          title={words.consultations}
          desc={scheme.consultation ? words.open(scheme.consultation.title, say.day(scheme.consultation.to)) : words.consultationsHint}
          onClick={() => void (scheme.consultation ? go(PAGES.consultation, { id: scheme.consultation.id }) : go(PAGES.consultations))}
        />
      </Item>
    </List>
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
    <Section title={words.versions} more={words.consultations} onMore={() => void go(PAGES.consultations)}>
      <List label={words.versions}>
        {scheme.versions.map((v) => (
          <Item key={v.id}>
            <ListCell title={v.title} desc={`${words.from(say.date(v.from))}　${v.reference}`} end={v.id === scheme.id ? words.current : undefined} />
          </Item>
        ))}
      </List>
    </Section>
  </>
);

/** The published scheme; anybody may read it (product B5). */
export default function SchemePage() {
  const { data, error } = useSchemes((s) => s.scheme);
  const load = useSchemes((s) => s.loadScheme);
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
