import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { consents as words } from '../../../copy/identity';
import { ConsentFields, ConsentUntil, Withdraw } from '../../../parts/consent';
import { Gate } from '../../../parts/gate';
import { PAGES } from '../../../parts/paths';
import { Screen } from '../../../parts/screen';
import { useShown } from '../../../parts/visit';
import { replace } from '../../../platform/router';
import { say } from '../../../platform/time';
import { useConsents } from '../../../stores/consents';
import { ActionBar, Box, Btn, Card, EmptyState, Fetched, Title, Txt } from '../../../ui';

function Detail({ id }: { id: string }) {
  const { data, error } = useConsents((s) => s.list);
  const load = useConsents((s) => s.load);
  useShown(() => load());
  return (
    <Fetched data={data} error={error} onRetry={() => void load()}>
      {(all) => {
        const consent = all.find((c) => c.id === id);
        if (!consent)
          return <EmptyState full title={words.unknown} text={words.emptyText} action={words.title} onAction={() => void replace(PAGES.consents)} />;
        return (
          <>
            <Card>
              <Box className='row row--between row--wrap'>
                <Title>{consent.recipient}</Title>
                <ConsentUntil consent={consent} />
              </Box>
              <Txt block className='sub muted mt1'>
                {words.since(say.date(consent.since), consent.text.version)}
              </Txt>
              {consent.endedAt && (
                <Txt block className='sub muted'>
                  {words.endedOn(say.date(consent.endedAt))}
                </Txt>
              )}
            </Card>
            <Box className='mt3'>
              <ConsentFields text={consent.text} />
            </Box>
          </>
        );
      }}
    </Fetched>
  );
}

/** 22#detail 授权详情: the eight fields as they were agreed to. */
export default function ConsentPage() {
  const id = useRouter().params.id ?? '';
  const consent = useConsents((s) => s.list.data?.find((c) => c.id === id));
  const [asking, setAsking] = useState(false);
  const bar = consent?.state === 'active' && (
    <ActionBar note={words.note}>
      <Btn id='withdraw' kind='danger' block onClick={() => setAsking(true)}>
        {words.submit}
      </Btn>
    </ActionBar>
  );
  const overlay = asking && consent && <Withdraw consent={consent} onClose={() => setAsking(false)} onDone={() => setAsking(false)} />;
  return (
    <Screen title={words.detailTitle} tight bar={bar} overlay={overlay}>
      <Gate need='login'>{() => <Detail id={id} />}</Gate>
    </Screen>
  );
}
