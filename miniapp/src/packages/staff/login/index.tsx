import { checkMobile } from '@binhai/shared/identifiers/mobile';
import { useDidShow } from '@tarojs/taro';
import { useState } from 'react';
import { login as common } from '../../../copy/identity';
import { login as words } from '../../../copy/staff';
import { SandboxSms, SendCode, useSmsCode } from '../../../parts/sms-code';
import { go, TABS } from '../../../platform/router';
import { focusHeading } from '../../../platform/window';
import { comeBack } from '../../../stores/return-to';
import { useSession } from '../../../stores/session';
import { useToast } from '../../../stores/toast';
import { useAction } from '../../../stores/use-action';
import { Box, Btn, Field, InlineError, Title, Toast, Txt } from '../../../ui';
import '../parts/desk.scss';
import { DESKS } from '../paths';

const SIX = /^\d{6}$/;
const digits = (text: string): string => text.replace(/\D/g, '');

/** Staff log in with a code by SMS and the authenticator's digits (product, "Who uses it"); there is no other way to a desk. */
export default function DeskLogin() {
  const note = useToast();
  const [phone, setPhone] = useState('');
  const [code, setCode] = useState('');
  const [totp, setTotp] = useState('');
  const [wrong, setWrong] = useState<{ phone?: string; code?: string; totp?: string }>({});
  const number = checkMobile(phone);
  useDidShow(() => {
    void useSession.getState().learnSandbox();
    focusHeading();
  });
  const sms = useSmsCode(phone, 'staff_login', setWrong);
  const submit = useAction(async () => {
    if (!number.ok) return setWrong({ phone: common.phoneWrong });
    if (!SIX.test(code)) return setWrong({ code: common.codeWrong });
    if (!SIX.test(totp)) return setWrong({ totp: common.totpWrong });
    setWrong({});
    await useSession.getState().loginStaff(number.value, code, totp);
    await comeBack(DESKS.home);
  });
  const trouble = submit.error ?? sms.send.error;
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
            suffix={<SendCode sms={sms} />}
          />
          <SandboxSms sms={sms} onFill={setCode} />
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
