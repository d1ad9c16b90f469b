import { parkedFor } from '@binhai/shared/rules/parking-fee';
import { useEffect, useState } from 'react';
import { parking as words } from '../../../copy/parking';
import { AskSheet } from '../../../parts/ask-sheet';
import { Gate, useStanding } from '../../../parts/gate';
import { PAGES } from '../../../parts/paths';
import { Screen } from '../../../parts/screen';
import { useShown, useVisit } from '../../../parts/visit';
import { go } from '../../../platform/router';
import { instant, now, say } from '../../../platform/time';
import { useAccount } from '../../../stores/account';
import { type ParkingHome, type Plate, useParking } from '../../../stores/parking';
import { toast } from '../../../stores/toast';
import { useAction } from '../../../stores/use-action';
import {
  Box,
  Btn,
  Card,
  Choice,
  Contour,
  Fetched,
  Icon,
  InlineError,
  Item,
  List,
  ListCell,
  NoticeBar,
  SandboxTag,
  Section,
  SkeletonList,
  StatusTag,
  Title,
  Txt,
} from '../../../ui';
import { PlateChip } from '../plate-chip';
import './index.scss';

const kindOf = (home: ParkingHome, plateId: string): string => home.plates.find((p) => p.id === plateId)?.kind ?? 'ordinary';

