import { UNDO_DAYS } from '@binhai/shared/contract/rights';
import { addDays } from '@binhai/shared/dates/dates';
import { useState } from 'react';
import { held as heldWords, leave as words } from '../../../copy/rights';
import { AskSheet } from '../../../parts/ask-sheet';
import { Gate, useStanding } from '../../../parts/gate';
import { PAGES } from '../../../parts/paths';
import { Screen } from '../../../parts/screen';
import { useShown } from '../../../parts/visit';
import { back, go, replace, TABS } from '../../../platform/router';
import { say, today } from '../../../platform/time';
import { useAccount } from '../../../stores/account';
import { type Asked, type Leaving, useRights } from '../../../stores/rights';
import { useSession } from '../../../stores/session';
import { toast } from '../../../stores/toast';
import { useAction } from '../../../stores/use-action';
import {
  ActionBar,
  Box,
  Btn,
  Btns,
  Card,
  Choice,
  EmptyState,
  Fetched,
  Icon,
  InlineError,
  Item,
  List,
  ListCell,
  NoticeBar,
  Section,
  Title,
  Txt,
} from '../../../ui';

const Row = ({ text }: { text: string }) => (
  <Box className='row mt2'>
    <Icon name='check' size={20} />
    <Txt className='grow'>{text}</Txt>
  </Box>
);
/** What ends with the tap, by name. */
function Ends({ leaving: l }: { leaving: Leaving }) {
  return (
    <Card className='mt3'>
      <Title level={3}>{words.ends}</Title>
      <Row text={words.sessions} />
      {l.optedIn && <Row text={words.optedIn} />}
      {l.consents > 0 && <Row text={words.consents(l.consents)} />}
      {l.memberships.map((name) => (
        <Row key={name} text={words.membership(name)} />
      ))}
      {l.vouchers.length > 0 && (
        <>
          <Row text={words.vouchers(l.vouchers.length)} />
          <List className='list--plain mt2' label={words.vouchers(l.vouchers.length)}>
            {l.vouchers.map((v) => (
              <Item key={v.id}>
                <ListCell icon='ticket' title={v.title} desc={words.voucherUntil(say.date(v.usableUntil))} />
              </Item>
            ))}
          </List>
        </>
      )}
      <NoticeBar className='mt3'>{words.useFirst}</NoticeBar>
    </Card>
  );
}
/** What law keeps, how long and why, from the same declarations the deletion follows. */
function Kept() {
  const { data, error } = useRights((s) => s.held);
  const load = useRights((s) => s.loadHeld);
  useShown(() => load());
  return (
    <Section title={words.law} more={words.all} onMore={() => void go(PAGES.held)}>
      <Fetched data={data} error={error} onRetry={() => void load()}>
        {(lines) => (
          <List label={words.law}>
            {lines
              .filter((l) => l.atDeletion !== 'erase')
              .map((l) => (
                <Item key={l.title}>
                  <Box className='cell cell--top'>
                    <Box className='cell__body'>
                      <Txt className='cell__title'>{l.title}</Txt>
                      <Txt className='cell__desc'>
                        {l.atDeletion === 'archive' ? heldWords.archive((l.months ?? 0) / 12) : l.atDeletion === 'erase' ? '' : heldWords.ends[l.atDeletion]}
                      </Txt>
                      <Txt className='cell__desc'>{l.law}</Txt>
                    </Box>
                  </Box>
                </Item>
              ))}
          </List>
        )}
      </Fetched>
    </Section>
  );
}
function Before({ agreed, onAgree }: { agreed: boolean; onAgree: (on: boolean) => void }) {
  const { data, error } = useRights((s) => s.leaving);
  const load = useRights((s) => s.loadLeaving);
  useShown(() => load());
  return (
    <Fetched data={data} error={error} onRetry={() => void load()}>
      {(l) => (
        <>
          <Card>
            <Title>{words.heading}</Title>
            <Txt block className='t2 mt2'>
              {words.lead(UNDO_DAYS)}
            </Txt>
          </Card>
          <Ends leaving={l} />
          <Card className='mt3'>
            <Title level={3}>{words.later(UNDO_DAYS)}</Title>
            <Row text={words.erased} />
            <Row text={words.again} />
          </Card>
          <Kept />
          <Box className='list mt3'>
            <Choice id='agree' kind='checkbox' label={words.agree} checked={agreed} onChange={onAgree} />
          </Box>
        </>
      )}
    </Fetched>
  );
}
/** Back within the seven days: take it back, or leave it be. */
function Waiting({ dueAt }: { dueAt: string }) {
  const undo = useAction(async () => {
    await useRights.getState().undo();
    toast(words.undone, 'check');
    await replace(TABS.me);
  });
  const out = useAction(async () => {
    await useSession.getState().logout(false);
    await replace(TABS.home);
  });
  const error = undo.error ?? out.error;
  return (
    <>
      <Card>
        <Title>{words.waiting}</Title>
        <Txt block className='t2 mt2'>
          {words.waitingText(say.dayAndTime(dueAt))}
        </Txt>
        <Txt block className='sub muted mt2'>
          {words.waitingNote}
        </Txt>
      </Card>
      {error && (
        <Box className='mt3'>
          <InlineError error={error} />
        </Box>
      )}
      <Box className='mt4'>
        <Btns>
          <Btn id='leaving-logout' kind='ghost' busy={out.busy} onClick={() => void out.run()}>
            {words.logout}
          </Btn>
          <Btn id='undo' busy={undo.busy} onClick={() => void undo.run()}>
            {words.undo}
          </Btn>
        </Btns>
      </Box>
    </>
  );
}
function Sure({ named, onClose, onAsked }: { named: Leaving; onClose: () => void; onAsked: (asked: Asked) => void }) {
  const realNamed = useAccount((s) => s.me.data?.assurance !== 'none');
  const submit = useAction(async () => onAsked(await useRights.getState().leave(named, realNamed)));
  return (
    <AskSheet
      id='confirm-leave'
      title={words.sheet}
      text={words.sheetText(say.date(addDays(today(), UNDO_DAYS)))}
      keep={words.keep}
      submit={words.submit}
      action={submit}
      onClose={onClose}
    />
  );
}

