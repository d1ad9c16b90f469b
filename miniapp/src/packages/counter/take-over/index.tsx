import { PIN_LENGTH } from '@binhai/shared/rules/counter-pin';
import { useState } from 'react';
import { takeOver as words } from '../../../copy/terminals';
import { PAGES } from '../../../parts/paths';
import { Screen } from '../../../parts/screen';
import { useShown } from '../../../parts/visit';
import { replace } from '../../../platform/router';
import { leaveFor } from '../../../stores/return-to';
import { type Here, useTerminals } from '../../../stores/terminals';
import { useAction } from '../../../stores/use-action';
import { Box, Btn, EmptyState, ErrorState, Fetched, InlineError, Item, List, ListCell, NoticeBar, PinPad, Title, Txt } from '../../../ui';

type Clerk = Here['clerks'][number];

function Pin({ clerk, onOther }: { clerk: Clerk; onOther: () => void }) {
  const [digits, setDigits] = useState('');
  const start = useAction(async (pin: string) => {
    await useTerminals
      .getState()
      .start(clerk.id, pin)
      .finally(() => setDigits(''));
    await replace(PAGES.counter);
  });
  const change = (next: string): void => {
    start.clear();
    setDigits(next);
    if (next.length === PIN_LENGTH) void start.run(next);
  };
  return (
    <>
      <Title level={2} className='center mt4'>
        {words.pin(clerk.staffNumber)}
      </Title>
      <PinPad value={digits} length={PIN_LENGTH} label={words.pad} given={words.given(digits.length)} disabled={start.busy} onChange={change} />
      {start.error && (
        <Box className='mt3'>
          <InlineError error={start.error} />
        </Box>
      )}
      <Btn id='other' kind='text' block className='mt3' onClick={onOther}>
        {words.other}
      </Btn>
      <NoticeBar icon='info' className='mt2'>
        {words.forgot}
      </NoticeBar>
    </>
  );
}
function Who({ here, onPick }: { here: Here; onPick: (clerk: Clerk) => void }) {
  return (
    <>
      <Txt block strong>
        {here.shop}
      </Txt>
      <Txt block className='sub muted'>
        {`${here.organisation}　${here.name}`}
      </Txt>
      <Title level={2} className='mt4'>
        {words.who}
      </Title>
      {here.clerks.length === 0 ? (
        <EmptyState title={words.none.title} text={words.none.text} />
      ) : (
        <List label={words.who} className='mt2'>
          {here.clerks.map((c) => (
            <Item key={c.id}>
              <ListCell
                id={`clerk-${c.staffNumber}`}
                icon='user'
                title={c.staffNumber}
                bold
                end={c.ready ? undefined : words.notReady}
                onClick={() => onPick(c)}
              />
            </Item>
          ))}
        </List>
      )}
    </>
  );
}
/** The first page of a shared terminal: who comes to work here, by staff number and PIN. */
export default function CounterTakeOver() {
  const token = useTerminals((s) => s.token);
  const { data, error } = useTerminals((s) => s.here);
  const [clerk, setClerk] = useState<Clerk | null>(null);
  const load = () => void useTerminals.getState().look();
  const gone = token === null || error?.code === 'counter_terminal_unknown';
  const toLogin = () => {
    useTerminals.getState().leave();
    void leaveFor(PAGES.login);
  };
  return (
    <Screen title={words.title}>
      <Loader load={load} />
      {gone ? (
        error ? (
          <ErrorState error={error} action={words.gone.action} onAction={toLogin} full />
        ) : (
          <EmptyState title={words.gone.title} text='' action={words.gone.action} onAction={toLogin} full />
        )
      ) : (
        <Fetched data={data} error={error} onRetry={load}>
          {(here) => (clerk ? <Pin key={clerk.id} clerk={clerk} onOther={() => setClerk(null)} /> : <Who here={here} onPick={setClerk} />)}
        </Fetched>
      )}
    </Screen>
  );
}
function Loader({ load }: { load: () => void }) {
  useShown(load);
  return null;
}
