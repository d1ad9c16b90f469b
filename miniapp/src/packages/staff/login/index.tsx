import { checkMobile } from '@binhai/shared/identifiers/mobile';
import { useDidShow } from '@tarojs/taro';
import { useState } from 'react';
import { login as common } from '../../../copy/identity';
import { login as words } from '../../../copy/staff';
import { sandboxCode, useCountdown } from '../../../parts/sms-code';
import { go, TABS } from '../../../platform/router';
import { now } from '../../../platform/time';
import { focusHeading } from '../../../platform/window';
import { comeBack } from '../../../stores/return-to';
import { useSession } from '../../../stores/session';
import { toast, useToast } from '../../../stores/toast';
import { useAction } from '../../../stores/use-action';
import { Box, Btn, Field, InlineError, SandboxTag, Title, Toast, Txt } from '../../../ui';
import '../parts/desk.scss';
import { DESKS } from '../paths';

const SIX = /^\d{6}$/;
const digits = (text: string): string => text.replace(/\D/g, '');

/** Staff log in with a code by SMS and the authenticator's digits (product, "Who uses it"); there is no other way to a desk. */
export default function DeskLogin() {
  const sandbox = useSession((s) => s.sandbox);
  const note = useToast();
  const [phone, setPhone] = useState('');
  const [code, setCode] = useState('');
  const [totp, setTotp] = useState('');
  const [wrong, setWrong] = useState<{ phone?: string; code?: string; totp?: string }>({});
  const [until, setUntil] = useState(0);
  const [shown, setShown] = useState<string | null>(null);
  const seconds = useCountdown(until);
  const number = checkMobile(phone);
  useDidShow(() => {
    void useSession.getState().learnSandbox();
    focusHeading();
  });
  const send = useAction(async () => {
    if (!number.ok) return setWrong({ phone: common.phoneWrong });
    setWrong({});
    const { resendAfter, validFor } = await useSession.getState().sendCode(number.value, 'staff_login');
    setUntil(now() + resendAfter * 1000);
    toast(common.sent(validFor), 'check');
    if (useSession.getState().sandbox) setShown(await sandboxCode(number.value, shown));
  });
  const submit = useAction(async () => {
    if (!number.ok) return setWrong({ phone: common.phoneWrong });
    if (!SIX.test(code)) return setWrong({ code: common.codeWrong });
    if (!SIX.test(totp)) return setWrong({ totp: common.totpWrong });
    setWrong({});
    await useSession.getState().loginStaff(number.value, code, totp);
    await comeBack(DESKS.home);
  });
  const trouble = submit.error ?? send.error;
  return (
    <Box className='ui desk'>
      <Box role='banner' className='side'>
        <Box className='side__brand'>
          <Box className='logo' hidden />
          <Txt strong>{common.brand}</Txt>
        </Box>
      </Box>
      <Box role='main' className='desk__main'>
        <Box className='pane desk__login'>
          <Title level={1}>{words.title}</Title>
          <Txt block className='sub muted mt1'>
            {words.lead}
          </Txt>
          <Field className='mt4' id='phone' label={common.fields.phone} type='tel' value={phone} maxLength={20} error={wrong.phone} onChange={setPhone} />
          <Field
            id='code'
            label={common.fields.code}
            hint={common.fields.codeHint}
            type='code'
            value={code}
            maxLength={6}
            error={wrong.code}
            onChange={(v) => setCode(digits(v))}
            suffix={
              <Btn id='send' kind='text' size='s' busy={send.busy} disabled={seconds > 0} onClick={() => void send.run()}>
                {seconds > 0 ? common.resend(seconds) : until ? common.again : common.send}
              </Btn>
            }
          />
          {sandbox && (
            <Box className='row row--between row--wrap mt2'>
              <SandboxTag what={shown ? common.sandboxSms(shown) : common.sandbox} />
              {shown && (
                <Btn id='fill' kind='text' size='s' onClick={() => setCode(shown)}>
                  {common.fill}
                </Btn>
              )}
            </Box>
          )}
          <Field
            className='mt3'
            id='totp'
            label={words.totp}
            hint={words.totpHint}
            type='code'
            value={totp}
            maxLength={6}
            error={wrong.totp}
            onChange={(v) => setTotp(digits(v))}
            onConfirm={() => void submit.run()}
          />
          {trouble && (
            <Box className='mt3'>
              <InlineError error={trouble} />
            </Box>
          )}
          <Btn id='login' block className='mt4' busy={submit.busy} onClick={() => void submit.run()}>
            {words.submit}
          </Btn>
          <Btn kind='text' block className='mt2' onClick={() => void go(TABS.home)}>
            {words.resident}
          </Btn>
        </Box>
      </Box>
      <Toast text={note.text} icon={note.icon} />
    </Box>
  );
}
