import { useRouter } from '@tarojs/taro';
import { useCallback, useEffect, useState } from 'react';
import type { ApiError } from '../../../api/client';
import { look as words } from '../../../copy/look';
import { Gate } from '../../../parts/gate';
import { call as dial } from '../../../parts/hotline';
import { Screen } from '../../../parts/screen';
import { useShown } from '../../../parts/visit';
import { back } from '../../../platform/router';
import { say } from '../../../platform/time';
import { type Look, useAccount } from '../../../stores/account';
import { checkOnThisPhone, type Finding } from '../../../stores/look-proof';
import { useAction } from '../../../stores/use-action';
import { ActionBar, Box, Btn, Btns, Card, EmptyState, Fetched, InlineError, NoticeBar, Pairs } from '../../../ui';
import './index.scss';
import { exportMaterial, Steps, Verdict } from './proof';

const Detail = ({ look }: { look: Look }) => (
  <>
    <Card>
      <Pairs
        rows={[
          { k: words.who, v: look.who },
          { k: words.time, v: `${say.date(look.at)} ${say.seconds(look.at)}` },
          { k: words.purpose, v: look.purpose },
          { k: words.basis, v: look.basis },
          { k: words.items, v: look.items.join('、') || words.none },
        ]}
      />
    </Card>
    {look.sealed && (
      <>
        <NoticeBar className='mt3' icon='lock'>
          {words.sealed(say.date(look.sealed.until))}
        </NoticeBar>
        <Card className='mt3'>
          <Pairs
            rows={[
              { k: words.authority, v: look.sealed.authority },
              { k: words.statute, v: look.sealed.statute },
              { k: words.document, v: look.sealed.documentNumber },
            ]}
          />
        </Card>
      </>
    )}
  </>
);
/** The entry as the list brought it; opened by its address alone, the newest page is asked for. */
function Entry({
  id,
  finding,
  onShown,
  error,
  onRetry,
}: {
  id: string;
  finding: Finding | null;
  onShown: (look: Look) => void;
  error: ApiError | null;
  onRetry: () => void;
}) {
  const { data, error: missing } = useAccount((s) => s.looks);
  const look = data?.items.find((l) => l.id === id);
  const load = () => useAccount.getState().loadLooks({});
  useShown(() => (useAccount.getState().looks.data?.items.some((l) => l.id === id) ? undefined : load()));
  useEffect(() => {
    if (look) onShown(look);
  }, [look, onShown]);
  if (!look) {
    return (
      <Fetched data={data} error={missing} onRetry={() => void load()}>
        {() => <EmptyState title={words.gone.title} text={words.gone.text} action={words.gone.action} onAction={() => void back()} />}
      </Fetched>
    );
  }
  return (
    <>
      {error ? <InlineError error={error} onRetry={onRetry} /> : <Verdict finding={finding} />}
      <Box className='mt3'>
        <Detail look={look} />
      </Box>
      {!error && <Steps finding={finding} />}
    </>
  );
}

/** 23 verify: one look, whole, and checked on this phone as soon as it is open. */
export default function LookPage() {
  const { id = '' } = useRouter().params;
  const [look, setLook] = useState<Look | null>(null);
  const [finding, setFinding] = useState<Finding | null>(null);
  const { run, error, busy } = useAction(async (shown: Look) => {
    setFinding(null);
    setFinding(await checkOnThisPhone(shown));
  });
  const onShown = useCallback(
    (shown: Look) => {
      setLook(shown);
      void run(shown);
    },
    [run],
  );
  const again = () => look && void run(look);
  const bar = (
    <ActionBar>
      <Btns>
        {finding?.state === 'failed' ? (
          <Btn id='proof-call' kind='ghost' onClick={() => void dial()}>
            {words.call}
          </Btn>
        ) : (
          <Btn id='proof-again' kind='ghost' busy={busy} disabled={!look} onClick={again}>
            {words.again}
          </Btn>
        )}
        {finding?.state === 'failed' ? (
          <Btn id='proof-again' busy={busy} onClick={again}>
            {words.again}
          </Btn>
        ) : (
          <Btn id='proof-export' disabled={!finding} onClick={() => finding && void exportMaterial(finding)}>
            {words.export}
          </Btn>
        )}
      </Btns>
    </ActionBar>
  );
  return (
    <Screen title={words.title} tight bar={bar}>
      <Gate need='high'>
        {() => (
          <>
            <Entry id={id} finding={finding} onShown={onShown} error={error} onRetry={again} />
            {finding?.state === 'failed' && (
              <Btn id='proof-export' kind='text' block className='mt3' onClick={() => void exportMaterial(finding)}>
                {words.export}
              </Btn>
            )}
          </>
        )}
      </Gate>
    </Screen>
  );
}
