import { checkMobile } from '@binhai/shared/identifiers/mobile';
import { useState } from 'react';
import { ApiError } from '../../api/errors';
import { login as words } from '../../copy/identity';
import { SandboxSms, SendCode, useSmsCode } from '../../parts/sms-code';
import { useSession } from '../../stores/session';
import { useAction } from '../../stores/use-action';
import { Btn, Field, Icon, InlineError, NoticeBar, Title, Txt } from '../../ui';
import { Agree } from './agree';

export function Phone({ onDone }: { onDone: () => void }) {
  const [phone, setPhone] = useState('');
  const [code, setCode] = useState('');
  const [staff, setStaff] = useState(false);
  const [totp, setTotp] = useState('');
  const [agreed, setAgreed] = useState(false);
  const [wrong, setWrong] = useState<{ phone?: string; code?: string; totp?: string; agree?: string }>({});
  const number = checkMobile(phone);

  const sms = useSmsCode(phone, staff ? 'staff_login' : 'login', setWrong);
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
  const trouble = submit.error ?? sms.send.error;
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
        suffix={<SendCode sms={sms} />}
      />
      <SandboxSms sms={sms} className='login__sandbox' onFill={setCode} />
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
          sms.restart();
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
