import { useState } from 'react';
import { KINDS, STATES, words } from '../../../copy/partner-desk';
import { say } from '../../../platform/time';
import { type PartnerView, usePartnerDesk } from '../../../stores/partner-desk';
import { toast } from '../../../stores/toast';
import { useAction } from '../../../stores/use-action';
import { Box, Btn, Field, Pairs, StatusTag, type Tone, Txt } from '../../../ui';
import { Pane } from '../parts/desk';
import { FormActions } from '../parts/form';
import { StepSheet } from '../parts/step-sheet';
import { Keys } from './keys';
import { ScopeFields, ScopeLines } from './scope';

const TONES: { readonly [S in PartnerView['state']]: Tone } = { registered: 'info', active: 'success', suspended: 'warn', ended: 'mute' };
export const StateTag = ({ state }: { state: PartnerView['state'] }) => <StatusTag tone={TONES[state]} icon={false} text={STATES[state]} />;
const desk = () => usePartnerDesk.getState();

function Proposed({ partner, proposed }: { partner: PartnerView; proposed: NonNullable<PartnerView['proposed']> }) {
  const decide = useAction(async (approve: boolean) => {
    await desk().decide(partner, approve);
    toast(approve ? words.approved : words.sentBack);
  });
  return (
    <Pane title={words.proposedTitle}>
      <Txt block className='sub muted'>
        {words.proposedBy(proposed.by, say.stamp(proposed.at))}
      </Txt>
      <ScopeLines scope={proposed} />
      {partner.may.includes('decide') ? (
        <FormActions error={decide.error} note={words.onlyVerdict}>
          <Btn id='scope-approve' busy={decide.busy} onClick={() => void decide.run(true)}>
            {words.approve}
          </Btn>
          <Btn id='scope-return' kind='ghost' busy={decide.busy} onClick={() => void decide.run(false)}>
            {words.sendBack}
          </Btn>
        </FormActions>
      ) : (
        <Txt block className='mt3 muted'>
          {words.ownProposal}
        </Txt>
      )}
    </Pane>
  );
}
function Webhook({ partner }: { partner: PartnerView }) {
  const [address, setAddress] = useState(partner.webhook ?? '');
  const save = useAction(async () => {
    await desk().webhook(partner, address.trim() || null);
    toast(words.saved);
  });
  return (
    <Pane title={words.webhook}>
      <Field id='webhook' label={words.webhook} hideLabel hint={words.webhookHint} value={address} maxLength={300} onChange={setAddress} />
      <FormActions error={save.error}>
        <Btn id='webhook-save' kind='ghost' busy={save.busy} onClick={() => void save.run()}>
          {words.save}
        </Btn>
      </FormActions>
    </Pane>
  );
}
function EditScope({ partner }: { partner: PartnerView }) {
  const [scope, setScope] = useState({ purposes: partner.purposes, claims: partner.claims });
  const send = useAction(async () => {
    await desk().scope(partner, scope);
    const after = desk().list.data?.items.find((p) => p.id === partner.id);
    toast(after?.proposed ? words.scopeHeld : words.scopeDone);
  });
  return (
    <Pane title={words.scope}>
      <ScopeFields scope={scope} onChange={setScope} />
      <FormActions error={send.error} note={words.scopeNote}>
        <Btn id='scope-save' kind='ghost' busy={send.busy} onClick={() => void send.run()}>
          {words.saveScope}
        </Btn>
      </FormActions>
    </Pane>
  );
}
function Life({ partner }: { partner: PartnerView }) {
  const [asked, setAsked] = useState(false);
  const move = useAction(async (to: 'active' | 'suspended') => {
    await desk().state(partner, to);
    toast(words.done);
  });
  const { may } = partner;
  return (
    <FormActions error={move.error}>
      {may.includes('suspend') && (
        <Btn id='partner-suspend' kind='ghost' busy={move.busy} onClick={() => void move.run('suspended')}>
          {words.suspend}
        </Btn>
      )}
      {may.includes('resume') && (
        <Btn id='partner-resume' kind='ghost' busy={move.busy} onClick={() => void move.run('active')}>
          {words.resume}
        </Btn>
      )}
      {may.includes('end') && (
        <Btn id='partner-end' kind='text' onClick={() => setAsked(true)}>
          {words.end}
        </Btn>
      )}
      {asked && (
        <StepSheet
          id='ask-go'
          danger
          title={words.endAsk}
          text={words.endText}
          act={words.end}
          onGo={() => desk().state(partner, 'ended')}
          onClose={() => setAsked(false)}
        />
      )}
    </FormActions>
  );
}
/** One registration; `partner.may` says which of its parts this role works on. */
export function Detail({ partner }: { partner: PartnerView }) {
  const { id, name, kind, createdAt, proposed, may } = partner;
  return (
    <Box>
      <Pane title={name} aside={<StateTag state={partner.state} />}>
        <Pairs
          left
          rows={[
            { k: words.organisation, v: id },
            { k: words.kind, v: KINDS[kind] },
            { k: words.detail, v: say.stamp(createdAt) },
          ]}
        />
        <ScopeLines scope={partner} />
        <Life partner={partner} />
      </Pane>
      {proposed && <Proposed partner={partner} proposed={proposed} />}
      <Keys partner={partner} />
      {may.includes('webhook') && <Webhook partner={partner} />}
      {may.includes('scope') && <EditScope key={partner.rev} partner={partner} />}
    </Box>
  );
}