/** Milliseconds between two looks at the clock of a car that is parked. */
const TICK = 20_000;
/** 正在停车: hours and minutes so far, what is still free, when charging begins. */
function Live({ car, kind }: { car: ParkingHome['live'][number]; kind: string }) {
  const [at, setAt] = useState(now());
  useEffect(() => {
    const timer = setInterval(() => setAt(now()), TICK);
    return () => clearInterval(timer);
  }, []);
  const { seconds, freeSeconds, chargedFrom } = parkedFor(instant(car.enteredAt), at, car.freeMinutes);
  const minutes = Math.floor(seconds / 60);
  const share = Math.min(100, Math.round((seconds / Math.max(1, car.freeMinutes * 60)) * 100));
  return (
    <Box role='region' label={words.live.label(car.plate, car.lot)} className='now mb3'>
      <Contour />
      <Box className='row row--between row--wrap now__in'>
        <Txt strong className='now__t'>
          {words.live.now}
        </Txt>
        <PlateChip plate={car.plate} kind={kind} small />
      </Box>
      <Box className='now__big now__in'>
        <Txt className='now__n'>{`${Math.floor(minutes / 60)}:${`0${minutes % 60}`.slice(-2)}`}</Txt>
        <Txt className='now__w'>{words.live.free(Math.ceil(freeSeconds / 60))}</Txt>
      </Box>
      <Box className='now__bar now__in' hidden>
        <Box className='now__on' style={{ width: `${share}%` }} />
      </Box>
      <Box className='row row--between now__in now__c'>
        <Txt>{words.live.entered(say.time(car.enteredAt))}</Txt>
        <Txt>{words.live.charged(chargedFrom)}</Txt>
      </Box>
      <Txt block className='now__in now__c mt3'>
        {words.live.auto(car.lot)}
      </Txt>
    </Box>
  );
}
/** PRK-4: which of the cars seen at once is the person's. */
function Doubt({ doubt }: { doubt: ParkingHome['doubts'][number] }) {
  const [chosen, setChosen] = useState('');
  const answer = useAction(async (eventId: string | null) => {
    await useParking.getState().answer(doubt.plateId, eventId);
    toast(words.doubt.done, 'check');
  });
  return (
    <Card className='mb3'>
      <Title>{`${words.doubt.title}：${doubt.plate}`}</Title>
      <Txt block className='t2 mt2'>
        {words.doubt.text}
      </Txt>
      <Box role='radiogroup' label={words.doubt.title}>
        {doubt.places.map((p) => (
          <Choice
            key={p.eventId}
            id={`mine-${p.eventId}`}
            kind='radio'
            name={`doubt-${doubt.plateId}`}
            label={words.doubt.mine(p.lot, say.dayAndTime(p.enteredAt))}
            checked={chosen === p.eventId}
            onChange={() => setChosen(p.eventId)}
          />
        ))}
      </Box>
      {answer.error && <InlineError error={answer.error} />}
      <Btn id='doubt-mine' block className='mt3' disabled={!chosen} busy={answer.busy} onClick={() => void answer.run(chosen)}>
        {words.doubt.submit}
      </Btn>
      <Btn id='doubt-none' kind='text' block busy={answer.busy} onClick={() => void answer.run(null)}>
        {words.doubt.none}
      </Btn>
    </Card>
  );
}
const Car = ({ car }: { car: Plate }) => (
  <Box className='car'>
    <Btn kind='bare' className='car__a' label={words.cars.see(car.plate)} onClick={() => void go(PAGES.plate, { id: car.id })}>
      <PlateChip plate={car.plate} kind={car.kind} />
      <Box className='grow' />
      {car.state === 'verified' ? (
        <StatusTag tone='success' icon='check' text={words.cars.verified} />
      ) : (
        <StatusTag tone='line' icon={false} text={words.cars.registered} />
      )}
    </Btn>
    {car.state === 'registered' && (
      <Box className='row row--between row--wrap'>
        <Txt className='sub muted grow'>{words.cars.quiet}</Txt>
        <Btn kind='quiet' size='s' label={words.cars.verifyLabel(car.plate)} onClick={() => void go(PAGES.plate, { id: car.id, verify: 1 })}>
          {words.cars.verify}
        </Btn>
      </Box>
    )}
    {car.claimedUntil && <NoticeBar tone='warn'>{words.cars.claimed(say.day(car.claimedUntil))}</NoticeBar>}
  </Box>
);
function Bills({ home, sandbox }: { home: ParkingHome; sandbox: boolean }) {
  const [asked, setAsked] = useState<ParkingHome['bills'][number] | null>(null);
  const pay = useAction(async () => {
    if (!asked) return;
    await useParking.getState().pay(asked.id, asked.payFen);
    setAsked(null);
    toast(words.bills.done, 'check');
  });
  if (home.bills.length === 0) return null;
  return (
    <Section title={words.bills.title}>
      <List label={words.bills.title}>
        {home.bills.map((b) => (
          <Item key={b.id}>
            <ListCell
              title={b.operator}
              desc={b.overdue ? words.bills.overdue : words.bills.due(say.day(b.dueOn))}
              end={words.bills.pay(b.payFen)}
              onClick={() => {
                pay.clear();
                setAsked(b);
              }}
            />
          </Item>
        ))}
      </List>
      {asked && (
        <AskSheet
          id='confirm-pay'
          title={words.bills.sheet(asked.operator)}
          text={words.bills.sheetText}
          keep={words.bills.later}
          submit={words.bills.pay(asked.payFen)}
          action={pay}
          retry
          onClose={() => setAsked(null)}
        >
          {sandbox && <SandboxTag what={words.bills.sandbox} />}
        </AskSheet>
      )}
    </Section>
  );
}
function Saved({ home }: { home: ParkingHome }) {
  const verified = home.plates.some((p) => p.state === 'verified');
  const s = words.saved;
  return (
    <Section title={s.title} {...(verified && { more: s.more, onMore: () => void go(PAGES.parkingTrips) })}>
      <Card flush>
        <Box className='psum'>
          <Box className='psum__c'>
            <Txt block className='psum__n num'>{`${s.yuan(home.savedFen)} 元`}</Txt>
            <Txt block className='cap muted'>
              {s.money}
            </Txt>
          </Box>
          <Box className='psum__c'>
            <Txt block className='psum__n num'>
              {home.uses}
            </Txt>
            <Txt block className='cap muted'>
              {s.uses}
            </Txt>
          </Box>
        </Box>
      </Card>
      <Txt block className='cap muted mt2'>
        {verified ? s.note : s.only}
      </Txt>
    </Section>
  );
}
const Lots = ({ home }: { home: ParkingHome | null }) => (
  <List className='mt3'>
    <Item>
      <ListCell
        id='lots'
        icon='parking'
        title={words.lots.cell}
        desc={home && home.operators.length > 0 ? words.lots.chosen(home.operators.length) : undefined}
        end={home ? words.lots.count(home.lots) : undefined}
        onClick={() => void go(PAGES.parkingLots)}
      />
    </Item>
  </List>
);
const Intro = ({ home }: { home: ParkingHome }) => (
  <>
    <Card>
      <Title>{words.intro.title}</Title>
      <Txt block className='t2 mt2'>
        {words.intro.text}
      </Txt>
      <List className='list--plain mt3'>
        {words.intro.points.map((p) => (
          <Item key={p} className='row ppoint'>
            <Icon name='check-circle' size={22} />
            <Txt className='grow'>{p}</Txt>
          </Item>
        ))}
      </List>
      <Btn id='open-parking' block className='mt4' onClick={() => void go(PAGES.parkingOpen)}>
        {words.intro.open}
      </Btn>
      <Btn id='not-mine' kind='text' block onClick={() => void go(PAGES.plate, { mine: 1 })}>
        {words.cars.notMine}
      </Btn>
    </Card>
    <Lots home={home} />
  </>
);
function Opened({ home, sandbox }: { home: ParkingHome; sandbox: boolean }) {
  const off = home.operators.filter((o) => !o.ok);
  return (
    <>
      {home.live.map((car) => (
        <Live key={car.plateId + car.enteredAt} car={car} kind={kindOf(home, car.plateId)} />
      ))}
      {home.doubts.map((d) => (
        <Doubt key={d.plateId} doubt={d} />
      ))}
      <Bills home={home} sandbox={sandbox} />
      <Section title={words.cars.title} more={words.cars.add} onMore={() => void go(PAGES.parkingOpen)}>
        <List label={words.cars.title}>
          {home.plates.map((car) => (
            <Item key={car.id}>
              <Car car={car} />
            </Item>
          ))}
        </List>
        <Box className='row row--wrap mt2'>
          <Txt className='cap muted'>{words.cars.note}</Txt>
          <Btn id='not-mine' kind='bare' className='link' onClick={() => void go(PAGES.plate, { mine: 1 })}>
            {words.cars.notMine}
          </Btn>
        </Box>
        <Lots home={home} />
      </Section>
      {off.length > 0 && (
        <Section title={words.paused.title}>
          <List label={words.paused.title}>
            {off.map((o) => (
              <Item key={o.operatorId}>
                <ListCell title={o.name} desc={o.hints.join('；')} onClick={() => void go(PAGES.parkingLots)} />
              </Item>
            ))}
          </List>
        </Section>
      )}
      <Saved home={home} />
    </>
  );
}
function Own({ sandbox }: { sandbox: boolean }) {
  const { data, error } = useParking((s) => s.home);
  useShown(() => useParking.getState().load());
  return (
    <Fetched data={data} error={error} onRetry={() => void useParking.getState().load()} loading={<SkeletonList rows={4} />}>
      {(home) => (home.plates.length === 0 ? <Intro home={home} /> : <Opened home={home} sandbox={sandbox} />)}
    </Fetched>
  );
}

/** 06 停车优惠: the parked car, my cars, what was saved. */
export default function Parking() {
  const at = useStanding('basic');
  const visit = useVisit();
  useEffect(() => {
    if (visit > 0) void useParking.getState().loadOperators();
  }, [visit]);
  const guest = at === 'guest' || at === 'no_real_name';
  const sandbox = useAccount((s) => s.me.data?.sandbox ?? false);
  return (
    <Screen title={words.title} tight>
      <Gate need='basic' guest={words.guest} noRealName={words.noRealName}>
        {() => <Own sandbox={sandbox} />}
      </Gate>
      {guest && <Lots home={null} />}
    </Screen>
  );
}
