import { useRouter } from '@tarojs/taro';
import { useEffect } from 'react';
import { consultation as words } from '../../../copy/scheme';
import { Screen } from '../../../parts/screen';
import { useVisit } from '../../../parts/visit';
import { say } from '../../../platform/time';
import { type Consultation, useSchemes } from '../../../stores/schemes';
import { Box, Btn, Card, Fetched, Item, List, Section, StatusTag, Title, Txt } from '../../../ui';
import { SchemeLines } from '../scheme/lines';
import { Answer } from './answer';
import { OwnComment } from './comment';
import './index.scss';

const Head = ({ c }: { c: Consultation }) => (
  <Card>
    <Box className='row row--between row--wrap'>
      <Title className='grow'>{c.title}</Title>
      <StatusTag tone={c.open ? 'signal' : 'mute'} text={c.open ? words.open : words.closed} />
    </Box>
    <Txt block className='sub t2 mt1'>
      {words.dates(say.date(c.from), say.date(c.to))}
    </Txt>
    <Txt block className='sub muted'>
      {words.legal(c.legalDocument)}
    </Txt>
    <Txt block className='sub muted mt2'>
      {words.effect}
    </Txt>
  </Card>
);
function Answers({ c }: { c: Consultation }) {
  const { busy } = useSchemes((s) => s.one);
  const more = useSchemes((s) => s.more);
  const a = words.answers;
  return (
    <Section title={a.title} note={a.note(c.comments)}>
      {c.answered.length === 0 ? (
        <Card>
          <Txt className='t2'>{a.none}</Txt>
        </Card>
      ) : (
        <List label={a.title}>
          {c.answered.map((m) => (
            <Item key={m.number} className='ccom'>
              <Box className='row row--between cap muted'>
                <Txt>{a.number(m.number)}</Txt>
                <Txt>{say.day(m.on)}</Txt>
              </Box>
              <Txt block className='mt1'>
                {m.text}
              </Txt>
              <Answer answer={m.answer} />
            </Item>
          ))}
        </List>
      )}
      {c.next && (
        <Btn id='more-answers' kind='quiet' block className='mt3' busy={busy} onClick={() => void more()}>
          {a.more}
        </Btn>
      )}
    </Section>
  );
}

/** A draft of the scheme in plain words beside the present one, open to comments; stays readable when it is over (product B5). */
export default function ConsultationPage() {
  const { id = '' } = useRouter().params;
  const { data, error } = useSchemes((s) => s.one);
  const load = useSchemes((s) => s.loadOne);
  const visit = useVisit();
  useEffect(() => {
    if (visit > 0) void load(id);
  }, [visit, id, load]);
  return (
    <Screen title={words.title} tight>
      <Fetched data={data?.id === id ? data : null} error={error} onRetry={() => void load(id)}>
        {(c) => (
          <>
            <Head c={c} />
            {c.why && (
              <Section title={words.why}>
                <Card>
                  <Txt block>{c.why}</Txt>
                </Card>
              </Section>
            )}
            <Section title={words.changes}>
              <Txt block className='sub muted'>
                {words.changesNote(c.present)}
              </Txt>
              <SchemeLines label={words.changes} lines={c.lines.filter((l) => l.changed)} />
            </Section>
            <Section title={words.say.title}>
              <OwnComment consultation={c} />
            </Section>
            <Answers c={c} />
            <Section title={words.same}>
              <SchemeLines label={words.same} lines={c.lines.filter((l) => !l.changed)} />
            </Section>
          </>
        )}
      </Fetched>
    </Screen>
  );
}
