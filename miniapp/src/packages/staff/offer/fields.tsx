import type { DraftDetail } from '../../../stores/offer-desk';
import { Field, Txt } from '../../../ui';
import type { Key, Plain, TimeKey, Typed } from './typed';

export type Form = { plain: Plain; typed: Typed };

/** Everything the parts of the form need: values, how to change them, and what is wrong with each. */
export interface FormP {
  form: Form;
  choices: DraftDetail['choices'];
  error: (field: string) => string | undefined;
  set: (change: Partial<Plain>) => void;
  type: (change: Partial<Typed>) => void;
}
export function TextField({
  p,
  field,
  label,
  wide,
  lines,
}: {
  p: FormP;
  field: 'title' | 'subtitle' | 'place' | 'original' | 'legalBasis' | 'funding' | 'howToJoin' | 'from' | 'to';
  label: string;
  wide?: boolean;
  lines?: boolean;
}) {
  const max = { title: 30, subtitle: 40, place: 30, original: 40, legalBasis: 200, funding: 200, howToJoin: 200, from: 10, to: 10 }[field];
  return (
    <Field
      id={`offer-${field}`}
      className={wide ? 'dform__wide' : undefined}
      label={label}
      multiline={lines}
      value={p.form.plain[field]}
      maxLength={max}
      error={p.error(field)}
      onChange={(v) => p.set({ [field]: v })}
    />
  );
}
export const NumberField = ({ p, field, label, hint, money }: { p: FormP; field: Key; label: string; hint?: string; money?: boolean }) => (
  <Field
    id={`offer-${field}`}
    label={label}
    type={money ? 'digit' : 'number'}
    hint={hint}
    value={p.form.typed[field]}
    maxLength={10}
    error={p.error(field)}
    onChange={(v) => p.type({ [field]: v })}
  />
);
/** Dates, times and several lines, read when saving. */
export const TimeField = ({ p, field, label, hint, lines }: { p: FormP; field: TimeKey; label: string; hint?: string; lines?: boolean }) => (
  <Field
    id={`offer-${field}`}
    label={label}
    hint={hint}
    multiline={lines}
    className={lines ? 'dform__wide' : undefined}
    value={p.form.typed[field]}
    maxLength={lines ? 500 : 20}
    error={p.error(field)}
    onChange={(v) => p.type({ [field]: v })}
  />
);
export const Wrong = ({ text }: { text: string | undefined }) =>
  text ? (
    <Txt block className='sub offer__wrong'>
      {text}
    </Txt>
  ) : null;
