import { report as words } from '../../../copy/report';
import { Gate, useStanding } from '../../../parts/gate';
import { PAGES } from '../../../parts/paths';
import { Screen } from '../../../parts/screen';
import { useShown } from '../../../parts/visit';
import { go } from '../../../platform/router';
import { say } from '../../../platform/time';
import { type ReportView, useReports } from '../../../stores/reports';
import { ActionBar, Btn, Btns, EmptyState, Fetched, InlineError, Item, List, ListCell, NoticeBar, StatusTag, type Tone } from '../../../ui';

const TONES: Record<ReportView['state'], Tone> = { making: 'info', ready: 'success', failed: 'warn', expired: 'mute', revoked: 'mute' };
const Row = ({ r }: { r: ReportView }) => (
  <ListCell
    id={`report-${r.id}`}
    bold
    title={r.purpose}
    desc={words.line(say.dateAndTime(r.askedAt), r.classes.length)}
    end={<StatusTag tone={TONES[r.state]} text={words.states[r.state]} icon={false} />}
    onClick={() => void go(PAGES.report, { id: r.id })}
  />
);
function Mine() {
  const { data, error } = useReports((s) => s.mine);
  const load = useReports((s) => s.loadMine);
  useShown(() => load());
  return (
    <Fetched data={data} error={error} onRetry={() => void load()}>
      {({ items }) => (
        <>
          {error && <InlineError error={error} onRetry={() => void load()} />}
          {items.length === 0 ? (
            <EmptyState title={words.empty.title} text={words.empty.text} />
          ) : (
            <List label={words.title}>
              {items.map((r) => (
                <Item key={r.id}>
                  <Row r={r} />
                </Item>
              ))}
            </List>
          )}
          <NoticeBar tone='plain' icon='lock' className='mt3'>
            {words.lead}
          </NoticeBar>
          <NoticeBar className='mt3'>{words.often}</NoticeBar>
        </>
      )}
    </Fetched>
  );
}

/** The reports a person had made, and the way to another. */
export default function Reports() {
  const at = useStanding('high');
  const mine = useReports((s) => s.mine.data);
  const bar = at === 'ready' && mine && (
    <ActionBar note={words.left(mine.left, mine.leftOf)}>
      <Btns>
        <Btn id='to-verify' kind='ghost' onClick={() => void go(PAGES.verify)}>
          {words.verify}
        </Btn>
        <Btn id='to-choose' disabled={mine.left === 0} onClick={() => void go(PAGES.reportChoose)}>
          {words.make}
        </Btn>
      </Btns>
    </ActionBar>
  );
  return (
    <Screen title={words.title} tight bar={bar}>
      <Gate need='high'>{() => <Mine />}</Gate>
    </Screen>
  );
}
