import { useEffect } from 'react';
import { NOT_CREDIT_REPORTING, credit as words } from '../../copy/credit';
import { Gate, useStanding } from '../../parts/gate';
import { PAGES } from '../../parts/paths';
import { Screen } from '../../parts/screen';
import { useVisit } from '../../parts/visit';
import { go } from '../../platform/router';
import { say } from '../../platform/time';
import { type Account, useAccount } from '../../stores/account';
import { type Explanation, useCredit } from '../../stores/credit';
import { leaveFor } from '../../stores/return-to';
import {
  Box,
  Btn,
  Card,
  ErrorState,
  GradeScale,
  GradeWord,
  Hero,
  InlineError,
  Item,
  List,
  ListCell,
  NavBar,
  SkeletonList,
  TideGauge,
  Title,
  Txt,
} from '../../ui';
import { Factors, Raises, Trend } from './factors';
import './index.scss';
import { LooksOf } from './looks';

const GAUGE = { width: 158, height: 196 };
type Phase = 'gate' | 'not_open' | 'off' | 'on';
const phaseOf = (ready: boolean, me: Account | null): Phase => (!ready || !me ? 'gate' : me.personalGrade !== 'on' ? 'not_open' : me.optedIn ? 'on' : 'off');

function Head({ phase, me }: { phase: Phase; me: Account | null }) {
  const { data, error } = useCredit((s) => s.explanation);
  const grade = phase === 'on' ? data?.grade : undefined;
  const loading = phase === 'on' && !grade && !error;
  const [scheme, moment] = grade ? words.computed(grade.scheme.title, say.dayAndTime(grade.computedAt)) : ['', ''];
  return (
    <Hero className='chead'>
      <NavBar title={words.title} tone='clear' back={false} />
      {phase !== 'gate' && (
        <Box className='chead__in'>
          <Box className='grow'>
            <Txt block className='chead__c'>
              {phase === 'on' ? words.label : words.service}
            </Txt>
            {grade ? (
              <Box className='chead__w'>
                <GradeWord grade={grade.grade} large />
              </Box>
            ) : (
              <Title level={2} className='chead__big'>
                {loading ? words.loading : error && phase === 'on' ? words.failed : phase === 'off' ? words.off.title : words.notOpen.title}
              </Title>
            )}
            {grade && (
              <>
                <Txt block className='chead__c'>
                  {scheme}
                </Txt>
                <Txt block className='chead__c'>
                  {moment}
                </Txt>
              </>
            )}
            {phase === 'off' && (
              <Txt block className='chead__c'>
                {words.off.text}
              </Txt>
            )}
            {phase === 'not_open' && me && me.personalGrade !== 'on' && (
              <Txt block className='chead__c'>
                {words.notOpen[me.personalGrade]}
              </Txt>
            )}
          </Box>
          <TideGauge state={loading ? 'loading' : (grade?.grade ?? (phase === 'off' ? 'off' : 'covered'))} {...GAUGE} />
        </Box>
      )}
    </Hero>
  );
}
const Graded = ({ data }: { data: Explanation }) => (
  <>
    {data.grade.grade === 'unrated' ? (
      <Card>
        <Title level={3}>{words.unrated.why}</Title>
        <Txt block className='t2 mt1'>
          {data.grade.unratedReason}
        </Txt>
        <Txt block className='cap muted mt2'>
          {words.unrated.private}
        </Txt>
      </Card>
    ) : (
      <Card className='chead__scale'>
        <GradeScale grade={data.grade.grade} />
      </Card>
    )}
    <Factors data={data} />
    <Raises data={data} />
    <Trend data={data} />
  </>
);
function On() {
  const { data, error } = useCredit((s) => s.explanation);
  const load = () => void useCredit.getState().loadExplanation();
  if (data) {
    return (
      <>
        {error && <InlineError error={error} onRetry={load} />}
        <Graded data={data} />
      </>
    );
  }
  return error ? <ErrorState error={error} onRetry={load} /> : <SkeletonList rows={4} />;
}
const Invite = ({ title, text, id, kind, onClick }: { title: string; text: string; id: string; kind?: 'ghost'; onClick: () => void }) => (
  <Card>
    <Txt block strong>
      {text}
    </Txt>
    <Btn id={id} kind={kind} block className='mt3' onClick={onClick}>
      {title}
    </Btn>
  </Card>
);
const Links = ({ optedIn }: { optedIn: boolean }) => (
  <List className='mt4' label={words.title}>
    <Item>
      <ListCell id='to-records' icon='book' bold title={words.links.records} desc={words.links.recordsHint} onClick={() => void go(PAGES.records)} />
    </Item>
    <Item>
      <ListCell id='to-repairs' icon='edit' bold title={words.links.repairs} desc={words.links.repairsHint} onClick={() => void go(PAGES.repairs)} />
    </Item>
    <Item>
      <ListCell id='to-reports' icon='download' bold title={words.links.reports} desc={words.links.reportsHint} onClick={() => void go(PAGES.reports)} />
    </Item>
    <Item>
      <ListCell icon='doc' bold title={words.links.scheme} desc={words.links.schemeHint} onClick={() => void go(PAGES.scheme)} />
    </Item>
    {optedIn && (
      <Item>
        <ListCell id='to-review' icon='inspect' bold title={words.links.review} desc={words.links.reviewHint} onClick={() => void go(PAGES.review)} />
      </Item>
    )}
    {optedIn && (
      <Item>
        <ListCell icon='settings' bold title={words.links.optOut} desc={words.links.optOutHint} onClick={() => void go(PAGES.optIn)} />
      </Item>
    )}
  </List>
);

/** 02 我的信用: the grade, how it came about, who looked. Records, looks and repair are there for all, opted in or not. */
export default function Credit() {
  const at = useStanding('high');
  const me = useAccount((s) => s.me.data);
  const phase = phaseOf(at === 'ready', me);
  const visit = useVisit();
  useEffect(() => {
    if (visit === 0 || phase === 'gate') return;
    if (phase === 'on') void useCredit.getState().loadExplanation();
    void useAccount.getState().loadLooks({ kind: 'others' });
  }, [visit, phase]);
  return (
    <Screen title={words.title} nav='none' tab='credit' hero={<Head phase={phase} me={me} />} busy={at === 'unknown'}>
      <Gate need='high'>
        {(account) => (
          <>
            {phase === 'on' && <On />}
            {phase === 'off' && (
              <Invite id='to-opt-in' title={words.off.action} text={`${NOT_CREDIT_REPORTING}。`} onClick={() => void leaveFor(PAGES.optIn)} />
            )}
            {phase === 'not_open' && (
              <Invite id='to-scheme' kind='ghost' title={words.notOpen.action} text={`${NOT_CREDIT_REPORTING}。`} onClick={() => void go(PAGES.scheme)} />
            )}
            <LooksOf />
            <Links optedIn={account.optedIn} />
          </>
        )}
      </Gate>
      <Txt block className='cap muted center mt4'>
        {words.honest}
      </Txt>
    </Screen>
  );
}
