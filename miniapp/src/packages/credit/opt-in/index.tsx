import { useEffect, useState } from 'react';
import { ApiError } from '../../../api/errors';
import { credit, NOT_CREDIT_REPORTING } from '../../../copy/credit';
import { AskSheet } from '../../../parts/ask-sheet';
import { ConsentFields } from '../../../parts/consent';
import { Gate, useStanding } from '../../../parts/gate';
import { PAGES } from '../../../parts/paths';
import { Screen } from '../../../parts/screen';
import { useVisit } from '../../../parts/visit';
import { ZoneSheet } from '../../../parts/zone-sheet';
import { go, TABS } from '../../../platform/router';
import { useAccount } from '../../../stores/account';
import { type OptInText, useCredit } from '../../../stores/credit';
import { comeBack } from '../../../stores/return-to';
import { toast } from '../../../stores/toast';
import { useAction } from '../../../stores/use-action';
import { ActionBar, Box, Btn, Btns, Choice, Fetched, InlineError, Item, List, ListCell, NoticeBar, Title, Txt } from '../../../ui';
import { ZoneRow } from './zone';

const words = credit.optIn;

/** Everything that is agreed to, before anybody is asked to agree; readable without an account. */
const Text = ({ data }: { data: OptInText }) => (
  <>
    <Title>{words.heading}</Title>
    <Txt block className='t2 mt1'>
      {words.lead}
    </Txt>
    <NoticeBar className='mt3'>
      <Txt strong>{`${NOT_CREDIT_REPORTING}。`}</Txt>
    </NoticeBar>
    <Box className='mt3'>
      <ConsentFields text={data.text} />
    </Box>
    <List className='mt3'>
      <Item>
        <ListCell title={words.scheme} desc={credit.links.schemeHint} onClick={() => void go(PAGES.scheme)} />
      </Item>
    </List>
  </>
);

function OptOut({ onClose, onDone }: { onClose: () => void; onDone: () => void }) {
  const out = useAction(async () => {
    await useCredit.getState().optOut();
    onDone();
  });
  const w = credit.optOut;
  return <AskSheet id='confirm-opt-out' title={w.sheet} text={w.text} keep={w.keep} submit={w.submit} action={out} onClose={onClose} />;
}

/** Opting in to the personal grade (product B), and out of it: off by default, text first, both answers of equal weight. */
export default function OptIn() {
  const text = useCredit((s) => s.optInText);
  const load = useCredit((s) => s.loadOptInText);
  const me = useAccount((s) => s.me.data);
  const at = useStanding('high');
  const [agreed, setAgreed] = useState(false);
  const [leaving, setLeaving] = useState(false);
  const [zone, setZone] = useState('');
  const [choosing, setChoosing] = useState(false);
  const visit = useVisit();
  useEffect(() => {
    if (visit > 0) void load();
  }, [visit, load]);
  const enter = useAction(async () => {
    if (!text.data) return;
    try {
      await useCredit.getState().optIn(text.data.text.version, zone);
    } catch (e) {
      if (e instanceof ApiError && e.code === 'consent_text_outdated') {
        setAgreed(false);
        await load();
      }
      throw e;
    }
    await comeBack(TABS.credit);
  });
  const open = text.data?.personalGrade === 'on';
  const bar = at === 'ready' && text.data && (
    <ActionBar note={me?.optedIn ? undefined : open ? words.note : words.notOpen}>
      {me?.optedIn ? (
        <Btns>
          <Btn id='opt-out' kind='ghost' onClick={() => setLeaving(true)}>
            {credit.optOut.sheet}
          </Btn>
          <Btn onClick={() => void go(TABS.credit)}>{words.toCredit}</Btn>
        </Btns>
      ) : (
        <Btns>
          <Btn id='later' kind='ghost' onClick={() => void comeBack(TABS.credit)}>
            {words.later}
          </Btn>
          <Btn id='opt-in' disabled={!agreed || !open} busy={enter.busy} onClick={() => void enter.run()}>
            {words.submit}
          </Btn>
        </Btns>
      )}
    </ActionBar>
  );
  const overlay = choosing ? (
    <ZoneSheet
      {...words.zone}
      zone={zone}
      onChoose={(code) => {
        setZone(code);
        setChoosing(false);
      }}
      onClose={() => setChoosing(false)}
    />
  ) : (
    leaving && (
      <OptOut
        onClose={() => setLeaving(false)}
        onDone={() => {
          setLeaving(false);
          toast(credit.optOut.done, 'check');
        }}
      />
    )
  );
  return (
    <Screen title={words.title} tight bar={bar} overlay={overlay}>
      <Fetched data={text.data} error={text.error} onRetry={() => void load()}>
        {(data) => (
          <>
            <Text data={data} />
            <Gate need='high' loading={<Box />} guest={{ title: credit.guest.title, text: words.guest }}>
              {(account) =>
                account.optedIn ? (
                  <NoticeBar tone='success' className='mt3'>
                    {words.already}
                  </NoticeBar>
                ) : open ? (
                  <>
                    <ZoneRow zone={zone} onOpen={() => setChoosing(true)} />
                    <Box className='list mt3'>
                      <Choice id='agree' kind='checkbox' label={words.agree} checked={agreed} onChange={setAgreed} />
                    </Box>
                  </>
                ) : null
              }
            </Gate>
            {enter.error && (
              <Box className='mt3'>
                <InlineError error={enter.error} />
              </Box>
            )}
          </>
        )}
      </Fetched>
    </Screen>
  );
}
