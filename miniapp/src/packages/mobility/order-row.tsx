import type { DepositOrder } from '@binhai/shared/contract/deposit';
import { deposits as words } from '../../copy/deposit';
import { say } from '../../platform/time';
import { Box, StatusTag, Txt } from '../../ui';
import './order-row.scss';

/** 11 月 24 日 18:02 至 18:20; the day of the end only where it is another. */
function span({ startedAt, endedAt }: DepositOrder): string {
  const end = endedAt && (say.date(endedAt) === say.date(startedAt) ? say.time(endedAt) : say.dayAndTime(endedAt));
  return words.span(say.dayAndTime(startedAt), end);
}
const tagOf = ({ endedAt, released }: DepositOrder) =>
  released
    ? ({ tone: 'success', text: words.released } as const)
    : endedAt
      ? ({ tone: 'warn', text: words.held } as const)
      : ({ tone: 'info', text: words.using } as const);

/** One use: number, start, end, whether the deposit is released. Nothing else is known. */
export const OrderRow = ({ order }: { order: DepositOrder }) => (
  <Box className='cell use'>
    <Box className='cell__body'>
      <Txt block className='cell__title cell__title--b'>
        {order.operator}
      </Txt>
      <Txt block className='cell__desc num use__no'>
        {words.number(order.number)}
      </Txt>
      <Txt block className='cell__desc'>
        {span(order)}
      </Txt>
    </Box>
    <StatusTag {...tagOf(order)} />
  </Box>
);
