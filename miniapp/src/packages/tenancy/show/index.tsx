import type { ViewerLine } from '@binhai/shared/contract/tenancy';
import { localDateOf } from '@binhai/shared/dates/dates';
import { useRouter } from '@tarojs/taro';
import { useMemo, useState } from 'react';
import { GUEST, show as words } from '../../../copy/tenancy';
import { AskSheet } from '../../../parts/ask-sheet';
import { useFollow, useInSight } from '../../../parts/follow';
import { Gate, useStanding } from '../../../parts/gate';
import { PAGES } from '../../../parts/paths';
import { Screen } from '../../../parts/screen';
import { copy } from '../../../platform/clipboard';
import { qrDataUrl } from '../../../platform/qr';
import { go } from '../../../platform/router';
import { canShare, useShareCard } from '../../../platform/share';
import { instant, say } from '../../../platform/time';
import { held } from '../../../stores/by-id';
import { type OwnCertificate, useCertificates } from '../../../stores/certificates';
import { toast } from '../../../stores/toast';
import { useAction } from '../../../stores/use-action';
import { ActionBar, Box, Btn, Btns, Code, Fetched, Img, Item, List, ListCell, NoticeBar, Section, StatusTag, Title, Txt } from '../../../ui';
import { Approve } from './approve';
import { GiveProof } from './give-proof';
import './index.scss';

