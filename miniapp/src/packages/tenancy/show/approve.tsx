import type { ViewerLine } from '@binhai/shared/contract/tenancy';
import { approve as words } from '../../../copy/tenancy';
import { say } from '../../../platform/time';
import { type OwnCertificate, useCertificates } from '../../../stores/certificates';
import { useAction } from '../../../stores/use-action';
import { Box, Btn, Btns, Card, InlineError, NoticeBar, Pairs, Sheet, Txt } from '../../../ui';

/** 08#approve: both answers of equal weight, and what each means. */
export function Approve({ certificate: c, viewer: v, onClose }: { certificate: OwnCertificate; viewer: ViewerLine; onClose: () => void }) {
  const answer = useAction(async (allow: boolean) => {
    await useCertificates.getState().answer(c.id, v.id, allow);
    onClose();
  });
  return (
    <Sheet title={words.title} onClose={onClose}>
      <Txt block className='sub muted'>
        {words.opened(say.time(v.askedAt))}
      </Txt>
      <Card className='mt3'>
        <Txt block strong>
          {v.agency ? v.as : `${words.self}　${v.as}`}
        </Txt>
        <Txt block className='sub muted'>
          {v.agency ? words.agent : words.phone(v.maskedPhone)}
        </Txt>
      </Card>
      <Box className='mt3'>
        <Pairs
          rows={[
            { k: words.sees, v: words.seen(c.title, c.maskedName) },
            { k: words.refuse, v: words.refused },
            { k: words.left, v: words.people(c.viewersMost - c.viewersUsed) },
          ]}
        />
      </Box>
      <NoticeBar icon='info' className='mt3'>
        {words.note}
      </NoticeBar>
      {answer.error && (
        <Box className='mt3'>
          <InlineError error={answer.error} />
        </Box>
      )}
      <Box className='mt4'>
        <Btns>
          <Btn id='refuse' kind='ghost' busy={answer.busy} onClick={() => void answer.run(false)}>
            {words.refuse}
          </Btn>
          <Btn id='allow' busy={answer.busy} onClick={() => void answer.run(true)}>
            {words.yes}
          </Btn>
        </Btns>
      </Box>
    </Sheet>
  );
}
