import { checkPlate } from '@binhai/shared/identifiers/plate';
import { useRouter } from '@tarojs/taro';
import { type ReactNode, useEffect, useState } from 'react';
import { parking as home, open as openWords, plate as words } from '../../../copy/parking';
import { AskSheet } from '../../../parts/ask-sheet';
import { Gate, useStanding } from '../../../parts/gate';
import { PAGES } from '../../../parts/paths';
import { Screen } from '../../../parts/screen';
import { useShown } from '../../../parts/visit';
import { back, replace } from '../../../platform/router';
import { say } from '../../../platform/time';
import { useAccount } from '../../../stores/account';
import { type Plate, useParking } from '../../../stores/parking';
import { leaveFor } from '../../../stores/return-to';
import { toast } from '../../../stores/toast';
import { type Action, useAction } from '../../../stores/use-action';
import {
  Box,
  Btn,
  Btns,
  Card,
  EmptyState,
  Fetched,
  Field,
  Icon,
  InlineError,
  NoticeBar,
  Pairs,
  SandboxTag,
  Section,
  Sheet,
  StatusTag,
  Switch,
  Title,
  Txt,
} from '../../../ui';
import { PlateChip } from '../plate-chip';
import { PlateKeys } from '../plate-keys';
import './index.scss';

/** 06#check: what goes to the traffic police, for this one question. */
function Check({ plate, prove, onClose }: { plate: string; prove: Action<[string]>; onClose: () => void }) {
  const sandbox = useAccount((s) => s.me.data?.sandbox ?? false);
  const s = words.sheet;
  return (
    <Sheet title={s.title(plate)} onClose={onClose}>
      <Txt block className='sub muted mt1'>
        {s.text}
      </Txt>
      <Box className='pcheck mt3'>
        <Title level={3}>{s.way}</Title>
        <Txt block className='sub muted'>
          {s.wayDesc}
        </Txt>
        <Txt block className='sub muted mt2'>
          {s.window}
        </Txt>
      </Box>
      <Pairs
        className='mt3'
        rows={[
          { k: s.needs, v: s.needsHigh },
          { k: s.gives, v: s.givesWhat },
        ]}
      />
      {sandbox && (
        <Box className='mt3'>
          <SandboxTag what={s.sandbox} />
        </Box>
      )}
      {prove.error && (
        <Box className='mt3'>
          <InlineError error={prove.error} onRetry={() => void prove.run(plate)} />
        </Box>
      )}
      <Box className='mt4'>
        <Btns>
          <Btn kind='ghost' onClick={onClose}>
            {s.no}
          </Btn>
          <Btn id='prove' busy={prove.busy} onClick={() => void prove.run(plate)}>
            {s.yes}
          </Btn>
        </Btns>
      </Box>
    </Sheet>
  );
}
const Says = ({ icon, text, soft }: { icon: 'check-circle' | 'eye-off' | 'eye'; text: string; soft?: boolean }) => (
  <Box className={soft ? 'row psays t2' : 'row psays'}>
    <Icon name={icon} size={22} />
    <Txt className='grow'>{text}</Txt>
  </Box>
);
function Claim({ car }: { car: Plate }) {
  const keep = useAction(async () => {
    await useParking.getState().keep(car.id);
    toast(words.claim.kept, 'check');
  });
  return (
    <Card className='mt3'>
      <Title>{words.claim.title}</Title>
      <Txt block className='t2 mt2'>
        {words.claim.text(say.day(car.claimedUntil ?? ''))}
      </Txt>
      {keep.error && <InlineError error={keep.error} onRetry={() => void keep.run()} />}
      <Btn id='keep' block className='mt3' busy={keep.busy} onClick={() => void keep.run()}>
        {words.claim.keep}
      </Btn>
    </Card>
  );
}
function Detail({ car, onVerify, onRemove }: { car: Plate; onVerify: () => void; onRemove: () => void }) {
  const verified = car.state === 'verified';
  const later = useAction((on: boolean) => useParking.getState().setPayLater(car.id, on));
  return (
    <>
      <Card>
        <Box className='row row--between row--wrap'>
          <PlateChip plate={car.plate} kind={car.kind} />
          {verified ? <StatusTag tone='success' icon='check' text={home.cars.verified} /> : <StatusTag tone='line' icon={false} text={home.cars.registered} />}
        </Box>
        <Box className='mt4'>
          <Says icon='check-circle' text={words.has} />
          <Says icon={verified ? 'eye' : 'eye-off'} text={verified ? words.shown : words.hidden} soft />
        </Box>
        {!verified && (
          <>
            <Btn id='verify' block className='mt4' onClick={onVerify}>
              {words.verify}
            </Btn>
            <Txt block className='cap muted center mt2'>
              {words.noNeed}
            </Txt>
          </>
        )}
      </Card>
      {car.claimedUntil && <Claim car={car} />}
      <Card flush className='mt3'>
        <Switch
          id='pay-later'
          label={words.later}
          desc={openWords.laterDesc}
          checked={car.payLater}
          disabled={later.busy}
          onChange={(on) => void later.run(on)}
        />
        {later.error && <InlineError error={later.error} />}
      </Card>
      {!verified && (
        <Section title={words.why.title}>
          <Txt block className='t2'>
            {words.why.text}
          </Txt>
        </Section>
      )}
      <Btn id='remove' kind='text' block className='mt4' onClick={onRemove}>
        {words.remove}
      </Btn>
    </>
  );
}
/** 别人登记了我的车: the plate is typed, proof takes it. */
function Mine({ onVerify }: { onVerify: (plate: string) => void }) {
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState<string | undefined>();
  const type = (value: string) => {
    setText(value);
    setWrong(undefined);
  };
  const submit = () => {
    const checked = checkPlate(text);
    if (checked.ok) onVerify(checked.value);
    else setWrong(openWords.wrong[checked.reason]);
  };
  return (
    <Card>
      <Title>{words.mine.title}</Title>
      <Txt block className='t2 mt2'>
        {words.mine.text}
      </Txt>
      <Field className='mt3' id='plate' label={openWords.plate} hint={openWords.plateHint} value={text} maxLength={20} error={wrong} onChange={type} />
      <PlateKeys value={text} onChange={type} />
      <Btn id='verify' block className='mt4' onClick={submit}>
        {words.mine.submit}
      </Btn>
    </Card>
  );
}

