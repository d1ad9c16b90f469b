import { words } from '../../../copy/partner-desk';
import { useAction } from '../../../stores/use-action';
import { Btn, Btns, InlineError, Sheet, Txt } from '../../../ui';

/** Asks once more before what cannot be taken back. `onGo` may throw ApiError, which is shown. */
export function Ask({ title, text, act, onGo, onClose }: { title: string; text: string; act: string; onGo: () => Promise<void>; onClose: () => void }) {
  const go = useAction(async () => {
    await onGo();
    onClose();
  });
  return (
    <Sheet title={title} onClose={onClose}>
      <Txt block className='t2 mt1'>
        {text}
      </Txt>
      {go.error && <InlineError error={go.error} />}
      <Btns>
        <Btn kind='ghost' size='s' onClick={onClose}>
          {words.keep}
        </Btn>
        <Btn id='ask-go' kind='danger' size='s' busy={go.busy} onClick={() => void go.run()}>
          {act}
        </Btn>
      </Btns>
    </Sheet>
  );
}
