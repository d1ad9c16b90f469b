import { useEffect, useState } from 'react';
import { open as openWords, lots as words } from '../../../copy/parking';
import { ConsentFields } from '../../../parts/consent';
import { useStanding } from '../../../parts/gate';
import { PAGES } from '../../../parts/paths';
import { Screen } from '../../../parts/screen';
import { useVisit } from '../../../parts/visit';
import { go } from '../../../platform/router';
import { type Operator, type ParkingHome, useParking } from '../../../stores/parking';
import { toast } from '../../../stores/toast';
import { useAction } from '../../../stores/use-action';
import { Box, Btn, Card, Fetched, InlineError, Item, List, ListCell, NoticeBar, Pairs, Sheet, StatusTag, Title, Txt } from '../../../ui';

function Agree({ operator, onClose }: { operator: Operator; onClose: () => void }) {
  const agree = useAction(async () => {
    await useParking.getState().choose(operator);
    toast(words.agreed, 'check');
    onClose();
  });
  return (
    <Sheet title={openWords.whole(operator.name)} onClose={onClose}>
      <ConsentFields text={operator.consent} />
      {agree.error && <InlineError error={agree.error} onRetry={() => void agree.run()} />}
      <Btn id='agree' block className='mt3' busy={agree.busy} onClick={() => void agree.run()}>
        {words.agree}
      </Btn>
    </Sheet>
  );
}
type Standing = ParkingHome['operators'][number] | undefined;
const One = ({ operator: o, mine, opened, onAgree }: { operator: Operator; mine: Standing; opened: boolean; onAgree: () => void }) => (
  <Card className='mt3'>
    <Box className='row row--between row--wrap'>
      <Title level={2}>{o.name}</Title>
      {opened && <StatusTag tone={mine ? 'success' : 'line'} icon={mine ? 'check' : false} text={mine ? words.state.on : words.state.off} />}
    </Box>
    <Pairs
      className='mt2'
      left
      rows={[
        { k: words.perk, v: o.perk },
        { k: words.who, v: o.qualifies },
        { k: words.tariff, v: o.tariff },
        { k: words.later, v: o.payLater ? words.laterYes : words.laterNo },
      ]}
    />
    {mine && !mine.ok && (
      <NoticeBar tone='warn' className='mt3'>
        {`${words.hints}：${mine.hints.join('；')}`}
      </NoticeBar>
    )}
    <List className='mt3 list--plain' label={o.name}>
      {o.lots.map((lot) => (
        <Item key={lot.id}>
          <ListCell icon='parking' title={lot.name} desc={lot.address} />
        </Item>
      ))}
    </List>
    {opened &&
      (mine ? (
        <Btn kind='text' block label={`${words.withdraw}：${o.name}`} onClick={() => void go(PAGES.consents)}>
          {words.withdraw}
        </Btn>
      ) : (
        <Btn id={`agree-${o.id}`} kind='ghost' block label={`${words.agree}：${o.name}`} onClick={onAgree}>
          {words.agree}
        </Btn>
      ))}
  </Card>
);

/** 哪些停车场能用: for everybody; for who has a plate, also where it works already. */
export default function Lots() {
  const { data, error } = useParking((s) => s.operators);
  const home = useParking((s) => s.home.data);
  const at = useStanding('basic');
  const visit = useVisit();
  const [asked, setAsked] = useState<Operator | null>(null);
  useEffect(() => {
    if (visit > 0) void useParking.getState().loadOperators();
  }, [visit]);
  useEffect(() => {
    if (visit > 0 && at === 'ready') void useParking.getState().load();
  }, [visit, at]);
  const opened = at === 'ready' && (home?.plates.length ?? 0) > 0;
  return (
    <Screen title={words.title} tight overlay={asked && <Agree operator={asked} onClose={() => setAsked(null)} />}>
      <Fetched data={data} error={error} onRetry={() => void useParking.getState().loadOperators()}>
        {(list) => (
          <>
            <Txt block className='sub muted'>
              {words.count(list.lots)}
            </Txt>
            {list.items.map((o) => (
              <One key={o.id} operator={o} mine={home?.operators.find((m) => m.operatorId === o.id)} opened={opened} onAgree={() => setAsked(o)} />
            ))}
          </>
        )}
      </Fetched>
    </Screen>
  );
}
