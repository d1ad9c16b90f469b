import { repair as words } from '../../../copy/repair';
import { pickFile, pickPhoto } from '../../../platform/files';
import { type Repair, useRepairs } from '../../../stores/repairs';
import { toast } from '../../../stores/toast';
import { useAction } from '../../../stores/use-action';
import { Box, Btn, Btns, Card, Choice, InlineError, NoticeBar, Section, StepBar, Title, Txt } from '../../../ui';

const size = (bytes: number): string => (bytes >= 1_048_576 ? `${(bytes / 1_048_576).toFixed(1)} MB` : `${Math.max(1, Math.round(bytes / 1024))} KB`);

/** The first of the two materials: one photo or one PDF; another one takes its place. */
export function Proof({ repair: { id, proof } }: { repair: Repair }) {
  const put = useAction(async (pick: () => Promise<Uint8Array | null>) => {
    const bytes = await pick();
    if (!bytes) return;
    await useRepairs.getState().putProof(id, bytes);
    toast(words.proof.saved, 'check');
  });
  return (
    <Section title={words.proof.title} note={words.proof.note}>
      <Card>
        {proof && (
          <NoticeBar tone='success' icon='check'>
            {words.proof.done(size(proof.bytes))}
          </NoticeBar>
        )}
        <Box className={proof ? 'mt3' : ''}>
          <Btns>
            <Btn id='photo' kind='ghost' icon='camera' busy={put.busy} onClick={() => void put.run(pickPhoto)}>
              {proof ? words.proof.again : words.proof.photo}
            </Btn>
            <Btn id='pdf' kind='ghost' icon='doc' busy={put.busy} onClick={() => void put.run(pickFile)}>
              {words.proof.pdf}
            </Btn>
          </Btns>
        </Box>
        <Txt block className='cap muted mt2'>
          {words.proof.hint}
        </Txt>
        {put.error && (
          <Box className='mt3'>
            <InlineError error={put.error} />
          </Box>
        )}
      </Card>
    </Section>
  );
}
/** 11#form and 11#promise on one page: nothing to turn between, and what was typed is on the server. */
export function Form({ repair, agreed, onAgree }: { repair: Repair; agreed: boolean; onAgree: (yes: boolean) => void }) {
  const { record, pledge, proof } = repair;
  return (
    <>
      <Card>
        <StepBar steps={words.steps} current={proof ? (agreed ? 3 : 2) : 1} />
      </Card>
      <Box className='mt4'>
        <Title>{record.title}</Title>
        <Txt block className='sub muted mt1'>
          {[record.unit, record.documentNumber].filter(Boolean).join('　')}
        </Txt>
      </Box>
      <Proof repair={repair} />
      <Section title={words.pledge.title} note={words.pledge.note}>
        <Card>
          <Txt block>{pledge.text}</Txt>
          <Txt block className='cap muted mt2'>
            {words.pledge.version(pledge.version)}
          </Txt>
          <Choice id='agree' className='mt3' kind='checkbox' name='agree' label={words.pledge.agree} checked={agreed} onChange={onAgree} />
        </Card>
        <Txt block className='cap muted mt2'>
          {words.pledge.hint}
        </Txt>
      </Section>
      <NoticeBar className='mt3'>{words.noPapers}</NoticeBar>
    </>
  );
}
