import { formatDay, localDateOf } from '@binhai/shared/dates/dates';
import { formatFen } from '@binhai/shared/rules/money';
import { clerks } from '../../../copy/clerks';
import { counter as words } from '../../../copy/counter';
import { statements } from '../../../copy/statements';
import { terminals } from '../../../copy/terminals';
import { PAGES } from '../../../parts/paths';
import { Screen } from '../../../parts/screen';
import { useShown } from '../../../parts/visit';
import { go, replace } from '../../../platform/router';
import { now, say } from '../../../platform/time';
import { useAccount } from '../../../stores/account';
import { type Today as Day, type Redemption, useCounter } from '../../../stores/counter';
import { ActionBar, Box, Btn, Btns, EmptyState, Fetched, Item, List, ListCell, TodayRow, Totals, Txt } from '../../../ui';
import { CounterGate } from '../parts';

const w = words.today;
const TAG = { partly_reversed: w.part, reversed: w.whole, redeemed: undefined } as const;
const textOf = (r: Redemption): string => [r.maskedName, r.heads === null ? '' : w.heads_(r.heads), r.clerk].filter(Boolean).join('　');

function Rows({ data, manager }: { data: Day; manager: boolean }) {
  const busy = useCounter((s) => s.today.busy);
  if (data.items.length === 0) return <EmptyState title={w.empty.title} text={w.empty.text} />;
  return (
    <>
      <Totals
        items={[
          { n: String(data.redemptions), t: w.redeemed },
          { n: formatFen(data.reliefFen), t: w.relief },
          { n: String(data.heads), t: w.heads },
        ]}
      />
      <Box className='row row--between mt3 mb2'>
        <Txt className='sub muted'>{`${formatDay(localDateOf(now()))}　${data.shop}`}</Txt>
        <Txt className='sub muted'>{w.order}</Txt>
      </Box>
      <List label={w.title}>
        {data.items.map((r) => (
          <Item key={r.id}>
            <TodayRow
              time={say.time(r.at)}
              title={r.title}
              text={textOf(r)}
              {...(r.reliefFen !== null && { amount: formatFen(-r.reliefFen) })}
              {...(TAG[r.state] && { tag: TAG[r.state] })}
              {...(manager && r.state !== 'reversed' && { onClick: () => void go(PAGES.counterReverse, { id: r.id }) })}
            />
          </Item>
        ))}
      </List>
      {data.next && (
        <Box className='mt3'>
          <Btn kind='quiet' busy={busy} block onClick={() => void useCounter.getState().moreToday()}>
            {w.more}
          </Btn>
        </Box>
      )}
    </>
  );
}

function Today({ manager }: { manager: boolean }) {
  const { data, error } = useCounter((s) => s.today);
  const load = () => void useCounter.getState().loadToday();
  useShown(load);
  return (
    <>
      <Fetched data={data} error={error} onRetry={load}>
        {(day) => <Rows data={day} manager={manager} />}
      </Fetched>
      {manager && (
        <List className='mt4'>
          <Item>
            <ListCell id='clerks' icon='user' iconTone='plain' title={clerks.open} onClick={() => void go(PAGES.clerks)} />
          </Item>
          <Item>
            <ListCell id='terminals' icon='devices' iconTone='plain' title={terminals.open} onClick={() => void go(PAGES.terminals)} />
          </Item>
        </List>
      )}
    </>
  );
}
export default function CounterToday() {
  const isManager = useAccount((s) => s.me.data?.role === 'manager');
  const bar = (
    <ActionBar>
      <Btns>
        {isManager && (
          <Btn id='open-statements' kind='ghost' icon='doc' onClick={() => void go(PAGES.statements)}>
            {statements.open}
          </Btn>
        )}
        <Btn icon='scan' onClick={() => void replace(PAGES.counter)}>
          {w.go}
        </Btn>
      </Btns>
    </ActionBar>
  );
  return (
    <Screen title={w.title} bar={bar}>
      <CounterGate>{(me) => <Today manager={me.role === 'manager'} />}</CounterGate>
    </Screen>
  );
}
