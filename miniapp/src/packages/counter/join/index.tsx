import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { join as words } from '../../../copy/clerks';
import { Gate } from '../../../parts/gate';
import { PAGES } from '../../../parts/paths';
import { Screen } from '../../../parts/screen';
import { useShown } from '../../../parts/visit';
import { replace, TABS } from '../../../platform/router';
import { scanOnce, scanWay } from '../../../platform/scan';
import { say } from '../../../platform/time';
import { acceptInvite, type Joined, lookAtInvite, type Meaning } from '../../../stores/clerks';
import { useSession } from '../../../stores/session';
import { useAction } from '../../../stores/use-action';
import {
  ActionBar,
  Box,
  Btn,
  Btns,
  Card,
  CODE_LENGTH,
  Code,
  CodeKeypad,
  EmptyState,
  InlineError,
  NoticeBar,
  Pairs,
  Points,
  SkeletonList,
  Title,
  Txt,
} from '../../../ui';

interface Seen {
  readonly code: string;
  readonly means: Meaning;
}

function Enter({ busy, onCode }: { busy: boolean; onCode: (code: string) => void }) {
  const [code, setCode] = useState('');
  const scan = useAction(async () => {
    const text = await scanOnce();
    if (text) onCode(text);
  });
  const missing = CODE_LENGTH - code.length;
  return (
    <>
      <Txt block className='t2'>
        {words.enter}
      </Txt>
      <Box className='mt3'>
        <Code value={code} typing name={words.title} />
      </Box>
      {scanWay === 'camera' && (
        <Btn id='scan' kind='ghost' block icon='scan' className='mt4' busy={scan.busy} onClick={() => void scan.run()}>
          {words.scan}
        </Btn>
      )}
      {scan.error && <InlineError error={scan.error} />}
      <NoticeBar icon='info' className='mt3'>
        {words.hint}
      </NoticeBar>
      <Box className='mt4'>
        <CodeKeypad value={code} onChange={setCode} />
      </Box>
      <Btn id='look' size='xl' block className='mt3' disabled={missing > 0} busy={busy} onClick={() => onCode(code)}>
        {missing > 0 ? words.missing(missing) : words.look}
      </Btn>
    </>
  );
}
const Means = ({ means: m }: { means: Meaning }) => (
  <>
    <Card>
      <Title level={2}>{m.organisation}</Title>
      <Txt block className='t2 mt1'>
        {words.asks}
      </Txt>
      <Box className='mt3'>
        <Pairs
          rows={[
            { k: words.at, v: m.shop },
            { k: words.address, v: m.address },
            { k: words.until, v: say.time(m.until) },
          ]}
        />
      </Box>
    </Card>
    <Title level={3} className='mt4'>
      {words.points.title}
    </Title>
    <Box className='mt2'>
      <Points label={words.points.title} items={[...words.points.items]} />
    </Box>
  </>
);
/** 店员邀请: by the link of a QR code, scanned, or typed; what it means first, then the person's own word. */
export default function CounterJoin() {
  const { i } = useRouter().params;
  const [seen, setSeen] = useState<Seen | null>(null);
  const [joined, setJoined] = useState<Joined | null>(null);
  const [linked, setLinked] = useState(i ? `?i=${i}` : null);
  const look = useAction(async (code: string) => setSeen({ code, means: await lookAtInvite(code) }));
  const accept = useAction(async () => {
    if (seen) setJoined(await acceptInvite(seen.code));
  });
  const open = useAction(async () => {
    if (joined) await useSession.getState().switchRole(joined.membershipId);
    await replace(PAGES.counter);
  });
  const again = () => {
    look.clear();
    accept.clear();
    setSeen(null);
    setLinked(null);
  };
  const bar = seen && !joined && (
    <ActionBar>
      <Btns>
        <Btn id='refuse' kind='ghost' onClick={() => void replace(TABS.me)}>
          {words.refuse}
        </Btn>
        <Btn id='accept' busy={accept.busy} onClick={() => void accept.run()}>
          {words.accept}
        </Btn>
      </Btns>
    </ActionBar>
  );
  const trouble = look.error ?? accept.error ?? open.error;
  return (
    <Screen title={words.title} bar={bar}>
      <Gate need='basic' guest={words.guest} noRealName={words.guest}>
        {() => (
          <>
            {trouble && (
              <Box className='mt3'>
                <InlineError error={trouble} />
                <Btn id='another' kind='text' block onClick={again}>
                  {words.another}
                </Btn>
              </Box>
            )}
            {joined ? (
              <EmptyState
                title={words.done.title}
                text={words.done.text(joined.shop, joined.staffNumber)}
                action={words.done.action}
                onAction={() => void open.run()}
              />
            ) : seen ? (
              <Means means={seen.means} />
            ) : linked && !look.error ? (
              <Linked code={linked} onCode={(code) => void look.run(code)} />
            ) : (
              !trouble && <Enter busy={look.busy} onCode={(code) => void look.run(code)} />
            )}
          </>
        )}
      </Gate>
    </Screen>
  );
}
/** Opened by the QR code's own link: looked at once the person may. */
function Linked({ code, onCode }: { code: string; onCode: (code: string) => void }) {
  useShown(() => onCode(code));
  return <SkeletonList />;
}
