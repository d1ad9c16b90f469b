import { checkMobile } from '@binhai/shared/identifiers/mobile';
import { useState } from 'react';
import { ApiError } from '../../api/errors';
import { login as words } from '../../copy/identity';
import { sandboxCode, useCountdown } from '../../parts/sms-code';
import { now } from '../../platform/time';
import { useSession } from '../../stores/session';
import { toast } from '../../stores/toast';
import { useAction } from '../../stores/use-action';
import { Box, Btn, Field, Icon, InlineError, NoticeBar, SandboxTag, Title, Txt } from '../../ui';
import { Agree } from './agree';

export function Phone({ onDone }: { onDone: () => void }) {
  const sandbox = useSession((s) => s.sandbox);
  const [phone, setPhone] = useState('');
  const [code, setCode] = useState('');
  const [staff, setStaff] = useState(false);
  const [totp, setTotp] = useState('');
  const [agreed, setAgreed] = useState(false);
  const [wrong, setWrong] = useState<{ phone?: string; code?: string; totp?: string; agree?: string }>({});
  const [until, setUntil] = useState(0);
  const [shown, setShown] = useState<string | null>(null);
  const seconds = useCountdown(until);
  const number = checkMobile(phone);

  const send = useAction(async () => {
    if (!number.ok) return setWrong({ phone: words.phoneWrong });
    setWrong({});
    const { resendAfter, validFor } = await useSession.getState().sendCode(number.value, staff ? 'staff_login' : 'login');
    setUntil(now() + resendAfter * 1000);
    toast(words.sent(validFor), 'check');
    if (useSession.getState().sandbox) setShown(await sandboxCode(number.value, shown));
  });
  const submit = useAction(async () => {
    if (!number.ok) return setWrong({ phone: words.phoneWrong });
    if (!/^\d{6}$/.test(code)) return setWrong({ code: words.codeWrong });
    if (staff && !/^\d{6}$/.test(totp)) return setWrong({ totp: words.totpWrong });
    if (!agreed) return setWrong({ agree: words.agreeFirst });
    setWrong({});
    try {
      await (staff ? useSession.getState().loginStaff(number.value, code, totp) : useSession.getState().loginBySms(number.value, code));
    } catch (e) {
      if (!(e instanceof ApiError) || (e.code !== 'auth_code_wrong' && e.code !== 'auth_code_expired')) throw e;
      return setWrong({ code: `${e.sentence}，${e.wayOut}` });
    }
    onDone();
  });
  const trouble = submit.error ?? send.error;
  return (
    <>
      <Title className='login__h'>{staff ? words.staff.heading : words.heading}</Title>
      <Txt block className='t2 mt1'>
        {staff ? words.staff.lead : words.lead}
      </Txt>
      <Field
        className='mt5'
        id='phone'
        label={words.fields.phone}
        type='tel'
        value={phone}
        maxLength={20}
        error={wrong.phone}
        prefix={<Txt className='t2'>{words.country}</Txt>}
        suffix={
          phone && (
            <Btn kind='bare' className='login__clear' label={words.clear} onClick={() => setPhone('')}>
              <Icon name='close-circle' size={20} />
            </Btn>
          )
        }
        onChange={(v) => {
          setPhone(v);
          setWrong({});
        }}
      />
      <Field
        className='mt4 login__code'
        id='code'
        label={words.fields.code}
        hint={words.fields.codeHint}
        type='code'
        value={code}
        maxLength={6}
        error={wrong.code}
        onChange={(v) => {
          setCode(v.replace(/\D/g, ''));
          setWrong({});
        }}
        onConfirm={() => void submit.run()}
        suffix={
          <Btn id='send' kind='text' size='s' busy={send.busy} disabled={seconds > 0} onClick={() => void send.run()}>
            {seconds > 0 ? words.resend(seconds) : until ? words.again : words.send}
          </Btn>
        }
      />
      {sandbox && (
        <Box className='row row--between row--wrap mt2 login__sandbox'>
          <SandboxTag what={shown ? words.sandboxSms(shown) : words.sandbox} />
          {shown && (
            <Btn id='fill' kind='text' size='s' onClick={() => setCode(shown)}>
              {words.fill}
            </Btn>
          )}
        </Box>
      )}
      {staff && (
        <Field
          className='mt3 login__code'
          id='totp'
          label={words.fields.totp}
          hint={words.fields.codeHint}
          type='code'
          value={totp}
          maxLength={6}
          error={wrong.totp}
          onChange={(v) => {
            setTotp(v.replace(/\D/g, ''));
            setWrong({});
          }}
        />
      )}
      <Agree
        checked={agreed}
        error={wrong.agree}
        onChange={(on) => {
          setAgreed(on);
          setWrong({});
        }}
      />
      {trouble && <InlineError error={trouble} />}
      <Btn id='login' block className='mt3' busy={submit.busy} onClick={() => void submit.run()}>
        {words.submit}
      </Btn>
      <Btn
        id='staff'
        kind='text'
        block
        className='mt3'
        onClick={() => {
          setStaff(!staff);
          setWrong({});
          setUntil(0);
        }}
      >
        {staff ? words.staff.back : words.staff.enter}
      </Btn>
      <NoticeBar tone='plain' icon='lock' className='mt4'>
        {words.note}
      </NoticeBar>
    </>
  );
}
