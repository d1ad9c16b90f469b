import { useEffect } from 'react';
import { data as words } from '../../../copy/rights';
import { Gate } from '../../../parts/gate';
import { PAGES } from '../../../parts/paths';
import { Screen } from '../../../parts/screen';
import { useShown } from '../../../parts/visit';
import { go } from '../../../platform/router';
import { say } from '../../../platform/time';
import { type ExportState, useRights } from '../../../stores/rights';
import { toast } from '../../../stores/toast';
import { useAction } from '../../../stores/use-action';
import { Box, Btn, Card, Fetched, InlineError, Item, List, ListCell, NoticeBar, Title, Txt } from '../../../ui';
import './index.scss';

/** How often a copy under way is looked at, ms. */
const LOOK_MS = 1500;
const sizeOf = (bytes: number): string => (bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`);

function Making({ copy }: { copy: ExportState }) {
  const percent = copy.progress && copy.progress.total > 0 ? Math.floor((copy.progress.done / copy.progress.total) * 100) : 0;
  const load = useRights((s) => s.loadCopy);
  useEffect(() => {
    const timer = setInterval(() => void load(), LOOK_MS);
    return () => clearInterval(timer);
  }, [load]);
  return (
    <>
      <Box className='copy__bar mt3' role='progressbar' label={words.copy.progress(percent)}>
        <Box className='copy__done' style={{ width: `${Math.max(4, percent)}%` }} />
      </Box>
      <Txt block className='sub muted mt2'>
        {`${words.copy.making}　${words.copy.progress(percent)}`}
      </Txt>
      <Txt block className='t2 mt2'>
        {words.copy.makingText}
      </Txt>
    </>
  );
}
function Copy({ copy }: { copy: ExportState }) {
  const w = words.copy;
  const ask = useAction(() => useRights.getState().ask());
  const save = useAction(async () => {
    await useRights.getState().save();
    toast(w.downloaded, 'check');
  });
  const error = ask.error ?? save.error;
  const ready = copy.state === 'ready';
  return (
    <Card>
      <Title level={2}>{w.title}</Title>
      {copy.state === 'making' && <Making copy={copy} />}
      {copy.state === 'none' && (
        <Txt block className='t2 mt2'>
          {w.none}
        </Txt>
      )}
      {copy.state === 'failed' && (
        <Txt block className='t2 mt2'>
          {w.failed}
        </Txt>
      )}
      {ready && (
        <>
          <Txt block strong className='mt2'>
            {w.ready(sizeOf(copy.bytes ?? 0))}
          </Txt>
          {copy.expiresAt && (
            <Txt block className='sub muted'>
              {w.until(say.date(copy.expiresAt))}
            </Txt>
          )}
          <Btn id='download' block icon='download' className='mt3' busy={save.busy} onClick={() => void save.run()}>
            {w.download}
          </Btn>
        </>
      )}
      {copy.state !== 'making' && (
        <Btn id='ask-copy' kind={ready ? 'ghost' : 'primary'} block className='mt3' busy={ask.busy} onClick={() => void ask.run()}>
          {copy.state === 'none' ? w.ask : w.again}
        </Btn>
      )}
      {error && (
        <Box className='mt3'>
          <InlineError error={error} />
        </Box>
      )}
      <NoticeBar tone='plain' className='mt3'>
        {w.care}
      </NoticeBar>
    </Card>
  );
}
function Mine() {
  const { data, error } = useRights((s) => s.copy);
  const load = useRights((s) => s.loadCopy);
  useShown(() => load());
  return (
    <Fetched data={data} error={error} onRetry={() => void load()}>
      {(copy) => <Copy copy={copy} />}
    </Fetched>
  );
}

/** 我的数据: what one may do about what is held (product A6), and the ways to the rest. */
export default function DataPage() {
  const l = words.links;
  return (
    <Screen title={words.title} tight>
      <Txt block className='t2'>
        {words.lead}
      </Txt>
      <Box className='mt3'>
        <Gate need='high' guest={words.guest}>
          {() => <Mine />}
        </Gate>
      </Box>
      <List className='mt4' label={l.title}>
        <Item>
          <ListCell id='consents' title={l.consents} desc={l.consentsHint} onClick={() => void go(PAGES.consents)} />
        </Item>
        <Item>
          <ListCell id='looks' title={l.looks} desc={l.looksHint} onClick={() => void go(PAGES.looks)} />
        </Item>
        <Item>
          <ListCell id='opt-in' title={l.optIn} desc={l.optInHint} onClick={() => void go(PAGES.optIn)} />
        </Item>
        <Item>
          <ListCell id='held' title={l.held} desc={l.heldHint} onClick={() => void go(PAGES.held)} />
        </Item>
      </List>
      <List className='mt3' label={words.leave}>
        <Item>
          <ListCell id='leave' title={words.leave} desc={words.leaveHint} onClick={() => void go(PAGES.leave)} />
        </Item>
      </List>
    </Screen>
  );
}
