import { DISTRICT } from '@binhai/shared/identifiers/zones';
import { gradeWords, OFFER_PURPOSE_WORDS, OFFER_PURPOSES } from '@binhai/shared/rules/offer-content';
import { useState } from 'react';
import { offerDesk } from '../../../copy/offer-desk';
import { type DraftDetail, useOfferDesk } from '../../../stores/offer-desk';
import { toast } from '../../../stores/toast';
import { useAction } from '../../../stores/use-action';
import { Box, Btn, Choice, Field, FilterChips, Item, List, NotchBar, Switch, Title, Txt } from '../../../ui';
import { Pane, Panes } from '../parts/desk';
import { FormActions, FormGrid, PickMany } from '../parts/form';
import { Missing, Preview, Steps } from './aside';
import { type Form, type FormP, NumberField, TextField, Wrong } from './fields';
import { ClaimTimes, UseTimes, Visits } from './times';
import { contentOf, type Plain, plainOf, typedOf } from './typed';

const w = offerDesk.form;
const GRADES = [null, 'good', 'excellent', 'exemplary'] as const;
const KINDS = ['fixed', 'percent', 'heads'] as const;
function Basic({ p }: { p: FormP }) {
  const { plain } = p.form;
  const head = plain.headline;
  return (
    <Box role='group' label={w.basic}>
      <Title level={3} className='offer__sec'>
        {w.basic}
      </Title>
      <FormGrid>
        <TextField p={p} field='title' label={w.title} />
        <TextField p={p} field='original' label={w.original} />
        <TextField p={p} field='subtitle' label={w.subtitle} wide />
      </FormGrid>
      <Txt block className='dform__label'>
        {w.category}
      </Txt>
      <FilterChips
        label={w.category}
        options={p.choices.categories.map((c) => ({ value: c.code, text: c.title }))}
        value={plain.category}
        onChange={(category) => p.set({ category })}
      />
      <Wrong text={p.error('category')} />
      <Txt block className='dform__label'>
        {w.zone}
      </Txt>
      <FilterChips
        label={w.zone}
        options={p.choices.zones.map((z) => ({ value: z.code, text: z.title }))}
        value={plain.zone}
        onChange={(zone) => p.set({ zone })}
      />
      <Wrong text={p.error('zone')} />
      <FormGrid>
        <TextField p={p} field='place' label={w.place} />
        <Box />
      </FormGrid>
      <Title level={3} className='offer__sec'>
        {w.headline}
      </Title>
      <Box className='offer__four'>
        {(['prefix', 'figure', 'unit', 'caption'] as const).map((f) => (
          <Field
            key={f}
            id={`offer-${f}`}
            label={w[f]}
            value={head[f]}
            maxLength={{ prefix: 2, figure: 6, unit: 4, caption: 10 }[f]}
            onChange={(v) => p.set({ headline: { ...head, [f]: v } })}
          />
        ))}
      </Box>
      <Wrong text={p.error('headline')} />
    </Box>
  );
}
/** From which grade on, with its notches; below one there is nothing to set. */
const LeastGrade = ({ value, onChange }: { value: Plain['minGrade']; onChange: (grade: Plain['minGrade']) => void }) => (
  <Box className='offer__four' role='group' label={w.grade}>
    {GRADES.map((g, i) => (
      <Btn key={g ?? ''} kind='bare' className={g === value ? 'offer__grade is-on' : 'offer__grade'} pressed={g === value} onClick={() => onChange(g)}>
        {g && <NotchBar on={i} of={3} />}
        {gradeWords(g)}
      </Btn>
    ))}
  </Box>
);
function Who({ p }: { p: FormP }) {
  const { plain, typed } = p.form;
  return (
    <Box role='group' label={w.who} className='mt4'>
      <Title level={3} className='offer__sec'>
        {w.who}
      </Title>
      <Txt block className='dform__label'>
        {w.grade}
      </Txt>
      <LeastGrade value={plain.minGrade} onChange={(minGrade) => p.set({ minGrade })} />
      <Txt block className='dform__label'>
        {w.assurance}
      </Txt>
      <FilterChips
        label={w.assurance}
        options={(['basic', 'high'] as const).map((v) => ({ value: v, text: w.assurances[v] }))}
        value={plain.assurance}
        onChange={(assurance) => p.set({ assurance })}
      />
      <PickMany
        label={w.zones}
        options={p.choices.zones.filter((z) => z.code !== DISTRICT).map((z) => ({ value: z.code, text: z.title }))}
        value={plain.zones ?? []}
        onChange={(zones) => p.set({ zones: zones.length === 0 ? null : [...zones] })}
      />
      <Wrong text={p.error('zones')} />
      <FormGrid>
        <NumberField p={p} field='minAge' label={w.minAge} />
        <NumberField p={p} field='maxAge' label={w.maxAge} hint={w.empty} />
      </FormGrid>
      <Wrong text={p.error('age')} />
      <Switch id='offer-record' label={w.noSeriousRecord} checked={plain.noSeriousRecord} onChange={(noSeriousRecord) => p.set({ noSeriousRecord })} />
      <Txt block className='dform__label'>
        {w.consent}
      </Txt>
      <FilterChips
        label={w.consent}
        options={[{ value: '', text: w.noConsent }, ...OFFER_PURPOSES.map((v) => ({ value: v as string, text: OFFER_PURPOSE_WORDS[v] }))]}
        value={plain.consent ?? ''}
        onChange={(v) => p.set({ consent: OFFER_PURPOSES.find((c) => c === v) ?? null })}
      />
      <Txt block className='dform__label'>
        {w.benefit}
      </Txt>
      <FilterChips label={w.benefit} options={KINDS.map((k) => ({ value: k, text: w.kinds[k] }))} value={typed.kind} onChange={(kind) => p.type({ kind })} />
      <FormGrid>
        {typed.kind === 'fixed' && (
          <Field
            id='offer-fixed'
            className='dform__wide'
            label={w.fixedText}
            value={typed.fixedText}
            maxLength={60}
            onChange={(fixedText) => p.type({ fixedText })}
          />
        )}
        {typed.kind === 'heads' && <NumberField p={p} field='price' label={w.price} money />}
        {typed.kind !== 'fixed' && <NumberField p={p} field='payPercent' label={w.payPercent} />}
        {typed.kind === 'percent' && <NumberField p={p} field='cap' label={w.cap} hint={w.empty} money />}
        {typed.kind === 'heads' && <NumberField p={p} field='maxHeads' label={w.maxHeads} />}
      </FormGrid>
      <Wrong text={p.error('benefit')} />
    </Box>
  );
}
function Amount({ p }: { p: FormP }) {
  const { shopIds } = p.form.plain;
  return (
    <Box role='group' label={w.amount} className='mt4'>
      <Title level={3} className='offer__sec'>
        {w.amount}
      </Title>
      <Box className='offer__four'>
        {(['total', 'perDay', 'perPerson', 'perPersonPerDay'] as const).map((f) => (
          <NumberField key={f} p={p} field={f} label={w[f]} hint={w.empty} />
        ))}
      </Box>
      <FormGrid>
        <TextField p={p} field='from' label={w.from} />
        <TextField p={p} field='to' label={w.to} />
        <NumberField p={p} field='usableDays' label={w.usableDays} />
      </FormGrid>
      <ClaimTimes p={p} />
      <UseTimes p={p} />
      <Txt block className='dform__label'>
        {w.shops}
      </Txt>
      <List className='list--plain' label={w.shops}>
        {p.choices.shops.map((s) => (
          <Item key={s.id}>
            <Choice
              id={`offer-shop-${s.id}`}
              kind='checkbox'
              name='shops'
              label={s.name}
              desc={s.address}
              checked={shopIds.includes(s.id)}
              onChange={(on) => p.set({ shopIds: on ? [...shopIds, s.id] : shopIds.filter((x) => x !== s.id) })}
            />
          </Item>
        ))}
      </List>
      <Wrong text={p.error('shopIds')} />
    </Box>
  );
}
function Open({ p }: { p: FormP }) {
  const { typed } = p.form;
  return (
    <Box role='group' label={w.open} className='mt4'>
      <Title level={3} className='offer__sec'>
        {w.open}
      </Title>
      <FormGrid>
        <Field
          id='offer-steps'
          label={w.steps}
          multiline
          value={typed.steps}
          maxLength={500}
          error={p.error('steps')}
          onChange={(steps) => p.type({ steps })}
        />
        <Field id='offer-notes' label={w.notes} multiline value={typed.notes} maxLength={500} onChange={(notes) => p.type({ notes })} />
        <TextField p={p} field='legalBasis' label={w.legalBasis} wide lines />
        <TextField p={p} field='howToJoin' label={w.howToJoin} wide lines />
        <TextField p={p} field='funding' label={w.funding} wide lines />
      </FormGrid>
      <Switch id='offer-subsidised' label={w.subsidised} checked={typed.subsidised} onChange={(subsidised) => p.type({ subsidised })} />
      {typed.subsidised && (
        <FormGrid>
          <Field id='offer-subsidyBy' label={w.subsidyBy} value={typed.subsidyBy} maxLength={20} onChange={(subsidyBy) => p.type({ subsidyBy })} />
          <NumberField p={p} field='subsidyPercent' label={w.subsidyPercent} />
          <NumberField p={p} field='subsidyCap' label={w.subsidyCap} money />
        </FormGrid>
      )}
    </Box>
  );
}

