import { home as words } from '../../copy/home';
import { ROLE_TITLES } from '../../copy/me';
import type { Standing } from '../../parts/gate';
import { PAGES } from '../../parts/paths';
import { go, TABS } from '../../platform/router';
import { type Account, useAccount } from '../../stores/account';
import { useCredit } from '../../stores/credit';
import { useDevice } from '../../stores/device';
import { usePerks } from '../../stores/perks';
import { leaveFor } from '../../stores/return-to';
import { useSession } from '../../stores/session';
import { useAction } from '../../stores/use-action';
import { Box, Btn, EyeButton, GradeCard, HeroCard, Icon, type IconName, InlineError, Txt } from '../../ui';

const card = words.card;
const More = ({ text, onClick }: { text: string; onClick: () => void }) => (
  <Btn kind='bare' className='link' onClick={onClick}>
    {text}
    <Icon name='chevron-right' size={18} />
  </Btn>
);
/** How much can be claimed now, never how much is missing (DESIGN 2: 不引导攀比). */
function Claimable() {
  const count = usePerks((s) => s.claimable.data?.count);
  const [before, number, after] = card.claimable(count ?? 0);
  return (
    <>
      <Txt block>
        {count === undefined ? (
          card.claimableUnknown
        ) : count === 0 ? (
          card.noneClaimable
        ) : (
          <>
            {before}
            <Txt strong className='signal'>
              {number}
            </Txt>
            {after}
          </>
        )}
      </Txt>
      <More text={card.look} onClick={() => void go(TABS.perks)} />
    </>
  );
}
const onDevice = (me: Account): boolean => me.assurance === 'high' && me.highOnThisDevice;
/** Uncovers, or goes to confirm that it is the person first: the grade is for nobody else who holds the phone. */
export const toggleGrade = (me: Account, covered: boolean): void => {
  if (!covered) useCredit.getState().cover();
  else if (onDevice(me)) useCredit.getState().uncover();
  else void leaveFor(PAGES.high);
};

function Grade({ me }: { me: Account }) {
  const wish = useDevice((s) => s.covered);
  const { data, error } = useCredit((s) => s.grade);
  const covered = wish || !onDevice(me);
  const eye = <EyeButton covered={covered} onToggle={() => toggleGrade(me, covered)} />;
  if (covered) {
    return (
      <GradeCard state='covered' label={card.label} eye={eye}>
        <Claimable />
      </GradeCard>
    );
  }
  if (!data) {
    if (!error) return <GradeCard state='loading' label={card.label} eye={eye} />;
    return (
      <GradeCard state='covered' label={card.label} eye={eye}>
        <Txt block>{card.failed}</Txt>
        <More text={card.retry} onClick={() => void useCredit.getState().loadGrade()} />
      </GradeCard>
    );
  }
  return (
    <GradeCard state={data.grade} label={card.label} eye={eye}>
      {data.grade === 'unrated' ? (
        <>
          <Txt block>{data.unratedReason}</Txt>
          <More text={card.why} onClick={() => void go(TABS.credit)} />
        </>
      ) : (
        <Claimable />
      )}
    </GradeCard>
  );
}
const KINDS: readonly { kind: 'permit' | 'penalty' | 'honour'; icon: IconName }[] = [
  { kind: 'permit', icon: 'doc' },
  { kind: 'penalty', icon: 'gavel' },
  { kind: 'honour', icon: 'medal' },
];
const Search = () => (
  <HeroCard label={words.search.label}>
    <Btn id='to-search' kind='bare' className='input home__search' onClick={() => void go(PAGES.search)}>
      <Icon name='search' size={22} />
      <Txt className='ph'>{words.search.placeholder}</Txt>
    </Btn>
    <Box className='home__kinds'>
      {KINDS.map(({ kind, icon }) => (
        <Btn key={kind} kind='bare' className='home__kind' onClick={() => void go(PAGES.search, { kind })}>
          <Icon name={icon} size={28} />
          <Txt>{words.search.kinds[kind]}</Txt>
        </Btn>
      ))}
      <Btn kind='bare' className='home__kind' onClick={() => void go(PAGES.scheme)}>
        <Icon name='book' size={28} />
        <Txt>{words.search.scheme}</Txt>
      </Btn>
    </Box>
  </HeroCard>
);
/** At the counter, or busy for an organisation: one's own credit waits. */
function OtherRole({ me }: { me: Account }) {
  const back = useAction(() => useSession.getState().switchRole(null));
  const atCounter = me.role === 'clerk' || me.role === 'manager';
  return (
    <GradeCard
      state='no-real-name'
      label={card.otherRole(ROLE_TITLES[me.role])}
      big={card.otherRoleTitle}
      text={back.error?.sentence ?? card.otherRoleText}
      action={
        <Box className='home__roles'>
          {atCounter && (
            <Btn id='to-counter' size='s' icon='scan' onClick={() => void go(PAGES.counter)}>
              {card.counter}
            </Btn>
          )}
          <Btn id='to-resident' kind={atCounter ? 'ghost' : 'primary'} size='s' busy={back.busy} onClick={() => void back.run()}>
            {card.otherRoleAction}
          </Btn>
        </Box>
      }
    />
  );
}
function Failed() {
  const error = useAccount((s) => s.me.error);
  return <HeroCard label={card.label}>{error && <InlineError error={error} onRetry={() => void useAccount.getState().load()} />}</HeroCard>;
}

/** The card over the edge of the hero, in each of its states. */
export function HomeCard({ at, me }: { at: Standing; me: Account | null }) {
  if (at === 'guest') return <Search />;
  if (at === 'failed') return <Failed />;
  if (at === 'unknown' || !me) return <GradeCard state='loading' label={card.label} />;
  if (at === 'other_role') return <OtherRole me={me} />;
  if (at === 'no_real_name') {
    return (
      <GradeCard
        state='no-real-name'
        label={card.loggedIn(me.maskedPhone)}
        big={card.noRealName}
        text={card.noRealNameText}
        action={
          <Btn id='to-real-name' size='s' onClick={() => void leaveFor(PAGES.realName)}>
            {card.noRealNameAction}
          </Btn>
        }
      />
    );
  }
  if (me.personalGrade !== 'on') {
    return (
      <GradeCard
        state='not-open'
        label={card.service}
        big={card.notOpen}
        text={card.notOpenText[me.personalGrade]}
        action={
          <Btn kind='ghost' size='s' onClick={() => void go(PAGES.scheme)}>
            {card.notOpenAction}
          </Btn>
        }
      />
    );
  }
  if (!me.optedIn) {
    return (
      <GradeCard
        state='off'
        label={card.service}
        big={card.off}
        text={card.offText}
        action={
          <Btn id='to-opt-in' size='s' onClick={() => void leaveFor(PAGES.optIn)}>
            {card.offAction}
          </Btn>
        }
      />
    );
  }
  return <Grade me={me} />;
}
