import { useRouter } from '@tarojs/taro';
import { useEffect, useState } from 'react';
import { offer as words } from '../../../copy/perks';
import { type Standing as At, useStanding } from '../../../parts/gate';
import { PAGES } from '../../../parts/paths';
import { Screen } from '../../../parts/screen';
import { useVisit } from '../../../parts/visit';
import { go, replace, TABS } from '../../../platform/router';
import { useAccount } from '../../../stores/account';
import { held } from '../../../stores/by-id';
import { type OfferDetail, usePerks } from '../../../stores/perks';
import { leaveFor } from '../../../stores/return-to';
import { useSession } from '../../../stores/session';
import { toast } from '../../../stores/toast';
import { type Action, useAction } from '../../../stores/use-action';
import { useVouchers } from '../../../stores/vouchers';
import {
  ActionBar,
  Box,
  Btn,
  Btns,
  Choice,
  ConsentSheet,
  cx,
  EmptyState,
  ErrorState,
  Hero,
  InlineError,
  NavBar,
  NoticeBar,
  SkeletonList,
  Txt,
} from '../../../ui';
import { About } from './about';
import { type Act, actOf } from './bar';
import { Checks } from './checks';
import './index.scss';

function Head({ detail }: { detail: OfferDetail | null }) {
  const categories = usePerks((s) => s.catalogue.data?.items);
  const o = detail?.offer;
  const h = o?.headline;
  const big = h ? `${h.prefix}${h.figure}` : '';
  return (
    <Hero>
      <NavBar title={words.title} tone='clear' />
      {o && h && (
        <Box className='od__hb'>
          <Txt block className='od__c'>
            {words.who(categories?.find((c) => c.code === o.category)?.title ?? '', o.provider)}
          </Txt>
          <Box className='od__line'>
            <Txt className={cx('od__big', h.figure.length > 3 && 'od__big--words')}>{big}</Txt>
            <Txt className='od__unit'>{words.big(h.unit, h.caption)}</Txt>
          </Box>
          <Txt block className='od__t'>
            {o.title}
          </Txt>
          <Txt block className='od__c'>
            {words.original(detail.original, o.place)}
          </Txt>
        </Box>
      )}
    </Hero>
  );
}

function Consent({ text, claim, onClose }: { text: NonNullable<OfferDetail['consent']>; claim: Action<[]>; onClose: () => void }) {
  const [agreed, setAgreed] = useState(false);
  const c = words.consent;
  const tick = (
    <>
      <Choice id='consent-tick' kind='checkbox' label={c.tick(text.version)} checked={agreed} onChange={setAgreed} />
      {claim.error && <InlineError error={claim.error} onRetry={() => void claim.run()} />}
    </>
  );
  return (
    <ConsentSheet
      title={c.title(text.recipient)}
      recipient={text.recipient}
      contact={text.contact}
      seen={[text.kinds.join('、'), text.infers].filter(Boolean)}
      unseen={[text.notShared.join('、')]}
      purpose={[text.purpose, text.method].filter(Boolean).join('；')}
      until={text.period}
      rights={text.rights}
      impact={text.impact}
      tick={tick}
      agreed={agreed}
      busy={claim.busy}
      agreeText={c.agree}
      refuseText={c.refuse}
      onAgree={() => void claim.run()}
      onRefuse={onClose}
    />
  );
}

function Bar({ act, at, claim, onAct }: { act: Act; at: At; claim: Action<[]>; onAct: (again?: boolean) => void }) {
  const me = useAccount((s) => s.me.data);
  const toResident = useAction(() => useSession.getState().switchRole(null));
  const open = (): void => {
    if (act.kind === 'login') void leaveFor(PAGES.login);
    else if (act.kind === 'real_name') void leaveFor(me?.assurance === 'none' ? PAGES.realName : PAGES.high);
    else if (act.kind === 'resident') void toResident.run();
    else onAct();
  };
  const busy = act.kind === 'wait' || claim.busy || toResident.busy || at === 'unknown';
  const note = 'note' in act ? act.note : undefined;
  const text = act.kind === 'wait' ? words.bar.checking : act.text;
  const main = (
    <Btn id='act' block busy={busy} disabled={act.kind === 'closed'} onClick={open}>
      {text}
    </Btn>
  );
  return (
    <ActionBar {...(note && { note })}>
      {act.kind === 'view' && act.again ? (
        <Btns>
          <Btn id='again' kind='ghost' busy={claim.busy} onClick={() => onAct(true)}>
            {words.bar.again}
          </Btn>
          {main}
        </Btns>
      ) : (
        main
      )}
    </ActionBar>
  );
}

