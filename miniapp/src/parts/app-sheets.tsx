import { PRIVACY, UPDATE } from '../copy/common';
import { AGREE_BUTTON_ID, answerPrivacy, openGuideline } from '../platform/privacy';
import { updateNow } from '../platform/update';
import { useAppSheets } from '../stores/app-sheets';
import { toast } from '../stores/toast';
import { Box, Btn, Btns, Sheet, Txt } from '../ui';

/** Sheets of the app itself: WeChat's privacy question, and the word that this version is too old. One at a time. */
export function AppSheets() {
  const { privacy, tooOld } = useAppSheets();
  if (tooOld) {
    return (
      <Sheet title={tooOld.sentence}>
        <Txt block className='t2 mt2'>
          {tooOld.wayOut}
        </Txt>
        <Box className='mt4'>
          <Btn id='update-now' block icon='refresh' onClick={() => !updateNow() && toast(UPDATE.fetching, 'clock')}>
            {UPDATE.now}
          </Btn>
        </Box>
      </Sheet>
    );
  }
  if (!privacy) return null;
  return (
    <Sheet title={PRIVACY.title}>
      <Txt block className='t2 mt2'>
        {PRIVACY.text}
      </Txt>
      <Btn kind='bare' className='link' onClick={openGuideline}>
        {PRIVACY.read}
      </Btn>
      <Box className='mt3'>
        <Btns>
          <Btn id='privacy-refuse' kind='ghost' onClick={() => answerPrivacy(false)}>
            {PRIVACY.refuse}
          </Btn>
          <Btn id={AGREE_BUTTON_ID} openType='agreePrivacyAuthorization' onOpen={() => answerPrivacy(true)}>
            {PRIVACY.agree}
          </Btn>
        </Btns>
      </Box>
    </Sheet>
  );
}
