import { WEEKDAYS } from '@binhai/shared/dates/dates';
import { offerDesk } from '../../../copy/offer-desk';
import { Box, Switch, Title } from '../../../ui';
import { FormGrid, PickMany } from '../parts/form';
import { type FormP, NumberField, TimeField, Wrong } from './fields';

const w = offerDesk.form;
const DAYS = WEEKDAYS.map((day, i) => ({ value: i + 1, text: `周${day}` }));

export const ClaimTimes = ({ p }: { p: FormP }) => (
  <>
    <PickMany label={w.claimDays} options={DAYS} value={p.form.typed.claimDays} onChange={(claimDays) => p.type({ claimDays })} />
    <FormGrid>
      <TimeField p={p} field='claimHours' label={w.claimHours} hint={w.empty} />
    </FormGrid>
    <Wrong text={p.error('claimOn')} />
  </>
);
export const UseTimes = ({ p }: { p: FormP }) => (
  <>
    <PickMany label={w.useDays} options={DAYS} value={p.form.typed.useDays} onChange={(useDays) => p.type({ useDays })} />
    <FormGrid>
      <TimeField p={p} field='useHours' label={w.useHours} hint={w.empty} />
      <Box />
      <TimeField p={p} field='useFrom' label={w.useFrom} hint={w.empty} />
      <TimeField p={p} field='useUntil' label={w.useUntil} hint={w.empty} />
    </FormGrid>
    <Wrong text={p.error('useOn')} />
  </>
);
/** 信易游: a day and a time are chosen when claiming. */
export function Visits({ p }: { p: FormP }) {
  const { visited, visitWeekdays } = p.form.typed;
  return (
    <Box role='group' label={w.visits} className='mt4'>
      <Title level={3} className='offer__sec'>
        {w.visits}
      </Title>
      <Switch id='offer-visited' label={w.visited} checked={visited} onChange={(on) => p.type({ visited: on })} />
      {visited && (
        <>
          <PickMany label={w.visitWeekdays} options={DAYS} value={visitWeekdays} onChange={(days) => p.type({ visitWeekdays: days })} />
          <FormGrid>
            <NumberField p={p} field='visitDays' label={w.visitDays} />
            <NumberField p={p} field='visitHeads' label={w.visitHeads} />
            <TimeField p={p} field='visitSlots' label={w.visitSlots} lines />
          </FormGrid>
          <Wrong text={p.error('visits')} />
        </>
      )}
    </Box>
  );
}
