import { useEffect } from 'react';
import { home as words } from '../../copy/home';
import { useStanding } from '../../parts/gate';
import { Screen } from '../../parts/screen';
import { useVisit } from '../../parts/visit';
import { useAccount } from '../../stores/account';
import { useConsents } from '../../stores/consents';
import { useCredit } from '../../stores/credit';
import { useDevice } from '../../stores/device';
import { useHome } from '../../stores/home';
import { usePerks } from '../../stores/perks';
import { usePublicity } from '../../stores/publicity';
import { useVouchers } from '../../stores/vouchers';
import { Txt } from '../../ui';
import { HomeCard } from './card';
import { CareHero, CareMain } from './care';
import { Greeting } from './greeting';
import './index.scss';
import { Events, NoticeList, Offers, Tiles, Todo } from './sections';

/** Fetches what this person may see, each time the page comes into sight. The grade is asked for only where its owner uncovered it. */
function useHomeData() {
  const at = useStanding('basic');
  const me = useAccount((s) => s.me.data);
  const covered = useDevice((s) => s.covered);
  const visit = useVisit();
  useEffect(() => {
    if (visit === 0) return;
    void usePublicity.getState().loadNotices();
    void usePerks.getState().loadCatalogue();
    if (visit > 1 && useAccount.getState().me.data) void useAccount.getState().load();
  }, [visit]);
  useEffect(() => {
    if (visit === 0) return;
    if (at === 'guest' || at === 'no_real_name') void useHome.getState().loadOffers();
    if (at === 'ready') {
      void usePerks.getState().loadClaimable();
      void useVouchers.getState().loadList('usable');
      void useConsents.getState().load();
    }
  }, [visit, at]);
  const open = at === 'ready' && !covered && me?.optedIn === true && me.personalGrade === 'on' && me.assurance === 'high' && me.highOnThisDevice;
  useEffect(() => {
    if (visit > 0 && open) void useCredit.getState().loadGrade();
  }, [visit, open]);
  return { at, me };
}

/** 01 首页 and 18 首页（关怀版） */
export default function Home() {
  const { at, me } = useHomeData();
  const care = useDevice((s) => s.care);
  if (care) {
    return (
      <Screen title={words.title} nav='none' tab='home' className='home home--care' hero={<CareHero at={at} me={me} />}>
        <CareMain at={at} />
      </Screen>
    );
  }
  const hero = (
    <>
      <Greeting at={at} me={me} />
      <HomeCard at={at} me={me} />
    </>
  );
  const stranger = at === 'guest' || at === 'no_real_name';
  return (
    <Screen title={words.title} nav='none' tab='home' className='home' hero={hero} busy={at === 'unknown'}>
      <Tiles />
      {at === 'ready' && <Todo />}
      {stranger && <Offers />}
      {stranger && <Events />}
      <NoticeList />
      <Txt block className='cap muted center home__honest'>
        {words.honest}
      </Txt>
    </Screen>
  );
}
