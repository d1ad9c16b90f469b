import { CASE_DECISIONS } from '@binhai/shared/contract/identity-cases';
import { useState } from 'react';
import { windowDesk as words } from '../../../copy/window';
import { say } from '../../../platform/time';
import { type Case, type CaseDecision, type CaseDetail, useIdentityCases } from '../../../stores/identity-cases';
import { toast } from '../../../stores/toast';
import { useAction } from '../../../stores/use-action';
import { Box, Btn, Choice, Fetched, Field, NoticeBar, Pairs, Txt } from '../../../ui';
import { Pane } from '../parts/desk';
import { FormActions } from '../parts/form';

function Propose({ case: c, onDone }: { case: Case; onDone: () => void }) {
  const [decision, setDecision] = useState<CaseDecision>('unfreeze');
  const [phone, setPhone] = useState('');
  const [reason, setReason] = useState('');
  const propose = useAction(async () => {
    await useIdentityCases.getState().propose(c.id, { decision, reason, ...(decision === 'hand_over' && { phone }) });
    toast(words.proposed, 'check');
    onDone();
  });
  return (
    <>
      <Box role='radiogroup' label={words.decision} className='mt3'>
        {CASE_DECISIONS.map((d) => (
          <Choice
            key={d}
            id={`decision-${d}`}
            kind='radio'
            name='decision'
            label={words.decisions[d]}
            desc={words.decisionHint[d]}
            checked={d === decision}
            onChange={() => setDecision(d)}
          />
        ))}
      </Box>
      {decision === 'hand_over' && (
        <Field id='new-phone' className='mt3' label={words.newPhone} hint={words.newPhoneHint} type='tel' value={phone} maxLength={24} onChange={setPhone} />
      )}
      <Field id='reason' className='mt3' label={words.reason} hint={words.reasonHint} value={reason} maxLength={200} onChange={setReason} />
      <FormActions error={propose.error}>
        <Btn id='propose' busy={propose.busy} onClick={() => void propose.run()}>
          {words.propose}
        </Btn>
      </FormActions>
    </>
  );
}
function Decide({ case: c, onDone }: { case: Case; onDone: () => void }) {
  const [reason, setReason] = useState('');
  const decide = useAction(async (agree: boolean) => {
    await useIdentityCases.getState().decide(c.id, agree, reason);
    toast(words.decided, 'check');
    onDone();
  });
  return (
    <>
      <Field id='reason' className='mt3' label={words.reason} hint={words.reasonHint} value={reason} maxLength={200} onChange={setReason} />
      <FormActions error={decide.error} note={words.own}>
        <Btn id='refuse' kind='ghost' busy={decide.busy} onClick={() => void decide.run(false)}>
          {words.refuse}
        </Btn>
        <Btn id='agree' busy={decide.busy} onClick={() => void decide.run(true)}>
          {words.agree}
        </Btn>
      </FormActions>
    </>
  );
}
function Facts({ detail: { case: c, maskedName, maskedNumber, maskedPhone } }: { detail: CaseDetail }) {
  const step = (s: NonNullable<Case['proposal']>) => [words.decisions[s.decision], s.by, say.stamp(s.at)] as const;
  return (
    <>
      <Pairs
        className='mt2'
        left
        rows={[
          { k: words.name, v: maskedName },
          { k: words.number, v: maskedNumber },
          { k: words.phone, v: maskedPhone },
          { k: words.columns.by, v: c.openedBy },
          { k: words.columns.reason, v: c.reason },
        ]}
      />
      {c.proposal && (
        <NoticeBar tone='plain' className='mt3'>
          <Txt block>{words.proposal(...step(c.proposal))}</Txt>
          <Txt block className='muted'>
            {c.proposal.reason}
          </Txt>
        </NoticeBar>
      )}
      {c.outcome && (
        <NoticeBar tone='success' className='mt3'>
          <Txt block>{words.outcome(...step(c.outcome))}</Txt>
          <Txt block className='muted'>
            {c.outcome.reason}
          </Txt>
        </NoticeBar>
      )}
    </>
  );
}
/** The case in view: what is compared with the document, and the next step. */
export function Detail({ id, operator, onDone }: { id: string | null; operator: boolean; onDone: () => void }) {
  const { data, error } = useIdentityCases((s) => s.detail);
  return (
    <Pane title={words.detail}>
      {id === null ? (
        <Txt block className='muted'>
          {words.pick}
        </Txt>
      ) : (
        <Fetched data={data} error={error} onRetry={() => void useIdentityCases.getState().open(id)}>
          {(detail) => (
            <>
              <Facts detail={detail} />
              {detail.case.state === 'open' && operator && <Propose key={id} case={detail.case} onDone={onDone} />}
              {detail.case.state === 'proposed' && <Decide key={id} case={detail.case} onDone={onDone} />}
            </>
          )}
        </Fetched>
      )}
    </Pane>
  );
}
