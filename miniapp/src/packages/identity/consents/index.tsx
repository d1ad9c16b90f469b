import { useState } from 'react';
import { consents as words } from '../../../copy/identity';
import { ConsentUntil, Withdraw } from '../../../parts/consent';
import { Gate } from '../../../parts/gate';
import { PAGES } from '../../../parts/paths';
import { Screen } from '../../../parts/screen';
import { useShown } from '../../../parts/visit';
import { go } from '../../../platform/router';
import { say } from '../../../platform/time';
import type { Account } from '../../../stores/account';
import { active, type Consent, ended, useConsents } from '../../../stores/consents';
import {
  Box,
  Btn,
  Btns,
  Card,
  Contour,
  EmptyState,
  Fetched,
  Icon,
  InlineError,
  Item,
  List,
  ListCell,
  NoticeBar,
  Section,
  StatusTag,
  Title,
  Txt,
} from '../../../ui';
import './index.scss';

interface Withdrawn {
  consent: Consent;
  at: string;
}
const Service = ({ me }: { me: Account }) => (
  <Box role='region' label={words.service} className='opt'>
    <Contour />
    <Box className='row row--between row--wrap opt__in'>
      <Title>{words.service}</Title>
      <Txt strong>{me.optedIn ? words.serviceOn : me.personalGrade === 'on' ? words.serviceOff : words.serviceNotOpen}</Txt>
    </Box>
    <Txt block className='sub mt2 opt__in opt__text'>
      {me.optedIn ? words.serviceText : words.serviceOffText}
    </Txt>
    {(me.optedIn || me.personalGrade === 'on') && (
      <Btn kind='plain' size='s' className='mt3 opt__in' onClick={() => void go(PAGES.optIn)}>
        {me.optedIn ? words.serviceManage : words.serviceOpen}
      </Btn>
    )}
  </Box>
);
const Row = ({ consent, onWithdraw }: { consent: Consent; onWithdraw: () => void }) => (
  <Box className='auth'>
    <Box className='row row--between row--wrap'>
      <Title level={3}>{consent.recipient}</Title>
      <ConsentUntil consent={consent} />
    </Box>
    <Txt block className='sub t2 mt1'>
      {consent.purpose}
    </Txt>
    <Txt block className='cap muted'>
      {consent.text.infers}
    </Txt>
    <Txt block className='cap muted'>
      {consent.looks.last ? words.looked(say.day(consent.looks.last), consent.looks.count) : words.notLooked}
    </Txt>
    {consent.ends.length > 0 && (
      <Txt block className='cap muted'>
        {words.holds(consent.ends.length)}
      </Txt>
    )}
    <Box className='mt3'>
      <Btns>
        <Btn kind='ghost' size='s' label={words.withdrawLabel(consent.recipient)} onClick={onWithdraw}>
          {words.withdraw}
        </Btn>
        <Btn kind='quiet' size='s' label={words.detailLabel(consent.recipient)} onClick={() => void go(PAGES.consent, { id: consent.id })}>
          {words.detail}
        </Btn>
      </Btns>
    </Box>
  </Box>
);

function Lists({ all, onWithdraw }: { all: Consent[]; onWithdraw: (c: Consent) => void }) {
  const on = active(all);
  const off = ended(all);
  return (
    <>
      {on.length === 0 ? (
        <EmptyState title={words.emptyTitle} text={words.emptyText} />
      ) : (
        <Section title={words.active} note={words.count(on.length)}>
          <List label={words.active}>
            {on.map((c) => (
              <Item key={c.id} className='auth__item'>
                <Row consent={c} onWithdraw={() => onWithdraw(c)} />
              </Item>
            ))}
          </List>
        </Section>
      )}
      {off.length > 0 && (
        <Section title={words.ended} note={words.count(off.length)}>
          <List label={words.ended}>
            {off.map((c) => (
              <Item key={c.id}>
                <ListCell
                  title={c.recipient}
                  desc={c.endedAt ? words.endedOn(say.date(c.endedAt)) : c.purpose}
                  end={<StatusTag tone='mute' icon={false} text={words.states[c.state]} />}
                  onClick={() => void go(PAGES.consent, { id: c.id })}
                />
              </Item>
            ))}
          </List>
        </Section>
      )}
      <List className='mt4'>
        <Item>
          <ListCell title={words.duty} desc={words.dutyHint} onClick={() => void go(PAGES.looks)} />
        </Item>
      </List>
    </>
  );
}
function Consents({ me, withdrawn, onWithdraw }: { me: Account; withdrawn: Withdrawn | null; onWithdraw: (c: Consent) => void }) {
  const { data, error } = useConsents((s) => s.list);
  const load = useConsents((s) => s.load);
  useShown(() => load());
  return (
    <>
      {withdrawn && (
        <>
          <NoticeBar tone='success' status>
            <Txt strong>{words.withdrawn(withdrawn.consent.recipient)}</Txt>
            <Txt>{`　${words.withdrawnText(say.seconds(withdrawn.at))}`}</Txt>
          </NoticeBar>
          <Card className='mt3 auth__done'>
            <Title level={3}>{words.after}</Title>
            {words.afterRows(withdrawn.consent.ends.length).map((t) => (
              <Box key={t} className='row mt2'>
                <Icon name='check' size={20} />
                <Txt className='grow'>{t}</Txt>
              </Box>
            ))}
          </Card>
        </>
      )}
      <Service me={me} />
      <Fetched data={data} error={error} onRetry={() => void load()}>
        {(all) => (
          <>
            {error && <InlineError error={error} onRetry={() => void load()} />}
            <Lists all={all} onWithdraw={onWithdraw} />
          </>
        )}
      </Fetched>
    </>
  );
}

/** 22 授权管理 */
export default function ConsentsPage() {
  const [asked, setAsked] = useState<Consent | null>(null);
  const [withdrawn, setWithdrawn] = useState<Withdrawn | null>(null);
  const overlay = asked && (
    <Withdraw
      consent={asked}
      onClose={() => setAsked(null)}
      onDone={(at, consent) => {
        setWithdrawn({ consent, at });
        setAsked(null);
      }}
    />
  );
  return (
    <Screen title={words.title} tight overlay={overlay}>
      <Gate need='login'>{(me) => <Consents me={me} withdrawn={withdrawn} onWithdraw={setAsked} />}</Gate>
    </Screen>
  );
}
