import { VOUCHER_WORDS } from '@binhai/shared/states/voucher';
import { useRouter } from '@tarojs/taro';
import { useEffect, useState } from 'react';
import { voucher as words } from '../../../copy/perks';
import { useFollow, useInSight } from '../../../parts/follow';
import { Gate, useStanding } from '../../../parts/gate';
import { call as dial } from '../../../parts/hotline';
import { PAGES } from '../../../parts/paths';
import { Screen } from '../../../parts/screen';
import { go, replace, TABS } from '../../../platform/router';
import { say, today } from '../../../platform/time';
import { held } from '../../../stores/by-id';
import { useDevice } from '../../../stores/device';
import { type Action, useAction } from '../../../stores/use-action';
import { ended, type Kept, useVouchers, type Voucher } from '../../../stores/vouchers';
import { Box, Btn, DynamicQR, EmptyState, ErrorState, InlineError, NoticeBar, SkeletonList, Txt } from '../../../ui';
import { Card } from './card';
import { STEP_SECONDS, useBrightness, useCode } from './code';
import './index.scss';
import { type SheetName, VoucherSheet } from './sheets';

/** What may be done with a voucher in its state, below the card. */
function Below({ voucher: v, onSheet }: { voucher: Voucher; onSheet: (s: SheetName) => void }) {
  const online = useDevice((s) => s.online);
  const others = (
    <Btn className='vc__main' onClick={() => void go(TABS.perks)}>
      {words.others}
    </Btn>
  );
  const under = (lines: string[]) => (
    <Box className='under'>
      {lines.map((l) => (
        <Txt key={l} block>
          {l}
        </Txt>
      ))}
    </Box>
  );
  switch (v.state) {
    case 'issued':
      return (
        <>
          {under([words.promise(say.day(v.usableUntil)), online ? words.worksOffline : words.clock])}
          <Box className='vc__act'>
            <Btn kind='plain' size='s' icon='location' onClick={() => onSheet('places')}>
              {words.placesButton}
            </Btn>
            <Btn id='refused' kind='plain' size='s' icon='flag' onClick={() => void go(PAGES.complaintFile, { voucher: v.id })}>
              {words.refusedButton}
            </Btn>
          </Box>
          <Box className='vc__cancel'>
            <Btn id='cancel' kind='text' size='s' onClick={() => onSheet('cancel')}>
              {words.cancel.button}
            </Btn>
          </Box>
        </>
      );
    case 'locked':
      return (
        <>
          {under([words.locked.under])}
          <Box className='vc__act vc__act--one'>
            <Btn kind='plain' size='s' icon='phone' onClick={() => void dial()}>
              {words.locked.notMe}
            </Btn>
          </Box>
        </>
      );
    case 'redeemed':
    case 'reversed': {
      const back = v.reversals.length > 0;
      const w = back ? words.reversed : words.redeemed;
      return (
        <>
          {under([w.under])}
          <Box className='vc__act'>
            <Btn kind='plain' size='s' icon='phone' onClick={() => void dial()}>
              {w.report}
            </Btn>
            <Btn kind='plain' size='s' icon='ticket' onClick={() => void go(TABS.perks)}>
              {words.others}
            </Btn>
          </Box>
        </>
      );
    }
    case 'expired':
      return (
        <>
          {under([words.expired.under])}
          <Box className='vc__act vc__act--one'>
            <Btn className='vc__main' onClick={() => void go(PAGES.offer, { id: v.offerId })}>
              {words.expired.again}
            </Btn>
          </Box>
        </>
      );
    case 'cancelled':
      return (
        <>
          {under([words.cancelled.under])}
          <Box className='vc__act vc__act--one'>{others}</Box>
        </>
      );
  }
}

