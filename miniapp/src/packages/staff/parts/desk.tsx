import type { Role } from '@binhai/shared/contract/http';
import { useDidShow } from '@tarojs/taro';
import type { PropsWithChildren, ReactNode } from 'react';
import { OFFLINE } from '../../../copy/common';
import { ROLE_TITLES } from '../../../copy/me';
import { desk as words } from '../../../copy/staff';
import { AppSheets } from '../../../parts/app-sheets';
import { useVisit, VisitContext } from '../../../parts/visit';
import { replace } from '../../../platform/router';
import { focusHeading } from '../../../platform/window';
import { type Account, useAccount } from '../../../stores/account';
import { useDevice } from '../../../stores/device';
import { useSession } from '../../../stores/session';
import { useToast } from '../../../stores/toast';
import { useAction } from '../../../stores/use-action';
import { Box, Btn, Contour, cx, Icon, Item, List, OfflineBar, SandboxTag, Title, Toast, Txt } from '../../../ui';
import { DESKS } from '../paths';
import './desk.scss';
import { DeskGate } from './gate';
import { DESK_ROLES, entriesOf } from './nav';

/** Who is at the desk: unit and staff number, as residents read it in 谁查过我; the way out. */
function Foot({ me }: { me: Account }) {
  const own = me.memberships.find((m) => m.id === me.membershipId);
  const logout = useAction(async () => {
    await useSession.getState().logout(false);
    await replace(DESKS.login);
  });
  return (
    <Box className='side__foot'>
      <Txt block strong className='side__who'>
        {me.maskedName || ROLE_TITLES[me.role]}
      </Txt>
      {own && (
        <>
          <Txt block>{own.organisation}</Txt>
          <Txt block>{words.staff(ROLE_TITLES[me.role], own.staffNumber)}</Txt>
        </>
      )}
      {me.sandbox && <SandboxTag what={words.sandbox} />}
      <Btn id='desk-logout' kind='bare' className='side__out' busy={logout.busy} onClick={() => void logout.run()}>
        <Icon name='undo' size={18} />
        <Txt>{words.logout}</Txt>
      </Btn>
    </Box>
  );
}
function Side({ me, current }: { me: Account | null; current: string }) {
  const entries = me ? entriesOf(me.role) : [];
  return (
    <Box role='banner' className='side'>
      <Contour />
      <Box className='side__brand'>
        <Box className='logo' hidden />
        <Box>
          <Txt block strong>
            {words.brand}
          </Txt>
          <Txt block className='side__kind'>
            {me?.role === 'source' ? words.sourceDesk : words.title}
          </Txt>
        </Box>
      </Box>
      <Box role='navigation' label={words.navigation}>
        <List className='list--plain side__list'>
          {entries.map((e) => (
            <Item key={e.id}>
              <Btn
                id={`desk-${e.id}`}
                kind='bare'
                className={cx('side__link', e.id === current && 'is-on')}
                current={e.id === current}
                onClick={() => void replace(e.page)}
              >
                <Icon name={e.icon} size={20} />
                <Txt>{e.title}</Txt>
              </Btn>
            </Item>
          ))}
        </List>
      </Box>
      {me && <Foot me={me} />}
    </Box>
  );
}

export type DeskP = {
  /** Entry of the side navigation this page belongs to. */
  current: string;
  title: string;
  /** One line beside the title. */
  lead?: string;
  /** Buttons at the top right. */
  actions?: (me: Account) => ReactNode;
  /** Who may be here; everybody else is told the way. */
  roles: readonly Role[];
  overlay?: ReactNode;
  children: (me: Account) => ReactNode;
};
/**
 * A page of a desk: side navigation by role in use, heading, gate. Made for 1280 px; below 1024 the navigation goes on top and everything
 * stands in one column, with the word that a computer is better.
 */
export function Desk({ current, title, lead, actions, roles, overlay, children }: DeskP) {
  const me = useAccount((s) => s.me.data);
  const online = useDevice((s) => s.online);
  const note = useToast();
  const visit = useVisit();
  useDidShow(focusHeading);
  const inside = me !== null && roles.includes(me.role);
  return (
    <VisitContext.Provider value={visit}>
      <Box className='ui desk'>
        <Side me={me && DESK_ROLES.includes(me.role) ? me : null} current={current} />
        <Box role='main' className='desk__main'>
          {!online && <OfflineBar text={OFFLINE.hint} />}
          <Txt block className='desk__narrow sub'>
            {words.narrow}
          </Txt>
          <Box className='desk__top'>
            <Title level={1}>{title}</Title>
            <Txt className='desk__lead'>{inside ? lead : ''}</Txt>
            {inside && actions?.(me)}
          </Box>
          <DeskGate roles={roles}>{children}</DeskGate>
        </Box>
        {overlay}
        <AppSheets />
        <Toast text={note.text} icon={note.icon} />
      </Box>
    </VisitContext.Provider>
  );
}
/** A white card of a desk with its heading; `aside` stands at the heading's right. */
export const Pane = ({ title, aside, className, children }: PropsWithChildren<{ title?: string; aside?: ReactNode; className?: string }>) => (
  <Box role='region' label={title} className={cx('pane', className)}>
    {title && (
      <Box className='pane__head'>
        <Title>{title}</Title>
        {aside}
      </Box>
    )}
    {children}
  </Box>
);
/** Two columns: the work, and 376 px of what belongs to it. */
export const Panes = ({ children }: PropsWithChildren) => <Box className='panes'>{children}</Box>;