/** Loads the offer for everybody and how the person stands on it for themselves, each time the page comes into sight. */
function useOffer(id: string) {
  const at = useStanding('login');
  const visit = useVisit();
  useEffect(() => {
    if (visit === 0) return;
    const { loadDetail, loadCatalogue, catalogue } = usePerks.getState();
    void loadDetail(id);
    if (!catalogue.data) void loadCatalogue();
  }, [visit, id]);
  useEffect(() => {
    if (visit === 0 || at !== 'ready') return;
    void usePerks.getState().loadEligibility(id);
    void useVouchers.getState().loadList('usable');
  }, [visit, at, id]);
  const detail = usePerks((s) => held(s.details, id));
  const eligibility = usePerks((s) => held(s.eligibilities, id));
  const mine = useVouchers((s) => s.lists.usable.data?.items.find((v) => v.offerId === id));
  return { at, detail, eligibility, mine };
}
/** Refusals that say the page is behind: it is fetched again and says what is new. */
const BEHIND = [
  'perk_offer_changed',
  'consent_text_outdated',
  'consent_required',
  'perk_sold_out',
  'perk_day_sold_out',
  'perk_person_limit',
  'perk_not_eligible',
  'perk_paused',
  'perk_ended',
  'perk_not_started',
];

/** 04 权益详情 and its consent sheet */
export default function Offer() {
  const { id = '' } = useRouter().params;
  const { at, detail, eligibility, mine } = useOffer(id);
  const [asking, setAsking] = useState(false);
  const [news, setNews] = useState('');
  const claim = useAction(async () => {
    if (!detail.data) return;
    const { version, consent } = detail.data;
    setNews('');
    const voucher = await usePerks.getState().claim(id, version, asking && consent ? consent.version : null);
    setAsking(false);
    useVouchers.getState().adopt(voucher);
    toast(words.claimed, 'check');
    await go(PAGES.voucher, { id: voucher.id });
  });
  const code = claim.error?.code;
  useEffect(() => {
    if (!code || !BEHIND.includes(code)) return;
    const { loadDetail, loadEligibility } = usePerks.getState();
    void loadDetail(id);
    void loadEligibility(id);
    if (code === 'perk_offer_changed' || code === 'consent_text_outdated') {
      setNews(code === 'perk_offer_changed' ? words.changed : words.consentChanged);
      claim.clear();
    }
    setAsking(code === 'consent_required');
  }, [code, id, claim.clear]);

  const d = detail.data;
  if (!d && detail.error) {
    const { code: why } = detail.error;
    return (
      <Screen title={words.title}>
        {why === 'perk_offer_unknown' ? (
          <EmptyState title={detail.error.sentence} text={detail.error.wayOut} action={words.gone.action} onAction={() => void replace(TABS.perks)} full />
        ) : (
          <ErrorState error={detail.error} onRetry={() => void usePerks.getState().loadDetail(id)} full />
        )}
      </Screen>
    );
  }
  const recheck = () => {
    if (at === 'failed') void useAccount.getState().load();
    else void usePerks.getState().loadEligibility(id);
  };
  const act: Act = d ? actOf(at, d.offer, eligibility.data, eligibility.error !== null, mine !== undefined, d.visits) : { kind: 'wait' };
  const onAct = (again = false): void => {
    if (act.kind === 'recheck') recheck();
    else if (act.kind === 'view' && mine && !again) {
      useVouchers.getState().adopt(mine);
      void go(PAGES.voucher, { id: mine.id });
    } else if (d?.visits) {
      void go(PAGES.visit, { id });
    } else if (eligibility.data?.verdict === 'consent') {
      claim.clear();
      setAsking(true);
    } else void claim.run();
  };
  return (
    <Screen
      title={words.title}
      nav='none'
      className='od'
      hero={<Head detail={d} />}
      bar={<Bar act={act} at={at} claim={claim} onAct={onAct} />}
      overlay={asking && d?.consent && <Consent text={d.consent} claim={claim} onClose={() => setAsking(false)} />}
      busy={!d}
    >
      {news && (
        <NoticeBar tone='warn' status>
          {news}
        </NoticeBar>
      )}
      {!asking && claim.error && <InlineError error={claim.error} onRetry={() => void claim.run()} />}
      {d ? (
        <>
          <Checks at={at} qualifies={d.offer.qualifies} eligibility={eligibility} onRetry={recheck} />
          <About detail={d} />
        </>
      ) : (
        <SkeletonList rows={4} />
      )}
    </Screen>
  );
}
