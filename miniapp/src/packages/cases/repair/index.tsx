import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { GUEST, repair as words } from '../../../copy/repair';
import { AskSheet } from '../../../parts/ask-sheet';
import { Gate } from '../../../parts/gate';
import { PAGES } from '../../../parts/paths';
import { Screen } from '../../../parts/screen';
import { useShown } from '../../../parts/visit';
import { replace } from '../../../platform/router';
import { say } from '../../../platform/time';
import { held } from '../../../stores/by-id';
import { type Repair, useRepairs } from '../../../stores/repairs';
import { toast } from '../../../stores/toast';
import { useAction } from '../../../stores/use-action';
import { ActionBar, Box, Btn, Btns, Card, EmptyState, Fetched, InlineError, NoticeBar, Pairs, Section, StatusTag, Timeline, Title, Txt } from '../../../ui';
import { Form, Proof } from './form';

const STATE = { done: 'done', now: 'now', next: 'todo' } as const;
const ROLES = ['resident', 'handler', 'representative'] as const;

/** 11#timeline: where it stands, by which day, and each step with its limit; the hand-off is the last of them. */
function Progress({ repair: r }: { repair: Repair }) {
  const said = [
    { k: words.missing, v: r.missing },
    { k: words.reason, v: r.reason },
    { k: words.extension, v: r.extension },
    { k: words.review, v: r.review },
  ].filter((row) => row.v !== '');
  const materials = [
    { k: words.materials.proof, v: r.proof ? words.proof.saved : '' },
    { k: words.materials.pledge, v: r.commitment ? `${r.commitment.version}，${words.materials.signed(say.dayAndTime(r.commitment.signedAt))}` : '' },
    { k: words.materials.applicant, v: r.applicant },
  ].filter((row) => row.v !== '');
  const synced = r.state === 'repaired' && r.steps.every((s) => s.state === 'done');
  return (
    <>
      <Card>
        <Box className='row row--between row--wrap'>
          <Title className='grow'>{r.record.title}</Title>
          <StatusTag
            tone={r.state === 'repaired' ? 'success' : r.overdue ? 'warn' : 'info'}
            icon={r.state === 'repaired' ? 'check' : 'clock'}
            text={r.stateText}
          />
        </Box>
        <Txt block className='sub muted mt1'>
          {words.number(r.number)}
        </Txt>
        {(r.clock !== '' || synced) && (
          <NoticeBar className='mt3' tone={synced ? 'success' : r.overdue ? 'warn' : 'info'} icon={synced ? 'check' : 'clock'}>
            {synced ? words.both : r.clock}
          </NoticeBar>
        )}
      </Card>
      {said.length > 0 && (
        <Card className='mt3'>
          <Pairs left rows={said} />
        </Card>
      )}
      {r.can.includes('supply') && <Proof repair={r} />}
      <Card className='mt3'>
        <Timeline moments={r.steps.map((s) => ({ title: s.title, state: STATE[s.state], text: s.text, ...(s.at && { when: say.dayAndTime(s.at) }) }))} />
      </Card>
      <Section title={words.materials.title}>
        <Card>
          <Pairs left rows={materials} />
        </Card>
      </Section>
      <Txt block className='cap muted mt3'>
        {words.late}
      </Txt>
    </>
  );
}
function Own({ id, agreed, onAgree }: { id: string; agreed: boolean; onAgree: (yes: boolean) => void }) {
  const { data, error } = useRepairs((s) => held(s.views, id));
  const { loadOne } = useRepairs.getState();
  useShown(() => loadOne(id));
  if (!data && error?.code === 'repair_unknown')
    return <EmptyState full title={words.unknown.title} text={words.unknown.text} action={words.unknown.action} onAction={() => void replace(PAGES.repairs)} />;
  return (
    <Fetched data={data} error={error} onRetry={() => void loadOne(id)}>
      {(repair) => (repair.state === 'draft' ? <Form repair={repair} agreed={agreed} onAgree={onAgree} /> : <Progress repair={repair} />)}
    </Fetched>
  );
}
function Ask({ id, onClose }: { id: string; onClose: () => void }) {
  const w = words.withdraw;
  const withdraw = useAction(async () => {
    await useRepairs.getState().withdraw(id);
    toast(w.done, 'check');
    onClose();
  });
  return <AskSheet id='confirm-withdraw' title={w.title} text={w.text} keep={w.keep} submit={w.button} action={withdraw} retry onClose={onClose} />;
}

/** One application: its form while it is a draft, then its progress in the same words as at the desk. */
export default function RepairPage() {
  const { id = '' } = useRouter().params;
  const data = useRepairs((s) => held(s.views, id).data);
  const [asking, setAsking] = useState(false);
  const [agreed, setAgreed] = useState(false);
  const draft = data?.state === 'draft';
  const step = useAction(async () => {
    const { submit, supply } = useRepairs.getState();
    if (data && draft) await submit(id, data.pledge.version);
    else await supply(id);
    toast(draft ? words.submitted : words.supplied, 'check');
  });
  const missing = data && draft ? (data.proof === null ? words.needProof : agreed ? '' : words.needPledge) : '';
  const bar = data && data.can.length > 0 && (
    <ActionBar note={draft ? words.kept : undefined}>
      <Btns>
        <Btn id='withdraw' kind='ghost' onClick={() => setAsking(true)}>
          {words.withdraw.button}
        </Btn>
        {(draft || data.can.includes('supply')) && (
          <Btn id='submit' disabled={missing !== ''} busy={step.busy} onClick={() => void step.run()}>
            {missing || (draft ? words.submit : words.supply)}
          </Btn>
        )}
      </Btns>
    </ActionBar>
  );
  return (
    <Screen title={draft ? words.formTitle : words.title} tight bar={bar || undefined} overlay={asking && <Ask id={id} onClose={() => setAsking(false)} />}>
      <Gate need='high' roles={ROLES} guest={GUEST}>
        {() => <Own id={id} agreed={agreed} onAgree={setAgreed} />}
      </Gate>
      {step.error && (
        <Box className='mt3'>
          <InlineError error={step.error} onRetry={() => void step.run()} />
        </Box>
      )}
    </Screen>
  );
}
