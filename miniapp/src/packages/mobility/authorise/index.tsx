import type { DepositAsk } from '@binhai/shared/contract/deposit';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { DEPOSIT_ICONS, authorise as words } from '../../../copy/deposit';
import { ConsentFields } from '../../../parts/consent';
import { Gate } from '../../../parts/gate';
import { PAGES } from '../../../parts/paths';
import { Screen } from '../../../parts/screen';
import { useShown } from '../../../parts/visit';
import { handBack, reaches } from '../../../platform/hand-back';
import { asSent, go, replace, TABS } from '../../../platform/router';
import { type Account, useAccount } from '../../../stores/account';
import { type DepositRequest, useDeposits } from '../../../stores/deposits';
import { leaveFor } from '../../../stores/return-to';
import { type Action, useAction } from '../../../stores/use-action';
import {
  ActionBar,
  Box,
  Btn,
  Btns,
  Card,
  CheckRow,
  Choice,
  EmptyState,
  Fetched,
  Icon,
  InlineError,
  Item,
  List,
  NoticeBar,
  Section,
  Title,
  Txt,
} from '../../../ui';
import './index.scss';

type Decide = Action<['agree' | 'refuse']>;
/** What the operator's app opened this page with; null when it did not. */
function askOf({ client, redirect, state, challenge, method }: Partial<Record<string, string>>): DepositAsk | null {
  if (!client || !redirect || !state || !challenge) return null;
  return { client, redirect: asSent(redirect), state: asSent(state), challenge, method: method as 'S256' };
}

const Head = ({ service }: Pick<DepositRequest, 'service'>) => (
  <Card className='az__head'>
    <Box className='cell__ico' hidden>
      <Icon name={DEPOSIT_ICONS[service.kind]} />
    </Box>
    <Box className='grow'>
      <Title>{words.asks(service.operator)}</Title>
      <Txt block className='sub muted'>
        {words.what(service.title, service.depositFen)}
      </Txt>
    </Box>
  </Card>
);
/** The way to meet what is not met; each leads back here. */
function wayOf(key: DepositRequest['conditions'][number]['key'], me: Account) {
  if (key === 'real_name') return () => void leaveFor(me.assurance === 'none' ? PAGES.realName : PAGES.high);
  if (key === 'grade') return () => void (me.personalGrade === 'on' && !me.optedIn ? leaveFor(PAGES.optIn) : go(TABS.credit));
  return key === 'no_open_record' ? () => void go(PAGES.records) : undefined;
}
function Checks({ conditions, me }: Pick<DepositRequest, 'conditions'> & { me: Account }) {
  const yes = conditions.filter((c) => c.met === 'yes').length;
  return (
    <Section title={words.checks.title} note={words.checks.met(conditions.length, yes)}>
      <List label={words.checks.title}>
        {conditions.map((c) => {
          const way = c.met === 'no' ? wayOf(c.key, me) : undefined;
          return (
            <Item key={c.key}>
              <CheckRow met={c.met === 'yes' ? 'ok' : 'no'} title={c.title} hint={c.hint} {...(way && { action: words.checks.way, onAction: way })} />
            </Item>
          );
        })}
      </List>
    </Section>
  );
}
function Asked({ ask, me, decide }: { ask: DepositAsk; me: Account; decide: Decide }) {
  const { data, error } = useDeposits((s) => s.request);
  const load = useDeposits((s) => s.loadRequest);
  useShown(() => load(ask));
  if (!data && error && (error.code === 'deposit_redirect_unknown' || error.code === 'deposit_service_unknown' || error.code === 'input_invalid'))
    return <Stranger />;
  return (
    <Fetched data={data} error={error} onRetry={() => void load(ask)}>
      {(request) => (
        <>
          <Head service={request.service} />
          {request.current && <NoticeBar className='mt3'>{words.again}</NoticeBar>}
          {decide.error?.code === 'consent_text_outdated' ? (
            <NoticeBar tone='warn' status className='mt3'>
              {words.changed}
            </NoticeBar>
          ) : (
            decide.error && <InlineError error={decide.error} />
          )}
          <Checks conditions={request.conditions} me={me} />
          {request.verdict === 'no' && <NoticeBar className='mt3'>{words.notYet}</NoticeBar>}
          <Section title={words.text}>
            <ConsentFields text={request.consent} />
          </Section>
        </>
      )}
    </Fetched>
  );
}
function Bar({ request, decide, gone }: { request: DepositRequest; decide: Decide; gone: boolean }) {
  const [ticked, setTicked] = useState('');
  const { version } = request.consent;
  const busy = decide.busy || gone;
  if (request.verdict === 'no')
    return (
      <ActionBar note={words.note}>
        <Btn id='refuse' block busy={busy} onClick={() => void decide.run('refuse')}>
          {words.goBack}
        </Btn>
      </ActionBar>
    );
  return (
    <ActionBar note={gone ? words.leaving : words.note}>
      <Choice id='tick' kind='checkbox' label={words.tick(version)} checked={ticked === version} onChange={(on) => setTicked(on ? version : '')} />
      <Btns>
        <Btn id='refuse' kind='ghost' disabled={busy} onClick={() => void decide.run('refuse')}>
          {words.refuse}
        </Btn>
        <Btn id='agree' busy={busy} disabled={ticked !== version} onClick={() => void decide.run('agree')}>
          {words.agree}
        </Btn>
      </Btns>
    </ActionBar>
  );
}
const Stranger = () => (
  <EmptyState full title={words.stranger.title} text={words.stranger.text} action={words.stranger.action} onAction={() => void replace(PAGES.deposits)} />
);

/** 07 and 22: an operator asks, the person sees every field and decides, and goes back to the operator. */
export default function Authorise() {
  const ask = askOf(useRouter().params);
  const request = useDeposits((s) => s.request.data);
  const me = useAccount((s) => s.me.data);
  const [gone, setGone] = useState(false);
  const decide = useAction(async (decision: 'agree' | 'refuse') => {
    if (!ask || !request) return;
    const back = await useDeposits.getState().decide(ask, decision, request.consent.version);
    setGone(true);
    await handBack(back);
  });
  const open = ask && reaches(ask.redirect);
  const shown = open && me?.role === 'resident' && request?.service.id === ask.client;
  return (
    <Screen title={words.title} tight bar={shown && <Bar request={request} decide={decide} gone={gone} />} barRows={2}>
      {!ask ? (
        <EmptyState full title={words.lost.title} text={words.lost.text} action={words.lost.action} onAction={() => void replace(PAGES.deposits)} />
      ) : !open ? (
        <Stranger />
      ) : (
        <Gate need='login' guest={words.guest}>
          {(account) => <Asked ask={ask} me={account} decide={decide} />}
        </Gate>
      )}
    </Screen>
  );
}