/** 注销账号: what ends, what law keeps and why, seven days to take it back (product A6). */
export default function LeavePage() {
  const unnamed = useAccount((s) => s.me.data?.assurance === 'none'); // nothing is collected of them in order to forget it
  const at = useStanding(unnamed ? 'login' : 'high');
  const dueAt = useAccount((s) => s.me.data?.leavesAt);
  const named = useRights((s) => s.leaving.data);
  const [agreed, setAgreed] = useState(false);
  const [asking, setAsking] = useState(false);
  const [asked, setAsked] = useState<Asked | null>(null);
  if (asked) {
    return (
      <Screen title={words.title} tight>
        <EmptyState full title={words.asked} text={words.askedText(say.dayAndTime(asked.dueAt))} action={words.home} onAction={() => void replace(TABS.home)} />
        <Txt block className='sub muted center' selectable>
          {words.receipt(asked.receipt)}
        </Txt>
      </Screen>
    );
  }
  const bar = at === 'ready' && named && (
    <ActionBar note={words.harmless}>
      <Btns>
        <Btn kind='ghost' onClick={() => void back()}>
          {words.keep}
        </Btn>
        <Btn id='submit-leave' kind='danger' disabled={!agreed} onClick={() => setAsking(true)}>
          {words.submit}
        </Btn>
      </Btns>
    </ActionBar>
  );
  const overlay = asking && named && <Sure named={named} onClose={() => setAsking(false)} onAsked={setAsked} />;
  return (
    <Screen title={words.title} tight bar={bar} overlay={overlay}>
      {at === 'leaving' && dueAt ? (
        <Waiting dueAt={dueAt} />
      ) : (
        <Gate need={unnamed ? 'login' : 'high'} guest={words.guest}>
          {() => <Before agreed={agreed} onAgree={setAgreed} />}
        </Gate>
      )}
    </Screen>
  );
}
