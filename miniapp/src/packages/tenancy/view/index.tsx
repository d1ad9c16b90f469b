import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { view as words } from '../../../copy/tenancy';
import { useFollow, useInSight } from '../../../parts/follow';
import { Gate } from '../../../parts/gate';
import { Screen } from '../../../parts/screen';
import { go, TABS } from '../../../platform/router';
import { scanOnce, scanWay } from '../../../platform/scan';
import { answeredYet, type CertificateLook, lookAt } from '../../../stores/certificates';
import { useAction } from '../../../stores/use-action';
import { ActionBar, Box, Btn, Btns, CODE_LENGTH, Code, CodeKeypad, Field, InlineError, NoticeBar, Txt } from '../../../ui';
import { VIEWERS } from '../viewers';
import { Result } from './result';

/** What is looked at: the id of a link, with the mark of a QR code that is held out; or a typed code. */
type What = { link: string; face?: string } | { code: string };
/** What our QR code holds, whichever address it stands in. */
function linkIn(text: string): What | null {
  const id = /[?&]c=([A-Za-z0-9_-]{22})(?:&|$)/.exec(text)?.[1];
  const face = /[?&]f=([A-Za-z0-9_-]{1,40})(?:&|$)/.exec(text)?.[1];
  return id ? { link: id, ...(face && { face }) } : null;
}

function Enter({ onWhat }: { onWhat: (w: What) => void }) {
  const [code, setCode] = useState('');
  const [wrong, setWrong] = useState(false);
  const scan = useAction(async () => {
    const text = await scanOnce();
    if (text === null) return;
    const what = linkIn(text);
    setWrong(!what);
    if (what) onWhat(what);
  });
  const missing = CODE_LENGTH - code.length;
  return (
    <>
      <Txt block className='t2'>
        {words.enter}
      </Txt>
      <Box className='mt3'>
        <Code value={code} typing name={words.title} />
      </Box>
      {scanWay === 'camera' && (
        <Btn id='scan' kind='ghost' block icon='scan' className='mt4' busy={scan.busy} onClick={() => void scan.run()}>
          {words.scan}
        </Btn>
      )}
      <NoticeBar icon='info' className='mt4' status={wrong}>
        {wrong ? words.notOurs : words.only}
      </NoticeBar>
      <Box className='mt4'>
        <CodeKeypad value={code} onChange={setCode} />
      </Box>
      <Btn id='code-done' size='xl' block className='mt3' disabled={missing > 0} onClick={() => onWhat({ code })}>
        {missing > 0 ? words.missing(missing) : words.look}
      </Btn>
    </>
  );
}

/** Follows a request until the tenant has answered, then looks once more. */
function Following({ viewingId, onAnswered }: { viewingId: string; onAnswered: () => void }) {
  const inSight = useInSight();
  useFollow(inSight, async () => {
    try {
      if (await answeredYet(viewingId)) onAnswered();
      return true;
    } catch {
      return false; // no network or busy: asked again, rarer
    }
  });
  return null;
}

/** 09: what a landlord or an agent sees of a certificate. From a link one name and one tap; typed, eight keys before it. */
export default function ViewCertificate() {
  const { c, f } = useRouter().params;
  const [what, setWhat] = useState<What | null>(c ? { link: c, ...(f && { face: f }) } : null);
  const [as, setAs] = useState('');
  const [seen, setSeen] = useState<CertificateLook | null>(null);
  const look = useAction(async () => {
    if (what) setSeen(await lookAt({ ...what, ...(as.trim() && { as: as.trim() }) }));
  });
  const another = () => {
    look.clear();
    setSeen(null);
    setWhat(null);
  };
  const bar = seen ? (
    <ActionBar>
      <Btns>
        <Btn id='another' kind='ghost' onClick={another}>
          {words.another}
        </Btn>
        <Btn id='done' onClick={() => void go(TABS.home)}>
          {seen.waiting ? words.wait.leave : words.done}
        </Btn>
      </Btns>
    </ActionBar>
  ) : undefined;
  return (
    <Screen title={seen ? words.resultTitle : words.title} bar={bar}>
      <Gate need='login' roles={VIEWERS} guest={words.guest}>
        {(me) => {
          if (seen)
            return (
              <>
                <Result look={seen} />
                {seen.waiting && <Following viewingId={seen.waiting.viewingId} onAnswered={() => void look.run()} />}
              </>
            );
          if (!what) return <Enter onWhat={setWhat} />;
          return (
            <>
              {me.role === 'agent' ? (
                <Txt block className='t2'>
                  {words.asAgent}
                </Txt>
              ) : (
                <Field id='as' label={words.as} hint={words.asHint} optional maxLength={20} value={as} onChange={setAs} />
              )}
              <Btn id='look' block className='mt4' busy={look.busy} onClick={() => void look.run()}>
                {words.look}
              </Btn>
              {look.error && (
                <Box className='mt3'>
                  <InlineError error={look.error} />
                  <Btn id='another' kind='text' block onClick={another}>
                    {words.another}
                  </Btn>
                </Box>
              )}
              <NoticeBar icon='lock' className='mt4'>
                {words.privacy}
              </NoticeBar>
            </>
          );
        }}
      </Gate>
    </Screen>
  );
}
