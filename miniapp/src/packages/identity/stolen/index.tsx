import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { stolen as words } from '../../../copy/identity';
import { HOTLINE } from '../../../copy/me';
import { call as dial } from '../../../parts/hotline';
import { Screen } from '../../../parts/screen';
import { back, replace, TABS } from '../../../platform/router';
import { useAccount } from '../../../stores/account';
import { useSession } from '../../../stores/session';
import { useAction } from '../../../stores/use-action';
import { ActionBar, Box, Btn, Btns, Card, EmptyState, InlineError, NoticeBar, Sheet, Timeline, Title, Txt } from '../../../ui';

/** 21#stolen. Freezing takes effect on this account; one that somebody else holds in the person's name is frozen at the window. */
export default function Stolen() {
  const taken = useRouter().params.taken !== undefined;
  const me = useAccount((s) => s.me.data);
  const [asking, setAsking] = useState(false);
  const [frozen, setFrozen] = useState(false);
  const freeze = useAction(async () => {
    await useAccount.getState().freeze();
    setAsking(false);
    setFrozen(true);
    await useSession.getState().logout(false);
  });
  if (frozen) {
    return (
      <Screen title={words.title} back={() => void replace(TABS.home)}>
        <EmptyState
          full
          title={words.done}
          text={words.doneText}
          action={words.home}
          onAction={() => void replace(TABS.home)}
          second={HOTLINE.label}
          onSecond={() => void dial()}
        />
      </Screen>
    );
  }
  const able = me?.role === 'resident' && me.assurance !== 'none' && !taken;
  const call = `${words.call} ${HOTLINE.number}`;
  const bar = (
    <ActionBar note={call}>
      <Btns>
        <Btn kind='ghost' onClick={() => (able ? void back() : void dial())}>
          {able ? words.keep : HOTLINE.label}
        </Btn>
        {able && (
          <Btn id='freeze' kind='danger' onClick={() => setAsking(true)}>
            {words.submit}
          </Btn>
        )}
      </Btns>
    </ActionBar>
  );
  const sheet = asking && (
    <Sheet title={words.confirm.title} onClose={() => setAsking(false)}>
      <Txt block className='t2 mt2'>
        {words.confirm.text}
      </Txt>
      {freeze.error && (
        <Box className='mt3'>
          <InlineError error={freeze.error} />
        </Box>
      )}
      <Box className='mt4'>
        <Btns>
          <Btn kind='ghost' onClick={() => setAsking(false)}>
            {words.keep}
          </Btn>
          <Btn id='confirm-freeze' kind='danger' busy={freeze.busy} onClick={() => void freeze.run()}>
            {words.submit}
          </Btn>
        </Btns>
      </Box>
    </Sheet>
  );
  return (
    <Screen title={words.title} tight bar={bar} overlay={sheet}>
      <Card>
        <Title>{words.heading}</Title>
        <Txt block className='t2 mt2'>
          {words.lead}
        </Txt>
      </Card>
      {(taken || (me && me.assurance === 'none')) && (
        <NoticeBar tone='warn' className='mt3'>
          {taken ? words.taken : words.needBasic}
        </NoticeBar>
      )}
      <Card className='mt3'>
        <Title level={3}>{words.after}</Title>
        <Box className='mt3' />
        <Timeline label={words.after} moments={words.steps.map((s, i) => ({ ...s, state: i === 0 ? 'now' : 'todo' }))} />
      </Card>
      <NoticeBar tone='plain' className='mt3'>
        {words.note}
      </NoticeBar>
    </Screen>
  );
}
