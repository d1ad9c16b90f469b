import { view as words } from '../../../copy/tenancy';
import { PAGES } from '../../../parts/paths';
import { go } from '../../../platform/router';
import { say } from '../../../platform/time';
import type { CertificateLook } from '../../../stores/certificates';
import { Box, Btn, Card, cx, Icon, type IconName, NoticeBar, Pairs, Title, Txt, Verdict } from '../../../ui';

/** A state that is neither yes nor void: the tenant has not answered, or said no. */
export const Between = ({ icon, title, text }: { icon: IconName; title: string; text: string }) => (
  <Box className={cx('verdict', 'verdict--void')} role='status'>
    <Box className='verdict__seal' hidden>
      <Icon name={icon} size={52} />
    </Box>
    <Title>{title}</Title>
    <Txt block className='t2 mt2'>
      {text}
    </Txt>
  </Box>
);
function Shown({ shown: s }: { shown: NonNullable<CertificateLook['shown']> }) {
  return (
    <>
      <Verdict kind='pass' title={words.pass(s.title)} text={words.tenant(s.maskedName)} />
      <Card className='mt4'>
        <Pairs
          rows={[
            { k: words.at, v: say.dateAndTime(s.at) },
            { k: words.until, v: say.date(s.until) },
            { k: words.genuine, v: words.genuineYes },
            { k: words.viewer, v: s.goodStanding ? words.good(s.viewer) : s.viewer },
          ]}
        />
      </Card>
      <NoticeBar icon='lock' className='mt4'>
        {words.rule}
      </NoticeBar>
      <NoticeBar tone='plain' icon='eye' className='mt3'>
        {words.approved[s.approved]}
      </NoticeBar>
      <Btn id='proofs' kind='text' block className='mt3' onClick={() => void go(PAGES.rentalProof)}>
        {words.proofs}
      </Btn>
    </>
  );
}
function Waiting({ waiting: w }: { waiting: NonNullable<CertificateLook['waiting']> }) {
  return (
    <>
      <Between icon='clock' title={words.wait.title} text={words.wait.text} />
      <Card className='mt4'>
        <Pairs
          rows={[
            { k: words.wait.as, v: w.as },
            ...(w.maskedPhone ? [{ k: words.wait.phone, v: words.wait.seenBy(w.maskedPhone) }] : []),
            { k: words.wait.until, v: words.wait.untilText(say.dayAndTime(w.until)) },
          ]}
        />
      </Card>
      <NoticeBar icon='info' className='mt4'>
        {words.waitNote}
      </NoticeBar>
    </>
  );
}
/** 09#void: the same page for every cause, without a name and without a time that could tell one from another. */
export const Void = () => (
  <>
    <Verdict kind='void' />
    <Card className='mt4'>
      <Title level={3}>{words.ordinary.title}</Title>
      <Box className='mt3'>
        <Pairs
          rows={[
            { k: words.ordinary.deposit, v: words.ordinary.depositText },
            { k: words.ordinary.other, v: words.ordinary.otherText },
          ]}
        />
      </Box>
    </Card>
    <NoticeBar icon='info' className='mt4'>
      {words.voidNote}
    </NoticeBar>
  </>
);
export function Result({ look }: { look: CertificateLook }) {
  if (look.shown) return <Shown shown={look.shown} />;
  if (look.waiting) return <Waiting waiting={look.waiting} />;
  if (look.state !== 'declined') return <Void />;
  return (
    <>
      <Between icon='minus' title={words.declined.title} text={words.declined.text} />
      <NoticeBar icon='info' className='mt4'>
        {words.declinedNote}
      </NoticeBar>
    </>
  );
}
