import { localDateOf } from '@binhai/shared/dates/dates';
import { isDecided } from '@binhai/shared/states/complaint';
import { GUEST, complaints as words } from '../../../copy/cases';
import { Gate } from '../../../parts/gate';
import { LongList } from '../../../parts/long-list';
import { PAGES } from '../../../parts/paths';
import { Screen } from '../../../parts/screen';
import { useShown } from '../../../parts/visit';
import { go } from '../../../platform/router';
import { instant, say } from '../../../platform/time';
import { useComplaints } from '../../../stores/complaints';
import { ActionBar, Box, Btn, EmptyState, Fetched, InlineError, ListCell, StatusTag } from '../../../ui';

function Own() {
  const { data, error, busy } = useComplaints((s) => s.list);
  const { load, more } = useComplaints.getState();
  useShown(load);
  return (
    <Fetched data={data} error={error} onRetry={() => void load()}>
      {({ items, next }) =>
        items.length === 0 ? (
          <EmptyState full title={words.empty.title} text={words.empty.text} />
        ) : (
          <>
            <LongList
              id='complaints'
              label={words.title}
              items={items}
              row={(c) => (
                <ListCell
                  id={`complaint-${c.id}`}
                  icon='flag'
                  iconTone={c.overdue ? 'signal' : undefined}
                  title={c.title}
                  desc={words.line(c.against, isDecided(c.state) ? words.filed(say.day(localDateOf(instant(c.filedAt)))) : words.open(c.stateText, c.clock))}
                  {...(isDecided(c.state) && { end: <StatusTag tone={c.state === 'upheld' ? 'success' : 'mute'} text={c.stateText} /> })}
                  onClick={() => void go(PAGES.complaint, { id: c.id })}
                />
              )}
            />
            {error && (
              <Box className='mt3'>
                <InlineError error={error} onRetry={() => void load()} />
              </Box>
            )}
            {next && (
              <Btn kind='text' block className='mt2' busy={busy} onClick={() => void more()}>
                {words.more}
              </Btn>
            )}
          </>
        )
      }
    </Fetched>
  );
}

/** What a person has complained about, newest first. */
export default function Complaints() {
  const bar = (
    <ActionBar>
      <Btn id='file' block onClick={() => void go(PAGES.complaintFile)}>
        {words.file}
      </Btn>
    </ActionBar>
  );
  return (
    <Screen title={words.title} tight bar={bar}>
      <Gate need='login' guest={GUEST}>
        {() => <Own />}
      </Gate>
    </Screen>
  );
}
