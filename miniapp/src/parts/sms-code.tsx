import { checkMobile } from '@binhai/shared/identifiers/mobile';
import { useState } from 'react';
import { login as words } from '../copy/identity';
import { now } from '../platform/time';
import { useSession } from '../stores/session';
import { toast } from '../stores/toast';
import { type Action, useAction } from '../stores/use-action';
import { Box, Btn, cx, SandboxTag } from '../ui';
import { useCountdown } from './countdown';

const OUTBOX_TRIES = 6;
const OUTBOX_PAUSE = 400;
/** The code a sandbox's phone would have got; the SMS is on its way for a moment after it was asked for. `before`: the one shown last. */
async function sandboxCode(phone: string, before: string | null): Promise<string | null> {
  for (let i = 0; i < OUTBOX_TRIES; i++) {
    const code = await useSession.getState().sandboxCode(phone);
    if (code && code !== before) return code;
    await new Promise((resolve) => setTimeout(resolve, OUTBOX_PAUSE));
  }
  return before;
}

export interface SmsCode {
  readonly send: Action<[]>;
  /** A code was asked for on this page before. */
  readonly asked: boolean;
  /** Seconds until another may be asked for. */
  readonly seconds: number;
  /** The code that was sent, in a sandbox. */
  readonly shown: string | null;
  /** For another purpose a code may be asked for at once. */
  readonly restart: () => void;
}
/** Sends a code to the phone in the field. `mark` is told what is wrong with the number, or that nothing is. */
export function useSmsCode(phone: string, purpose: 'login' | 'staff_login', mark: (wrong: { phone?: string }) => void): SmsCode {
  const [until, setUntil] = useState(0);
  const [shown, setShown] = useState<string | null>(null);
  const send = useAction(async () => {
    const number = checkMobile(phone);
    if (!number.ok) return mark({ phone: words.phoneWrong });
    mark({});
    const { resendAfter, validFor } = await useSession.getState().sendCode(number.value, purpose);
    setUntil(now() + resendAfter * 1000);
    toast(words.sent(validFor), 'check');
    if (useSession.getState().sandbox) setShown(await sandboxCode(number.value, shown));
  });
  return { send, asked: until > 0, seconds: useCountdown(until), shown, restart: () => setUntil(0) };
}
/** At the end of the field of the code. */
export const SendCode = ({ sms }: { sms: SmsCode }) => (
  <Btn id='send' kind='text' size='s' busy={sms.send.busy} disabled={sms.seconds > 0} onClick={() => void sms.send.run()}>
    {sms.seconds > 0 ? words.resend(sms.seconds) : sms.asked ? words.again : words.send}
  </Btn>
);
/** Below the field, in a sandbox: the code that was sent, and a tap that fills it in. */
export function SandboxSms({ sms, className, onFill }: { sms: SmsCode; className?: string; onFill: (code: string) => void }) {
  const sandbox = useSession((s) => s.sandbox);
  const { shown } = sms;
  if (!sandbox) return null;
  return (
    <Box className={cx('row row--between row--wrap mt2', className)}>
      <SandboxTag what={shown ? words.sandboxSms(shown) : words.sandbox} />
      {shown && (
        <Btn id='fill' kind='text' size='s' onClick={() => onFill(shown)}>
          {words.fill}
        </Btn>
      )}
    </Box>
  );
}
