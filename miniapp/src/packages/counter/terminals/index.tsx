import { useState } from 'react';
import { terminals as words } from '../../../copy/terminals';
import { AskSheet } from '../../../parts/ask-sheet';
import { PAGES } from '../../../parts/paths';
import { Screen } from '../../../parts/screen';
import { useShown } from '../../../parts/visit';
import { replace } from '../../../platform/router';
import { say } from '../../../platform/time';
import { type Terminal, type Terminals, useTerminals } from '../../../stores/terminals';
import { toast } from '../../../stores/toast';
import { useAction } from '../../../stores/use-action';
import { Box, Btn, Choice, EmptyState, Fetched, Field, InlineError, Item, List, Section, Txt } from '../../../ui';
import { CounterGate } from '../parts';

const MOST = 20;

const Row = ({ terminal: t, onEnd }: { terminal: Terminal; onEnd: () => void }) => (
  <Box className='cell'>
    <Box className='cell__body'>
      <Txt className='cell__title cell__title--b'>{t.name}</Txt>
      <Txt className='cell__desc'>{words.line(t.shop, t.last && { number: t.last.staffNumber, at: say.stamp(t.last.at) })}</Txt>
    </Box>
    <Btn size='s' kind='danger' label={words.endLabel(t.name)} onClick={onEnd}>
      {words.end}
    </Btn>
  </Box>
);
function End({ terminal: t, onClose }: { terminal: Terminal; onClose: () => void }) {
  const end = useAction(async () => {
    await useTerminals.getState().end(t.id);
    toast(words.ended(t.name), 'check');
    onClose();
  });
  return <AskSheet id='confirm-end' title={words.endTitle(t.name)} text={words.endText} keep={words.keep} submit={words.end} action={end} onClose={onClose} />;
}
function MakeThis({ shops }: { shops: Terminals['shops'] }) {
  const [shop, setShop] = useState(shops[0]?.id ?? '');
  const [name, setName] = useState('');
  const [wrong, setWrong] = useState<string | undefined>();
  const open = useAction(async () => {
    if (!name.trim()) return setWrong(words.nameWrong);
    await useTerminals.getState().open(shop, name); // the manager is out, and the gate opens the terminal's first page
  });
  return (
    <Section title={words.here}>
      <Box role='radiogroup' label={words.shop} className='list'>
        {shops.map((s) => (
          <Choice key={s.id} id={`shop-${s.id}`} kind='radio' name='shop' label={s.name} checked={s.id === shop} onChange={() => setShop(s.id)} />
        ))}
      </Box>
      <Field
        className='mt3'
        id='name'
        label={words.name}
        hint={words.nameHint}
        value={name}
        maxLength={MOST}
        error={wrong}
        onChange={(v) => {
          setName(v);
          setWrong(undefined);
        }}
      />
      {open.error && <InlineError error={open.error} />}
      <Btn id='open' block className='mt4' busy={open.busy} onClick={() => void open.run()}>
        {words.submit}
      </Btn>
      <Txt block className='sub muted center mt2'>
        {words.note}
      </Txt>
    </Section>
  );
}
function Page({ onEnd }: { onEnd: (terminal: Terminal) => void }) {
  const { data, error } = useTerminals((s) => s.list);
  const load = () => void useTerminals.getState().load();
  useShown(load);
  return (
    <Fetched data={data} error={error} onRetry={load}>
      {({ shops, items }) => (
        <>
          <Txt block className='t2'>
            {words.lead}
          </Txt>
          <Section title={words.now}>
            {items.length === 0 ? (
              <Txt className='muted'>{words.none}</Txt>
            ) : (
              <List label={words.now}>
                {items.map((t) => (
                  <Item key={t.id}>
                    <Row terminal={t} onEnd={() => onEnd(t)} />
                  </Item>
                ))}
              </List>
            )}
          </Section>
          <MakeThis shops={shops} />
        </>
      )}
    </Fetched>
  );
}
/** 共用终端: the manager's page of the devices at which clerks take turns. */
export default function CounterTerminals() {
  const [ending, setEnding] = useState<Terminal | null>(null);
  const { title, text, action } = words.onlyManager;
  return (
    <Screen title={words.title} tight overlay={ending && <End terminal={ending} onClose={() => setEnding(null)} />}>
      <CounterGate>
        {(me) =>
          me.role === 'manager' ? (
            <Page onEnd={setEnding} />
          ) : (
            <EmptyState title={title} text={text} action={action} onAction={() => void replace(PAGES.counter)} full />
          )
        }
      </CounterGate>
    </Screen>
  );
}
