import { proof as words } from '../../../copy/tenancy';
import { copy } from '../../../platform/clipboard';
import { say } from '../../../platform/time';
import type { ProofRead } from '../../../stores/rental-proofs';
import { toast } from '../../../stores/toast';
import { Btn, Card, NoticeBar, Pairs, Txt, Verdict } from '../../../ui';
import { Between, Void } from '../view/result';

type Proven = NonNullable<ProofRead['proven']>;
const Facts = ({ proven: p, given }: { proven: Proven; given: string }) => (
  <Card className='mt4'>
    <Pairs
      rows={[
        { k: words.rows.madeAt, v: say.dateAndTime(p.madeAt) },
        { k: words.rows.goodUntil, v: say.dateAndTime(p.goodUntil) },
        { k: words.rows.until, v: say.date(p.until) },
        { k: words.rows.given, v: given },
      ]}
    />
  </Card>
);
const tenantOf = (p: Proven): string => (p.maskedName ? words.tenant(p.maskedName) : words.unnamed);

function Valid({ proven, text }: { proven: Proven; text: string }) {
  return (
    <>
      <Verdict kind='pass' title={words.pass(proven.title)} text={tenantOf(proven)} />
      <Facts proven={proven} given={words.given.you} />
      <Btn
        id='copy-proof'
        kind='ghost'
        block
        icon='download'
        className='mt4'
        onClick={() => void copy(text).then((ok) => toast(ok ? words.copied : words.notCopied, ok ? 'check' : 'info'))}
      >
        {words.copy}
      </Btn>
      <NoticeBar icon='lock' className='mt4'>
        {words.rule}
      </NoticeBar>
    </>
  );
}
/** What nobody logged in can be told: the signature, and what the paper itself says. */
const Genuine = ({ proven, onLogin }: { proven: Proven; onLogin: () => void }) => (
  <>
    <Between icon='shield' title={words.genuine.title} text={words.genuine.text} />
    <Facts proven={proven} given={words.given.unknown} />
    <Txt block className='sub muted mt3'>
      {words.genuine.says(proven.title, tenantOf(proven))}
    </Txt>
    <Btn id='login' block className='mt4' onClick={onLogin}>
      {words.genuine.login}
    </Btn>
  </>
);
/** One page for each thing a proof can turn out to be; a void one is the page every void certificate has. */
export function ProofResult({ read, onLogin }: { read: ProofRead; onLogin: () => void }) {
  if (read.proven && read.state === 'valid') return <Valid proven={read.proven} text={read.text} />;
  if (read.proven && read.state === 'genuine') return <Genuine proven={read.proven} onLogin={onLogin} />;
  if (read.state === 'expired' || read.state === 'other_viewer' || read.state === 'forged') {
    const said = words.no[read.state];
    return (
      <>
        <Between icon={read.state === 'expired' ? 'clock' : 'minus'} title={said.title} text={said.text} />
        <NoticeBar icon='info' className='mt4'>
          {words.ordinary}
        </NoticeBar>
      </>
    );
  }
  return <Void />;
}
