import { addDays } from '@binhai/shared/dates/dates';
import { useState } from 'react';
import { looks as words } from '../../../copy/me';
import { today } from '../../../platform/time';
import type { LookQuery, Looks } from '../../../stores/account';
import { Box, Btn, Choice, FilterChips, Sheet, Title } from '../../../ui';

/** Days back from today, today counted. */
const PERIODS = { all: null, week: 7, month: 30, year: 365 } as const;
type Period = keyof typeof PERIODS;
const KINDS = ['partner', 'merchant', 'staff', 'system', 'self'] as const;
export type Kind = (typeof KINDS)[number] | 'all';
export interface LookFilter {
  readonly kind: Kind;
  readonly period: Period;
  /** Empty: every unit. */
  readonly unit: string;
}
export const ALL: LookFilter = { kind: 'all', period: 'all', unit: '' };
export const isNarrow = ({ period, unit }: LookFilter): boolean => period !== 'all' || unit !== '';
export function queryOf({ kind, period, unit }: LookFilter): LookQuery {
  const days = PERIODS[period];
  return { ...(kind !== 'all' && { kind }), ...(days !== null && { from: addDays(today(), 1 - days) }), ...(unit && { unit }) };
}
/** Kinds there are looks of, with how many; what is chosen stays in sight. */
export function Kinds({ summary, value, onChange }: { summary: Looks['summary']; value: Kind; onChange: (kind: Kind) => void }) {
  const counts = summary?.counts;
  const total = counts ? KINDS.reduce((n, k) => n + counts[k], 0) : 0;
  const options = [
    { value: 'all' as Kind, text: counts ? words.chip(words.kinds.all, total) : words.kinds.all },
    ...KINDS.filter((k) => value === k || (counts && counts[k] > 0)).map((k) => ({
      value: k as Kind,
      text: counts ? words.chip(words.kinds[k], counts[k]) : words.kinds[k],
    })),
  ];
  return <FilterChips label={words.kinds.label} options={options} value={value} onChange={onChange} />;
}
/** Period and unit, in a sheet: applied together, when it is closed by its button. */
export function NarrowSheet({
  filter,
  units,
  onApply,
  onClose,
}: {
  filter: LookFilter;
  units: readonly { id: string; name: string }[];
  onApply: (filter: LookFilter) => void;
  onClose: () => void;
}) {
  const [chosen, setChosen] = useState(filter);
  return (
    <Sheet title={words.narrow} onClose={onClose}>
      <Box role='radiogroup' label={words.periods.label} className='mt3'>
        <Title level={3}>{words.periods.label}</Title>
        {(Object.keys(PERIODS) as Period[]).map((period) => (
          <Choice
            key={period}
            id={`period-${period}`}
            kind='radio'
            name='period'
            label={words.periods[period]}
            checked={chosen.period === period}
            onChange={() => setChosen({ ...chosen, period })}
          />
        ))}
      </Box>
      {units.length > 0 && (
        <Box role='radiogroup' label={words.units.label} className='mt3'>
          <Title level={3}>{words.units.label}</Title>
          {[{ id: '', name: words.units.all }, ...units].map(({ id, name }) => (
            <Choice
              key={id}
              id={`unit-${id}`}
              kind='radio'
              name='unit'
              label={name}
              checked={chosen.unit === id}
              onChange={() => setChosen({ ...chosen, unit: id })}
            />
          ))}
        </Box>
      )}
      <Btn id='narrow-apply' block className='mt4' onClick={() => onApply(chosen)}>
        {words.show}
      </Btn>
    </Sheet>
  );
}
/** What the list is narrowed to, in words. */
export const narrowWords = ({ period, unit }: LookFilter, units: readonly { id: string; name: string }[]): string =>
  words.narrowed([...(period === 'all' ? [] : [words.periods[period]]), ...units.filter((u) => u.id === unit).map((u) => u.name)]);
