import { formatFen } from '@binhai/shared/rules/money';
import { useDidHide } from '@tarojs/taro';
import { useEffect, useRef, useState } from 'react';
import type { ApiError } from '../../../api/errors';
import { counter as words } from '../../../copy/counter';
import { takeOver } from '../../../copy/terminals';
import { PAGES } from '../../../parts/paths';
import { Screen } from '../../../parts/screen';
import { useShown } from '../../../parts/visit';
import { go } from '../../../platform/router';
import { scanOnce, scanWay } from '../../../platform/scan';
import { onTypedCode } from '../../../platform/scanner-keys';
import type { Account } from '../../../stores/account';
import { useCounter } from '../../../stores/counter';
import { useDevice } from '../../../stores/device';
import { useSession } from '../../../stores/session';
import { useAction } from '../../../stores/use-action';
import { Box, LivePicture, NavBar, NoticeBar, ScanDesk } from '../../../ui';
import { CounterGate, Refusal, Unanswered } from '../parts';
import { useLiveScan } from './live';

function Desk({ me, busy, onCode, onScan }: { me: Account; busy: boolean; onCode: (code: string) => void; onScan: () => void }) {
  const online = useDevice((s) => s.online);
  const today = useCounter((s) => s.today);
  const typed = useRef(onCode);
  typed.current = onCode;
  const [shown, setShown] = useState(false);
  const live = useLiveScan(shown && online, onCode);
  const stop = useRef<() => void>();
  useShown(() => {
    setShown(true);
    stop.current?.();
    // a scanner at a till types the code and presses Enter
    stop.current = onTypedCode((code) => typed.current(code));
    void useCounter.getState().loadToday();
  });
  useDidHide(() => {
    setShown(false);
    stop.current?.();
  });
  useEffect(() => () => stop.current?.(), []);
  const where = me.memberships.find((m) => m.id === me.membershipId);
  return (
    <>
      <ScanDesk
        shop={today.data?.shop || where?.organisation || ''}
        clerk={`${words.clerk(me.role)}　${me.atTerminal ? (where?.staffNumber ?? '') : me.maskedName}`}
        {...(me.atTerminal && { onSwitch: { text: takeOver.switch, tap: () => void useSession.getState().logout(false) } })}
        state={!online ? 'noNetwork' : scanWay === 'live' ? live.state : scanWay === 'camera' ? 'ready' : 'noCamera'}
        {...(today.data && { today: { count: today.data.redemptions, relief: formatFen(today.data.reliefFen) } })}
        {...(scanWay === 'camera' && { onScan })}
        {...(scanWay === 'live' && { video: <LivePicture picture={live.picture} />, onScan: live.open })}
        {...(live.torch && { torch: live.torch })}
        onType={() => void go(PAGES.counterType)}
        onToday={() => void go(PAGES.counterToday)}
        nav={<NavBar title={words.desk} tone='clear' />}
      />
      {busy && (
        <Box className='center'>
          <NoticeBar status>{words.loading}</NoticeBar>
        </Box>
      )}
    </>
  );
}

export default function CounterDesk() {
  const pending = useCounter((s) => s.pending);
  const scan = useAction(async (code: string | null) => {
    const text = code ?? (await scanOnce());
    if (!text) return;
    await useCounter.getState().scan(text);
    await go(PAGES.counterConfirm);
  });
  const body = (me: Account) => {
    if (pending) return <Unanswered onDone={() => void go(PAGES.counterConfirm)} />;
    if (scan.error) return <Refusal error={scan.error as ApiError} onAgain={scan.clear} />;
    return <Desk me={me} busy={scan.busy} onCode={(code) => void scan.run(code)} onScan={() => void scan.run(null)} />;
  };
  return (
    <Screen title={words.desk} nav='none' dark={!scan.error && !pending} flush>
      <CounterGate>{body}</CounterGate>
    </Screen>
  );
}
