import { checkIdentity } from '@binhai/shared/identifiers/identity';
import { checkName } from '@binhai/shared/identifiers/name';
import { useRouter } from '@tarojs/taro';
import { useEffect, useState } from 'react';
import { ApiError } from '../../../api/errors';
import { basicForm as words } from '../../../copy/identity';
import { consentRows } from '../../../parts/consent';
import { Gate } from '../../../parts/gate';
import { PAGES } from '../../../parts/paths';
import { Screen } from '../../../parts/screen';
import { useVisit } from '../../../parts/visit';
import { go, replace } from '../../../platform/router';
import { storage } from '../../../platform/storage';
import { today } from '../../../platform/time';
import { type Account, useAccount } from '../../../stores/account';
import { useAction } from '../../../stores/use-action';
import { ActionBar, Box, Btn, Card, Choice, Field, Icon, InlineError, NoticeBar, Pairs, SandboxTag, Skeleton, Title, Txt } from '../../../ui';
import './index.scss';

interface Draft {
  page: 'basic';
  name: string;
}
/** What the number itself tells, said at the field; the rest is the register's to say. */
function numberTrouble(number: string): string | undefined {
  const checked = checkIdentity(number, today());
  if (checked.ok) return undefined;
  if (checked.reason === 'identity_empty') return words.numberMissing;
  if (checked.reason === 'identity_check') return words.checkDigit;
  return checked.reason === 'identity_under_age' ? words.minor : words.numberForm;
}
type Wrong = { name?: string; number?: string; consent?: string };
/** Codes that belong to one field of this form. */
const FIELD_OF: { readonly [code: string]: keyof Wrong } = { identity_number_invalid: 'number', identity_minor: 'number', identity_name_invalid: 'name' };

function useBasicForm() {
  const next = useRouter().params.next;
  const [draft] = useState(() => storage.get<Draft>('draft'));
  const [name, setName] = useState(draft?.page === 'basic' ? draft.name : '');
  const [number, setNumber] = useState(''); // never written to the phone's store (APP-7)
  const [agreed, setAgreed] = useState(false);
  const [wrong, setWrong] = useState<Wrong>({});
  const edit = (change: () => void) => {
    change();
    setWrong({});
  };
  const text = useAccount((s) => s.realNameText);
  const loadText = useAccount((s) => s.loadRealNameText);
  const submit = useAction(async () => {
    if (!text.data) return loadText();
    const found: Wrong = {
      name: checkName(name).ok ? undefined : words.nameMissing,
      number: numberTrouble(number),
      consent: agreed ? undefined : words.consentFirst,
    };
    setWrong(found);
    if (found.name || found.number || found.consent) return;
    let assurance: 'basic' | 'high';
    try {
      assurance = await useAccount.getState().verifyBasic(name, number, text.data.version);
    } catch (e) {
      if (e instanceof ApiError && e.code === 'consent_text_outdated') {
        setAgreed(false);
        await loadText();
      }
      const field = e instanceof ApiError ? FIELD_OF[e.code] : undefined;
      if (!field || !(e instanceof ApiError)) throw e;
      return setWrong({ [field]: `${e.sentence}，${e.wayOut}` });
    }
    storage.remove('draft');
    await (next === 'high' && assurance === 'basic' ? replace(PAGES.high) : replace(PAGES.done));
  });
  return {
    next,
    name,
    number,
    agreed,
    wrong,
    submit,
    text,
    loadText,
    join: () => {
      if (!text.data) return;
      useAccount.getState().join({ name, number, textVersion: text.data.version });
      void go(PAGES.high, { join: 1 });
    },
    kept: draft?.page === 'basic' && name === draft.name && name !== '',
    setName: (v: string) =>
      edit(() => {
        setName(v);
        storage.set('draft', { page: 'basic', name: v } satisfies Draft);
      }),
    setNumber: (v: string) => edit(() => setNumber(v)),
    setAgreed: (v: boolean) => edit(() => setAgreed(v)),
  };
}
type Form = ReturnType<typeof useBasicForm>;

