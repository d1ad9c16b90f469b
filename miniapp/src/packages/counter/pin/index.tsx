import { checkPin, PIN_LENGTH } from '@binhai/shared/rules/counter-pin';
import { useState } from 'react';
import { takeOver, pin as words } from '../../../copy/terminals';
import { Gate } from '../../../parts/gate';
import { PAGES } from '../../../parts/paths';
import { Screen } from '../../../parts/screen';
import { go, replace, TABS } from '../../../platform/router';
import type { Account } from '../../../stores/account';
import { useTerminals } from '../../../stores/terminals';
import { toast } from '../../../stores/toast';
import { useAction } from '../../../stores/use-action';
import { Box, Choice, EmptyState, InlineError, NoticeBar, PinPad, Title, Txt } from '../../../ui';

function Ask({ held }: { held: Account['memberships'] }) {
  const [which, setWhich] = useState(held[0]?.id ?? '');
  const [first, setFirst] = useState<string | null>(null);
  const [digits, setDigits] = useState('');
  const [wrong, setWrong] = useState('');
  const save = useAction(async (pin: string) => {
    await useTerminals.getState().setPin(which, pin);
    toast(words.done, 'check');
    await replace(TABS.me);
  });
  const anew = (why: string): void => {
    setWrong(why);
    setFirst(null);
    setDigits('');
  };
  const change = (next: string): void => {
    setWrong('');
    save.clear();
    setDigits(next);
    if (next.length < PIN_LENGTH) return;
    if (first === null) {
      if (checkPin(next) !== 'ok') anew(words.easy);
      else {
        setFirst(next);
        setDigits('');
      }
    } else if (first !== next) anew(words.differs);
    else void save.run(next).finally(() => anew(''));
  };
  return (
    <>
      {held.length > 1 && (
        <Box role='radiogroup' label={words.which} className='list'>
          {held.map((m) => (
            <Choice
              key={m.id}
              id={`at-${m.staffNumber}`}
              kind='radio'
              name='at'
              label={m.organisation}
              desc={m.staffNumber}
              checked={m.id === which}
              onChange={() => setWhich(m.id)}
            />
          ))}
        </Box>
      )}
      {held.length === 1 && (
        <Txt block className='t2'>
          {`${held[0]?.organisation ?? ''}　${held[0]?.staffNumber ?? ''}`}
        </Txt>
      )}
      <Title level={2} className='center mt4'>
        {first === null ? words.first : words.again}
      </Title>
      <PinPad value={digits} length={PIN_LENGTH} label={takeOver.pad} given={takeOver.given(digits.length)} disabled={save.busy} onChange={change} />
      {wrong && (
        <NoticeBar tone='warn' className='mt3' status>
          {wrong}
        </NoticeBar>
      )}
      {save.error && (
        <Box className='mt3'>
          <InlineError error={save.error} />
        </Box>
      )}
      <NoticeBar icon='lock' className='mt3'>
        {words.note}
      </NoticeBar>
    </>
  );
}
/** 店员 PIN: set on the clerk's own phone, by the person alone. */
export default function CounterPin() {
  const { title, text, action } = words.none;
  return (
    <Screen title={words.title}>
      <Gate need='high' guest={words.guest} noRealName={words.guest}>
        {(me) => {
          const held = me.memberships.filter((m) => m.role === 'clerk');
          if (held.length === 0) return <EmptyState title={title} text={text} action={action} onAction={() => void go(PAGES.clerkJoin)} />;
          return <Ask held={held} />;
        }}
      </Gate>
    </Screen>
  );
}