/** The draft as a form. Give it the revision as key: what others saved replaces it. */
export function Editor({ draft }: { draft: DraftDetail }) {
  const [form, setForm] = useState<Form>(() => ({ plain: plainOf(draft.content), typed: typedOf(draft.content) }));
  const { content, wrong } = contentOf(form.plain, form.typed);
  const dirty = JSON.stringify(content) !== JSON.stringify(draft.content);
  const unreadable = Object.keys(wrong).length > 0;
  const missing = (field: string) => (dirty ? undefined : draft.missing.find((m) => m.field === field)?.say);
  const save = useAction(async () => {
    if (unreadable) return;
    await useOfferDesk.getState().edit(content);
    toast(offerDesk.done.save, 'check');
  });
  const p: FormP = {
    form,
    choices: draft.choices,
    error: (field) => (wrong as Readonly<Record<string, string>>)[field] ?? missing(field),
    set: (change) => setForm((f) => ({ ...f, plain: { ...f.plain, ...change } })),
    type: (change) => setForm((f) => ({ ...f, typed: { ...f.typed, ...change } })),
  };
  const said = save.error?.fields?.map((f) => f.message).join('；');
  return (
    <Panes>
      <Pane>
        <Basic p={p} />
        <Who p={p} />
        <Amount p={p} />
        <Visits p={p} />
        <Open p={p} />
        <FormActions error={save.error} note={said || (dirty ? w.dirty : w.note)}>
          <Btn id='save-offer' kind='ghost' size='s' disabled={!dirty || unreadable} busy={save.busy} onClick={() => void save.run()}>
            {offerDesk.acts.save}
          </Btn>
        </FormActions>
      </Pane>
      <Box>
        <Pane title={offerDesk.aside.preview}>
          <Preview content={content} />
        </Pane>
        <Missing draft={draft} />
        <Steps draft={draft} />
      </Box>
    </Panes>
  );
}
