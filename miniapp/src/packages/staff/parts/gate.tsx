import type { Role } from '@binhai/shared/contract/http';
import type { ReactNode } from 'react';
import { ROLE_TITLES } from '../../../copy/me';
import { gate as words } from '../../../copy/staff';
import { type Account, useAccount } from '../../../stores/account';
import { leaveFor } from '../../../stores/return-to';
import { useSession } from '../../../stores/session';
import { useAction } from '../../../stores/use-action';
import { EmptyState, ErrorState, SkeletonList } from '../../../ui';
import { DESKS } from '../paths';

/** Lets through who acts in one of the roles; tells everybody else the way: log in with the authenticator, take up the role, or another account. */
export function DeskGate({ roles, children }: { roles: readonly Role[]; children: (me: Account) => ReactNode }) {
  const state = useSession((s) => s.state);
  const { data: me, error } = useAccount((s) => s.me);
  const load = useAccount((s) => s.load);
  const take = useAction((id: string) => useSession.getState().switchRole(id));
  const leave = useAction(async () => {
    await useSession.getState().logout(false);
    await leaveFor(DESKS.login);
  });
  if (state === 'guest')
    return <EmptyState full title={words.guest.title} text={words.guest.text} action={words.guest.action} onAction={() => void leaveFor(DESKS.login)} />;
  if (!me) return error ? <ErrorState full error={error} onRetry={() => void load()} /> : <SkeletonList />;
  if (roles.includes(me.role)) return <>{children(me)}</>;
  const fitting = me.memberships.find((m) => roles.includes(m.role));
  if (!fitting)
    return (
      <EmptyState
        full
        title={words.wrongRole.title}
        text={words.wrongRole.text(ROLE_TITLES[me.role], roles.map((r) => ROLE_TITLES[r]).join('、'))}
        action={words.wrongRole.action}
        onAction={() => void leave.run()}
      />
    );
  const refused = take.error?.code === 'auth_forbidden'; // the session was opened without the authenticator
  return (
    <EmptyState
      full
      title={words.otherRole.title(ROLE_TITLES[fitting.role])}
      text={take.error ? `${take.error.sentence}。${take.error.wayOut}` : words.otherRole.text(fitting.organisation)}
      action={refused ? words.wrongRole.action : words.otherRole.action}
      onAction={() => void (refused ? leave.run() : take.run(fitting.id))}
    />
  );
}
