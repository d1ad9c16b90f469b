import { useState } from 'react';
import { proof as words } from '../../../copy/tenancy';
import { useStanding } from '../../../parts/gate';
import { PAGES } from '../../../parts/paths';
import { Screen } from '../../../parts/screen';
import { useShown } from '../../../parts/visit';
import { say } from '../../../platform/time';
import { checkText, openGiven, openText, type ProofRead, useRentalProofs } from '../../../stores/rental-proofs';
import { leaveFor } from '../../../stores/return-to';
import { useAction } from '../../../stores/use-action';
import { ActionBar, Box, Btn, Fetched, Field, InlineError, Item, List, ListCell, NoticeBar, Section, Txt } from '../../../ui';
import { VIEWERS } from '../viewers';
import { ProofResult } from './result';

/** What tenants gave the viewer and is still good, and the viewer's number for checking one elsewhere. */
function Given({ onOpen }: { onOpen: (id: string) => void }) {
  const remote = useRentalProofs((s) => s.given);
  const { load } = useRentalProofs.getState();
  useShown(load);
  return (
    <Fetched {...remote} onRetry={() => void load()}>
      {({ items, viewer }) => (
        <>
          <Section title={words.given.title}>
            {items.length === 0 ? (
              <Txt block className='sub muted'>
                {words.given.none}
              </Txt>
            ) : (
              <List label={words.given.title}>
                {items.map((p, i) => (
                  <Item key={p.id}>
                    <ListCell
                      id={`proof-${i}`}
                      icon='doc'
                      title={words.given.line(say.dayAndTime(p.madeAt))}
                      desc={words.given.until(say.dayAndTime(p.goodUntil))}
                      onClick={() => onOpen(p.id)}
                    />
                  </Item>
                ))}
              </List>
            )}
          </Section>
          <Txt block className='cap muted mt2' selectable>
            {words.given.number(viewer)}
          </Txt>
        </>
      )}
    </Fetched>
  );
}

/** A proof of the moment, opened from what was given or from the text that was kept. Anybody may check one; only its viewer learns whether it still holds. */
export default function RentalProof() {
  const at = useStanding('login', VIEWERS);
  const [text, setText] = useState('');
  const [read, setRead] = useState<ProofRead | null>(null);
  const open = useAction(async (id: string) => setRead(await openGiven(id)));
  const check = useAction(async () => setRead(await (at === 'ready' ? openText : checkText)(text)));
  const another = () => {
    setRead(null);
    setText('');
  };
  const bar = read ? (
    <ActionBar>
      <Btn id='another' kind='ghost' block onClick={another}>
        {words.another}
      </Btn>
    </ActionBar>
  ) : undefined;
  const error = open.error ?? check.error;
  return (
    <Screen title={words.title} bar={bar}>
      {read ? (
        <ProofResult read={read} onLogin={() => void leaveFor(PAGES.login)} />
      ) : (
        <>
          <Txt block className='t2'>
            {words.lead}
          </Txt>
          {at === 'ready' && <Given onOpen={(id) => void open.run(id)} />}
          <Section title={words.paste.title}>
            <Field id='proof' label={words.paste.label} hint={words.paste.hint} multiline maxLength={5000} value={text} onChange={setText} />
            <Btn id='check' block className='mt3' disabled={text.trim() === ''} busy={check.busy} onClick={() => void check.run()}>
              {words.paste.check}
            </Btn>
          </Section>
          {error && (
            <Box className='mt3'>
              <InlineError error={error} />
            </Box>
          )}
          <NoticeBar icon='lock' className='mt4'>
            {words.privacy}
          </NoticeBar>
        </>
      )}
    </Screen>
  );
}
