import { useState } from 'react';
import { login as words } from '../../copy/identity';
import { PAGES } from '../../parts/paths';
import { Screen } from '../../parts/screen';
import { go, TABS } from '../../platform/router';
import { comeBack } from '../../stores/return-to';
import { useSession } from '../../stores/session';
import { useAction } from '../../stores/use-action';
import { Box, Btn, Btns, Hero, Icon, InlineError, Item, List, NavBar, NoticeBar, Sheet, Title, Txt } from '../../ui';
import { Agree } from './agree';
import { HARBOUR } from './art';

/** 20 登录, in WeChat: one tap, after the person has read what is used and agreed. */
export function Start({ onPhone, onDone }: { onPhone: () => void; onDone: () => void }) {
  const [agreed, setAgreed] = useState(false);
  const [asking, setAsking] = useState(false);
  const wechat = useAction(async () => {
    await useSession.getState().loginByWechat();
    onDone();
  });
  const hero = (
    <Hero className='login__hero'>
      <NavBar title={words.title} tone='clear' />
      <Box className='login__hi'>
        <Box className='row login__brand'>
          <Box className='logo' hidden />
          <Txt strong>{words.brand}</Txt>
        </Box>
        <Title level={2} className='login__slogan'>
          {words.slogan.map((line) => (
            <Txt key={line} className='login__line'>
              {line}
            </Txt>
          ))}
        </Title>
      </Box>
      <Box className='login__art' style={{ backgroundImage: HARBOUR }} hidden />
    </Hero>
  );
  const sheet = asking && (
    <Sheet title={words.privacy.title} onClose={() => setAsking(false)}>
      <List className='list--plain login__got' label={words.privacy.title}>
        {words.privacy.items.map(([what, why]) => (
          <Item key={what} className='row login__item'>
            <Icon name='check' size={22} />
            <Txt className='grow'>
              <Txt strong>{what}</Txt>
              {`　${why}`}
            </Txt>
          </Item>
        ))}
      </List>
      <NoticeBar className='mt4' icon='shield'>
        {words.privacy.note}
      </NoticeBar>
      <Box className='cap muted mt3 row row--wrap'>
        <Txt>{words.privacy.full}</Txt>
        <Btn kind='bare' role='link' className='link' onClick={() => void go(PAGES.policy, { kind: 'privacy' })}>
          {words.agreement.guideline}
        </Btn>
        <Txt>{words.privacy.fullAfter}</Txt>
      </Box>
      <Box className='mt4'>
        <Btns>
          <Btn kind='ghost' onClick={() => setAsking(false)}>
            {words.privacy.refuse}
          </Btn>
          <Btn
            id='agree-login'
            onClick={() => {
              setAgreed(true);
              setAsking(false);
              void wechat.run();
            }}
          >
            {words.privacy.agree}
          </Btn>
        </Btns>
      </Box>
    </Sheet>
  );
  return (
    <Screen title={words.title} nav='none' hero={hero} overlay={sheet}>
      <Btn id='wechat' block icon='wechat' busy={wechat.busy} onClick={() => (agreed ? void wechat.run() : setAsking(true))}>
        {words.wechat}
      </Btn>
      <Btn id='by-phone' kind='ghost' block className='mt3' onClick={onPhone}>
        {words.phone}
      </Btn>
      {wechat.error && (
        <Box className='mt3'>
          <InlineError error={wechat.error} />
        </Box>
      )}
      <Agree checked={agreed} onChange={setAgreed} />
      <Btn kind='text' block onClick={() => void comeBack(TABS.home)}>
        {words.guest}
      </Btn>
      <Txt block className='cap muted center'>
        {words.guestHint}
      </Txt>
    </Screen>
  );
}
