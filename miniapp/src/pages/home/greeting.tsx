import { localDateOf, minuteOfDay, weekday } from '@binhai/shared/dates/dates';
import { home as words } from '../../copy/home';
import type { Standing } from '../../parts/gate';
import { PAGES } from '../../parts/paths';
import { go } from '../../platform/router';
import { now, say } from '../../platform/time';
import type { Account } from '../../stores/account';
import { useDevice } from '../../stores/device';
import { leaveFor } from '../../stores/return-to';
import { Box, Btn, Hero, Icon, type IconName, NavBar, Title, Txt } from '../../ui';

/** By the clock in Shanghai, wherever the phone is. */
export function greeting(): string {
  const hour = Math.floor(minuteOfDay(now()) / 60);
  const g = words.greetings;
  return hour < 5 ? g.night : hour < 12 ? g.morning : hour < 14 ? g.noon : hour < 18 ? g.afternoon : g.evening;
}
const Act = ({ id, icon, text, label, dot, onClick }: { id: string; icon: IconName; text: string; label?: string; dot?: boolean; onClick: () => void }) => (
  <Btn id={id} kind='bare' className='hello__a' label={label} onClick={onClick}>
    <Box className='hello__i'>
      <Icon name={icon} />
      {dot && <Box className='hello__dot' hidden />}
    </Box>
    <Txt>{text}</Txt>
  </Btn>
);

/** The head of the home page: who, when, and two steps to a voucher's code. */
export function Greeting({ at, me }: { at: Standing; me: Account | null }) {
  const today = localDateOf(now());
  const unread = me?.unreadMessages ?? 0;
  return (
    <Hero className='home__hero'>
      <NavBar title={words.brand} tone='clear' back={false} brand />
      <Box className='hello'>
        <Box className='grow'>
          <Txt block className='hello__day'>
            {words.today(say.day(today), words.weekdays[weekday(today) - 1] ?? '')}
          </Txt>
          <Title level={1}>{words.hello(greeting(), me?.maskedName ?? '')}</Title>
        </Box>
        <Box className='hello__act'>
          {at === 'guest' ? (
            <>
              <Act id='to-login' icon='user' text={words.actions.login} onClick={() => void leaveFor(PAGES.login)} />
              <Act id='to-care' icon='text-size' text={words.actions.care} onClick={() => useDevice.getState().setCare(true)} />
            </>
          ) : (
            <>
              <Act
                id='to-messages'
                icon='bell'
                text={words.actions.messages}
                label={unread ? words.actions.unread(unread) : undefined}
                dot={unread > 0}
                onClick={() => void go(PAGES.messages)}
              />
              <Act id='to-vouchers' icon='qr' text={words.actions.voucher} onClick={() => void go(PAGES.vouchers)} />
            </>
          )}
        </Box>
      </Box>
    </Hero>
  );
}
