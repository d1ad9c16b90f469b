import { useState } from 'react';
import { counter as words } from '../../../copy/counter';
import { PAGES } from '../../../parts/paths';
import { Screen } from '../../../parts/screen';
import { replace } from '../../../platform/router';
import { useCounter } from '../../../stores/counter';
import { useAction } from '../../../stores/use-action';
import { ActionBar, Box, Btn, CODE_LENGTH, Code, CodeKeypad, NoticeBar, Txt } from '../../../ui';
import { CounterGate, Refusal } from '../parts';

export default function CounterType() {
  const [code, setCode] = useState('');
  const scan = useAction(async () => {
    await useCounter.getState().scan(code);
    await replace(PAGES.counterConfirm);
  });
  const again = () => {
    scan.clear();
    setCode('');
  };
  if (scan.error) {
    return (
      <Screen title={words.refused.title} nav='none' flush>
        <Refusal error={scan.error} onAgain={again} />
      </Screen>
    );
  }
  const missing = CODE_LENGTH - code.length;
  const bar = (
    <ActionBar>
      <Btn id='check-code' size='xl' block disabled={missing > 0} busy={scan.busy} onClick={() => void scan.run()}>
        {missing > 0 ? words.type.missing(missing) : words.type.submit}
      </Btn>
    </ActionBar>
  );
  return (
    <Screen title={words.type.title} bar={bar}>
      <CounterGate>
        {() => (
          <>
            <Txt block className='t2'>
              {words.type.ask}
            </Txt>
            <Box className='mt3'>
              <Code value={code} typing />
            </Box>
            <Box className='mt3'>
              <NoticeBar icon='info'>{words.type.hint}</NoticeBar>
            </Box>
            <Box className='mt4'>
              <CodeKeypad value={code} onChange={setCode} />
            </Box>
          </>
        )}
      </CounterGate>
    </Screen>
  );
}
