import { useState } from 'react';
import { KEY_STATES, words } from '../../../copy/partner-desk';
import { say } from '../../../platform/time';
import { type PartnerView, usePartnerDesk } from '../../../stores/partner-desk';
import { toast } from '../../../stores/toast';
import { useAction } from '../../../stores/use-action';
import { Box, Btn, Field, StatusTag, type Tone } from '../../../ui';
import { Pane } from '../parts/desk';
import { FormActions, FormGrid } from '../parts/form';
import { StepSheet } from '../parts/step-sheet';
import { type Column, Table } from '../parts/table';

type Key = PartnerView['keys'][number];
const TONES: { readonly [S in Key['state']]: Tone } = { active: 'success', early: 'info', over: 'mute', revoked: 'mute' };
const c = words.keyColumns;
const COLUMNS: readonly Column<Key>[] = [
  { key: 'id', title: c.id, cell: (k) => k.keyId },
  { key: 'state', title: c.state, cell: (k) => <StatusTag tone={TONES[k.state]} icon={false} text={KEY_STATES[k.state]} /> },
  { key: 'until', title: c.until, cell: (k) => (k.until ? say.stamp(k.until) : words.forever) },
  { key: 'by', title: c.by, cell: (k) => k.addedBy },
];
const EMPTY = { name: '', publicKey: '', days: '' };
const MOST_DAYS = 1100;

function AddKey({ partner }: { partner: PartnerView }) {
  const [typed, setTyped] = useState(EMPTY);
  const [wrong, setWrong] = useState<string | undefined>();
  const add = useAction(async () => {
    const days = typed.days.trim() === '' ? null : Number(typed.days);
    const fits = days === null || (Number.isInteger(days) && days >= 1 && days <= MOST_DAYS);
    setWrong(fits ? undefined : words.daysWrong);
    if (!fits) return;
    await usePartnerDesk.getState().addKey(partner, { name: typed.name.trim(), publicKey: typed.publicKey.trim(), days });
    setTyped(EMPTY);
    toast(words.added);
  });
  const field = (key: keyof typeof EMPTY) => {
    const error = (key === 'days' ? wrong : undefined) ?? add.error?.field(`body.${key}`);
    return { id: `key-${key}`, value: typed[key], onChange: (text: string) => setTyped({ ...typed, [key]: text }), ...(error && { error }) };
  };
  return (
    <Box className='mt3'>
      <FormGrid>
        <Field {...field('name')} label={words.keyName} hint={words.keyNameHint} maxLength={32} />
        <Field {...field('days')} label={words.days} hint={words.daysHint} maxLength={4} optional />
      </FormGrid>
      <Field {...field('publicKey')} className='mt3' label={words.publicKey} hint={words.publicKeyHint} maxLength={100} />
      <FormActions error={add.error?.fields ? null : add.error}>
        <Btn id='key-add' kind='ghost' busy={add.busy} onClick={() => void add.run()}>
          {words.add}
        </Btn>
      </FormActions>
    </Box>
  );
}
/** A partner's public keys: a new one beside the old, the old one revoked once nothing signs with it any more. */
export function Keys({ partner }: { partner: PartnerView }) {
  const [asked, setAsked] = useState<string | null>(null);
  const may = partner.may.includes('keys');
  const revoke = (k: Key) =>
    k.state !== 'revoked' && (
      <Btn kind='text' label={`${words.revoke} ${k.keyId}`} onClick={() => setAsked(k.keyId)}>
        {words.revoke}
      </Btn>
    );
  const columns = may ? [...COLUMNS, { key: 'revoke', title: words.revoke, end: true, cell: revoke }] : COLUMNS;
  return (
    <Pane title={words.keys}>
      <Table tight label={words.keys} columns={columns} rows={partner.keys} keyOf={(k) => k.keyId} empty={words.noKeys} />
      {may && <AddKey partner={partner} />}
      {asked !== null && (
        <StepSheet
          id='ask-go'
          danger
          title={words.revokeAsk(asked)}
          text={words.revokeText}
          act={words.revoke}
          onGo={() => usePartnerDesk.getState().revokeKey(partner, asked)}
          onClose={() => setAsked(null)}
        />
      )}
    </Pane>
  );
}
