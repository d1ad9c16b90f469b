import type { ConsentText } from '@binhai/shared/contract/consents';
import { HIGH_PROVIDERS } from '@binhai/shared/contract/people';
import { useRouter } from '@tarojs/taro';
import { useEffect, useState } from 'react';
import { ApiError } from '../../../api/errors';
import { highForm as words } from '../../../copy/identity';
import { ConsentFields } from '../../../parts/consent';
import { Gate } from '../../../parts/gate';
import { PAGES } from '../../../parts/paths';
import { Screen } from '../../../parts/screen';
import { replace } from '../../../platform/router';
import { type HighProvider, type HighTicket, useAccount } from '../../../stores/account';
import { useSession } from '../../../stores/session';
import { forgetIntent, steppedUp } from '../../../stores/step-up';
import { toast } from '../../../stores/toast';
import { useAction } from '../../../stores/use-action';
import { ActionBar, Box, Btn, Btns, Choice, InlineError, NoticeBar, SandboxTag, Sheet, Txt } from '../../../ui';
import './index.scss';

type FaceConsentP = { text: ConsentText; busy: boolean; error: ApiError | null; onAgree: () => void; onRefuse: () => void };
/** A screen of its own for the face alone (domain rule 15): everything that is agreed to, both answers of equal weight, nothing ticked. */
function FaceConsent({ text, busy, error, onAgree, onRefuse }: FaceConsentP) {
  const w = words.face;
  const bar = (
    <ActionBar note={w.note}>
      <Btns>
        <Btn id='face-refuse' kind='ghost' onClick={onRefuse}>
          {w.refuse}
        </Btn>
        <Btn id='face-agree' busy={busy} onClick={onAgree}>
          {w.agree}
        </Btn>
      </Btns>
    </ActionBar>
  );
  return (
    <Screen title={w.title} tight bar={bar}>
      <Txt block className='t2'>
        {w.lead}
      </Txt>
      <Box className='mt3'>
        <ConsentFields text={text} />
      </Box>
      {error && (
        <Box className='mt3'>
          <InlineError error={error} />
        </Box>
      )}
    </Screen>
  );
}

/** 21#advanced 高级认证: one of four providers, none of them forced, none preferred by force of law. */
export default function High() {
  const { again, join } = useRouter().params;
  const joining = useAccount((s) => s.joining !== null);
  useEffect(
    () => () => {
      forgetIntent();
      useAccount.getState().join(null);
    },
    [],
  );
  const [provider, setProvider] = useState<HighProvider>('network_id');
  const [ticket, setTicket] = useState<HighTicket | null>(null);
  const [face, setFace] = useState<ConsentText | null>(null);
  const me = useAccount((s) => s.me.data);
  const name = words.providers[provider].title;
  const start = useAction(async (faceTextVersion?: string) => {
    try {
      setTicket(await useAccount.getState().startHigh(provider, faceTextVersion));
      setFace(null);
    } catch (e) {
      if (!(e instanceof ApiError) || (e.code !== 'consent_required' && e.code !== 'consent_text_outdated')) throw e;
      setFace(await useAccount.getState().faceText());
    }
  });
  const finish = useAction(async () => {
    if (!ticket) return;
    if (joining) await useSession.getState().joinAccount(ticket.ticket);
    else await useAccount.getState().finishHigh(ticket.ticket);
    setTicket(null);
    if (joining) toast(words.joined, 'check');
    await (again ? steppedUp() : replace(PAGES.done));
  });
  const lost = Boolean(join) && !joining && me?.assurance === 'none';
  const ready = me?.role === 'resident' && (joining || me.assurance !== 'none');
  const bar = ready && (
    <ActionBar>
      {me.sandbox && (
        <Box className='center actionbar__note'>
          <SandboxTag what={words.sandbox} />
        </Box>
      )}
      <Btn id='start' block busy={start.busy} onClick={() => void start.run()}>
        {words.submit(name)}
      </Btn>
    </ActionBar>
  );
  const sheet = ticket && (
    <Sheet title={ticket.sandbox ? words.sheet.title(name) : name} onClose={() => setTicket(null)}>
      <Txt block className='t2 mt2'>
        {ticket.sandbox ? words.sheet.text : words.waiting}
      </Txt>
      <Txt block className='cap muted mt2'>
        {words.sheet.valid(Math.max(1, Math.round(ticket.validFor / 60)))}
      </Txt>
      {finish.error && (
        <Box className='mt3'>
          <InlineError error={finish.error} />
        </Box>
      )}
      <Box className='mt4'>
        <Btns>
          <Btn kind='ghost' onClick={() => setTicket(null)}>
            {words.sheet.cancel}
          </Btn>
          <Btn id='finish' busy={finish.busy} onClick={() => void finish.run()}>
            {ticket.sandbox ? words.sheet.pass : words.fetch}
          </Btn>
        </Btns>
      </Box>
    </Sheet>
  );
  if (face) {
    return (
      <FaceConsent
        text={face}
        busy={start.busy}
        error={start.error}
        onAgree={() => void start.run(face.version)}
        onRefuse={() => {
          start.clear();
          setFace(null);
        }}
      />
    );
  }
  return (
    <Screen title={words.title} tight bar={bar} barRows={me?.sandbox ? 2 : 1} overlay={sheet}>
      <Gate need={joining ? 'login' : 'basic'} noRealName={lost ? words.joinLost : { title: words.basicFirst, text: words.basicFirstText }}>
        {() => (
          <>
            <Txt block className='t2'>
              {joining ? words.joinLead : again ? words.again : words.lead}
            </Txt>
            <Box role='radiogroup' label={words.group} className='list mt3 high'>
              {HIGH_PROVIDERS.map((p) => (
                <Choice
                  key={p}
                  id={`provider-${p}`}
                  kind='radio'
                  name='provider'
                  label={words.providers[p].title}
                  desc={words.providers[p].desc}
                  checked={p === provider}
                  onChange={() => setProvider(p)}
                />
              ))}
            </Box>
            <NoticeBar className='mt4'>{words.note}</NoticeBar>
            {start.error && (
              <Box className='mt3'>
                <InlineError error={start.error} />
              </Box>
            )}
          </>
        )}
      </Gate>
    </Screen>
  );
}
