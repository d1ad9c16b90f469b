import { checkUscc } from '@binhai/shared/identifiers/uscc';
import { useState } from 'react';
import { firmBind as words } from '../../../copy/firm';
import { Gate } from '../../../parts/gate';
import { call as dial } from '../../../parts/hotline';
import { PAGES } from '../../../parts/paths';
import { Screen } from '../../../parts/screen';
import { replace } from '../../../platform/router';
import { useAccount } from '../../../stores/account';
import { useFirms } from '../../../stores/firms';
import { toast } from '../../../stores/toast';
import { useAction } from '../../../stores/use-action';
import { ActionBar, Box, Btn, Btns, Choice, Field, InlineError, NoticeBar, SandboxTag, Sheet, Title, Txt } from '../../../ui';
import { useTerms } from '../parts';

const WAYS = ['licence', 'ask', 'window'] as const;
type Way = (typeof WAYS)[number];
type Ticket = { ticket: string; sandbox: boolean };

function Shown({ ticket, onClose }: { ticket: Ticket; onClose: () => void }) {
  const finish = useAction(async () => {
    const firm = await useFirms.getState().finishBind(ticket.ticket);
    onClose();
    toast(words.bound(firm), 'check');
    await replace(PAGES.firms);
  });
  const s = words.sheet;
  return (
    <Sheet title={ticket.sandbox ? s.title : s.real} onClose={onClose}>
      <Txt block className='t2 mt2'>
        {ticket.sandbox ? s.text : s.waiting}
      </Txt>
      {finish.error && (
        <Box className='mt3'>
          <InlineError error={finish.error} />
        </Box>
      )}
      <Box className='mt4'>
        <Btns>
          <Btn kind='ghost' onClick={onClose}>
            {s.keep}
          </Btn>
          <Btn id='shown' busy={finish.busy} onClick={() => void finish.run()}>
            {ticket.sandbox ? s.pass : s.fetch}
          </Btn>
        </Btns>
      </Box>
    </Sheet>
  );
}

/** 绑定一家企业: by the licence, by the representative's word, or at the window. */
export default function FirmBind() {
  const [code, setCode] = useState('');
  const [wrong, setWrong] = useState<string | undefined>();
  const [way, setWay] = useState<Way>('licence');
  const [ticket, setTicket] = useState<Ticket | null>(null);
  const terms = useTerms();
  const me = useAccount((s) => s.me.data);
  const submit = useAction(async () => {
    if (way === 'window') return dial();
    const uscc = checkUscc(code);
    setWrong(uscc.ok ? undefined : words.codeWrong);
    if (!uscc.ok || (way === 'ask' && !terms.ok())) return;
    if (way === 'licence') return setTicket(await useFirms.getState().startBind(uscc.value));
    await useFirms.getState().ask(uscc.value, terms.terms);
    toast(words.asked, 'check');
    await replace(PAGES.firms);
  });
  const bar = me?.highOnThisDevice && (
    <ActionBar note={way === 'window' ? words.windowText : undefined}>
      <Btn id='submit' block busy={submit.busy} onClick={() => void submit.run()}>
        {words[way]}
      </Btn>
    </ActionBar>
  );
  const overlay = (
    <>
      {terms.sheet}
      {ticket && <Shown ticket={ticket} onClose={() => setTicket(null)} />}
    </>
  );
  return (
    <Screen title={words.title} tight bar={bar} overlay={overlay}>
      <Gate need='high'>
        {(account) => (
          <>
            {account.sandbox && way === 'licence' && <SandboxTag what={words.sandbox} />}
            {way !== 'window' && (
              <Field
                className='mt3'
                id='uscc'
                label={words.code}
                hint={words.codeHint}
                value={code}
                maxLength={40}
                error={wrong}
                onChange={(v) => {
                  setCode(v);
                  setWrong(undefined);
                }}
              />
            )}
            <Title level={3} className='mt4'>
              {words.way}
            </Title>
            <Box role='radiogroup' label={words.way} className='list mt2'>
              {WAYS.map((w) => (
                <Choice
                  key={w}
                  id={`way-${w}`}
                  kind='radio'
                  name='way'
                  label={words.ways[w].title}
                  desc={words.ways[w].desc}
                  checked={w === way}
                  onChange={() => setWay(w)}
                />
              ))}
            </Box>
            {way === 'ask' && terms.fields}
            {way === 'window' && <NoticeBar className='mt3'>{words.windowText}</NoticeBar>}
            {submit.error && (
              <Box className='mt3'>
                <InlineError error={submit.error} />
              </Box>
            )}
          </>
        )}
      </Gate>
    </Screen>
  );
}
