import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { schemeDesk as words } from '../../../copy/scheme-desk';
import { PAGES } from '../../../parts/paths';
import { useShown } from '../../../parts/visit';
import { openSite } from '../../../platform/router';
import { type SchemeDetail, useSchemeDesk } from '../../../stores/scheme-desk';
import { toast } from '../../../stores/toast';
import { useAction } from '../../../stores/use-action';
import { Box, Btn, Fetched, InlineError, Segment } from '../../../ui';
import { Desk, Panes } from '../parts/desk';
import { Aside } from './aside';
import { Comments } from './comments';
import { Editor } from './editor';
import { SchemeFlow } from './flow';
import './index.scss';
import { type Asked, StepSheet } from './sheets';
import { TrialPart } from './trial';

type Part = 'content' | 'trial' | 'comments';
const FIRST: Partial<Record<SchemeDetail['state'], Part>> = { trial: 'trial', legal: 'trial', consultation: 'comments', approval: 'comments' };
const ASKED: readonly Asked[] = ['withdraw', 'return', 'pass', 'approve'];

/** The steps this person may take now, the one that goes on last and alone in full colour. */
function Actions({ scheme, onAsk }: { scheme: SchemeDetail; onAsk: (step: Asked) => void }) {
  const desk = useSchemeDesk.getState();
  const tryIt = useAction(async () => {
    await desk.tryIt();
    toast(words.done.try, 'check');
  });
  const submit = useAction(async () => {
    await desk.submit();
    toast(words.done.submit, 'check');
  });
  const close = useAction(async () => {
    await desk.close();
    toast(words.done.close, 'check');
  });
  const may = (event: SchemeDetail['may'][number]) => scheme.may.includes(event);
  const trouble = tryIt.error ?? submit.error ?? close.error;
  const main = (step: Asked) => step === 'pass' || step === 'approve';
  const open = scheme.consultationId;
  return (
    <>
      {trouble && <InlineError error={trouble} />}
      {open && (
        <Btn kind='ghost' size='s' onClick={() => void openSite(`/#${PAGES.consultation}?id=${open}`)}>
          {words.actions.public}
        </Btn>
      )}
      {ASKED.filter((s) => may(s) && !main(s)).map((s) => (
        <Btn key={s} id={`ask-${s}`} kind='text' size='s' onClick={() => onAsk(s)}>
          {words.actions[s]}
        </Btn>
      ))}
      {may('try') && (
        <Btn id='try-scheme' kind={may('submit') ? 'ghost' : 'primary'} size='s' busy={tryIt.busy} onClick={() => void tryIt.run()}>
          {scheme.trial ? words.actions.again : words.actions.try}
        </Btn>
      )}
      {may('submit') && (
        <Btn id='submit-scheme' size='s' busy={submit.busy} onClick={() => void submit.run()}>
          {words.actions.submit}
        </Btn>
      )}
      {may('close') && (
        <Btn id='close-scheme' size='s' busy={close.busy} onClick={() => void close.run()}>
          {words.actions.close}
        </Btn>
      )}
      {ASKED.filter((s) => may(s) && main(s)).map((s) => (
        <Btn key={s} id={`ask-${s}`} size='s' onClick={() => onAsk(s)}>
          {words.actions[s]}
        </Btn>
      ))}
    </>
  );
}
function Body({ scheme }: { scheme: SchemeDetail }) {
  // null: as the state suggests, so that the page follows the scheme until somebody chooses
  const [chosen, setChosen] = useState<Part | null>(null);
  const part = chosen ?? FIRST[scheme.state] ?? 'content';
  const { tabs } = words;
  return (
    <>
      <SchemeFlow state={scheme.state} />
      <Panes>
        <Box>
          <Box className='mt1 scheme__tabs'>
            <Segment
              label={tabs.label}
              value={part}
              options={[
                { value: 'content', text: tabs.content },
                { value: 'trial', text: tabs.trial },
                { value: 'comments', text: tabs.comments },
              ]}
              onChange={setChosen}
            />
          </Box>
          {part === 'content' && <Editor key={scheme.id} scheme={scheme} />}
          {part === 'trial' && <TrialPart scheme={scheme} />}
          {part === 'comments' && <Comments scheme={scheme} />}
        </Box>
        <Aside scheme={scheme} />
      </Panes>
    </>
  );
}
function Loaded({ id }: { id: string }) {
  const { data, error } = useSchemeDesk((s) => s.one);
  const load = useSchemeDesk((s) => s.loadOne);
  useShown(() => void load(id));
  return (
    <Fetched data={data?.id === id ? data : null} error={error} onRetry={() => void load(id)}>
      {(scheme) => <Body scheme={scheme} />}
    </Fetched>
  );
}

/** 30 评价方案: one scheme from its draft to its day. */
export default function SchemeDesk() {
  const { id = '' } = useRouter().params;
  const held = useSchemeDesk((s) => s.one.data);
  const scheme = held?.id === id ? held : null;
  const [asked, setAsked] = useState<Asked | null>(null);
  return (
    <Desk
      current='schemes'
      title={words.title}
      lead={scheme ? words.lead(scheme.title, scheme.present.title) : undefined}
      roles={['operator', 'reviewer', 'auditor']}
      actions={() => scheme && <Actions scheme={scheme} onAsk={setAsked} />}
      overlay={asked && scheme && <StepSheet step={asked} scheme={scheme} onClose={() => setAsked(null)} />}
    >
      {() => <Loaded id={id} />}
    </Desk>
  );
}
