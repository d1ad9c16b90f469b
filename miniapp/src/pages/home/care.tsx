import { credit } from '../../copy/credit';
import { home as words } from '../../copy/home';
import { HOTLINE } from '../../copy/me';
import { Gate, type Standing } from '../../parts/gate';
import { call as dial } from '../../parts/hotline';
import { PAGES } from '../../parts/paths';
import { go, TABS } from '../../platform/router';
import type { Account } from '../../stores/account';
import { useCredit } from '../../stores/credit';
import { useDevice } from '../../stores/device';
import { leaveFor } from '../../stores/return-to';
import { Box, Btn, EyeButton, GradeWord, Hero, Icon, type IconName, NavBar, Title, Txt } from '../../ui';
import { toggleGrade } from './card';
import { greeting } from './greeting';
import { openField, Todo } from './sections';

const care = words.care;
/** The grade in the care edition: a word and a button with a word on it. Covered by default here too. */
function CareGrade({ me }: { me: Account }) {
  const wish = useDevice((s) => s.covered);
  const { data, error } = useCredit((s) => s.grade);
  const covered = wish || !me.highOnThisDevice;
  return (
    <>
      <Box role='region' label={care.credit} className='cgrade'>
        <Box className='grow'>
          <Txt block className='cgrade__l'>
            {care.credit}
          </Txt>
          {covered || !data || data.grade === 'unrated' ? (
            <Txt block strong className='cgrade__w'>
              {covered ? care.covered : data ? credit.unrated.title : error ? words.card.failed : words.card.fetching}
            </Txt>
          ) : (
            <GradeWord grade={data.grade} />
          )}
        </Box>
        <EyeButton covered={covered} onToggle={() => toggleGrade(me, covered)} />
      </Box>
      {!covered && data?.grade === 'unrated' && (
        <Txt block className='cgrade__why'>
          {data.unratedReason}
        </Txt>
      )}
    </>
  );
}
type Ask = { title: string; text: string; action: string; kind?: 'primary' | 'ghost'; go: () => void };
function ask(at: Standing, me: Account | null): Ask | null {
  const c = words.card;
  if (at === 'guest') return { title: credit.guest.title, text: credit.guest.text, action: credit.guest.action, go: () => void leaveFor(PAGES.login) };
  if (!me) return null;
  if (at === 'no_real_name') return { title: c.noRealName, text: c.noRealNameText, action: c.noRealNameAction, go: () => void leaveFor(PAGES.realName) };
  if (me.personalGrade !== 'on')
    return { title: c.notOpen, text: c.notOpenText[me.personalGrade], action: c.notOpenAction, kind: 'ghost', go: () => void go(PAGES.scheme) };
  if (!me.optedIn) return { title: `${c.service}${c.off}`, text: c.offText, action: c.offAction, go: () => void leaveFor(PAGES.optIn) };
  return null;
}
/** 18: the greeting and the grade, or what comes before it. */
export function CareHero({ at, me }: { at: Standing; me: Account | null }) {
  const asked = ask(at, me);
  return (
    <Hero className='home__hero--care'>
      <NavBar title={words.brand} tone='clear' back={false} brand />
      <Title level={1} className='home__hi'>
        {words.hello(greeting(), me?.maskedName ?? '')}
      </Title>
      {at === 'ready' && me && !asked && <CareGrade me={me} />}
      {asked && (
        <Box className='cgrade cgrade--ask'>
          <Title level={2}>{asked.title}</Title>
          <Txt block className='mt2'>
            {asked.text}
          </Txt>
          <Btn kind={asked.kind} block className='mt3' onClick={asked.go}>
            {asked.action}
          </Btn>
        </Box>
      )}
    </Hero>
  );
}
const FIELD_TITLES = { travel: words.perks.fields[2].title };
const ENTRIES: readonly { key: keyof typeof care.entries; icon: IconName; open: () => void; first?: boolean }[] = [
  { key: 'voucher', icon: 'qr', first: true, open: () => void go(PAGES.vouchers) },
  { key: 'offers', icon: 'ticket', open: () => void go(TABS.perks) },
  { key: 'parking', icon: 'parking', open: () => void go(PAGES.parking) },
  { key: 'travel', icon: 'sail', open: () => openField(FIELD_TITLES.travel) },
];
export const CareMain = ({ at }: { at: Standing }) => (
  <>
    {(at === 'failed' || at === 'other_role') && <Gate need='login'>{() => null}</Gate>}
    <Box className='big4'>
      {ENTRIES.map((e) => (
        <Btn key={e.key} id={`care-${e.key}`} kind='bare' className={`big4__a${e.first ? ' big4__a--first' : ''}`} onClick={e.open}>
          <Icon name={e.icon} size={40} />
          <Txt>{care.entries[e.key]}</Txt>
        </Btn>
      ))}
    </Box>
    {at === 'ready' && <Todo />}
    <Btn kind='ghost' block icon='phone' className='mt4 home__call' onClick={() => void dial()}>
      {HOTLINE.label}
    </Btn>
    <Btn id='standard' kind='text' block icon='text-size' className='mt2' onClick={() => useDevice.getState().setCare(false)}>
      {care.standard}
    </Btn>
    <Txt block className='cap center home__honest'>
      {words.honest}
    </Txt>
  </>
);
