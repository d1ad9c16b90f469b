import { consultation } from '../../../copy/scheme';
import { say } from '../../../platform/time';
import type { Consultation } from '../../../stores/schemes';
import { Box, Txt } from '../../../ui';

const words = consultation.answers;
type A = Consultation['answered'][number]['answer'];

/** What the centre answered. */
export const Answer = ({ answer }: { answer: A }) => (
  <Box className='cans mt2'>
    <Txt strong>{`${words.verdict[answer.verdict]}。`}</Txt>
    <Txt>{answer.text}</Txt>
    <Txt block className='cap muted mt1'>
      {words.answered(say.day(answer.on))}
    </Txt>
  </Box>
);
