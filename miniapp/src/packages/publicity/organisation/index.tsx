import { useRouter } from '@tarojs/taro';
import { useEffect, useRef, useState } from 'react';
import { organisation as words } from '../../../copy/publicity';
import { PAGES } from '../../../parts/paths';
import { Screen } from '../../../parts/screen';
import { useShown } from '../../../parts/visit';
import { go, replace } from '../../../platform/router';
import { say } from '../../../platform/time';
import { held } from '../../../stores/by-id';
import { fetchOrganisationReport, type PublicFile, useOrganisations } from '../../../stores/organisation';
import { toast } from '../../../stores/toast';
import { useAction } from '../../../stores/use-action';
import {
  ActionBar,
  Box,
  Btn,
  Btns,
  Card,
  EmptyState,
  Fetched,
  InlineError,
  Item,
  List,
  ListCell,
  NoticeBar,
  RatingBadge,
  Section,
  Title,
  Txt,
} from '../../../ui';

type FileSection = PublicFile['sections'][number];
const Part = ({ part }: { part: FileSection }) => (
  <Section title={part.title} note={words.count(part.total)}>
    {part.items.length > 0 && (
      <List label={part.title}>
        {part.items.map((i) => {
          const cell = { title: i.title, desc: words.line(say.date(i.decidedOn), i.unit, i.note) };
          return (
            <Item key={i.id}>
              {part.kind === 'commitment' ? (
                <ListCell {...cell} />
              ) : (
                <ListCell id={`item-${i.id}`} {...cell} onClick={() => void go(PAGES.publicItem, { id: i.id })} />
              )}
            </Item>
          );
        })}
      </List>
    )}
    {part.total > part.items.length && (
      <Txt block className='sub muted mt2'>
        {words.rest(part.total - part.items.length)}
      </Txt>
    )}
  </Section>
);
const File = ({ file }: { file: PublicFile }) => (
  <>
    <Card>
      <Title level={2}>{file.name}</Title>
      <Txt block className='sub muted num mt1' selectable>
        {file.uscc}
      </Txt>
      {file.formerNames.length > 0 && (
        <Txt block className='sub t2 mt2'>
          {words.former(file.formerNames.join('、'))}
        </Txt>
      )}
      <Box className='row row--between mt3'>
        <Txt strong>{words.rating}</Txt>
        {file.rating ? <RatingBadge rating={file.rating.letter} /> : <Txt className='t2'>{words.noRating}</Txt>}
      </Box>
      <Txt block className='cap muted mt1'>
        {file.rating ? file.rating.scheme : words.noRatingText}
      </Txt>
    </Card>
    {file.sections.map((part) => (
      <Part key={part.kind} part={part} />
    ))}
    <NoticeBar tone='plain' className='mt4'>
      {words.note(say.date(file.on))}
      {words.honest}
    </NoticeBar>
  </>
);
function FileOf({ uscc }: { uscc: string }) {
  const { data, error } = useOrganisations((s) => held(s.files, uscc));
  const load = () => void useOrganisations.getState().load(uscc);
  useShown(load);
  // past its last day it is gone, whatever this phone still holds
  if (error?.code === 'publicity_organisation_unknown')
    return <EmptyState full title={words.gone.title} text={words.gone.text} action={words.gone.action} onAction={() => void replace(PAGES.search)} />;
  return (
    <Fetched data={data} error={error} onRetry={load}>
      {(file) => (
        <>
          {error && <InlineError error={error} onRetry={load} />}
          <File file={file} />
        </>
      )}
    </Fetched>
  );
}

/** An organisation's public credit file, for anybody (product B6), with the report that anybody may take. */
export default function Organisation() {
  const { code = '' } = useRouter().params;
  const { data } = useOrganisations((s) => held(s.files, code));
  const [progress, setProgress] = useState(0);
  const here = useRef(true);
  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
    };
  }, []);
  const save = useAction(async () => {
    setProgress(0);
    const done = await fetchOrganisationReport(code, setProgress, () => here.current);
    if (here.current) toast(done ? words.done : words.failed, done ? 'check' : 'alert');
  });
  const bar = data && (
    <ActionBar note={save.busy ? words.making(progress) : undefined}>
      {save.error && <InlineError error={save.error} />}
      <Btns>
        <Btn id='to-verify' kind='ghost' onClick={() => void go(PAGES.verify)}>
          {words.verify}
        </Btn>
        <Btn id='download' icon='download' busy={save.busy} onClick={() => void save.run()}>
          {words.report}
        </Btn>
      </Btns>
    </ActionBar>
  );
  return (
    <Screen title={words.title} tight bar={bar}>
      <FileOf uscc={code} />
    </Screen>
  );
}
