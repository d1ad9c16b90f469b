import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { offerDesk as words } from '../../../copy/offer-desk';
import { useShown } from '../../../parts/visit';
import { type DraftDetail, useOfferDesk } from '../../../stores/offer-desk';
import { toast } from '../../../stores/toast';
import { useAction } from '../../../stores/use-action';
import { Btn, Fetched, InlineError } from '../../../ui';
import { Desk } from '../parts/desk';
import { ReasonSheet } from '../parts/reason';
import { Approval } from './approval';
import { Editor } from './editor';
import './index.scss';

function Actions({ draft }: { draft: DraftDetail }) {
  const desk = useOfferDesk.getState();
  const withdraw = useAction(async () => {
    await desk.withdraw();
    toast(words.done.withdraw, 'check');
  });
  const submit = useAction(async () => {
    await desk.submit();
    toast(words.done.submit, 'check');
  });
  const trouble = withdraw.error ?? submit.error;
  return (
    <>
      {trouble && <InlineError error={trouble} />}
      {draft.may.includes('withdraw') && (
        <Btn id='withdraw-offer' kind='text' size='s' busy={withdraw.busy} onClick={() => void withdraw.run()}>
          {words.acts.withdraw}
        </Btn>
      )}
      {draft.may.includes('submit') && (
        <Btn id='submit-offer' size='s' disabled={draft.missing.length > 0} busy={submit.busy} onClick={() => void submit.run()}>
          {words.acts.submit}
        </Btn>
      )}
    </>
  );
}
function Loaded({ id, onReturn }: { id: string; onReturn: () => void }) {
  const { data, error } = useOfferDesk((s) => s.one);
  const load = useOfferDesk((s) => s.loadOne);
  useShown(() => void load(id));
  return (
    <Fetched data={data?.id === id ? data : null} error={error} onRetry={() => void load(id)}>
      {(draft) => (draft.may.includes('edit') ? <Editor key={draft.rev} draft={draft} /> : <Approval draft={draft} onReturn={onReturn} />)}
    </Fetched>
  );
}

/** 29 权益发布: one version, written by the merchant's manager, decided on by the centre. */
export default function OfferDesk() {
  const { id = '' } = useRouter().params;
  const held = useOfferDesk((s) => s.one.data);
  const draft = held?.id === id ? held : null;
  const [returning, setReturning] = useState(false);
  const title = !draft || draft.may.includes('edit') ? words.one.edit : draft.may.includes('approve') ? words.one.approve : words.one.look;
  return (
    <Desk
      current='offers'
      title={title}
      lead={draft ? words.one.lead(draft.version, draft.stateText, draft.provider) : undefined}
      roles={['manager', 'operator', 'auditor']}
      actions={() => draft && <Actions draft={draft} />}
      overlay={
        returning && (
          <ReasonSheet
            title={words.acts.return}
            text={words.sheet.text.return}
            act={words.acts.return}
            onClose={() => setReturning(false)}
            onGo={async (reason) => {
              await useOfferDesk.getState().sendBack(reason);
              toast(words.done.return, 'check');
            }}
          />
        )
      }
    >
      {() => <Loaded id={id} onReturn={() => setReturning(true)} />}
    </Desk>
  );
}
