import type { ViewerLine } from '@binhai/shared/contract/tenancy';
import { useState } from 'react';
import { giveProof as words } from '../../../copy/tenancy';
import { type OwnCertificate, useCertificates } from '../../../stores/certificates';
import { toast } from '../../../stores/toast';
import { useAction } from '../../../stores/use-action';
import { Box, Btn, Btns, Choice, InlineError, NoticeBar, Pairs, Sheet, Txt } from '../../../ui';

/** What the viewer may keep, before it leaves the tenant's hands: what it says, how long, and that the name may stay out. */
export function GiveProof({ certificate: c, viewer: v, onClose }: { certificate: OwnCertificate; viewer: ViewerLine; onClose: () => void }) {
  const [named, setNamed] = useState(true);
  const give = useAction(async () => {
    await useCertificates.getState().giveProof(c.id, v.id, named);
    toast(words.done, 'check');
    onClose();
  });
  return (
    <Sheet title={words.title} onClose={onClose}>
      <Txt block className='t2 mt2'>
        {words.lead(v.as)}
      </Txt>
      <Box className='mt3'>
        <Pairs
          rows={[
            { k: words.says, v: words.saysText(c.title, named ? c.maskedName : '') },
            { k: words.long, v: words.longText },
            { k: words.after, v: words.afterText },
          ]}
        />
      </Box>
      <Box className='mt3'>
        <Choice id='named' kind='checkbox' label={words.named(c.maskedName)} checked={named} onChange={setNamed} />
      </Box>
      <NoticeBar icon='info' className='mt3'>
        {words.note}
      </NoticeBar>
      {give.error && (
        <Box className='mt3'>
          <InlineError error={give.error} />
        </Box>
      )}
      <Box className='mt4'>
        <Btns>
          <Btn kind='ghost' onClick={onClose}>
            {words.keep}
          </Btn>
          <Btn id='give' busy={give.busy} onClick={() => void give.run()}>
            {words.yes}
          </Btn>
        </Btns>
      </Box>
    </Sheet>
  );
}
