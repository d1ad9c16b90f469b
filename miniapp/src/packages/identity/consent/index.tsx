import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { consents as words } from '../../../copy/identity';
import { ConsentFields, ConsentUntil, Withdraw } from '../../../parts/consent';
import { Gate } from '../../../parts/gate';
import { PAGES } from '../../../parts/paths';
import { Screen } from '../../../parts/screen';
import { useShown } from '../../../parts/visit';
import { go, replace } from '../../../platform/router';
import { say } from '../../../platform/time';
import { type Consent, useConsents } from '../../../stores/consents';
import { toast } from '../../../stores/toast';
import { useAction } from '../../../stores/use-action';
import { ActionBar, Box, Btn, Btns, Card, EmptyState, Fetched, InlineError, Item, List, ListCell, NoticeBar, Section, Title, Txt } from '../../../ui';

const Head = ({ consent }: { consent: Consent }) => (
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
);
/** The fields as they were agreed to; where the wording has changed since, the new one first and whole. */
function Texts({ consent }: { consent: Consent }) {
  if (consent.state !== 'outdated' || !consent.renewal) {
    return (
      <Box className='mt3'>
        <ConsentFields text={consent.text} />
      </Box>
    );
  }
  return (
    <>
      <NoticeBar tone='warn' className='mt3'>
        <Txt strong>{words.newText}</Txt>
        <Txt>{`　${words.newTextHint}`}</Txt>
      </NoticeBar>
      <Section title={words.newVersion(consent.renewal.text.version)}>
        <ConsentFields text={consent.renewal.text} />
      </Section>
      <Section title={words.oldVersion}>
        <ConsentFields text={consent.text} />
      </Section>
    </>
  );
}
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
            <Head consent={consent} />
            <Texts consent={consent} />
            <List className='mt3'>
              <Item>
                <ListCell title={words.see} onClick={() => void go(PAGES.looks)} />
              </Item>
            </List>
          </>
        );
      }}
    </Fetched>
  );
}
/** Both of equal size: to end it, and to agree anew to what the page shows. */
function Actions({ consent, onWithdraw }: { consent: Consent; onWithdraw: () => void }) {
  const renew = useAction(async () => {
    const id = await useConsents.getState().renew(consent);
    const until = useConsents.getState().list.data?.find((c) => c.id === id)?.until;
    if (until) toast(words.renewed(say.date(until)), 'check');
    await replace(PAGES.consent, { id });
  });
  const withdraw = (
    <Btn id='withdraw' kind='danger' block={!consent.renewal} onClick={onWithdraw}>
      {words.submit}
    </Btn>
  );
  return (
    <ActionBar note={words.note}>
      {renew.error && <InlineError error={renew.error} />}
      {consent.renewal ? (
        <Btns>
          {withdraw}
          <Btn id='renew' busy={renew.busy} onClick={() => void renew.run()}>
            {consent.state === 'outdated' ? words.agreeNew : words.renew(consent.renewal.months)}
          </Btn>
        </Btns>
      ) : (
        withdraw
      )}
    </ActionBar>
  );
}

/** 22#detail 授权详情: the eight fields as they were agreed to. */
export default function ConsentPage() {
  const id = useRouter().params.id ?? '';
  const consent = useConsents((s) => s.list.data?.find((c) => c.id === id));
  const [asking, setAsking] = useState(false);
  const open = consent?.state === 'active' || consent?.state === 'outdated';
  const bar = consent && open && <Actions consent={consent} onWithdraw={() => setAsking(true)} />;
  const overlay = asking && consent && <Withdraw consent={consent} onClose={() => setAsking(false)} onDone={() => setAsking(false)} />;
  return (
    <Screen title={words.detailTitle} tight bar={bar} overlay={overlay}>
      <Gate need='login'>{() => <Detail id={id} />}</Gate>
    </Screen>
  );
}
