import type { OwnAreas } from '@binhai/shared/contract/perks';
import { useState } from 'react';
import { areas as words } from '../../../copy/perks';
import { AskSheet } from '../../../parts/ask-sheet';
import { ConsentFields } from '../../../parts/consent';
import { Gate } from '../../../parts/gate';
import { PAGES } from '../../../parts/paths';
import { Screen } from '../../../parts/screen';
import { useShown } from '../../../parts/visit';
import { useZones, ZoneSheet } from '../../../parts/zone-sheet';
import { useAreas } from '../../../stores/areas';
import { comeBack } from '../../../stores/return-to';
import { toast } from '../../../stores/toast';
import { useAction } from '../../../stores/use-action';
import { Box, Btn, Btns, Choice, Fetched, InlineError, Item, List, ListCell, Txt } from '../../../ui';

type Which = 'live' | 'work';
const WHICH: readonly Which[] = ['live', 'work'];
type Chosen = Readonly<Record<Which, string>>;

interface FormP {
  data: OwnAreas;
  chosen: Chosen;
  onAsk: (which: Which) => void;
  onClear: () => void;
}
function Form({ data, chosen, onAsk, onClear }: FormP) {
  const zones = useZones();
  const [agreed, setAgreed] = useState(false);
  const save = useAction(async () => {
    await useAreas.getState().state(chosen.live || null, chosen.work || null);
    toast(words.saved, 'check');
    await comeBack(PAGES.settings);
  });
  const stated = data.live !== null || data.work !== null;
  const changed = chosen.live !== (data.live ?? '') || chosen.work !== (data.work ?? '');
  const some = chosen.live !== '' || chosen.work !== '';
  return (
    <>
      <List label={words.title}>
        {WHICH.map((which) => (
          <Item key={which}>
            <ListCell id={which} title={words[which]} end={zones.find((z) => z.code === chosen[which])?.title ?? words.none} onClick={() => onAsk(which)} />
          </Item>
        ))}
      </List>
      <Box className='mt3'>
        <ConsentFields text={data.text} />
      </Box>
      <Box className='list mt3'>
        <Choice id='agree' kind='checkbox' label={words.tick(data.text.version)} checked={agreed} onChange={setAgreed} />
      </Box>
      {save.error && <InlineError error={save.error} />}
      <Box className='mt4'>
        <Btns>
          {stated ? (
            <Btn id='clear' kind='ghost' onClick={onClear}>
              {words.clear}
            </Btn>
          ) : (
            <Btn id='later' kind='ghost' onClick={() => void comeBack(PAGES.settings)}>
              {words.later}
            </Btn>
          )}
          <Btn id='save' disabled={!agreed || !some || !changed} busy={save.busy} onClick={() => void save.run()}>
            {words.save}
          </Btn>
        </Btns>
      </Box>
    </>
  );
}
function Clear({ onClose, onDone }: { onClose: () => void; onDone: () => void }) {
  const clear = useAction(async () => {
    await useAreas.getState().state(null, null);
    onDone();
  });
  const { title, text, keep, submit } = words.ask;
  return <AskSheet id='confirm-clear' title={title} text={text} keep={keep} submit={submit} action={clear} onClose={onClose} />;
}

/** What a person states of where they live and work, for perks with a condition on it: with their consent, or not at all. */
export default function Areas() {
  const { data, error } = useAreas((s) => s.own);
  const load = useAreas((s) => s.load);
  const [typed, setTyped] = useState<Chosen | null>(null);
  const [asked, setAsked] = useState<Which | null>(null);
  const [clearing, setClearing] = useState(false);
  const chosen = typed ?? { live: data?.live ?? '', work: data?.work ?? '' };
  const overlay = asked ? (
    <ZoneSheet
      title={words[asked]}
      hint={words.lead}
      none={words.none}
      zone={chosen[asked]}
      onChoose={(code) => {
        setTyped({ ...chosen, [asked]: code });
        setAsked(null);
      }}
      onClose={() => setAsked(null)}
    />
  ) : (
    clearing && (
      <Clear
        onClose={() => setClearing(false)}
        onDone={() => {
          setClearing(false);
          setTyped(null);
          toast(words.cleared, 'check');
        }}
      />
    )
  );
  return (
    <Screen title={words.title} tight overlay={overlay}>
      <Txt block className='t2'>
        {words.lead}
      </Txt>
      <Box className='mt3'>
        <Gate need='login' loading={<Box />} guest={{ title: words.title, text: words.guest }}>
          {() => <Shown load={load} data={data} error={error} chosen={chosen} onAsk={setAsked} onClear={() => setClearing(true)} />}
        </Gate>
      </Box>
    </Screen>
  );
}
type ShownP = Omit<FormP, 'data'> & { load: () => Promise<void>; data: OwnAreas | null; error: Parameters<typeof Fetched>[0]['error'] };
function Shown({ load, data, error, ...form }: ShownP) {
  useShown(() => void load());
  return (
    <Fetched data={data} error={error} onRetry={() => void load()}>
      {(own) => <Form data={own} {...form} />}
    </Fetched>
  );
}
