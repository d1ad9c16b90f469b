import { ROLE_TITLES, me as words } from '../../copy/me';
import { AskSheet } from '../../parts/ask-sheet';
import { PAGES } from '../../parts/paths';
import { go } from '../../platform/router';
import { say } from '../../platform/time';
import type { Account } from '../../stores/account';
import { useSession } from '../../stores/session';
import { useAction } from '../../stores/use-action';
import { Box, Btn, Icon, InlineError, Item, List, Sheet, Txt } from '../../ui';

/** 切换身份: one role in use at a time; the token names it. */
export function Roles({ me, onClose }: { me: Account; onClose: () => void }) {
  const to = useAction(async (membershipId: string | null) => {
    await useSession.getState().switchRole(membershipId);
    onClose();
  });
  const rows = [
    { id: null, title: words.roles.resident, desc: words.roles.residentHint, on: me.role === 'resident' },
    ...me.memberships.map((m) => ({
      id: m.id,
      title: m.organisation,
      desc: m.until ? words.roles.until(ROLE_TITLES[m.role], say.date(m.until)) : ROLE_TITLES[m.role],
      on: m.id === me.membershipId,
    })),
  ];
  return (
    <Sheet title={words.roles.sheet} onClose={onClose}>
      <List className='list--plain mt2' label={words.roles.sheet}>
        {rows.map((r) => (
          <Item key={r.id ?? 'resident'}>
            <Btn kind='bare' className='cell' pressed={r.on} busy={to.busy} onClick={() => void to.run(r.id)}>
              <Box className='cell__body'>
                <Txt className='cell__title cell__title--b'>{r.title}</Txt>
                <Txt className='cell__desc'>{r.desc}</Txt>
              </Box>
              {r.on && <Icon name='check' size={22} />}
            </Btn>
          </Item>
        ))}
      </List>
      {to.error && <InlineError error={to.error} />}
      <Btn
        id='bind-firm'
        kind='text'
        block
        icon='plus'
        className='mt2'
        onClick={() => {
          onClose();
          void go(PAGES.firms);
        }}
      >
        {words.roles.bind}
      </Btn>
      <Btn kind='ghost' block className='mt3' onClick={onClose}>
        {words.roles.keep}
      </Btn>
    </Sheet>
  );
}
export function LogOut({ onClose, onDone }: { onClose: () => void; onDone: () => void }) {
  const out = useAction(async () => {
    await useSession.getState().logout(false);
    onClose();
    onDone();
  });
  const w = words.logout;
  return <AskSheet id='confirm-logout' title={w.sheet} text={w.text} keep={w.keep} submit={w.submit} action={out} onClose={onClose} />;
}
