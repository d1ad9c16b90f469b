import { useEffect, useState } from 'react';
import { windowDesk, plateProofs as words } from '../../../copy/window';
import { useShown } from '../../../parts/visit';
import { say } from '../../../platform/time';
import { type ProofDetail, type ProofFilter, type ProofLine, usePlateProofs } from '../../../stores/plate-proofs';
import { toast } from '../../../stores/toast';
import { useAction } from '../../../stores/use-action';
import { Btn, Fetched, Field, Pairs, Segment } from '../../../ui';
import { Pane } from '../parts/desk';
import { FormActions, FormGrid } from '../parts/form';
import { type Column, TablePages } from '../parts/table';

const COLUMNS: readonly Column<ProofLine>[] = [
  { key: 'at', title: words.columns.at, cell: (p) => say.stamp(p.openedAt) },
  { key: 'by', title: words.columns.by, cell: (p) => p.openedBy },
  { key: 'reason', title: words.columns.reason, cell: (p) => p.reason },
  { key: 'result', title: words.columns.result, cell: (p) => (p.outcome ? words.results[p.outcome.result] : words.waiting) },
];
const NONE = { number: '', plate: '', reason: '' };

/** The owner stands here with the papers of the car and their own. */
function Open({ onDone }: { onDone: () => void }) {
  const [form, setForm] = useState(NONE);
  const set = (key: keyof typeof NONE) => (value: string) => setForm((f) => ({ ...f, [key]: value }));
  const open = useAction(async () => {
    await usePlateProofs.getState().open(form);
    setForm(NONE);
    toast(words.opened, 'check');
    onDone();
  });
  return (
    <Pane title={words.open}>
      <FormGrid>
        <Field id='proof-number' label={words.openNumber} type='idcard' value={form.number} maxLength={40} onChange={set('number')} />
        <Field id='proof-plate' label={words.openPlate} value={form.plate} maxLength={20} onChange={set('plate')} />
        <Field id='proof-reason' label={windowDesk.reason} hint={windowDesk.reasonHint} value={form.reason} maxLength={200} onChange={set('reason')} />
      </FormGrid>
      <FormActions error={open.error} note={words.openNote}>
        <Btn id='proof-open' kind='ghost' busy={open.busy} onClick={() => void open.run()}>
          {words.openSubmit}
        </Btn>
      </FormActions>
    </Pane>
  );
}
function Compare({ detail: d, onDone }: { detail: ProofDetail; onDone: () => void }) {
  const [reason, setReason] = useState('');
  const decide = useAction(async (agree: boolean) => {
    await usePlateProofs.getState().decide(d.proof.id, agree, reason);
    toast(words.decided, 'check');
    onDone();
  });
  return (
    <>
      <Pairs
        left
        rows={[
          { k: words.name, v: d.maskedName },
          { k: words.number, v: d.maskedNumber },
          { k: words.plate, v: d.plate },
          { k: words.columns.by, v: d.proof.openedBy },
          { k: words.columns.reason, v: d.proof.reason },
          ...(d.proof.outcome ? [{ k: words.columns.result, v: `${words.results[d.proof.outcome.result]}　${d.proof.outcome.by}` }] : []),
        ]}
      />
      {d.proof.state === 'proposed' && (
        <>
          <Field
            id='proof-decision'
            className='mt3'
            label={windowDesk.reason}
            hint={windowDesk.reasonHint}
            value={reason}
            maxLength={200}
            onChange={setReason}
          />
          <FormActions error={decide.error} note={words.own}>
            <Btn id='proof-refuse' kind='ghost' busy={decide.busy} onClick={() => void decide.run(false)}>
              {words.refuse}
            </Btn>
            <Btn id='proof-agree' busy={decide.busy} onClick={() => void decide.run(true)}>
              {words.agree}
            </Btn>
          </FormActions>
        </>
      )}
    </>
  );
}

/** 车牌核实: what waits for a second person, the one in view below it, and the form that takes one in. */
export function PlateProofs({ operator }: { operator: boolean }) {
  const [filter, setFilter] = useState<ProofFilter>('waiting');
  const [id, setId] = useState<string | null>(null);
  const list = usePlateProofs((s) => s.list);
  const detail = usePlateProofs((s) => s.detail);
  const { load, more, show, close } = usePlateProofs.getState();
  useShown(() => load(filter));
  useEffect(() => close, [close]);
  const turn = (next: ProofFilter) => {
    setFilter(next);
    setId(null);
    close();
    void load(next);
  };
  const { filters } = windowDesk;
  return (
    <>
      <Pane
        title={words.list}
        aside={
          <Segment
            label={`${words.list}，${filters.label}`}
            options={[
              { value: 'waiting', text: filters.waiting },
              { value: 'closed', text: filters.closed },
            ]}
            value={filter}
            onChange={turn}
          />
        }
      >
        <TablePages
          remote={list}
          label={words.list}
          columns={COLUMNS}
          keyOf={(p) => p.id}
          current={id ?? undefined}
          empty={words.empty}
          more={words.more}
          onOpen={(p) => {
            setId(p.id);
            void show(p.id);
          }}
          onLoad={() => void load(filter)}
          onMore={() => void more(filter)}
        />
      </Pane>
      {id !== null && (
        <Pane title={words.detail}>
          <Fetched data={detail.data} error={detail.error} onRetry={() => void show(id)}>
            {(d) => <Compare key={id} detail={d} onDone={() => turn(filter)} />}
          </Fetched>
        </Pane>
      )}
      {operator && <Open onDone={() => turn('waiting')} />}
    </>
  );
}
