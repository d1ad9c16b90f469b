import type { Role } from '@binhai/shared/contract/http';
import { useState } from 'react';
import { SEAL_STATES, seals as words } from '../../../copy/audit';
import { useShown } from '../../../parts/visit';
import { say } from '../../../platform/time';
import { type SealedRecords, type SealTerms, type SealView, useAudit } from '../../../stores/audit';
import { toast } from '../../../stores/toast';
import { useAction } from '../../../stores/use-action';
import { Box, Btn, Field, Pairs, StatusTag, Timeline, type Tone, Txt } from '../../../ui';
import { Desk, Pane, Panes } from '../parts/desk';
import { FormActions, FormGrid } from '../parts/form';
import { type Column, Table, TablePages } from '../parts/table';

const SEALERS: readonly Role[] = ['operator', 'auditor'];
const TONES: { readonly [S in SealView['state']]: Tone } = { proposed: 'info', declined: 'mute', lapsed: 'mute', in_force: 'warn', opened: 'success' };
const Tag = ({ state }: { state: SealView['state'] }) => <StatusTag tone={TONES[state]} icon={false} text={SEAL_STATES[state]} />;
const c = words.columns;
const COLUMNS: readonly Column<SealView>[] = [
  { key: 'document', title: c.document, cell: (s) => s.documentNumber },
  { key: 'authority', title: c.authority, cell: (s) => s.authority },
  { key: 'ends', title: c.ends, cell: (s) => say.date(s.endsOn) },
  { key: 'state', title: c.state, cell: (s) => <Tag state={s.state} /> },
  { key: 'looks', title: c.looks, end: true, cell: (s) => words.times(s.looks) },
];
const NEW: SealTerms = { number: '', statute: '', documentNumber: '', authority: '', endsOn: '' };

function Propose() {
  const [terms, setTerms] = useState(NEW);
  const send = useAction(async () => {
    await useAudit.getState().propose(terms);
    setTerms(NEW);
    toast(words.proposed);
  });
  const field = (key: keyof SealTerms) => {
    const error = send.error?.field(`body.${key}`);
    return { id: `seal-${key}`, value: terms[key], onChange: (text: string) => setTerms({ ...terms, [key]: text }), ...(error && { error }) };
  };
  return (
    <Pane title={words.add}>
      <FormGrid>
        <Field {...field('documentNumber')} label={words.documentNumber} maxLength={60} />
        <Field {...field('authority')} label={words.authority} maxLength={60} />
        <Field {...field('statute')} label={words.statute} hint={words.statuteHint} maxLength={120} />
        <Field {...field('endsOn')} label={words.endsOn} hint={words.endsHint} maxLength={10} />
        <Field {...field('number')} label={words.number} maxLength={40} />
      </FormGrid>
      <FormActions error={send.error?.fields ? null : send.error}>
        <Btn id='seal-propose' busy={send.busy} onClick={() => void send.run()}>
          {words.submit}
        </Btn>
      </FormActions>
    </Pane>
  );
}
/** The second and third person: what they need for it stands in the document. */
function Decide({ seal }: { seal: SealView }) {
  const [number, setNumber] = useState('');
  const [reason, setReason] = useState('');
  const approve = useAction(async () => {
    await useAudit.getState().approve(seal.id, number.trim());
    setNumber('');
    toast(words.approved);
  });
  const decline = useAction(async () => {
    await useAudit.getState().decline(seal.id, reason.trim());
    toast(words.declined);
  });
  const error = decline.error?.field('body.reason');
  return (
    <Box className='mt3'>
      <Field id='approve-number' label={words.number} hint={words.approveNote} value={number} maxLength={40} onChange={setNumber} />
      <FormActions error={approve.error}>
        <Btn id='seal-approve' busy={approve.busy} disabled={!number.trim()} onClick={() => void approve.run()}>
          {words.approve}
        </Btn>
      </FormActions>
      <Field id='decline-reason' label={words.reason} value={reason} maxLength={200} onChange={setReason} {...(error && { error })} />
      <FormActions error={error ? null : decline.error}>
        <Btn id='seal-decline' kind='ghost' busy={decline.busy} disabled={!reason.trim()} onClick={() => void decline.run()}>
          {words.decline}
        </Btn>
      </FormActions>
    </Box>
  );
}
function Look({ seal }: { seal: SealView }) {
  const [seen, setSeen] = useState<SealedRecords | null>(null);
  const look = useAction(async () => setSeen(await useAudit.getState().look(seal.id)));
  const r = words.recordColumns;
  return (
    <Box className='mt3'>
      <FormActions error={look.error} note={words.lookNote}>
        <Btn id='seal-look' kind='ghost' busy={look.busy} onClick={() => void look.run()}>
          {words.look}
        </Btn>
      </FormActions>
      {seen && (
        <>
          <Txt block strong className='mt3'>
            {words.records(seen.maskedName, seen.records.length)}
          </Txt>
          <Table
            tight
            label={r.title}
            columns={[
              { key: 'title', title: r.title, cell: (x) => x.title },
              { key: 'unit', title: r.unit, cell: (x) => x.unit },
              { key: 'decided', title: r.decided, cell: (x) => x.decidedOn },
            ]}
            rows={seen.records}
            keyOf={(x) => x.id}
            empty={words.noRecords}
          />
        </>
      )}
    </Box>
  );
}
function Detail({ seal, role }: { seal: SealView; role: Role }) {
  const acts = [
    { by: seal.proposedBy, at: seal.proposedAt, title: words.proposedBy, text: '' },
    ...seal.approvals.map((a) => ({ ...a, title: words.approvedBy, text: '' })),
    ...(seal.declined ? [{ ...seal.declined, title: words.declinedBy, text: seal.declined.reason }] : []),
  ];
  return (
    <Pane title={words.detail} aside={<Tag state={seal.state} />}>
      <Pairs
        left
        rows={[
          { k: words.documentNumber, v: seal.documentNumber },
          { k: words.statute, v: seal.statute },
          { k: words.authority, v: seal.authority },
          { k: words.endsOn, v: say.date(seal.endsOn) },
        ]}
      />
      <Box className='mt3'>
        <Timeline moments={acts.map(({ by, at, title, text }) => ({ title: `${title}　${by}`, state: 'done', when: say.stamp(at), text }))} />
      </Box>
      {seal.state === 'proposed' && <Decide key={seal.id} seal={seal} />}
      {seal.state === 'in_force' && role === 'operator' && <Look key={seal.id} seal={seal} />}
    </Pane>
  );
}
function Seals({ role }: { role: Role }) {
  const list = useAudit((s) => s.seals);
  const [chosen, setChosen] = useState('');
  const load = () => useAudit.getState().loadSeals();
  useShown(load);
  const seal = list.data?.items.find((s) => s.id === chosen);
  return (
    <Panes>
      <Box>
        <Pane title={words.list}>
          <TablePages
            remote={list}
            label={words.list}
            columns={COLUMNS}
            keyOf={(s) => s.id}
            onOpen={(s) => setChosen(s.id)}
            current={chosen}
            empty={words.none}
            more={words.more}
            onLoad={() => void load()}
            onMore={() => void useAudit.getState().moreSeals()}
          />
        </Pane>
        <Propose />
      </Box>
      {seal && <Detail seal={seal} role={role} />}
    </Panes>
  );
}

/** A5: orders to keep a look from the person, for the centre's operators and auditors. */
export default function SealsDesk() {
  return (
    <Desk current='seals' title={words.title} lead={words.lead} roles={SEALERS}>
      {(me) => <Seals role={me.role} />}
    </Desk>
  );
}
