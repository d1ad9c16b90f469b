import { checkPlate } from '@binhai/shared/identifiers/plate';
import { useEffect, useState } from 'react';
import { ApiError } from '../../../api/errors';
import { parking as home, open as words } from '../../../copy/parking';
import { ConsentFields } from '../../../parts/consent';
import { Gate } from '../../../parts/gate';
import { PAGES } from '../../../parts/paths';
import { Screen } from '../../../parts/screen';
import { useVisit } from '../../../parts/visit';
import { back, go } from '../../../platform/router';
import { useAccount } from '../../../stores/account';
import { type Operator, useParking } from '../../../stores/parking';
import { toast } from '../../../stores/toast';
import { useAction } from '../../../stores/use-action';
import { ActionBar, Box, Btn, Card, Choice, Fetched, Field, InlineError, Item, List, Section, Sheet, StatusTag, Switch, Txt } from '../../../ui';
import { PlateChip } from '../plate-chip';
import { PlateKeys } from '../plate-keys';
import './index.scss';

/** The plate of almost everybody here begins with this. */
const HERE = '津';
/** Codes that belong to the plate's field. */
const AT_PLATE = ['parking_plate_invalid', 'parking_plate_special', 'parking_plate_taken', 'parking_plate_limit', 'parking_too_many_tries'];

function useOpening() {
  const [plate, setPlate] = useState(HERE);
  const [wrong, setWrong] = useState<string | undefined>();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [payLater, setPayLater] = useState(false);
  const operators = useParking((s) => s.operators);
  const mine = useParking((s) => s.home.data);
  const agreed = mine?.operators.map((o) => o.operatorId) ?? [];
  const checked = checkPlate(plate);
  const submit = useAction(async () => {
    if (!checked.ok) return setWrong(words.wrong[checked.reason]);
    const ticked = operators.data?.items.filter((o) => chosen.includes(o.id)) ?? [];
    try {
      await useParking.getState().open(checked.value, payLater, ticked);
    } catch (e) {
      if (e instanceof ApiError && e.code === 'consent_text_outdated') {
        setChosen([]);
        await useParking.getState().loadOperators();
      }
      if (!(e instanceof ApiError && AT_PLATE.includes(e.code))) throw e;
      setWrong(`${e.sentence}，${e.wayOut}`);
      if (e.code !== 'parking_plate_taken') return;
      throw e;
    }
    toast(words.done, 'check');
    await back();
  });
  return {
    plate,
    wrong,
    chosen,
    payLater,
    setPayLater,
    operators,
    agreed,
    kind: checked.ok ? checked.kind : null,
    shown: checked.ok ? checked.value : '',
    submit,
    type: (text: string) => {
      setPlate(text);
      setWrong(undefined);
      submit.clear();
    },
    tick: (id: string, on: boolean) => setChosen(on ? [...chosen, id] : chosen.filter((c) => c !== id)),
  };
}
type Opening = ReturnType<typeof useOpening>;

const One = ({ operator, form, onText }: { operator: Operator; form: Opening; onText: () => void }) => (
  <Box className='pop'>
    {form.agreed.includes(operator.id) ? (
      <Box className='row row--between pop__on'>
        <Txt strong className='grow'>
          {operator.name}
        </Txt>
        <StatusTag tone='success' icon='check' text={words.agreed} />
      </Box>
    ) : (
      <Choice
        id={`tick-${operator.id}`}
        kind='checkbox'
        label={operator.name}
        desc={words.line(operator.perk, operator.qualifies, operator.lots.length)}
        checked={form.chosen.includes(operator.id)}
        onChange={(on) => form.tick(operator.id, on)}
      />
    )}
    <Btn kind='bare' className='link pop__text' label={words.textLabel(operator.name)} onClick={onText}>
      {words.text}
    </Btn>
  </Box>
);
function Form({ form, onText }: { form: Opening; onText: (o: Operator) => void }) {
  const canLater = form.operators.data?.items.some((o) => o.payLater && (form.chosen.includes(o.id) || form.agreed.includes(o.id))) ?? false;
  const { submit } = form;
  return (
    <>
      <Card>
        <Field
          id='plate'
          label={words.plate}
          hint={words.plateHint}
          value={form.plate}
          maxLength={20}
          error={form.wrong}
          suffix={form.kind ? <PlateChip plate={form.shown} kind={form.kind} small /> : undefined}
          onChange={form.type}
        />
        {submit.error?.code === 'parking_plate_taken' && (
          <Btn id='prove-mine' kind='ghost' block className='mt3' onClick={() => void go(PAGES.plate, { mine: 1 })}>
            {words.taken}
          </Btn>
        )}
        <PlateKeys value={form.plate} onChange={form.type} />
      </Card>
      <Section title={words.operators}>
        <Txt block className='cap muted pop__note'>
          {words.operatorsNote}
        </Txt>
        <Fetched data={form.operators.data} error={form.operators.error} onRetry={() => void useParking.getState().loadOperators()}>
          {(list) => (
            <List label={words.operators}>
              {list.items.map((o) => (
                <Item key={o.id}>
                  <One operator={o} form={form} onText={() => onText(o)} />
                </Item>
              ))}
            </List>
          )}
        </Fetched>
      </Section>
      {canLater && (
        <Card flush className='mt3'>
          <Switch id='pay-later' label={words.later} desc={words.laterDesc} checked={form.payLater} onChange={form.setPayLater} />
        </Card>
      )}
      <Txt block className='cap muted mt3'>
        {words.sees}
      </Txt>
      {submit.error && submit.error.code !== 'parking_plate_taken' && (
        <Box className='mt3'>
          <InlineError error={submit.error} onRetry={() => void submit.run()} />
        </Box>
      )}
    </>
  );
}

/** 开通停车优惠: one plate and one sheet of operators with a tick of its own each. */
export default function ParkingOpen() {
  const form = useOpening();
  const [text, setText] = useState<Operator | null>(null);
  const visit = useVisit();
  const ready = useAccount((s) => s.me.data?.role === 'resident' && s.me.data.assurance !== 'none');
  const first = useParking((s) => (s.home.data?.plates.length ?? 0) === 0);
  useEffect(() => {
    if (visit > 0) void useParking.getState().loadOperators();
  }, [visit]);
  useEffect(() => {
    if (visit > 0 && ready) void useParking.getState().load();
  }, [visit, ready]);
  const bar = ready && (
    <ActionBar note={words.note}>
      <Btn id='submit' block busy={form.submit.busy} onClick={() => void form.submit.run()}>
        {first || form.chosen.length > 0 ? words.submit(form.chosen.length) : words.add.submit}
      </Btn>
    </ActionBar>
  );
  const sheet = text && (
    <Sheet title={words.whole(text.name)} onClose={() => setText(null)}>
      <ConsentFields text={text.consent} />
      <Btn id='text-read' kind='ghost' block className='mt3' onClick={() => setText(null)}>
        {words.close}
      </Btn>
    </Sheet>
  );
  return (
    <Screen title={first ? words.title : words.add.title} tight bar={bar} overlay={sheet}>
      <Gate need='basic' guest={home.guest} noRealName={home.noRealName}>
        {() => <Form form={form} onText={setText} />}
      </Gate>
    </Screen>
  );
}
