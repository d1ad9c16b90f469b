import { type BenefitSums, preview } from '@binhai/shared/rules/benefit';
import { formatFen, parseMoney } from '@binhai/shared/rules/money';
import { useDidShow, useUnload } from '@tarojs/taro';
import { useEffect, useState } from 'react';
import { counter as words } from '../../../copy/counter';
import { PAGES } from '../../../parts/paths';
import { Screen } from '../../../parts/screen';
import { replace } from '../../../platform/router';
import { say } from '../../../platform/time';
import { type Lock, type Redemption, useCounter } from '../../../stores/counter';
import { useAction } from '../../../stores/use-action';
import { ActionBar, AmountAsk, AmountSum, Box, Btn, EmptyState, NavBar, NoticeBar, RedeemResult, StatusTag, type Sum, Title, Txt } from '../../../ui';
import { CounterGate, Refusal, Unanswered } from '../parts';

const RETURN_AFTER = 8;
const w = words.confirm;
const toDesk = () => {
  useCounter.getState().next();
  void replace(PAGES.counter);
};

function Success({ done }: { done: Redemption }) {
  const [left, setLeft] = useState(RETURN_AFTER);
  useEffect(() => {
    const timer = setInterval(() => setLeft((s) => s - 1), 1000);
    return () => clearInterval(timer);
  }, []);
  useEffect(() => {
    if (left <= 0) toDesk();
  }, [left]);
  const d = words.done;
  const relief = done.reliefFen === null ? '' : `，${d.relief} ${formatFen(done.reliefFen)}`;
  return (
    <RedeemResult
      kind='success'
      nav={<NavBar title={d.title} tone='clear' back={false} />}
      title={d.title}
      {...(done.payableFen !== null && { pay: formatFen(done.payableFen) })}
      meta={[
        { k: d.offer, v: done.title },
        ...(done.heads === null ? [] : [{ k: d.heads, v: `${d.headsValue(done.heads)}${relief}` }]),
        ...(done.heads === null && done.reliefFen !== null ? [{ k: d.relief, v: formatFen(done.reliefFen) }] : []),
        { k: d.time, v: say.seconds(done.at) },
        { k: d.receipt, v: done.id },
      ]}
      action={d.next}
      onAction={toDesk}
      note={d.auto(Math.max(0, left))}
    />
  );
}

/** The bill as typed, in fen; null while it is no amount. */
const fenOf = (text: string): number | null => {
  const money = parseMoney(text, 'yuan');
  return money.ok && !money.review ? money.fen : null;
};
const rowsOf = (s: BenefitSums, lock: Lock): Sum[] => {
  if (s.payableFen === null || s.originalFen === null || s.reliefFen === null) return [];
  const price = lock.benefit.kind === 'heads' ? `　${formatFen(lock.benefit.priceFen)} × ${s.heads}` : '';
  return [
    { k: `${w.original}${price}`, v: formatFen(s.originalFen) },
    { k: w.relief, v: formatFen(-s.reliefFen), kind: 'off' },
    { k: w.payable, v: formatFen(s.payableFen), kind: 'pay' },
  ];
};

function useConfirmation(lock: Lock) {
  const most = lock.benefit.kind === 'heads' ? Math.min(lock.benefit.maxHeads, lock.headsLeft) : 1;
  const [heads, setHeads] = useState(1);
  const [bill, setBill] = useState('');
  const input = { amountFen: lock.benefit.kind === 'percent' ? fenOf(bill) : null, heads: lock.benefit.kind === 'heads' ? heads : null };
  const sums = preview(lock.benefit, input);
  const confirm = useAction(() => useCounter.getState().confirm(input));
  return { most, heads, setHeads, bill, setBill, sums: sums.ok ? sums : null, confirm };
}

function Ask({ lock, onReleased }: { lock: Lock; onReleased: () => void }) {
  const { most, heads, setHeads, bill, setBill, sums, confirm } = useConfirmation(lock);
  const release = useAction(async () => {
    await useCounter.getState().release();
    onReleased();
  });
  const pending = useCounter((s) => s.pending);
  if (pending && !confirm.busy) return <Unanswered onDone={() => undefined} />;
  const refused = confirm.error ?? release.error;
  if (refused) return <Refusal error={refused} onAgain={toDesk} />;
  const { benefit } = lock;
  const rows = sums ? rowsOf(sums, lock) : [];
  const bar = (
    <ActionBar>
      <Btn id='confirm' size='xl' block disabled={!sums || release.busy} busy={confirm.busy} onClick={() => void confirm.run()}>
        {sums?.payableFen != null ? w.submitPay(sums.payableFen) : w.submit}
      </Btn>
      <Btn id='release' kind='text' block disabled={confirm.busy} busy={release.busy} onClick={() => void release.run()}>
        {w.release}
      </Btn>
    </ActionBar>
  );
  return (
    <Screen title={w.title} bar={bar} barRows={2}>
      <StatusTag tone='success' icon='check' text={w.locked} large />
      <Box className='mt3'>
        <Title level={2}>{lock.title}</Title>
        <Txt block className='t2 mt1'>
          {[lock.maskedName, lock.subtitle].filter(Boolean).join('　')}
        </Txt>
      </Box>
      <Box className='mt3'>
        {benefit.kind === 'heads' && <AmountAsk kind='count' title={w.heads} note={w.each(benefit.priceFen)} value={heads} max={most} onChange={setHeads} />}
        {benefit.kind === 'percent' && (
          <AmountAsk kind='amount' title={w.bill} note={w.billNote} value={bill} {...(bill && !sums && { error: w.billWrong })} onChange={setBill} />
        )}
        {benefit.kind === 'fixed' && <NoticeBar icon='check'>{benefit.text}</NoticeBar>}
      </Box>
      {rows.length > 0 && (
        <Box className='mt3'>
          <AmountSum rows={rows} />
        </Box>
      )}
      {benefit.kind !== 'fixed' && (
        <Box className='mt3'>
          <NoticeBar icon='info'>{w.first}</NoticeBar>
        </Box>
      )}
    </Screen>
  );
}

const Released = () => {
  const { title, say: sentence, more } = words.released;
  return (
    <RedeemResult
      kind='back'
      nav={<NavBar title={title} tone='clear' back={false} />}
      title={title}
      say={sentence}
      more={more}
      action={words.done.next}
      onAction={toDesk}
    />
  );
};

export default function CounterConfirm() {
  const { lock, result, pending } = useCounter();
  const [released, setReleased] = useState(false);
  useDidShow(() => setReleased(false));
  // a voucher that is left behind is free again at once, unless its confirmation is on the way
  useUnload(() => {
    const s = useCounter.getState();
    if (s.lock && !s.pending && !s.result) void s.release().catch(() => s.next());
  });
  const full = (node: JSX.Element) => (
    <Screen title={w.title} nav='none' flush>
      <CounterGate>{() => node}</CounterGate>
    </Screen>
  );
  if (released) return full(<Released />);
  if (result) return full(<Success done={result} />);
  if (lock) return <Ask lock={lock} onReleased={() => setReleased(true)} />;
  if (pending) return full(<Unanswered onDone={() => undefined} />);
  return full(<EmptyState title={w.gone.title} text={w.gone.text} action={w.gone.action} onAction={toDesk} full />);
}
