import { useDidShow } from '@tarojs/taro';
import { useState } from 'react';
import { login as words } from '../../copy/identity';
import { Screen } from '../../parts/screen';
import { hasWechatLogin } from '../../platform/login';
import { TABS } from '../../platform/router';
import { comeBack } from '../../stores/return-to';
import { useSession } from '../../stores/session';
import { EmptyState } from '../../ui';
import './index.scss';
import { Phone } from './phone';
import { Start } from './start';

/** 20 登录. WeChat offers its own log-in first; a browser begins with the phone number. */
export default function Login() {
  const state = useSession((s) => s.state);
  const [view, setView] = useState<'start' | 'phone'>(hasWechatLogin ? 'start' : 'phone');
  const [arrived, setArrived] = useState(false);
  useDidShow(() => {
    void useSession.getState().learnSandbox();
    setArrived(useSession.getState().state === 'signed_in');
  });
  const done = () => void comeBack(TABS.home);
  if (arrived && state === 'signed_in') {
    return (
      <Screen title={words.title}>
        <EmptyState full title={words.already} text={words.guestHint} action={words.goOn} onAction={done} />
      </Screen>
    );
  }
  if (view === 'start') return <Start onPhone={() => setView('phone')} onDone={done} />;
  return (
    <Screen title={words.phoneTitle} back={hasWechatLogin ? () => setView('start') : undefined}>
      <Phone onDone={done} />
    </Screen>
  );
}