/** The changing code, or why there is none yet. */
function CodeBox({ kept, secret, inSight }: { kept: Kept | null; secret: Action<[]>; inSight: boolean }) {
  const code = useCode(kept, inSight);
  useBrightness(kept !== null && inSight);
  if (kept) return <DynamicQR src={code?.src ?? null} short={code?.short ?? ''} left={code?.left ?? STEP_SECONDS} of={STEP_SECONDS} paused={!inSight} />;
  return (
    <Box className='vc__wait'>
      {secret.error ? (
        <>
          <InlineError error={secret.error} onRetry={() => void secret.run()} />
          <Txt block className='sub t2'>
            {words.noSecret.text}
          </Txt>
        </>
      ) : (
        <Txt className='sub t2'>{words.making}</Txt>
      )}
    </Box>
  );
}

function Show({
  voucher: v,
  kept,
  inSight,
  online,
  onSheet,
}: {
  voucher: Voucher;
  kept: Kept | null;
  inSight: boolean;
  online: boolean;
  onSheet: (s: SheetName) => void;
}) {
  const secret = useAction(() => useVouchers.getState().fetchSecret(v));
  const { run } = secret;
  const wanted = v.state === 'issued' && kept === null && inSight;
  useEffect(() => {
    if (wanted && online) void run();
  }, [wanted, online, run]);
  const asOf = !online && kept ? say.time(new Date(kept.at).toISOString()) : null;
  return (
    <>
      <Card voucher={v} code={<CodeBox kept={kept} secret={secret} inSight={inSight} />} asOf={asOf} />
      <Below voucher={v} onSheet={onSheet} />
    </>
  );
}

/** A phone without a network sees its last day pass by itself. */
const onItsDay = (v: Voucher | null): Voucher | null =>
  v?.state === 'issued' && today() > v.usableUntil ? { ...v, state: 'expired', stateText: VOUCHER_WORDS.expired } : v;

/** 05 券码: with what this phone keeps it stands without a network and without an answer about the account. */
export default function VoucherPage() {
  const { id = '' } = useRouter().params;
  const at = useStanding('login');
  const online = useDevice((s) => s.online);
  const inSight = useInSight();
  const view = useVouchers((s) => held(s.views, id));
  const kept = useVouchers((s) => s.kept[id] ?? null);
  const [sheet, setSheet] = useState<SheetName | null>(null);
  const v = onItsDay(view.data ?? kept?.view ?? null);
  const mayAsk = at === 'ready' && inSight && online;
  useFollow(mayAsk && !(v && view.data && ended(v)), () => useVouchers.getState().load(id));
  // an ended voucher is asked for once more whenever its owner comes back to it: a shop may have reversed it
  useEffect(() => {
    const { views, load } = useVouchers.getState();
    const old = held(views, id).data;
    if (mayAsk && old && ended(old)) void load(id);
  }, [mayAsk, id]);
  const unsure = at === 'unknown' || at === 'failed';
  const show = v && (at === 'ready' || (unsure && kept));
  const body = () => {
    if (show) return <Show voucher={v} kept={kept} inSight={inSight} online={online} onSheet={setSheet} />;
    return (
      <Box className='vc__state'>
        <Gate need='login' guest={words.guest}>
          {() => {
            if (!view.error) return online ? <SkeletonList /> : <EmptyState title={words.noSecret.title} text={words.noSecret.text} />;
            const gone = view.error.code === 'voucher_unknown';
            return (
              <ErrorState
                error={view.error}
                {...(gone ? { action: words.others, onAction: () => void replace(TABS.perks) } : { onRetry: () => void useVouchers.getState().load(id) })}
              />
            );
          }}
        </Gate>
      </Box>
    );
  };
  const offline = (
    <NoticeBar tone='warn' icon='wifi-off' status className='vc__note'>
      {words.offline}
    </NoticeBar>
  );
  return (
    <Screen
      title={words.title}
      dark
      flush
      notice={show && !online ? offline : undefined}
      overlay={sheet && v && <VoucherSheet name={sheet} voucher={v} onClose={() => setSheet(null)} />}
    >
      {body()}
    </Screen>
  );
}
