import type { Role } from '@binhai/shared/contract/http';
import type { ReactNode } from 'react';
import { credit as words } from '../copy/credit';
import { leave as leaveWords } from '../copy/rights';
import { go } from '../platform/router';
import { say } from '../platform/time';
import { type Account, useAccount } from '../stores/account';
import { leaveFor } from '../stores/return-to';
import { useSession } from '../stores/session';
import { useAction } from '../stores/use-action';
import { EmptyState, ErrorState, SkeletonList } from '../ui';
import { PAGES } from './paths';

/** What a page needs to know about the person before it asks the server for anything of theirs. */
export type Need = 'login' | 'basic' | 'high';
const RESIDENT: readonly Role[] = ['resident'];
export type Standing = 'unknown' | 'guest' | 'failed' | 'other_role' | 'leaving' | 'no_real_name' | 'need_high' | 'ready';

/** Where the person stands against a need. `failed`: the account could not be fetched. */
export function standing(
  state: 'unknown' | 'guest' | 'signed_in',
  me: { data: Account | null; error: unknown },
  need: Need,
  roles: readonly Role[] = RESIDENT,
): Standing {
  if (state === 'unknown') return 'unknown';
  if (state === 'guest') return 'guest';
  const account = me.data;
  if (!account) return me.error ? 'failed' : 'unknown';
  if (account.leavesAt) return 'leaving';
  if (!roles.includes(account.role)) return 'other_role';
  if (need === 'login') return 'ready';
  if (account.assurance === 'none') return 'no_real_name';
  if (need === 'high' && !(account.assurance === 'high' && account.highOnThisDevice)) return 'need_high';
  return 'ready';
}
export const useStanding = (need: Need, roles?: readonly Role[]): Standing => {
  const state = useSession((s) => s.state);
  const me = useAccount((s) => s.me);
  return standing(state, me, need, roles);
};

type Sentences = { title: string; text: string };
export type GateP = {
  need: Need;
  /** In which roles the page is for; a resident's own by itself. */
  roles?: readonly Role[];
  children: (me: Account) => ReactNode;
  loading?: ReactNode;
  /** What a guest would find here; else the sentence of the credit tab. */
  guest?: Sentences;
  noRealName?: Sentences;
};
/**
 * Lets through who may see the page; tells everybody else what comes first, with the way there and back. One gate for guest, not real-named,
 * not confirmed on this device, acting for an organisation.
 */
export function Gate({ need, roles, children, loading, guest = words.guest, noRealName = words.noRealName }: GateP) {
  const at = useStanding(need, roles);
  const me = useAccount((s) => s.me);
  const load = useAccount((s) => s.load);
  const toResident = useAction(() => useSession.getState().switchRole(null));
  switch (at) {
    case 'unknown':
      return <>{loading ?? <SkeletonList />}</>;
    case 'failed':
      return me.error ? <ErrorState error={me.error} onRetry={() => void load()} /> : null;
    case 'guest':
      return <EmptyState title={guest.title} text={guest.text} action={words.guest.action} onAction={() => void leaveFor(PAGES.login)} />;
    case 'leaving':
      return (
        <EmptyState
          title={leaveWords.waiting}
          text={leaveWords.waitingText(say.dayAndTime(me.data?.leavesAt ?? ''))}
          action={leaveWords.see}
          onAction={() => void go(PAGES.leave)}
        />
      );
    case 'other_role':
      return (
        <EmptyState
          title={words.otherRole.title}
          text={toResident.error?.sentence ?? words.otherRole.text}
          action={words.otherRole.action}
          onAction={() => void toResident.run()}
        />
      );
    case 'no_real_name':
      return <EmptyState title={noRealName.title} text={noRealName.text} action={words.noRealName.action} onAction={() => void leaveFor(PAGES.realName)} />;
    case 'need_high':
      return <EmptyState title={words.needHigh.title} text={words.needHigh.text} action={words.needHigh.action} onAction={() => void leaveFor(PAGES.high)} />;
    default:
      return me.data ? children(me.data) : null;
  }
}
