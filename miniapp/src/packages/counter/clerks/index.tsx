import { useMemo, useState } from 'react';
import { clerks as words } from '../../../copy/clerks';
import { AskSheet } from '../../../parts/ask-sheet';
import { PAGES } from '../../../parts/paths';
import { Screen } from '../../../parts/screen';
import { useShown } from '../../../parts/visit';
import { copy } from '../../../platform/clipboard';
import { qrDataUrl } from '../../../platform/qr';
import { replace } from '../../../platform/router';
import { say } from '../../../platform/time';
import { useAccount } from '../../../stores/account';
import { type Clerk, type Clerks, type Made, useClerks } from '../../../stores/clerks';
import { toast } from '../../../stores/toast';
import { useAction } from '../../../stores/use-action';
import { ActionBar, Box, Btn, Choice, Code, EmptyState, Fetched, Img, InlineError, Item, List, Section, Sheet, Txt } from '../../../ui';
import { CounterGate } from '../parts';
import './index.scss';

function Invitation({ invitation: i }: { invitation: Clerks['invitations'][number] }) {
  const withdraw = useAction(async () => {
    await useClerks.getState().withdraw(i.id);
    toast(words.withdrawn, 'check');
  });
  return (
    <Box className='cell cell--top'>
      <Box className='cell__body'>
        <Txt className='cell__title'>{i.shop}</Txt>
        <Txt className='cell__desc num'>{words.until(say.time(i.until))}</Txt>
        {withdraw.error && <InlineError error={withdraw.error} />}
      </Box>
      <Btn id={`withdraw-${i.id}`} size='s' kind='ghost' busy={withdraw.busy} onClick={() => void withdraw.run()}>
        {words.withdraw}
      </Btn>
    </Box>
  );
}
const Row = ({ clerk: c, onEnd }: { clerk: Clerk; onEnd: () => void }) => (
  <Box className='cell'>
    <Box className='cell__body'>
      <Txt className='cell__title cell__title--b'>{c.maskedName}</Txt>
      <Txt className='cell__desc'>{words.line(c.shops)}</Txt>
      <Txt className='cell__desc num'>{words.number(c.staffNumber)}</Txt>
    </Box>
    <Btn id={`end-${c.staffNumber}`} size='s' kind='danger' label={words.endLabel(c.maskedName)} onClick={onEnd}>
      {words.end}
    </Btn>
  </Box>
);
/** The code as it is held out to the clerk; once closed it is shown no more. */
function Shown({ made, onClose }: { made: Made; onClose: () => void }) {
  const w = words.show;
  const qr = useMemo(() => qrDataUrl(made.link), [made.link]);
  return (
    <Sheet title={w.title} onClose={onClose}>
      <Txt block className='t2 mt2'>
        {w.text(made.shop, say.time(made.until))}
      </Txt>
      <Box className='center mt3'>
        <Img className='invite__qr' src={qr} alt={w.qr} />
        <Code value={made.code} name={w.code} />
      </Box>
      <Txt block className='sub muted mt3'>
        {w.how}
      </Txt>
      <Box className='mt4'>
        <Btn kind='ghost' block onClick={() => void copy(made.link).then((ok) => toast(ok ? w.copied : w.notCopied, ok ? 'check' : 'info'))}>
          {w.copy}
        </Btn>
        <Btn id='invite-done' block className='mt3' onClick={onClose}>
          {w.done}
        </Btn>
      </Box>
    </Sheet>
  );
}
function Which({ shops, onPick, onClose }: { shops: Clerks['shops']; onPick: (shopId: string) => Promise<void>; onClose: () => void }) {
  const [shop, setShop] = useState(shops[0]?.id ?? '');
  const make = useAction(() => onPick(shop));
  return (
    <Sheet title={words.which} onClose={onClose}>
      <Box role='radiogroup' label={words.which} className='list mt2'>
        {shops.map((s) => (
          <Choice key={s.id} id={`shop-${s.id}`} kind='radio' name='shop' label={s.name} checked={s.id === shop} onChange={() => setShop(s.id)} />
        ))}
      </Box>
      {make.error && (
        <Box className='mt3'>
          <InlineError error={make.error} />
        </Box>
      )}
      <Btn id='make' block className='mt4' busy={make.busy} onClick={() => void make.run()}>
        {words.make}
      </Btn>
    </Sheet>
  );
}
function End({ clerk, onClose }: { clerk: Clerk; onClose: () => void }) {
  const end = useAction(async () => {
    await useClerks.getState().remove(clerk.id);
    toast(words.ended(clerk.maskedName), 'check');
    onClose();
  });
  return (
    <AskSheet
      id='confirm-end'
      title={words.endTitle(clerk.maskedName)}
      text={words.endText}
      keep={words.keep}
      submit={words.end}
      action={end}
      onClose={onClose}
    />
  );
}
function Now({ onEnd }: { onEnd: (clerk: Clerk) => void }) {
  const { data, error } = useClerks((s) => s.list);
  const load = () => void useClerks.getState().load();
  useShown(load);
  return (
    <Fetched data={data} error={error} onRetry={load}>
      {({ organisation, items, invitations }) => (
        <>
          <Txt block className='sub t2'>
            {organisation}
          </Txt>
          {invitations.length > 0 && (
            <Section title={words.pending}>
              <List label={words.pending}>
                {invitations.map((i) => (
                  <Item key={i.id}>
                    <Invitation invitation={i} />
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
                {items.map((c) => (
                  <Item key={c.id}>
                    <Row clerk={c} onEnd={() => onEnd(c)} />
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
/** 店员: the manager's page of who redeems in the own shops. */
export default function CounterClerks() {
  const manager = useAccount((s) => s.me.data?.role === 'manager');
  const shops = useClerks((s) => s.list.data?.shops) ?? [];
  const [picking, setPicking] = useState(false);
  const [made, setMade] = useState<Made | null>(null);
  const [ending, setEnding] = useState<Clerk | null>(null);
  const show = async (shopId: string): Promise<void> => {
    setMade(await useClerks.getState().invite(shopId));
    setPicking(false);
  };
  const only = shops.length === 1 ? shops[0] : undefined;
  const invite = useAction(async () => (only ? show(only.id) : setPicking(true)));
  const bar = manager && (
    <ActionBar note={words.note}>
      <Btn id='invite' icon='plus' block disabled={shops.length === 0} busy={invite.busy} onClick={() => void invite.run()}>
        {words.invite}
      </Btn>
    </ActionBar>
  );
  const overlay = (
    <>
      {picking && <Which shops={shops} onPick={show} onClose={() => setPicking(false)} />}
      {made && <Shown made={made} onClose={() => setMade(null)} />}
      {ending && <End clerk={ending} onClose={() => setEnding(null)} />}
    </>
  );
  const { title, text, action } = words.onlyManager;
  return (
    <Screen title={words.title} tight bar={bar} overlay={overlay}>
      <CounterGate>
        {(me) =>
          me.role === 'manager' ? (
            <>
              {invite.error && <InlineError error={invite.error} />}
              <Now onEnd={setEnding} />
            </>
          ) : (
            <EmptyState title={title} text={text} action={action} onAction={() => void replace(PAGES.counter)} full />
          )
        }
      </CounterGate>
    </Screen>
  );
}
