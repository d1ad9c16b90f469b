import { daysBetween } from '@binhai/shared/dates/dates';
import { credit } from '../../../copy/credit';
import { say } from '../../../platform/time';
import type { RecordDetail } from '../../../stores/credit';
import { Box, Txt } from '../../../ui';
import './publicity-bar.scss';

const words = credit.record;
type Publicity = NonNullable<RecordDetail['publicity']>;

/** The publicity period as a line: first day, earliest day of repair, last day, and where today stands. The dates are the server's (DESIGN 10). */
export function PublicityBar({ publicity: p }: { publicity: Publicity }) {
  const whole = p.lastDay ? Math.max(1, daysBetween(p.firstDay, p.lastDay)) : undefined;
  const at = (day: string): string => `${Math.round(Math.min(1, Math.max(0, daysBetween(p.firstDay, day) / (whole ?? 1))) * 1000) / 10}%`;
  const end = p.lastDay ? say.date(p.lastDay) : words.noEnd;
  return (
    <Box role='img' label={`${words.publicityLabel(say.date(p.firstDay), end)}，${words.today} ${say.date(p.today)}`} className='card pub'>
      {whole && (
        <Box className='pub__line'>
          <Box className='pub__past' style={{ width: at(p.today) }} />
          {p.earliestRepairDay && <Box className='pub__mark' style={{ left: at(p.earliestRepairDay) }} />}
          <Box className='pub__now' style={{ left: at(p.today) }} />
        </Box>
      )}
      <Box className='row row--between row--wrap cap muted'>
        <Txt>{say.date(p.firstDay)}</Txt>
        <Txt className='signal b'>{`${words.today} ${say.day(p.today)}`}</Txt>
        <Txt>{end}</Txt>
      </Box>
    </Box>
  );
}
