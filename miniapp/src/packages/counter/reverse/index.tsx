import { reverse as reversal } from '@binhai/shared/rules/benefit';
import { formatFen } from '@binhai/shared/rules/money';
import { useDidShow, useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { counter as words } from '../../../copy/counter';
import { PAGES } from '../../../parts/paths';
import { Screen } from '../../../parts/screen';
import { back, replace } from '../../../platform/router';
import { say } from '../../../platform/time';
import { type Redemption, useCounter } from '../../../stores/counter';
import { useAction } from '../../../stores/use-action';
import {
  ActionBar,
  AmountSum,
  Box,
  Btn,
  Btns,
  Card,
  EmptyState,
  Field,
  FilterChips,
  InlineError,
  NavBar,
  NoticeBar,
  Pairs,
  RedeemResult,
  Section,
  Stepper,
  type Sum,
  Title,
} from '../../../ui';
import { CounterGate } from '../parts';

const w = words.reverse;
const OTHER = 'other';
const REASONS = [...w.reasons.map((r) => ({ value: r, text: r })), { value: OTHER, text: w.other }];

/** What comes back, by the same arithmetic and terms the server books with. */
function sumsOf(r: Redemption, heads: number | null): Sum[] {
  const taken = reversal(r.benefit, r, heads);
  if (!taken.ok || taken.refundFen === null || taken.reliefBackFen === null) return [];
  return [
    { k: w.refund, v: formatFen(taken.refundFen), kind: 'pay' },
    { k: w.back, v: formatFen(-taken.reliefBackFen), kind: 'off' },
  ];
}

function Form({ redemption: r, onDone }: { redemption: Redemption; onDone: () => void }) {
  const max = r.heads ?? 1;
  const [heads, setHeads] = useState(1);
  const [reason, setReason] = useState<string>(w.reasons[0]);
  const [text, setText] = useState('');
  const part = r.heads === null || heads === max ? null : heads;
  const why = reason === OTHER ? text.trim() : reason;
  const send = useAction(async () => {
    await useCounter.getState().reverse({ redemptionId: r.id, heads: part, reason: why });
    await useCounter.getState().loadToday();
    onDone();
  });
  const bar = (
    <ActionBar>
      <Btns>
        <Btn kind='ghost' onClick={() => void back()}>
          {w.keep}
        </Btn>
        <Btn id='reverse' kind='danger' busy={send.busy} disabled={why.length < 2} onClick={() => void send.run()}>
          {w.submit(part)}
        </Btn>
      </Btns>
    </ActionBar>
  );
  const sums = sumsOf(r, part);
  return (
    <Screen title={w.title} bar={bar}>
      <Card>
        <Title level={2}>{r.title}</Title>
        <Box className='mt3'>
          <Pairs
            rows={[
              { k: words.done.time, v: `${say.stamp(r.at)}　${r.maskedName}` },
              { k: words.done.receipt, v: r.id },
              { k: words.clerk('clerk'), v: `${r.clerk}　${r.terminal.slice(0, 8)}` },
            ]}
          />
        </Box>
      </Card>
      {r.heads !== null && r.heads > 1 && (
        <Section title={w.which}>
          <Card>
            <Stepper label={w.which} value={heads} min={1} max={max} unit='位' onChange={setHeads} />
          </Card>
        </Section>
      )}
      <Section title={w.why}>
        <FilterChips label={w.why} options={REASONS} value={reason} onChange={setReason} />
        {reason === OTHER && (
          <Box className='mt3'>
            <Field id='reason' label={w.otherLabel} value={text} maxLength={200} multiline onChange={setText} />
          </Box>
        )}
      </Section>
      {sums.length > 0 && (
        <Box className='mt3'>
          <AmountSum rows={sums} />
        </Box>
      )}
      <Box className='mt3'>{send.error ? <InlineError error={send.error} onRetry={() => void send.run()} /> : <NoticeBar icon='info'>{w.note}</NoticeBar>}</Box>
    </Screen>
  );
}

export default function CounterReverse() {
  const { id } = useRouter().params;
  const today = useCounter((s) => s.today);
  const [done, setDone] = useState(false);
  useDidShow(() => {
    if (!useCounter.getState().today.data) void useCounter.getState().loadToday();
  });
  const toToday = () => void replace(PAGES.counterToday);
  if (done) {
    return (
      <Screen title={w.done.title} nav='none' flush>
        <RedeemResult
          kind='back'
          nav={<NavBar title={w.done.title} tone='clear' back={false} />}
          title={w.done.title}
          action={w.done.back}
          onAction={toToday}
        />
      </Screen>
    );
  }
  const redemption = today.data?.items.find((r) => r.id === id);
  if (redemption) return <Form redemption={redemption} onDone={() => setDone(true)} />;
  return (
    <Screen title={w.title} busy={today.busy}>
      <CounterGate>
        {(me) => (
          <EmptyState
            title={me.role === 'manager' ? w.gone.title : w.onlyManager}
            text={me.role === 'manager' ? w.gone.text : ''}
            action={w.done.back}
            onAction={toToday}
          />
        )}
      </CounterGate>
    </Screen>
  );
}
