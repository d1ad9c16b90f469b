import { useRouter } from '@tarojs/taro';
import { useEffect, useState } from 'react';
import { choose, one as words } from '../../../copy/report';
import { AskSheet } from '../../../parts/ask-sheet';
import { Gate, useStanding } from '../../../parts/gate';
import { PAGES } from '../../../parts/paths';
import { Screen } from '../../../parts/screen';
import { useShown } from '../../../parts/visit';
import { qrDataUrl } from '../../../platform/qr';
import { go, replace } from '../../../platform/router';
import { say } from '../../../platform/time';
import { useAccount } from '../../../stores/account';
import { held } from '../../../stores/by-id';
import { type ReportView, useReports } from '../../../stores/reports';
import { toast } from '../../../stores/toast';
import { useAction } from '../../../stores/use-action';
import { ActionBar, Box, Btn, Btns, Card, EmptyState, Fetched, Img, InlineError, Item, List, NoticeBar, Pairs, Title, Txt } from '../../../ui';
import './index.scss';

const ASK_AGAIN_MS = 1000;

/** The paper as it will look: for whom, what is in it, its code. */
const Paper = ({ r }: { r: ReportView }) => {
  const name = useAccount((s) => s.me.data?.maskedName ?? '');
  const parts = [...r.classes, ...(r.looks ? [words.looks] : []), ...(r.grade ? [words.grade] : [])];
  return (
    <Box className='paper' role='region' label={words.heading}>
      <Box className='paper__wm' hidden>
        {words.watermark(r.purpose)}
      </Box>
      <Box className='paper__h'>
        <Title level={2}>{words.heading}</Title>
        <Txt block className='cap muted'>{`${words.person(say.date(r.askedAt))}　${name}`}</Txt>
      </Box>
      <List className='list--plain paper__toc' label={choose.classes}>
        {parts.map((title) => (
          <Item key={title} className='paper__line'>
            <Txt>{title}</Txt>
          </Item>
        ))}
      </List>
      <Box className='paper__f'>
        <Img className='paper__qr' src={qrDataUrl(r.link)} alt={words.qr(r.code)} />
        <Box className='grow'>
          <Txt block strong className='num paper__code' selectable>
            {r.code}
          </Txt>
          <Txt block className='sub muted'>
            {words.code}
          </Txt>
        </Box>
      </Box>
    </Box>
  );
};
const Making = ({ r }: { r: ReportView }) => (
  <Card>
    <Title>{words.making}</Title>
    <Box className='making mt3' role='progressbar' label={words.progress(r.progress)} live='polite'>
      <Box className='making__bar' style={{ width: `${Math.max(4, r.progress)}%` }} />
    </Box>
    <Txt block className='sub muted mt2'>
      {words.progress(r.progress)}
    </Txt>
    <Txt block className='t2 mt3'>
      {words.makingText}
    </Txt>
  </Card>
);
const Over = ({ r }: { r: ReportView }) => {
  const said = r.state === 'revoked' ? words.revoked : r.state === 'expired' ? words.expired : words.failed;
  const to = r.state === 'revoked' ? PAGES.reports : PAGES.reportChoose;
  return <EmptyState full title={said.title} text={said.text} action={said.action} onAction={() => void replace(to)} />;
};
const Ready = ({ r, onRevoke }: { r: ReportView; onRevoke: () => void }) => (
  <>
    <Paper r={r} />
    <Card className='mt4'>
      <Pairs
        rows={[
          { k: words.number, v: r.number },
          { k: words.purpose, v: r.purpose },
          { k: words.until, v: say.date(r.until) },
          { k: words.pages, v: words.pagesOf(r.pages, words.size(r.size / 1024)) },
        ]}
      />
    </Card>
    <NoticeBar tone='plain' icon='lock' className='mt3'>
      {words.share}
    </NoticeBar>
    <NoticeBar className='mt3'>{choose.often}</NoticeBar>
    <Btn id='revoke' kind='text' block className='mt3' onClick={onRevoke}>
      {words.revoke}
    </Btn>
  </>
);
function ReportOf({ id, onRevoke }: { id: string; onRevoke: () => void }) {
  const { data, error, busy } = useReports((s) => held(s.reports, id));
  const load = () => void useReports.getState().load(id);
  useShown(load);
  const making = data?.state === 'making';
  // every answer begins a new wait: never two questions at once
  useEffect(() => {
    if (!making || busy) return;
    const timer = setTimeout(load, ASK_AGAIN_MS);
    return () => clearTimeout(timer);
  });
  return (
    <Fetched data={data} error={error} onRetry={load}>
      {(r) => (
        <>
          {error && <InlineError error={error} onRetry={load} />}
          {r.state === 'making' ? <Making r={r} /> : r.state === 'ready' ? <Ready r={r} onRevoke={onRevoke} /> : <Over r={r} />}
        </>
      )}
    </Fetched>
  );
}

/** 24#mine: one report, from its making to the file. */
export default function Report() {
  const { id = '' } = useRouter().params;
  const at = useStanding('high');
  const { data } = useReports((s) => held(s.reports, id));
  const [asking, setAsking] = useState(false);
  const save = useAction(async () => {
    if (!data) return;
    await useReports.getState().save(data);
    toast(words.downloaded, 'check');
  });
  const revoke = useAction(async () => {
    await useReports.getState().revoke(id);
    setAsking(false);
    toast(words.revokedNow, 'check');
  });
  const bar = at === 'ready' && data?.state === 'ready' && (
    <ActionBar>
      {save.error && <InlineError error={save.error} />}
      <Btns>
        <Btn id='to-verify' kind='ghost' onClick={() => void go(PAGES.verify)}>
          {words.verify}
        </Btn>
        <Btn id='download' icon='download' busy={save.busy} onClick={() => void save.run()}>
          {words.download}
        </Btn>
      </Btns>
    </ActionBar>
  );
  const overlay = asking && <AskSheet id='confirm-revoke' {...words.ask} action={revoke} onClose={() => setAsking(false)} />;
  return (
    <Screen title={words.title} tight bar={bar} overlay={overlay}>
      <Gate need='high'>{() => <ReportOf id={id} onRevoke={() => setAsking(true)} />}</Gate>
    </Screen>
  );
}
