import { type ReactNode, useEffect } from 'react';
import type { ApiError } from '../../api/errors';
import { counter as words } from '../../copy/counter';
import { PAGES } from '../../parts/paths';
import { go, replace, TABS } from '../../platform/router';
import { say } from '../../platform/time';
import { type Account, useAccount } from '../../stores/account';
import { useCounter } from '../../stores/counter';
import { leaveFor } from '../../stores/return-to';
import { useSession } from '../../stores/session';
import { useTerminals } from '../../stores/terminals';
import { useAction } from '../../stores/use-action';
import { EmptyState, ErrorState, NavBar, RedeemResult, SkeletonList, Txt } from '../../ui';

export const isClerk = (me: Account | null): me is Account => me?.role === 'clerk' || me?.role === 'manager';

/** A shared terminal nobody works at: its first page opens by itself. */
function ToTakeOver() {
  useEffect(() => {
    void replace(PAGES.takeOver);
  }, []);
  return <SkeletonList />;
}
/** Lets through a clerk or a manager; everybody else is told how to become one here. */
export function CounterGate({ children }: { children: (me: Account) => ReactNode }) {
  const state = useSession((s) => s.state);
  const me = useAccount((s) => s.me);
  const shared = useTerminals((s) => s.token !== null);
  if (state === 'guest' && shared) return <ToTakeOver />;
  if (state === 'guest') {
    const { title, text, action } = words.guest;
    return <EmptyState title={title} text={text} action={action} onAction={() => void leaveFor(PAGES.login)} full />;
  }
  if (me.error && !me.data) return <ErrorState error={me.error} onRetry={() => void useAccount.getState().load()} full />;
  if (!me.data) return <SkeletonList />;
  if (isClerk(me.data)) return <>{children(me.data)}</>;
  const { title, text, action, join } = words.gate;
  return (
    <EmptyState title={title} text={text} action={action} onAction={() => void go(TABS.me)} second={join} onSecond={() => void go(PAGES.clerkJoin)} full />
  );
}

/** Why this one cannot be redeemed, what to do, and what to say to the customer: stays until the clerk goes on. */
export function Refusal({ error, onAgain }: { error: ApiError; onAgain: () => void }) {
  const { at, place } = error.detail ?? {};
  const saying = words.refused.saying(error.code);
  const meta = [...(at ? [{ k: words.refused.at, v: say.dateAndTime(at) }] : []), ...(place ? [{ k: words.refused.place, v: place }] : [])];
  return (
    <RedeemResult
      kind='stop'
      nav={<NavBar title={words.refused.title} tone='clear' back={false} />}
      title={words.refused.title}
      say={error.sentence}
      {...(meta.length > 0 && { meta })}
      more={error.wayOut}
      action={words.refused.again}
      onAction={onAgain}
    >
      {saying && (
        <Txt block className='full__more' id='saying'>
          {saying}
        </Txt>
      )}
    </RedeemResult>
  );
}

/** A confirmation without an answer: nothing else is redeemed before its outcome is known. */
export function Unanswered({ onDone }: { onDone: () => void }) {
  const again = useAction(async () => {
    await useCounter.getState().recover();
    onDone();
  });
  const { title, say, again: retry, note } = words.unanswered;
  if (again.error && !useCounter.getState().pending) return <Refusal error={again.error} onAgain={() => void replace(PAGES.counter)} />;
  return (
    <RedeemResult
      kind='stop'
      nav={<NavBar title={title} tone='clear' back={false} />}
      title={title}
      say={again.error ? again.error.sentence : say}
      action={retry}
      onAction={() => void again.run()}
      note={note}
    />
  );
}
