import { useReachBottom } from '@tarojs/taro';
import { useEffect, useState } from 'react';
import { vouchers as words } from '../../../copy/perks';
import { Gate, useStanding } from '../../../parts/gate';
import { LongList } from '../../../parts/long-list';
import { PAGES } from '../../../parts/paths';
import { Screen } from '../../../parts/screen';
import { useVisit } from '../../../parts/visit';
import { go, TABS } from '../../../platform/router';
import { say } from '../../../platform/time';
import { useDevice } from '../../../stores/device';
import { type Group, useVouchers, type Voucher } from '../../../stores/vouchers';
import { Box, Btn, EmptyState, Fetched, Icon, InlineError, NoticeBar, Segment, StatusTag, Txt } from '../../../ui';
import { voucherTag } from '../voucher/card';
import './index.scss';

const GROUPS = (['usable', 'past'] as const).map((value) => ({ value, text: words.groups[value] }));

function Row({ voucher: v, offline }: { voucher: Voucher; offline: boolean }) {
  const open = () => {
    useVouchers.getState().adopt(v);
    void go(PAGES.voucher, { id: v.id });
  };
  return (
    <Btn id={`voucher-${v.id}`} kind='bare' className='card vrow' onClick={open}>
      <Box className='cell__ico' hidden>
        <Icon name='qr' />
      </Box>
      <Box className='cell__body'>
        <Txt className='cell__title cell__title--b'>{v.title}</Txt>
        <Txt className='cell__desc'>{offline ? words.offlineLine : words.usableLine(say.day(v.usableUntil), v.provider)}</Txt>
      </Box>
      <StatusTag {...voucherTag(v)} />
    </Btn>
  );
}
/** Without a network: what this phone can show a code for. */
function Kept() {
  const kept = useVouchers((s) => s.kept);
  const items = Object.values(kept).map((k) => k.view);
  return (
    <>
      <NoticeBar tone='warn' icon='wifi-off' status>
        {words.saved}
      </NoticeBar>
      <Box className='mt3'>
        <LongList id='kept' label={words.title} className='list--plain' items={items} row={(v) => <Row voucher={v} offline />} />
      </Box>
    </>
  );
}
function Held({ group }: { group: Group }) {
  const { data, error, busy } = useVouchers((s) => s.lists[group]);
  const { loadList, moreList } = useVouchers.getState();
  return (
    <Fetched data={data} error={error} onRetry={() => void loadList(group)}>
      {(page) => {
        if (page.items.length === 0) {
          const empty = words.empty[group];
          return <EmptyState title={empty.title} text={empty.text} {...('action' in empty && { action: empty.action, onAction: () => void go(TABS.perks) })} />;
        }
        return (
          <>
            <LongList
              id={`vouchers-${group}`}
              label={words.groups[group]}
              className='list--plain'
              items={page.items}
              row={(v) => <Row voucher={v} offline={false} />}
            />
            <Box>
              {error && <InlineError error={error} onRetry={() => void loadList(group)} />}
              {page.next && (
                <Btn id='more-vouchers' kind='text' block className='mt2' busy={busy} onClick={() => void moreList(group)}>
                  {words.more}
                </Btn>
              )}
            </Box>
          </>
        );
      }}
    </Fetched>
  );
}

/** 我的券: what can still be used, and what is over. */
export default function Vouchers() {
  const at = useStanding('login');
  const visit = useVisit();
  const online = useDevice((s) => s.online);
  const inHand = useVouchers((s) => Object.keys(s.kept).length > 0);
  const [group, setGroup] = useState<Group>('usable');
  useEffect(() => {
    if (visit === 0 || at !== 'ready') return;
    // a long list is left as it was scrolled; its newest page is short
    if ((useVouchers.getState().lists[group].data?.items.length ?? 0) <= 20) void useVouchers.getState().loadList(group);
  }, [visit, at, group]);
  useReachBottom(() => void useVouchers.getState().moreList(group));
  if (!online && inHand && at !== 'guest' && at !== 'other_role') {
    return (
      <Screen title={words.title} tight>
        <Kept />
      </Screen>
    );
  }
  return (
    <Screen title={words.title} tight>
      <Gate need='login' guest={words.guest}>
        {() => (
          <>
            <Segment label={words.groups.label} options={GROUPS} value={group} onChange={setGroup} />
            <Box className='mt3'>
              <Held key={group} group={group} />
            </Box>
          </>
        )}
      </Gate>
    </Screen>
  );
}