function usePlate(id: string) {
  const { data, error } = useParking((s) => s.home);
  return { data, error, car: data?.plates.find((p) => p.id === id) };
}
export default function PlatePage() {
  const { id = '', mine, verify } = useRouter().params;
  const { data, error, car } = usePlate(id);
  const high = useStanding('high');
  const [asked, setAsked] = useState('');
  const [news, setNews] = useState('');
  const [removing, setRemoving] = useState(false);
  const [begun, setBegun] = useState(false);
  const prove = useAction(async (plate: string) => {
    const { outcome, until } = await useParking.getState().prove(plate);
    setAsked('');
    if (outcome === 'waiting') return setNews(words.sheet.waiting(say.day(until ?? '')));
    toast(words.sheet.done, 'check');
    if (mine) await replace(PAGES.parking);
  });
  const remove = useAction(async () => {
    await useParking.getState().remove(id);
    toast(words.removeSheet.done, 'check');
    await back();
  });
  const ask = (plate: string): void => {
    prove.clear();
    if (high === 'need_high') void leaveFor(PAGES.high);
    else setAsked(plate);
  };
  const here = car?.plate ?? '';
  const first = verify !== undefined && car?.state === 'registered' && high === 'ready' && !begun;
  useEffect(() => {
    if (!first) return;
    setBegun(true); // asked for by 去核实 on the page before: once
    setAsked(here);
  }, [first, here]);
  const overlay = asked ? (
    <Check plate={asked} prove={prove} onClose={() => setAsked('')} />
  ) : removing && car ? (
    <AskSheet
      id='confirm-remove'
      title={words.removeSheet.title(car.plate)}
      text={words.removeSheet.text}
      keep={words.removeSheet.keep}
      submit={words.removeSheet.submit}
      action={remove}
      onClose={() => setRemoving(false)}
    />
  ) : undefined;
  return (
    <Screen title={mine ? words.mine.title : words.title} tight overlay={overlay}>
      <Gate need='basic' guest={home.guest} noRealName={home.noRealName}>
        {() => (
          <Loaded>
            {news && (
              <NoticeBar tone='info' status className='mb3'>
                {news}
              </NoticeBar>
            )}
            {mine ? (
              <Mine onVerify={ask} />
            ) : (
              <Fetched data={data} error={error} onRetry={() => void useParking.getState().load()}>
                {() =>
                  car ? (
                    <Detail car={car} onVerify={() => ask(car.plate)} onRemove={() => setRemoving(true)} />
                  ) : (
                    <EmptyState title={words.gone.title} text={words.gone.text} action={words.gone.action} onAction={() => void replace(PAGES.parking)} full />
                  )
                }
              </Fetched>
            )}
          </Loaded>
        )}
      </Gate>
    </Screen>
  );
}
/** Fetches each time the page comes into sight, once the gate let the person in. */
function Loaded({ children }: { children: ReactNode }) {
  useShown(() => useParking.getState().load());
  return <>{children}</>;
}
