import type { ComplaintTarget } from '@binhai/shared/rules/complaints';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { GUEST, file as words } from '../../../copy/cases';
import { Gate } from '../../../parts/gate';
import { PAGES } from '../../../parts/paths';
import { Screen } from '../../../parts/screen';
import { useShown } from '../../../parts/visit';
import { requestId } from '../../../platform/crypto';
import { asSent, replace } from '../../../platform/router';
import { held } from '../../../stores/by-id';
import { useCertificates } from '../../../stores/certificates';
import { type Kind, type Kinds, useComplaints } from '../../../stores/complaints';
import { toast } from '../../../stores/toast';
import { useAction } from '../../../stores/use-action';
import { useVouchers } from '../../../stores/vouchers';
import { ActionBar, Box, Btn, Choice, Fetched, Field, FilterChips, InlineError, Item, List, Section } from '../../../ui';
import { BLANK, filingOf, type Source, type Typed, WHEN } from './filing';
import { Who } from './who';

type Change = (change: Partial<Typed>) => void;
/** Where the page was opened from, as its address says. */
interface From {
  voucher: string;
  certificate: string;
  about: string;
}
/** Which kinds fit what it was opened from. */
function fits({ voucher, certificate, about }: From): readonly ComplaintTarget[] | null {
  if (voucher) return ['merchant'];
  if (certificate) return ['agency'];
  return about ? ['service', 'unit'] : null;
}
function chosenOf(kinds: Kinds, typed: Typed, from: From): { offered: Kind[]; kind: Kind | undefined } {
  const targets = fits(from);
  const offered = kinds.items.filter((k) => !targets || targets.includes(k.against));
  return { offered, kind: offered.find((k) => k.code === typed.kind) ?? offered[0] };
}
function useSource({ voucher, certificate }: From): Source {
  const ofVoucher = useVouchers((s) => held(s.views, voucher).data ?? s.kept[voucher]?.view ?? null);
  const viewers = useCertificates((s) => held(s.views, certificate).data?.viewers);
  return { voucher: ofVoucher, viewers: viewers ?? [] };
}

function Form({ kinds, typed, from, source, onChange }: { kinds: Kinds; typed: Typed; from: From; source: Source; onChange: Change }) {
  const { offered, kind } = chosenOf(kinds, typed, from);
  if (!kind) return null;
  return (
    <>
      <Section title={words.what}>
        <List label={words.what}>
          {offered.map((k) => (
            <Item key={k.code}>
              <Choice
                id={`kind-${k.code}`}
                kind='radio'
                name='kind'
                label={k.title}
                desc={k.hint}
                checked={k.code === kind.code}
                onChange={() => onChange({ kind: k.code })}
              />
            </Item>
          ))}
        </List>
      </Section>
      <Section title={words.who[kind.against]}>
        <Who kind={kind} source={source} typed={typed} onChange={onChange} />
      </Section>
      {kind.ways.length > 0 && (
        <Section title={words.ways}>
          <List label={words.ways}>
            {kind.ways.map((w) => (
              <Item key={w.code}>
                <Choice
                  id={`way-${w.code}`}
                  kind='radio'
                  name='way'
                  label={w.title}
                  checked={w.code === typed.way}
                  onChange={() => onChange({ way: w.code })}
                />
              </Item>
            ))}
          </List>
        </Section>
      )}
      <Section title={words.when.title}>
        <FilterChips
          label={words.when.title}
          options={WHEN.map((w) => ({ value: w, text: words.when[w] }))}
          value={typed.when}
          onChange={(when) => onChange({ when })}
        />
        {typed.when === 'before' && (
          <Field
            id='day'
            className='mt2'
            label={words.when.day}
            hint={words.when.dayHint}
            maxLength={10}
            value={typed.day}
            onChange={(day) => onChange({ day })}
          />
        )}
      </Section>
      <Field
        id='text'
        className='mt4'
        label={words.text}
        hint={words.textHint}
        multiline
        optional={!kind.words}
        maxLength={1000}
        value={typed.text}
        onChange={(text) => onChange({ text })}
      />
    </>
  );
}
function Body({ from, typed, source, onChange }: { from: From; typed: Typed; source: Source; onChange: Change }) {
  const kinds = useComplaints((s) => s.kinds);
  const load = async () => {
    const { loadKinds } = useComplaints.getState();
    await Promise.all([
      loadKinds(),
      from.voucher ? useVouchers.getState().load(from.voucher) : null,
      from.certificate ? useCertificates.getState().loadOne(from.certificate) : null,
    ]);
  };
  useShown(load);
  return (
    <Fetched {...kinds} onRetry={() => void load()}>
      {(all) => <Form kinds={all} typed={typed} from={from} source={source} onChange={onChange} />}
    </Fetched>
  );
}

/** 08#force, 05#refused: one page for every kind of complaint, filled in from where it was opened. */
export default function FileComplaint() {
  const { kind = '', voucher = '', certificate = '', about = '' } = useRouter().params;
  const from: From = { voucher, certificate, about: asSent(about) };
  const [typed, setTyped] = useState<Typed>({ ...BLANK, kind, name: from.about });
  const [request, setRequest] = useState(requestId);
  const kinds = useComplaints((s) => s.kinds.data);
  const source = useSource(from);
  const change: Change = (c) => {
    setTyped((old) => ({ ...old, ...c }));
    setRequest(requestId()); // other words are another complaint
  };
  const chosen = kinds && chosenOf(kinds, typed, from).kind;
  const filing = chosen ? filingOf(chosen, typed, source) : null;
  const submit = useAction(async () => {
    if (filing === null || typeof filing === 'string') return;
    const id = await useComplaints.getState().file(request, filing);
    toast(words.done, 'check');
    await replace(PAGES.complaint, { id });
  });
  const missing = typeof filing === 'string' ? filing : null;
  const bar = (
    <ActionBar note={kinds?.clock}>
      <Btn id='submit' block disabled={filing === null || missing !== null} busy={submit.busy} onClick={() => void submit.run()}>
        {missing ?? words.submit}
      </Btn>
    </ActionBar>
  );
  return (
    <Screen title={words.title} tight bar={bar}>
      <Gate need='login' guest={GUEST}>
        {() => <Body from={from} typed={typed} source={source} onChange={change} />}
      </Gate>
      {submit.error && (
        <Box className='mt3'>
          <InlineError error={submit.error} onRetry={() => void submit.run()} />
        </Box>
      )}
    </Screen>
  );
}
