import { go, TABS, type Tab } from '../platform/router';
import { Box, Btn, Icon, Txt } from './base';
import { cx } from './classes';
import { useTheme } from './theme';

const ITEMS: readonly { tab: Tab; icon: string; text: string }[] = [
  { tab: 'home', icon: 'home', text: '首页' },
  { tab: 'credit', icon: 'credit', text: '信用' },
  { tab: 'perks', icon: 'ticket', text: '权益' },
  { tab: 'me', icon: 'user', text: '我的' },
];
/** The main navigation. The care edition has three tabs; the perks stand on its home page in large. */
export function TabBar({ current }: { current: Tab }) {
  const { care } = useTheme();
  return (
    <Box role='navigation' label='主导航' className={cx('tabbar', care && 'tabbar--care')}>
      {ITEMS.filter((t) => !care || t.tab !== 'perks').map((t) => (
        <Btn
          key={t.tab}
          id={`tab-${t.tab}`}
          kind='bare'
          className={cx('tabbar__item', t.tab === current && 'is-on')}
          current={t.tab === current}
          label={t.text}
          onClick={() => {
            if (t.tab !== current) void go(TABS[t.tab]);
          }}
        >
          <Icon name={t.icon} size={26} />
          <Txt>{t.text}</Txt>
        </Btn>
      ))}
    </Box>
  );
}
