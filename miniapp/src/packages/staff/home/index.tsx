import { ROLE_TITLES } from '../../../copy/me';
import { home as words } from '../../../copy/staff';
import { go } from '../../../platform/router';
import { useAccount } from '../../../stores/account';
import { Box, Btn, EmptyState, Icon, Txt } from '../../../ui';
import { Desk } from '../parts/desk';
import { DESK_ROLES, entriesOf } from '../parts/nav';

/** Where a desk begins: what this role does. */
export default function DeskHome() {
  const role = useAccount((s) => s.me.data?.role);
  return (
    <Desk current='home' title={words.title} lead={role && words.lead(ROLE_TITLES[role])} roles={DESK_ROLES}>
      {(me) => {
        const work = entriesOf(me.role).filter((e) => e.id !== 'home');
        if (work.length === 0) return <EmptyState full title={words.noWork.title} text={words.noWork.text} />;
        return (
          <Box className='desk__entries'>
            {work.map((e) => (
              <Btn key={e.id} id={`open-${e.id}`} kind='bare' className='desk__entry' onClick={() => void go(e.page)}>
                <Icon name={e.icon} size={28} />
                <Box>
                  <Txt block strong>
                    {e.title}
                  </Txt>
                  <Txt block className='sub muted'>
                    {e.text}
                  </Txt>
                </Box>
              </Btn>
            ))}
          </Box>
        );
      }}
    </Desk>
  );
}