const Figure = ({ big, small, text }: { big: string; small: string; text: string }) => (
  <Box className='rc__n'>
    <Txt block className='rc__big'>
      {big}
      <Txt className='sub'>{` ${small}`}</Txt>
    </Txt>
    <Txt block className='cap muted'>
      {text}
    </Txt>
  </Box>
);
/** The certificate as it is held out: only while it is good is there anything to scan. */
function Head({ certificate: c }: { certificate: OwnCertificate }) {
  const good = c.state === 'active' && c.holds;
  const qr = useMemo(() => (good ? qrDataUrl(c.qr) : ''), [good, c.qr]);
  return (
    <Box className='rc' role='region' label={words.title}>
      <Box className='rc__top'>
        <Box className='row row--between'>
          <Title>{c.title}</Title>
          <StatusTag tone={good ? 'solid' : 'mute'} icon={good ? 'check' : 'minus'} text={c.stateText} />
        </Box>
        <Txt block className='sub rc__line'>
          {words.made(c.maskedName, say.day(localDateOf(instant(c.madeAt))), c.approval)}
        </Txt>
      </Box>
      {good ? (
        <Box className='rc__b'>
          <Img className='rc__qr' src={qr} alt={words.qr} />
          <Box className='mt4'>
            <Code value={c.code} name={words.code} />
          </Box>
          <Box className='rc__two'>
            <Btn
              id='copy'
              kind='quiet'
              size='s'
              icon='link'
              onClick={() => void copy(c.link).then((ok) => toast(ok ? words.copied : words.notCopied, ok ? 'check' : 'info'))}
            >
              {words.copy}
            </Btn>
            {canShare && (
              <Btn id='share' kind='quiet' size='s' icon='share' openType='share'>
                {words.share}
              </Btn>
            )}
          </Box>
        </Box>
      ) : (
        <Box className='rc__b'>
          <NoticeBar icon='info'>{c.state === 'active' ? words.lost : words.ended}</NoticeBar>
        </Box>
      )}
      <Box className='rc__use'>
        <Figure big={String(c.daysLeft)} small={words.days} text={c.daysLeft > 0 ? words.until(say.day(c.until)) : words.last(say.day(c.until))} />
        <Figure big={String(c.viewersUsed)} small={`/ ${c.viewersMost}`} text={words.viewed} />
      </Box>
    </Box>
  );
}
const told = (v: ViewerLine, title: string): string => {
  const last = v.looks[0];
  if (v.state === 'asked') return [v.maskedPhone, words.asked].filter(Boolean).join('　');
  if (v.state !== 'approved') return words[v.state];
  if (v.proofUntil) return words.given(say.dayAndTime(v.proofUntil));
  return last ? words.saw(say.dayAndTime(last), title) : words.approved;
};
/** What the tenant can do for one viewer now. */
function deedFor(c: OwnCertificate, v: ViewerLine, { onAnswer, onGive }: Deeds) {
  if (c.state !== 'active') return null;
  if (v.state === 'asked')
    return (
      <Btn id={`answer-${v.id}`} size='s' onClick={() => onAnswer(v)}>
        {words.answer}
      </Btn>
    );
  if (v.state !== 'approved' || v.proofUntil || !c.holds) return null;
  return (
    <Btn id={`give-${v.id}`} kind='quiet' size='s' onClick={() => onGive(v)}>
      {words.give}
    </Btn>
  );
}
interface Deeds {
  readonly onAnswer: (v: ViewerLine) => void;
  readonly onGive: (v: ViewerLine) => void;
}
function ViewersOf({ certificate: c, ...deeds }: { certificate: OwnCertificate } & Deeds) {
  return (
    <Section title={words.viewers} note={c.approval ? words.each : words.faceOff}>
      {c.viewers.length === 0 ? (
        <Txt block className='sub muted'>
          {words.noViewers}
        </Txt>
      ) : (
        <List label={words.viewers}>
          {c.viewers.map((v) => (
            <Item key={v.id}>
              <ListCell
                icon={v.agency ? 'house-key' : 'user'}
                iconTone={v.state === 'asked' ? 'signal' : undefined}
                bold={v.state === 'asked'}
                title={v.goodStanding ? `${v.as}　${words.good}` : v.as}
                desc={told(v, c.title)}
                end={deedFor(c, v, deeds)}
              />
            </Item>
          ))}
        </List>
      )}
      <Txt block className='cap muted mt2'>
        {words.rule}
      </Txt>
      <Btn id='forced' kind='text' size='s' icon='flag' onClick={() => void go(PAGES.complaintFile, { kind: 'forced_certificate', certificate: c.id })}>
        {words.forced}
      </Btn>
    </Section>
  );
}
/** 08: the tenant's certificate to hold out, who asked and who looked. Asked for anew while it is in sight, so that a request comes by itself. */
export default function ShowCertificate() {
  const { id = '' } = useRouter().params;
  const remote = useCertificates((s) => held(s.views, id));
  const [answering, setAnswering] = useState<string | null>(null);
  const [giving, setGiving] = useState<string | null>(null);
  const [revoking, setRevoking] = useState(false);
  const at = useStanding('login');
  const inSight = useInSight();
  const active = remote.data === null || remote.data.state === 'active';
  useFollow(at === 'ready' && inSight && active, () => useCertificates.getState().loadOne(id));
  useShareCard(words.card, `${PAGES.certificateView}?c=${id}`);
  const revoke = useAction(async () => {
    await useCertificates.getState().revoke(id);
    setRevoking(false);
    toast(words.revoke.done, 'check');
  });
  const c = remote.data;
  const viewer = c?.viewers.find((v) => v.id === answering && v.state === 'asked');
  const receiver = c?.viewers.find((v) => v.id === giving);
  const bar = c && at === 'ready' && (
    <ActionBar>
      <Btns>
        {c.state === 'active' && (
          <Btn id='revoke' kind='danger' onClick={() => setRevoking(true)}>
            {words.revoke.button}
          </Btn>
        )}
        <Btn id='again' onClick={() => void go(PAGES.certificateMake)}>
          {words.again}
        </Btn>
      </Btns>
    </ActionBar>
  );
  const overlay = revoking ? (
    <AskSheet
      id='confirm-revoke'
      title={words.revoke.title}
      text={words.revoke.text}
      keep={words.revoke.keep}
      submit={words.revoke.button}
      action={revoke}
      onClose={() => setRevoking(false)}
    />
  ) : c && receiver ? (
    <GiveProof certificate={c} viewer={receiver} onClose={() => setGiving(null)} />
  ) : (
    c && viewer && <Approve certificate={c} viewer={viewer} onClose={() => setAnswering(null)} />
  );
  return (
    <Screen title={words.title} bar={bar || undefined} overlay={overlay}>
      <Gate need='login' guest={GUEST}>
        {() => (
          <Fetched {...remote} onRetry={() => void useCertificates.getState().loadOne(id)}>
            {(own) => (
              <>
                <Head certificate={own} />
                <ViewersOf certificate={own} onAnswer={(v) => setAnswering(v.id)} onGive={(v) => setGiving(v.id)} />
              </>
            )}
          </Fetched>
        )}
      </Gate>
    </Screen>
  );
}
