import { deniedIn, deniedWord } from '@binhai/shared/parameters/denied-factors';
import { useState } from 'react';
import { schemeDesk } from '../../../copy/scheme-desk';
import { type SchemeDetail, type SchemeEdit, useSchemeDesk } from '../../../stores/scheme-desk';
import { toast } from '../../../stores/toast';
import { useAction } from '../../../stores/use-action';
import { Box, Btn, Field, NoticeBar, Title } from '../../../ui';
import { Pane } from '../parts/desk';
import { FormActions, FormGrid } from '../parts/form';

const words = schemeDesk.editor;
type Numbers = SchemeEdit['numbers'];
/** Every number of a scheme by its path: what the form shows is what the schema holds. */
const FIELDS = [
  { group: 'items', fields: ['good', 'excellent', 'exemplary'] },
  { group: 'commitment', fields: ['generalMonths', 'most', 'years'] },
  { group: 'contract', fields: ['most', 'years'] },
  { group: 'honour', fields: ['most', 'years'] },
] as const;
type Group = (typeof FIELDS)[number]['group'];
type Key = keyof (typeof words)['numbers'];
const partOf = (n: Numbers, group: Group): Readonly<Record<string, number>> => (group === 'items' ? n.items : n.factors[group]);
const idOf = (group: Group, field: Key): string => `${group}-${field}`;
/** As typed: a field being cleared is no zero. */
const typedOf = (n: Numbers): Record<string, string> =>
  Object.fromEntries(FIELDS.flatMap(({ group, fields }) => fields.map((f) => [idOf(group, f), String(partOf(n, group)[f])])));
const WHOLE = /^([1-9]|[1-5]\d|60)$/;
const read = (typed: Readonly<Record<string, string>>, group: Group, field: Key): number => Number(typed[idOf(group, field)]);
const numbersOf = (t: Readonly<Record<string, string>>): Numbers => ({
  items: { good: read(t, 'items', 'good'), excellent: read(t, 'items', 'excellent'), exemplary: read(t, 'items', 'exemplary') },
  factors: {
    commitment: { most: read(t, 'commitment', 'most'), years: read(t, 'commitment', 'years'), generalMonths: read(t, 'commitment', 'generalMonths') },
    contract: { most: read(t, 'contract', 'most'), years: read(t, 'contract', 'years') },
    honour: { most: read(t, 'honour', 'most'), years: read(t, 'honour', 'years') },
  },
});
/** What a text names that can never be a factor, said while it is typed; the server refuses it too. */
const refusal = (text: string): string | undefined => {
  const factor = deniedIn(text);
  return factor === null ? undefined : words.denied(deniedWord(factor));
};

/** The draft as a form over the parameter set, each number beside the present one. Give it the revision as key: what others saved replaces it. */
export function Editor({ scheme }: { scheme: SchemeDetail }) {
  const may = scheme.may.includes('edit');
  const [title, setTitle] = useState(scheme.title);
  const [why, setWhy] = useState(scheme.why);
  const [typed, setTyped] = useState(() => typedOf(scheme.numbers));
  const present = typedOf(scheme.present.numbers);
  const dirty = title !== scheme.title || why !== scheme.why || JSON.stringify(typed) !== JSON.stringify(typedOf(scheme.numbers));
  const wrong = { title: refusal(title), why: refusal(why) };
  const numbersWrong = Object.values(typed).some((v) => !WHOLE.test(v));
  const save = useAction(async () => {
    if (numbersWrong || wrong.title || wrong.why) return;
    await useSchemeDesk.getState().edit({ title: title.trim(), why: why.trim(), numbers: numbersOf(typed) });
    toast(schemeDesk.done.save, 'check');
  });
  const said = save.error?.fields?.map((f) => f.message).join('；');
  return (
    <Pane title={words.title}>
      {!may && <NoticeBar className='mt2'>{words.readOnly}</NoticeBar>}
      <FormGrid>
        <Field id='scheme-title' label={words.fields.title} value={title} maxLength={60} disabled={!may} error={wrong.title} onChange={setTitle} />
        <Box />
        <Field
          className='dform__wide'
          id='scheme-why'
          label={words.fields.why}
          multiline
          value={why}
          maxLength={500}
          disabled={!may}
          error={wrong.why}
          onChange={setWhy}
        />
      </FormGrid>
      {FIELDS.map(({ group, fields }) => (
        <Box key={group} className='mt4' role='group' label={words.groups[group]}>
          <Title level={3}>{words.groups[group]}</Title>
          <Box className='numbers mt2'>
            {fields.map((f) => {
              const id = idOf(group, f);
              const value = typed[id] ?? '';
              const changed = value !== present[id];
              return (
                <Field
                  key={id}
                  id={id}
                  className={changed ? 'numbers__changed' : undefined}
                  label={words.numbers[f]}
                  hint={words.present(Number(present[id]))}
                  type='number'
                  value={value}
                  maxLength={2}
                  disabled={!may}
                  error={WHOLE.test(value) ? undefined : words.whole}
                  onChange={(v) => setTyped({ ...typed, [id]: v.replace(/\D/g, '') })}
                />
              );
            })}
          </Box>
        </Box>
      ))}
      {may && (
        <FormActions error={save.error} note={said || (dirty ? words.dirty : words.note)}>
          <Btn id='save-scheme' kind='ghost' size='s' disabled={!dirty} busy={save.busy} onClick={() => void save.run()}>
            {schemeDesk.actions.save}
          </Btn>
        </FormActions>
      )}
    </Pane>
  );
}
