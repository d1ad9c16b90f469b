import type { Role } from '@binhai/shared/contract/http';
import { useEffect, useState } from 'react';
import { HOTLINE, ROLE_TITLES, me as words } from '../../copy/me';
import { leave as leaveWords } from '../../copy/rights';
import { useStanding } from '../../parts/gate';
import { call as dial } from '../../parts/hotline';
import { PAGES } from '../../parts/paths';
import { Screen } from '../../parts/screen';
import { useVisit } from '../../parts/visit';
import { deskHome } from '../../platform/desk';
import { go, TABS } from '../../platform/router';
import { type Account, useAccount } from '../../stores/account';
import { active, useConsents } from '../../stores/consents';
import { useDevice } from '../../stores/device';
import { leaveFor } from '../../stores/return-to';
import { useSession } from '../../stores/session';
import { useAction } from '../../stores/use-action';
import { useVouchers } from '../../stores/vouchers';
import { Box, Btn, Card, Hero, Icon, InlineError, Item, List, ListCell, NavBar, NoticeBar, SandboxTag, Switch, Txt } from '../../ui';
import './index.scss';
import { LogOut, Roles } from './sheets';

function Head({ me, guest }: { me: Account | null; guest: boolean }) {
  const named = me?.maskedName ?? '';
  return (
    <Hero>
      <NavBar title={words.title} tone='clear' back={false} />
      <Box className='idc'>
        <Box className='idc__av' hidden>
          <Icon name='user' size={32} />
        </Box>
        <Box className='grow'>
          <Txt block strong className='idc__n'>
            {guest ? words.guest : named || words.unnamed}
          </Txt>
          <Txt block className='idc__l'>
            {guest ? words.guestHint : me ? words.line(me.maskedPhone, words.assurance[me.assurance]) : words.loading}
          </Txt>
        </Box>
        {guest && (
          <Btn id='to-login' kind='plain' size='s' onClick={() => void leaveFor(PAGES.login)}>
            {words.login}
          </Btn>
        )}
        {me?.assurance === 'none' && me.role === 'resident' && (
          <Btn id='to-real-name' kind='plain' size='s' onClick={() => void leaveFor(PAGES.realName)}>
            {words.realName}
          </Btn>
        )}
      </Box>
    </Hero>
  );
}
const Count = ({ id, title, n, onClick }: { id: string; title: string; n: string; onClick: () => void }) => (
  <Btn id={id} kind='bare' className='q3__c' label={words.counts.label(title, n)} onClick={onClick}>
    <Txt block className='q3__n num'>
      {n}
    </Txt>
    <Txt block className='q3__t'>
      {title}
    </Txt>
  </Btn>
);
/** The first page's count, with a plus where there are more. */
const countOf = (n: number, next: string | null): string => (next ? words.counts.more(n) : String(n));
function Counts({ high }: { high: boolean }) {
  const vouchers = useVouchers((s) => s.lists.usable.data);
  const consents = useConsents((s) => s.list.data);
  const looks = useAccount((s) => s.looks.data);
  const c = words.counts;
  const others = looks?.items.filter((l) => l.kind !== 'self').length ?? 0;
  return (
    <Card className='q3'>
      <Count
        id='my-vouchers'
        title={c.vouchers}
        n={vouchers ? countOf(vouchers.items.length, vouchers.next) : c.unknown}
        onClick={() => void go(PAGES.vouchers)}
      />
      <Count id='my-consents' title={c.consents} n={consents ? String(active(consents).length) : c.unknown} onClick={() => void go(PAGES.consents)} />
      <Count id='my-looks' title={c.looks} n={high && looks ? countOf(others, looks.next) : c.unknown} onClick={() => void go(PAGES.looks)} />
    </Card>
  );
}
type Open = 'roles' | 'logout' | null;
const AT_COUNTER: readonly Role[] = ['clerk', 'manager'];
const DESK_ROLES: readonly Role[] = ['manager', 'source', 'reviewer', 'operator', 'auditor'];
/** The way to the counter, for who works at one; the role comes with the tap. */
function CounterEntry({ me }: { me: Account }) {
  const own = me.memberships.find((m) => AT_COUNTER.includes(m.role));
  const open = useAction(async () => {
    if (own && !AT_COUNTER.includes(me.role)) await useSession.getState().switchRole(own.id);
    await go(PAGES.counter);
  });
  if (!own && !AT_COUNTER.includes(me.role)) return null;
  return (
    <Item>
      <ListCell
        id='counter'
        icon='scan'
        iconTone='plain'
        title={words.rows.counter}
        end={open.error?.sentence ?? own?.organisation}
        onClick={() => void open.run()}
      />
    </Item>
  );
}
function Mine({ me, onOpen }: { me: Account; onOpen: (sheet: Open) => void }) {
  const r = words.rows;
  const service = me.optedIn ? r.optedInState.on : me.personalGrade === 'on' ? r.optedInState.off : r.optedInState.closed;
  return (
    <>
      <List className='mt3 me__list'>
        <CounterEntry me={me} />
        {deskHome && DESK_ROLES.includes(me.role) && (
          <Item>
            <ListCell id='desk' icon='briefcase' iconTone='plain' title={r.desk} onClick={() => void go(deskHome ?? TABS.me)} />
          </Item>
        )}
        <Item>
          <ListCell
            id='messages'
            icon='bell'
            iconTone='plain'
            title={r.messages}
            end={me.unreadMessages ? r.unread(me.unreadMessages) : undefined}
            onClick={() => void go(PAGES.messages)}
          />
        </Item>
        <Item>
          <ListCell id='records' icon='book' iconTone='plain' title={r.records} onClick={() => void go(PAGES.records)} />
        </Item>
        <Item>
          <ListCell
            id='real-name'
            icon='shield'
            iconTone='plain'
            title={r.realName}
            end={words.assurance[me.assurance]}
            onClick={() => void leaveFor(PAGES.realName)}
          />
        </Item>
        <Item>
          <ListCell id='service' icon='credit' iconTone='plain' title={r.optedIn} end={service} onClick={() => void leaveFor(PAGES.optIn)} />
        </Item>
        <Item>
          <ListCell id='parking' icon='parking' iconTone='plain' title={r.parking} onClick={() => void go(PAGES.parking)} />
        </Item>
        <Item>
          <ListCell id='certificates' icon='house-key' iconTone='plain' title={r.certificates} onClick={() => void go(PAGES.certificates)} />
        </Item>
        <Item>
          <ListCell id='deposits' icon='bike' iconTone='plain' title={r.deposits} onClick={() => void go(PAGES.deposits)} />
        </Item>
        <Item>
          <ListCell id='firms' icon='briefcase' iconTone='plain' title={r.firms} onClick={() => void go(PAGES.firms)} />
        </Item>
        <Item>
          <ListCell id='complaints' icon='flag' iconTone='plain' title={r.complaints} onClick={() => void go(PAGES.complaints)} />
        </Item>
        {(me.memberships.length > 0 || me.role !== 'resident') && (
          <Item>
            <ListCell
              id='role'
              icon='swap'
              iconTone='plain'
              title={r.role}
              end={r.roleNow(ROLE_TITLES[me.role], me.memberships.length)}
              onClick={() => onOpen('roles')}
            />
          </Item>
        )}
      </List>
      <Common>
        <Item>
          <ListCell id='data' icon='database' iconTone='plain' title={r.data} end={r.dataHint} onClick={() => void go(PAGES.data)} />
        </Item>
        <Item>
          <ListCell id='devices' icon='devices' iconTone='plain' title={r.devices} onClick={() => void go(PAGES.devices)} />
        </Item>
      </Common>
      <Btn id='logout' kind='text' block className='mt3' onClick={() => onOpen('logout')}>
        {r.logout}
      </Btn>
    </>
  );
}
/** What everybody has, logged in or not. */
function Common({ children }: { children?: React.ReactNode }) {
  const { care, setCare } = useDevice();
  const r = words.rows;
  return (
    <List className='mt3 me__list'>
      <Item>
        <Box className='me__care'>
          <Icon name='text-size' />
          <Switch id='care' label={words.care.title} desc={words.care.hint} checked={care} onChange={setCare} />
        </Box>
      </Item>
      <Item>
        <ListCell id='settings' icon='settings' iconTone='plain' title={r.settings} onClick={() => void go(PAGES.settings)} />
      </Item>
      {children}
      <Item>
        <ListCell id='hotline' icon='phone' iconTone='plain' title={r.hotline} end={HOTLINE.hours} onClick={() => void dial()} />
      </Item>
      <Item>
        <ListCell id='transparency' icon='chart' iconTone='plain' title={r.transparency} end={r.transparencyHint} onClick={() => void go(PAGES.transparency)} />
      </Item>
      <Item>
        <ListCell id='privacy' icon='lock' iconTone='plain' title={r.privacy} onClick={() => void go(PAGES.policy, { kind: 'privacy' })} />
      </Item>
    </List>
  );
}