const Fields = ({ me, form }: { me: Account; form: Form }) => (
  <>
    <Box className='row row--between row--wrap'>
      <Txt className='t2'>{form.next === 'high' ? words.leadToHigh : words.lead}</Txt>
      {me.sandbox && <SandboxTag what={words.sandbox} />}
    </Box>
    <Txt block className='cap muted mt1'>
      {words.kinds}
    </Txt>
    {form.kept && (
      <NoticeBar status className='mt3'>
        {words.draft}
      </NoticeBar>
    )}
    <Field
      className='mt4'
      id='name'
      label={words.name}
      hint={words.nameHint}
      value={form.name}
      maxLength={100}
      error={form.wrong.name}
      onChange={form.setName}
    />
    <Field
      className='mt4 basic__number'
      id='number'
      label={words.number}
      hint={words.numberHint}
      type='idcard'
      value={form.number}
      maxLength={40}
      error={form.wrong.number}
      onChange={form.setNumber}
    />
    <Card className='mt5'>
      <Box className='row'>
        <Icon name='lock' size={22} />
        <Title level={3}>{words.sensitive}</Title>
      </Box>
      {form.text.data ? (
        <Pairs className='mt3' left rows={consentRows(form.text.data)} />
      ) : form.text.error ? (
        <InlineError error={form.text.error} onRetry={() => void form.loadText()} />
      ) : (
        <Skeleton height={160} className='mt3' />
      )}
      <Choice id='consent' kind='checkbox' className='basic__consent' label={words.consent} checked={form.agreed} onChange={form.setAgreed} />
      {form.wrong.consent && (
        <Box className='field__err' role='alert'>
          <Icon name='alert' size={18} />
          <Txt>{form.wrong.consent}</Txt>
        </Box>
      )}
    </Card>
    <Txt block className='cap muted mt3'>
      {words.adults}
    </Txt>
    {form.submit.error && form.submit.error.code !== 'identity_taken' && (
      <Box className='mt3'>
        <InlineError error={form.submit.error} />
      </Box>
    )}
  </>
);

/** 你已有一个账号: the same person joins the two; a stranger's is for the window. */
const Taken = ({ form }: { form: Form }) => (
  <Box role='status'>
    <Card>
      <Title>{words.taken.title}</Title>
      <Txt block className='t2 mt2'>
        {words.taken.text}
      </Txt>
    </Card>
    <Card className='mt3'>
      <Title level={3}>{words.taken.what}</Title>
      <Txt block className='t2 mt2'>
        {words.taken.moves}
      </Txt>
    </Card>
    <NoticeBar tone='plain' className='mt3'>
      {words.taken.basicOnly}
    </NoticeBar>
    <Btn id='other-name' kind='text' block className='mt3' onClick={form.submit.clear}>
      {words.taken.again}
    </Btn>
    <Btn id='stolen' kind='text' block onClick={() => void go(PAGES.stolen, { taken: 1 })}>
      {words.takenWay}
    </Btn>
  </Box>
);

/** 21#form 基础认证: name and number, with the separate consent that 个保法 asks for. */
export default function Basic() {
  const form = useBasicForm();
  const visit = useVisit();
  const { loadText } = form;
  useEffect(() => {
    if (visit > 0) void loadText();
  }, [visit, loadText]);
  const ready = useAccount((s) => s.me.data?.role === 'resident');
  const taken = form.submit.error?.code === 'identity_taken';
  const bar =
    ready && taken ? (
      <ActionBar note={words.taken.note}>
        <Btn id='join' block onClick={form.join}>
          {words.taken.submit}
        </Btn>
      </ActionBar>
    ) : (
      ready && (
        <ActionBar note={words.note}>
          <Btn id='submit' block busy={form.submit.busy} onClick={() => void form.submit.run()}>
            {words.submit}
          </Btn>
        </ActionBar>
      )
    );
  return (
    <Screen title={words.title} tight bar={bar}>
      <Gate need='login'>{(me) => (taken ? <Taken form={form} /> : <Fields me={me} form={form} />)}</Gate>
    </Screen>
  );
}
