import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { DEPOSIT_ICONS, deposits as listWords, deposit as words } from '../../../copy/deposit';
import { AskSheet } from '../../../parts/ask-sheet';
import { ConsentFields } from '../../../parts/consent';
import { Gate } from '../../../parts/gate';
import { PAGES } from '../../../parts/paths';
import { Screen } from '../../../parts/screen';
import { useShown } from '../../../parts/visit';
import { go, replace } from '../../../platform/router';
import { say } from '../../../platform/time';
import { held } from '../../../stores/by-id';
import { type DepositDetail, useDeposits } from '../../../stores/deposits';
import { toast } from '../../../stores/toast';
import { useAction } from '../../../stores/use-action';
import {
  ActionBar,
  Box,
  Btn,
  Card,
  EmptyState,
  Fetched,
  Icon,
  InlineError,
  Item,
  List,
  ListCell,
  NoticeBar,
  Section,
  StatusTag,
  Title,
  Txt,
} from '../../../ui';
import { OrderRow } from '../order-row';
import './index.scss';

const TONES = { granted: 'info', active: 'success', ended: 'mute' } as const;
function Head({ detail: { authorisation: a } }: { detail: DepositDetail }) {
  return (
    <>
      <Card className='dp__head'>
        <Box className='cell__ico' hidden>
          <Icon name={DEPOSIT_ICONS[a.service.kind]} />
        </Box>
        <Box className='grow'>
          <Box className='row row--between row--wrap'>
            <Title>{a.service.operator}</Title>
            <StatusTag tone={TONES[a.state]} text={words.states[a.state]} />
          </Box>
          <Txt block className='sub muted'>
            {listWords.what(a.service.title, a.service.depositFen)}
          </Txt>
          <Txt block className='sub muted'>
            {[words.since(say.date(a.since)), a.until && listWords.until(say.date(a.until)), a.endedAt && listWords.ended(say.date(a.endedAt))]
              .filter(Boolean)
              .join('　')}
          </Txt>
        </Box>
      </Card>
      {a.ended && <NoticeBar className='mt3'>{words.endings[a.ended]}</NoticeBar>}
    </>
  );
}
function Uses({ detail, error, busy }: { detail: DepositDetail; error: boolean; busy: boolean }) {
  const { id } = detail.authorisation;
  return (
    <Section title={words.uses}>
      {detail.orders.length === 0 ? (
        <Txt block className='sub muted'>
          {listWords.noUse}
        </Txt>
      ) : (
        <List label={words.uses}>
          {detail.orders.map((o) => (
            <Item key={o.number}>
              <OrderRow order={o} />
            </Item>
          ))}
        </List>
      )}
      {detail.next && !error && (
        <Btn id='more' kind='text' block busy={busy} onClick={() => void useDeposits.getState().more(id)}>
          {words.more}
        </Btn>
      )}
      <NoticeBar tone='plain' icon='lock' className='mt3'>
        {listWords.privacy}
      </NoticeBar>
    </Section>
  );
}
function Own({ id }: { id: string }) {
  const { data, error, busy } = useDeposits((s) => held(s.details, id));
  const load = useDeposits((s) => s.loadDetail);
  useShown(() => load(id));
  if (!data && error?.code === 'deposit_authorisation_unknown')
    return (
      <EmptyState full title={words.unknown.title} text={words.unknown.text} action={words.unknown.action} onAction={() => void replace(PAGES.deposits)} />
    );
  return (
    <Fetched data={data} error={error} onRetry={() => void load(id)}>
      {(detail) => (
        <>
          {error && <InlineError error={error} onRetry={() => void load(id)} />}
          <Head detail={detail} />
          <Uses detail={detail} error={error !== null} busy={busy} />
          <Section title={words.text}>
            <ConsentFields text={detail.consent} />
          </Section>
          <List className='mt3'>
            <Item>
              <ListCell
                id='complain'
                title={words.complain}
                onClick={() => void go(PAGES.complaintFile, { kind: 'service', about: detail.authorisation.service.operator })}
              />
            </Item>
            <Item>
              <ListCell id='renew' title={words.renew} onClick={() => void go(PAGES.consents)} />
            </Item>
            <Item>
              <ListCell title={words.looks} onClick={() => void go(PAGES.looks)} />
            </Item>
          </List>
        </>
      )}
    </Fetched>
  );
}
function Ask({ detail, onClose }: { detail: DepositDetail; onClose: () => void }) {
  const { id, service } = detail.authorisation;
  const withdraw = useAction(async () => {
    await useDeposits.getState().withdraw(id);
    toast(words.withdrawn, 'check');
    onClose();
  });
  return (
    <AskSheet
      id='confirm-withdraw'
      title={words.sheet(service.operator)}
      text={words.sheetText}
      keep={words.keep}
      submit={words.withdraw}
      action={withdraw}
      onClose={onClose}
    />
  );
}

/** 07: one operator's authorisation, its uses, the text that was agreed to, and the way out. */
export default function Deposit() {
  const id = useRouter().params.id ?? '';
  const detail = useDeposits((s) => held(s.details, id).data);
  const [asking, setAsking] = useState(false);
  const bar = detail && detail.authorisation.state !== 'ended' && (
    <ActionBar note={words.note}>
      <Btn id='withdraw' kind='danger' block onClick={() => setAsking(true)}>
        {words.withdraw}
      </Btn>
    </ActionBar>
  );
  return (
    <Screen title={words.title} tight bar={bar} overlay={asking && detail && <Ask detail={detail} onClose={() => setAsking(false)} />}>
      <Gate need='login' guest={listWords.guest}>
        {() => <Own id={id} />}
      </Gate>
    </Screen>
  );
}
