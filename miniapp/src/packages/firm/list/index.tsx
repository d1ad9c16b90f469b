import { useState } from 'react';
import { scopeWords, firmList as words } from '../../../copy/firm';
import { AskSheet } from '../../../parts/ask-sheet';
import { Gate } from '../../../parts/gate';
import { PAGES } from '../../../parts/paths';
import { Screen } from '../../../parts/screen';
import { useShown } from '../../../parts/visit';
import { say } from '../../../platform/time';
import { type Firm, type Invitation, useFirms } from '../../../stores/firms';
import { leaveFor } from '../../../stores/return-to';
import { toast } from '../../../stores/toast';
import { useAction } from '../../../stores/use-action';
import { ActionBar, Box, Btn, Btns, EmptyState, Fetched, InlineError, Item, List, Pairs, StatusTag, Title, Txt } from '../../../ui';
import { FIRM_ROLES, useEnter } from '../parts';
import './index.scss';

const rowsOf = (f: Firm) =>
  f.as === 'representative'
    ? [{ k: words.handlers, v: words.handlersText(f.handlers?.active ?? 0, f.handlers?.pending ?? 0) }]
    : [
        { k: words.may, v: scopeWords(f.scope) },
        { k: words.by, v: f.until ? words.byText(say.date(f.until)) : words.byOpen },
        { k: words.number, v: f.staffNumber },
      ];
function FirmCard({ firm, onLeave }: { firm: Firm; onLeave: () => void }) {
  const enter = useEnter();
  const boss = firm.as === 'representative';
  return (
    <Box className='firm'>
      <Box className='row row--between firm__head'>
        <Title level={3}>{firm.firm.name}</Title>
        <StatusTag tone={boss ? 'success' : 'info'} icon={false} text={words[firm.as]} />
      </Box>
      <Txt block className='sub muted num mt1'>
        {firm.firm.uscc}
      </Txt>
      <Pairs className='mt2' left rows={rowsOf(firm)} />
      {enter.error && <InlineError error={enter.error} />}
      <Box className='mt3'>
        <Btns>
          {boss ? (
            <Btn
              id={`manage-${firm.membershipId}`}
              size='s'
              kind='ghost'
              busy={enter.busy}
              onClick={() => void enter.run(firm.membershipId, PAGES.firmHandlers, true)}
            >
              {words.manage}
            </Btn>
          ) : (
            <Btn id={`leave-${firm.membershipId}`} size='s' kind='ghost' onClick={onLeave}>
              {words.leave}
            </Btn>
          )}
          <Btn id={`enter-${firm.membershipId}`} size='s' busy={enter.busy} onClick={() => void enter.run(firm.membershipId, PAGES.firm)}>
            {words.enter}
          </Btn>
        </Btns>
      </Box>
    </Box>
  );
}
function InvitationCard({ invitation: i, high }: { invitation: Invitation; high: boolean }) {
  const answer = useAction(async (accept: boolean) => {
    await useFirms.getState().answer(i.id, accept);
    toast(accept ? words.accepted : words.answered, 'check');
  });
  const asked = i.kind === 'asked';
  return (
    <Box className='firm'>
      <Box className='row row--between firm__head'>
        <Title level={3}>{i.firm.name}</Title>
        <StatusTag tone='warn' text={asked ? words.asked : words.invited} />
      </Box>
      <Txt block className='sub muted num mt1'>
        {i.firm.uscc}
      </Txt>
      <Pairs className='mt2' left rows={[{ k: words.may, v: `${scopeWords(i.scope)}，${words.until(say.date(i.until))}` }]} />
      {!asked && !high && (
        <Txt block className='cap muted mt2'>
          {words.highFirst}
        </Txt>
      )}
      {answer.error && <InlineError error={answer.error} />}
      <Box className='mt3'>
        <Btns>
          <Btn size='s' kind='ghost' busy={answer.busy} onClick={() => void (high ? answer.run(false) : leaveFor(PAGES.high))}>
            {asked ? words.withdraw : words.decline}
          </Btn>
          {!asked && (
            <Btn size='s' busy={answer.busy} onClick={() => void (high ? answer.run(true) : leaveFor(PAGES.high))}>
              {words.accept}
            </Btn>
          )}
        </Btns>
      </Box>
    </Box>
  );
}
function Firms({ high, onLeave }: { high: boolean; onLeave: (firm: Firm) => void }) {
  const { data, error } = useFirms((s) => s.mine);
  const load = useFirms((s) => s.loadMine);
  useShown(() => load());
  return (
    <Fetched data={data} error={error} onRetry={() => void load()}>
      {({ items, invitations }) =>
        items.length + invitations.length === 0 ? (
          <EmptyState title={words.emptyTitle} text={words.emptyText} />
        ) : (
          <>
            <List label={words.title} className='firms'>
              {invitations.map((i) => (
                <Item key={i.id}>
                  <InvitationCard invitation={i} high={high} />
                </Item>
              ))}
              {items.map((f) => (
                <Item key={f.membershipId}>
                  <FirmCard firm={f} onLeave={() => onLeave(f)} />
                </Item>
              ))}
            </List>
            <Txt block className='cap muted mt3'>
              {words.apart}
            </Txt>
          </>
        )
      }
    </Fetched>
  );
}
function Leave({ firm, onClose }: { firm: Firm; onClose: () => void }) {
  const leave = useAction(async () => {
    await useFirms.getState().leave(firm.membershipId);
    toast(words.left, 'check');
    onClose();
  });
  return (
    <AskSheet
      id='confirm-leave'
      title={words.leaveSheet(firm.firm.name)}
      text={words.leaveText}
      keep={words.keep}
      submit={words.leave}
      action={leave}
      onClose={onClose}
    />
  );
}

/** 31 我经办的企业: whom this person acts for, and what waits for their word. */
export default function FirmList() {
  const [leaving, setLeaving] = useState<Firm | null>(null);
  const bar = (
    <ActionBar note={words.bindNote}>
      <Btn id='bind' block icon='plus' onClick={() => void leaveFor(PAGES.firmBind)}>
        {words.bind}
      </Btn>
    </ActionBar>
  );
  return (
    <Screen title={words.title} tight bar={bar} overlay={leaving && <Leave firm={leaving} onClose={() => setLeaving(null)} />}>
      <Gate need='basic' roles={['resident', ...FIRM_ROLES]}>
        {(me) => <Firms high={me.highOnThisDevice && me.role === 'resident'} onLeave={setLeaving} />}
      </Gate>
    </Screen>
  );
}
