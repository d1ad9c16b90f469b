import { useState } from 'react';
import { windowDesk as words } from '../../../copy/window';
import { useIdentityCases } from '../../../stores/identity-cases';
import { toast } from '../../../stores/toast';
import { useAction } from '../../../stores/use-action';
import { Btn, Field, Txt } from '../../../ui';
import { Pane } from '../parts/desk';
import { FormActions, FormGrid } from '../parts/form';

/** Somebody stands here with their document, and an account holds its number. */
export function Freeze({ onDone }: { onDone: () => void }) {
  const [number, setNumber] = useState('');
  const [reason, setReason] = useState('');
  const freeze = useAction(async () => {
    await useIdentityCases.getState().freeze(number, reason);
    setNumber('');
    setReason('');
    toast(words.frozen, 'check');
    onDone();
  });
  return (
    <Pane title={words.freeze}>
      <FormGrid>
        <Field id='freeze-number' label={words.freezeNumber} type='idcard' value={number} maxLength={40} onChange={setNumber} />
        <Field id='freeze-reason' label={words.reason} hint={words.reasonHint} value={reason} maxLength={200} onChange={setReason} />
      </FormGrid>
      <FormActions error={freeze.error} note={words.freezeNote}>
        <Btn id='freeze' kind='danger' busy={freeze.busy} onClick={() => void freeze.run()}>
          {words.freezeSubmit}
        </Btn>
      </FormActions>
    </Pane>
  );
}
const NONE = { uscc: '', name: '', phone: '', reason: '' };
/** Who represents a firm, seen with the originals on the desk. */
export function FirmRepresentative() {
  const [form, setForm] = useState(NONE);
  const set = (key: keyof typeof NONE) => (value: string) => setForm((f) => ({ ...f, [key]: value }));
  const bind = useAction(async () => {
    await useIdentityCases.getState().bindFirm(form);
    setForm(NONE);
    toast(words.bound, 'check');
  });
  const end = useAction(async () => {
    await useIdentityCases.getState().endFirm({ uscc: form.uscc, reason: form.reason });
    setForm(NONE);
    toast(words.ended, 'check');
  });
  return (
    <Pane title={words.firm}>
      <FormGrid>
        <Field id='firm-uscc' label={words.uscc} value={form.uscc} maxLength={40} onChange={set('uscc')} />
        <Field id='firm-name' label={words.firmName} value={form.name} maxLength={120} onChange={set('name')} />
        <Field id='firm-phone' label={words.newPhone} type='tel' value={form.phone} maxLength={24} onChange={set('phone')} />
        <Field id='firm-reason' label={words.reason} hint={words.reasonHint} value={form.reason} maxLength={200} onChange={set('reason')} />
      </FormGrid>
      <FormActions error={bind.error ?? end.error} note={<Txt>{words.firmNote}</Txt>}>
        <Btn id='firm-end' kind='ghost' busy={end.busy} onClick={() => void end.run()}>
          {words.end}
        </Btn>
        <Btn id='firm-bind' kind='ghost' busy={bind.busy} onClick={() => void bind.run()}>
          {words.bind}
        </Btn>
      </FormActions>
    </Pane>
  );
}
