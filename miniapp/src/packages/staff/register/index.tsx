import { addDays } from '@binhai/shared/dates/dates';
import { useState } from 'react';
import { KINDS, register as words } from '../../../copy/audit';
import { today } from '../../../platform/time';
import { type RegisterQuery, useAudit } from '../../../stores/audit';
import { useAction } from '../../../stores/use-action';
import { Btn, Fetched, Field, FilterChips, NoticeBar, Txt } from '../../../ui';
import { Desk, Pane } from '../parts/desk';
import { Entries } from '../parts/entries';
import { FormActions, FormGrid } from '../parts/form';

type Kind = keyof typeof KINDS | 'all';
const OPTIONS: { value: Kind; text: string }[] = [
  { value: 'all', text: words.all },
  ...(Object.keys(KINDS) as (keyof typeof KINDS)[]).map((value) => ({ value, text: KINDS[value] })),
];
interface Asked {
  readonly from: string;
  readonly to: string;
  readonly kind: Kind;
  readonly unit: string;
  readonly staffNumber: string;
  readonly number: string;
}
const queryOf = ({ from, to, kind, unit, staffNumber, number }: Asked): RegisterQuery => ({
  from: from.trim(),
  to: to.trim(),
  ...(kind !== 'all' && { kind }),
  ...(unit.trim() && { unit: unit.trim() }),
  ...(staffNumber.trim() && { staffNumber: staffNumber.trim() }),
  ...(number.trim() && { number: number.trim() }),
});

function Search() {
  const [asked, setAsked] = useState<Asked>(() => ({ from: addDays(today(), -6), to: today(), kind: 'all', unit: '', staffNumber: '', number: '' }));
  /** What stands in the table answers this one, however the form was changed since. */
  const [answered, setAnswered] = useState<RegisterQuery | null>(null);
  const found = useAudit((s) => s.found);
  const search = useAction(async () => {
    const query = queryOf(asked);
    setAnswered(query);
    await useAudit.getState().search(query);
  });
  const field = (key: Exclude<keyof Asked, 'kind'>) => ({
    id: `reg-${key}`,
    value: asked[key],
    onChange: (text: string) => setAsked({ ...asked, [key]: text }),
  });
  return (
    <>
      <Pane title={words.form}>
        <FormGrid>
          <Field {...field('from')} label={words.from} hint={words.dayHint} maxLength={10} />
          <Field {...field('to')} label={words.to} maxLength={10} />
          <Field {...field('unit')} label={words.unit} hint={words.unitHint} optional maxLength={60} />
          <Field {...field('staffNumber')} label={words.staffNumber} hint={words.staffHint} optional maxLength={20} />
          <Field {...field('number')} label={words.number} optional maxLength={40} onConfirm={() => void search.run()} />
        </FormGrid>
        <Txt block className='sub mt3'>
          {words.kind}
        </Txt>
        <FilterChips label={words.kind} options={OPTIONS} value={asked.kind} onChange={(kind) => setAsked({ ...asked, kind })} />
        <FormActions error={found.data ? null : found.error} note={words.onRecord}>
          <Btn id='reg-go' busy={search.busy} onClick={() => void search.run()}>
            {words.submit}
          </Btn>
        </FormActions>
      </Pane>
      <Pane title={words.found}>
        {!answered || (!found.data && found.error) ? (
          <NoticeBar tone='plain'>{words.start}</NoticeBar>
        ) : (
          <Fetched data={found.data}>
            {(page) => (
              <>
                <Entries label={words.found} rows={page.items} empty={words.none} />
                {page.next && (
                  <Btn kind='text' block busy={found.busy} onClick={() => void useAudit.getState().moreFound(answered)}>
                    {words.more}
                  </Btn>
                )}
              </>
            )}
          </Fetched>
        )}
      </Pane>
    </>
  );
}

/** F5: the register of looks, for auditors. */
export default function RegisterDesk() {
  return (
    <Desk current='register' title={words.title} lead={words.lead} roles={['auditor']}>
      {() => <Search />}
    </Desk>
  );
}
