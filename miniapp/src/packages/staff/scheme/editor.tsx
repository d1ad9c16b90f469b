import { deniedIn, deniedWord } from '@binhai/shared/parameters/denied-factors';
import { useState } from 'react';
import { asApiError } from '../../../api/errors';
import { schemeDesk } from '../../../copy/scheme-desk';
import { type SchemeDetail, useSchemeDesk } from '../../../stores/scheme-desk';
import { toast } from '../../../stores/toast';
import { useAction } from '../../../stores/use-action';
import { Box, Btn, Field, NoticeBar, Title } from '../../../ui';
import { Pane } from '../parts/desk';
import { FormActions, FormGrid } from '../parts/form';
import { changed, type Draft, draftOf, editOf, idOf, NUMBERS, numbersAsTyped, rebased } from './draft';
import { Overtaken } from './overtaken';

const words = schemeDesk.editor;
const WHOLE = /^([1-9]|[1-5]\d|60)$/;
/** What a text names that can never be a factor, said while it is typed; the server refuses it too. */
const refusal = (text: string): string | undefined => {
  const factor = deniedIn(text);
  return factor === null ? undefined : words.denied(deniedWord(factor));
};

/** The draft as a form over the parameter set, each number beside the present one. What others save while one types is shown, never put in its place. */
export function Editor({ scheme }: { scheme: SchemeDetail }) {
  const may = scheme.may.includes('edit');
  const saved = draftOf(scheme);
  const [base, setBase] = useState(saved);
  const [typed, setTyped] = useState(saved);
  const put = (id: string) => (value: string) => setTyped({ ...typed, [id]: value });
  const startFrom = (draft: Draft) => {
    setBase(saved);
    setTyped(draft);
  };
  const dirty = changed(base, typed).length > 0;
  const moved = changed(base, saved).length > 0;
  const overtaken = moved && dirty && changed(saved, typed).length > 0;
  if (moved && !overtaken) startFrom(saved);
  const present = numbersAsTyped(scheme.present.numbers);
  const wrong = { title: refusal(typed.title ?? ''), why: refusal(typed.why ?? '') };
  const numbersWrong = Object.keys(present).some((id) => !WHOLE.test(typed[id] ?? ''));
  const save = useAction(async () => {
    if (numbersWrong || wrong.title || wrong.why) return;
    const edit = editOf(typed);
    setTyped({ ...typed, title: edit.title, why: edit.why }); // as it will be saved
    try {
      await useSchemeDesk.getState().edit(edit);
    } catch (e) {
      if (asApiError(e).code !== 'scheme_changed') throw e;
      return useSchemeDesk.getState().loadOne(scheme.id); // what the other saved comes into sight, beside what is typed here
    }
    toast(schemeDesk.done.save, 'check');
  });
  const said = save.error?.fields?.map((f) => f.message).join('；');
  return (
    <Pane title={words.title}>
      {!may && <NoticeBar className='mt2'>{words.readOnly}</NoticeBar>}
      {overtaken && <Overtaken base={base} typed={typed} saved={saved} onKeep={() => startFrom(rebased(base, typed, saved))} onDrop={() => startFrom(saved)} />}
      <FormGrid>
        <Field
          id='scheme-title'
          label={words.fields.title}
          value={typed.title ?? ''}
          maxLength={60}
          disabled={!may}
          error={wrong.title}
          onChange={put('title')}
        />
        <Box />
        <Field
          className='dform__wide'
          id='scheme-why'
          label={words.fields.why}
          multiline
          value={typed.why ?? ''}
          maxLength={500}
          disabled={!may}
          error={wrong.why}
          onChange={put('why')}
        />
      </FormGrid>
      {NUMBERS.map(({ group, fields }) => (
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
                  onChange={(v) => put(id)(v.replace(/\D/g, ''))}
                />
              );
            })}
          </Box>
        </Box>
      ))}
      {may && (
        <FormActions error={save.error} note={said || (dirty ? words.dirty : words.note)}>
          <Btn id='save-scheme' kind='ghost' size='s' disabled={!dirty || overtaken} busy={save.busy} onClick={() => void save.run()}>
            {schemeDesk.actions.save}
          </Btn>
        </FormActions>
      )}
    </Pane>
  );
}
