import { checkMobile } from '@binhai/shared/identifiers/mobile';
import { useState } from 'react';
import { firmHome, scopeWords, firmHandlers as words } from '../../../copy/firm';
import { AskSheet } from '../../../parts/ask-sheet';
import { PAGES } from '../../../parts/paths';
import { Screen } from '../../../parts/screen';
import { useShown } from '../../../parts/visit';
import { replace } from '../../../platform/router';
import { say } from '../../../platform/time';
import { useAccount } from '../../../stores/account';
import { type Handler, type Pending, useFirms } from '../../../stores/firms';
import { toast } from '../../../stores/toast';
import { useAction } from '../../../stores/use-action';
import { ActionBar, Box, Btn, EmptyState, Fetched, Field, InlineError, Item, List, Section, Txt } from '../../../ui';
import { FirmGate, useTerms } from '../parts';

function Waiting({ pending: p }: { pending: Pending }) {
  const settle = useAction(async (accept: boolean) => {
    await useFirms.getState().settle(p.id, accept);
    toast(words.settled, 'check');
  });
  const asked = p.kind === 'asked';
  return (
    <Box className='cell cell--top'>
      <Box className='cell__body'>
        <Txt className='cell__title cell__title--b num'>{p.maskedPhone}</Txt>
        <Txt className='cell__desc'>{asked ? words.asked : words.invited}</Txt>
        <Txt className='cell__desc'>{words.line(scopeWords(p.scope), say.date(p.until))}</Txt>
        {settle.error && <InlineError error={settle.error} />}
      </Box>
      <Box className='row'>
        {asked && (
          <Btn size='s' busy={settle.busy} onClick={() => void settle.run(true)}>
            {words.confirm}
          </Btn>
        )}
        <Btn size='s' kind='ghost' busy={settle.busy} onClick={() => void settle.run(false)}>
          {asked ? words.decline : words.revoke}
        </Btn>
      </Box>
    </Box>
  );
}
const Row = ({ handler: h, onEnd }: { handler: Handler; onEnd: () => void }) => (
  <Box className='cell'>
    <Box className='cell__body'>
      <Txt className='cell__title cell__title--b'>{h.maskedName}</Txt>
      <Txt className='cell__desc'>{words.line(scopeWords(h.scope), h.until ? say.date(h.until) : '')}</Txt>
      <Txt className='cell__desc num'>{h.staffNumber}</Txt>
    </Box>
    <Btn id={`end-${h.id}`} size='s' kind='danger' label={words.endLabel(h.maskedName)} onClick={onEnd}>
      {words.end}
    </Btn>
  </Box>
);
function Acts() {
  const { data, error } = useFirms((s) => s.acts);
  const load = useFirms((s) => s.loadActs);
  const more = useFirms((s) => s.moreActs);
  useShown(() => load());
  return (
    <Section title={words.acts}>
      <Fetched data={data} error={error} onRetry={() => void load()}>
        {({ items, next }) => (
          <>
            {items.length === 0 && <Txt className='muted'>{words.actsNone}</Txt>}
            {items.length > 0 && (
              <List label={words.acts}>
                {items.map((a) => (
                  <Item key={a.id}>
                    <Box className='cell cell--top'>
                      <Box className='cell__body'>
                        <Txt className='cell__title'>{a.act}</Txt>
                        <Txt className='cell__desc num'>{`${a.staffNumber}　${a.about}`}</Txt>
                      </Box>
                      <Txt className='cell__end num'>{say.stamp(a.at)}</Txt>
                    </Box>
                  </Item>
                ))}
              </List>
            )}
            {next && (
              <Btn kind='text' block className='mt2' onClick={() => void more()}>
                {words.more}
              </Btn>
            )}
          </>
        )}
      </Fetched>
    </Section>
  );
}
function Now({ onEnd }: { onEnd: (handler: Handler) => void }) {
  const { data, error } = useFirms((s) => s.handlers);
  const load = useFirms((s) => s.loadHandlers);
  useShown(() => load());
  return (
    <Fetched data={data} error={error} onRetry={() => void load()}>
      {({ items, pending }) => (
        <>
          {pending.length > 0 && (
            <Section title={words.pending}>
              <List label={words.pending}>
                {pending.map((p) => (
                  <Item key={p.id}>
                    <Waiting pending={p} />
                  </Item>
                ))}
              </List>
            </Section>
          )}
          <Section title={words.now}>
            {items.length === 0 ? (
              <Txt className='muted'>{words.none}</Txt>
            ) : (
              <List label={words.now}>
                {items.map((h) => (
                  <Item key={h.id}>
                    <Row handler={h} onEnd={() => onEnd(h)} />
                  </Item>
                ))}
              </List>
            )}
          </Section>
        </>
      )}
    </Fetched>
  );
}
function End({ handler, onClose }: { handler: Handler; onClose: () => void }) {
  const end = useAction(async () => {
    await useFirms.getState().remove(handler.id);
    toast(words.ended(handler.maskedName), 'check');
    onClose();
  });
  return (
    <AskSheet
      id='confirm-end'
      title={words.endSheet(handler.maskedName)}
      text={words.endText}
      keep={words.keep}
      submit={words.end}
      action={end}
      onClose={onClose}
    />
  );
}

/** 31#invite 邀请经办人, with those there are: the representative's page. */
export default function FirmHandlers() {
  const me = useAccount((s) => s.me.data);
  const [phone, setPhone] = useState('');
  const [wrong, setWrong] = useState<string | undefined>();
  const [ending, setEnding] = useState<Handler | null>(null);
  const terms = useTerms();
  const invite = useAction(async () => {
    const mobile = checkMobile(phone);
    setWrong(mobile.ok ? undefined : words.phoneWrong);
    if (!terms.ok() || !mobile.ok) return;
    await useFirms.getState().invite(mobile.value, terms.terms);
    setPhone('');
    toast(words.sent, 'check');
  });
  const bar = me?.role === 'representative' && (
    <ActionBar note={words.note}>
      <Btn id='invite' block busy={invite.busy} onClick={() => void invite.run()}>
        {words.submit}
      </Btn>
    </ActionBar>
  );
  const overlay = (
    <>
      {terms.sheet}
      {ending && <End handler={ending} onClose={() => setEnding(null)} />}
    </>
  );
  return (
    <Screen title={words.title} tight bar={bar} overlay={overlay}>
      <FirmGate>
        {(account) =>
          account.role === 'representative' ? (
            <>
              <Txt block className='sub t2'>
                {account.memberships.find((m) => m.id === account.membershipId)?.organisation}
              </Txt>
              <Field
                className='mt3'
                id='phone'
                label={words.phone}
                hint={words.phoneHint}
                type='tel'
                value={phone}
                maxLength={24}
                error={wrong}
                onChange={(v) => {
                  setPhone(v);
                  setWrong(undefined);
                }}
              />
              {terms.fields}
              {invite.error && (
                <Box className='mt3'>
                  <InlineError error={invite.error} />
                </Box>
              )}
              <Now onEnd={setEnding} />
              <Acts />
            </>
          ) : (
            <EmptyState full title={firmHome.pick} text={firmHome.pickText} action={firmHome.toList} onAction={() => void replace(PAGES.firms)} />
          )
        }
      </FirmGate>
    </Screen>
  );
}
