import type { RepairCard } from '@binhai/shared/contract/repair';
import { isOpenRepair } from '@binhai/shared/states/repair';
import { GUEST, repairs as words } from '../../../copy/repair';
import { Gate } from '../../../parts/gate';
import { PAGES } from '../../../parts/paths';
import { Screen } from '../../../parts/screen';
import { useShown } from '../../../parts/visit';
import { go } from '../../../platform/router';
import { say } from '../../../platform/time';
import { useRepairs } from '../../../stores/repairs';
import { useAction } from '../../../stores/use-action';
import { Box, Btn, Card, EmptyState, Fetched, InlineError, NoticeBar, Pairs, StatusTag, Title, Txt } from '../../../ui';

const TAGS = {
  now: { tone: 'success', icon: 'check' },
  duties: { tone: 'info', icon: 'check' },
  later: { tone: 'mute', icon: 'calendar' },
  elsewhere: { tone: 'mute', icon: 'link' },
  closed: { tone: 'mute', icon: 'clock' },
} as const;

function Tag({ card: { route, application } }: { card: RepairCard }) {
  if (application)
    return (
      <StatusTag
        tone={application.state === 'repaired' ? 'success' : isOpenRepair(application.state) ? 'info' : 'mute'}
        icon='clock'
        text={application.stateText}
      />
    );
  return <StatusTag {...TAGS[route.state]} text={words.tags[route.state]} />;
}
/** One record: what can be done about it, and from which day; the button shows the day before it opens. */
function Of({ card }: { card: RepairCard }) {
  const { route, application, recordId } = card;
  const open = useAction(async () => {
    await go(PAGES.repair, { id: await useRepairs.getState().start(recordId) });
  });
  const look = application && (isOpenRepair(application.state) || !route.open);
  const later = route.state === 'later' && route.from !== null;
  const rows = [
    { k: words.unit, v: card.unit },
    { k: words.document, v: card.documentNumber },
    application ? { k: words.progress, v: application.clock || application.stateText } : { k: words.way, v: route.why },
    { k: words.law, v: application ? '' : route.reference },
  ].filter((r) => r.v !== '');
  return (
    <Card className='mt3'>
      <Box className='row row--between row--wrap'>
        <Title level={3} className='grow'>
          {card.title}
        </Title>
        <Tag card={card} />
      </Box>
      <Box className='mt2'>
        <Pairs left rows={rows} />
      </Box>
      {look && (
        <Btn id={`look-${application.id}`} kind='quiet' block className='mt3' onClick={() => void go(PAGES.repair, { id: application.id })}>
          {application.state === 'draft' ? words.go : words.look}
        </Btn>
      )}
      {!look && (route.open || later) && (
        <Btn id={`apply-${recordId}`} block className='mt3' disabled={later} busy={open.busy} onClick={() => void open.run()}>
          {later && route.from ? words.opens(say.date(route.from)) : words.apply}
        </Btn>
      )}
      {open.error && (
        <Box className='mt3'>
          <InlineError error={open.error} onRetry={() => void open.run()} />
        </Box>
      )}
    </Card>
  );
}
function Own() {
  const { data, error } = useRepairs((s) => s.cards);
  const { load } = useRepairs.getState();
  useShown(load);
  return (
    <Fetched data={data} error={error} onRetry={() => void load()}>
      {({ items, clock, firm }) =>
        items.length === 0 ? (
          <EmptyState full title={words.empty.title} text={words.empty.text} />
        ) : (
          <>
            <NoticeBar>{words.free(clock)}</NoticeBar>
            {firm !== '' && (
              <Txt block className='sub muted mt3'>
                {words.of(firm)}
              </Txt>
            )}
            {items.map((card) => (
              <Of key={card.recordId} card={card} />
            ))}
          </>
        )
      }
    </Fetched>
  );
}

/** 11#list 信用修复: each record with its way, its day and its reason. */
export default function Repairs() {
  return (
    <Screen title={words.title} tight>
      <Gate need='high' roles={['resident', 'handler', 'representative']} guest={GUEST}>
        {() => <Own />}
      </Gate>
    </Screen>
  );
}