/** 19 我的 */
export default function Me() {
  const state = useSession((s) => s.state);
  const at = useStanding('high');
  const { data: me, error } = useAccount((s) => s.me);
  const [open, setOpen] = useState<Open>(null);
  const visit = useVisit();
  const resident = me?.role === 'resident' && !me.leavesAt;
  useEffect(() => {
    if (visit > 1 && useSession.getState().state === 'signed_in') void useAccount.getState().load();
  }, [visit]);
  useEffect(() => {
    if (visit === 0 || !resident) return;
    void useConsents.getState().load();
    void useVouchers.getState().loadList('usable');
    if (at === 'ready') void useAccount.getState().loadLooks({ kind: 'others' });
  }, [visit, resident, at]);
  const overlay =
    open === 'roles' && me ? (
      <Roles me={me} onClose={() => setOpen(null)} />
    ) : open === 'logout' ? (
      <LogOut onClose={() => setOpen(null)} onDone={() => void go(TABS.home)} />
    ) : null;
  const guest = state === 'guest';
  return (
    <Screen title={words.title} nav='none' tab='me' className='me' hero={<Head me={me} guest={guest} />} overlay={overlay} busy={state === 'unknown'}>
      {me?.leavesAt && (
        <NoticeBar tone='warn' className='mt3'>
          <Txt strong>{leaveWords.waiting}</Txt>
          <Btn id='to-leave' kind='text' size='s' onClick={() => void go(PAGES.leave)}>
            {leaveWords.see}
          </Btn>
        </NoticeBar>
      )}
      {resident && <Counts high={at === 'ready'} />}
      {!me && !guest && error && (
        <Box className='mt3'>
          <InlineError error={error} onRetry={() => void useAccount.getState().load()} />
        </Box>
      )}
      {me ? <Mine me={me} onOpen={setOpen} /> : <Common />}
      {me?.sandbox && (
        <Box className='center mt4'>
          <SandboxTag what={words.sandbox} />
        </Box>
      )}
    </Screen>
  );
}
