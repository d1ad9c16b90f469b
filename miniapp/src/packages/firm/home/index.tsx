import { AS, firmHome as words } from '../../../copy/firm';
import { PAGES } from '../../../parts/paths';
import { Screen } from '../../../parts/screen';
import { useShown } from '../../../parts/visit';
import { go, replace } from '../../../platform/router';
import { say } from '../../../platform/time';
import { type Account, useAccount } from '../../../stores/account';
import { type Repairable, useFirms } from '../../../stores/firms';
import { useSession } from '../../../stores/session';
import { useAction } from '../../../stores/use-action';
import { Box, Btn, Fetched, Hero, InlineError, Item, List, ListCell, NavBar, NoticeBar, RecordCard, Section, Title, Txt } from '../../../ui';
import { FirmGate, isFirmRole } from '../parts';
import './index.scss';

const TONE = { now: 'success', later: 'warn', duties: 'warn', elsewhere: 'mute' } as const;
const stateText = ({ state, from }: Repairable['items'][number]): string => words.states[state](from ? say.day(from) : '');

function Head({ me }: { me: Account | null }) {
  const held = me?.memberships.find((m) => m.id === me.membershipId);
  return (
    <Hero>
      <NavBar title={words.title} tone='clear' back={() => void replace(PAGES.firms)} />
      {me && held && isFirmRole(me.role) && (
        <Box className='fh'>
          <Box className='row row--between fh__row'>
            <Title className='fh__name'>{held.organisation}</Title>
            <Btn id='switch' kind='plain' size='s' icon='swap' onClick={() => void replace(PAGES.firms)}>
              {words.switch}
            </Btn>
          </Box>
          <Txt block className='fh__who mt2'>
            {words.who(me.maskedName, me.role === 'representative' ? AS.representative : AS.handler, held.staffNumber)}
          </Txt>
        </Box>
      )}
    </Hero>
  );
}
function Repairs() {
  const { data, error } = useFirms((s) => s.repairable);
  const load = useFirms((s) => s.loadRepairable);
  useShown(() => load());
  if (error?.code === 'firm_scope_missing') return <NoticeBar className='mt3'>{words.outOfScope}</NoticeBar>;
  return (
    <Fetched data={data} error={error} onRetry={() => void load()}>
      {({ items }) => (
        <Section title={words.repairable} note={items.length ? words.count(items.length) : undefined}>
          {items.length === 0 ? (
            <Txt className='muted'>{words.none}</Txt>
          ) : (
            <List label={words.repairable}>
              {items.map((r) => (
                <Item key={r.id}>
                  <RecordCard
                    title={r.title}
                    lines={[r.unit, stateText(r)]}
                    tag={{ tone: TONE[r.state], text: words.repairable, icon: false }}
                    onClick={() => void go(PAGES.publicItem, { id: r.id })}
                  />
                </Item>
              ))}
            </List>
          )}
        </Section>
      )}
    </Fetched>
  );
}

/** 31#firm 企业信用: what can be done in the firm's name. */
export default function FirmHome() {
  const me = useAccount((s) => s.me.data);
  const back = useAction(async () => {
    await useSession.getState().switchRole(null);
    await replace(PAGES.firms);
  });
  return (
    <Screen title={words.title} nav='none' hero={<Head me={me} />}>
      <FirmGate>
        {(account) => (
          <>
            <Repairs />
            <Section title={words.matters}>
              <List label={words.matters}>
                <Item>
                  <ListCell id='public' icon='doc' iconTone='plain' title={words.public} end={words.publicHint} onClick={() => void go(PAGES.search)} />
                </Item>
                {account.role === 'representative' && (
                  <Item>
                    <ListCell id='handlers' icon='users' iconTone='plain' title={words.handlers} onClick={() => void go(PAGES.firmHandlers)} />
                  </Item>
                )}
              </List>
            </Section>
            {back.error && <InlineError error={back.error} />}
            <Btn id='as-resident' kind='text' block className='mt3' busy={back.busy} onClick={() => void back.run()}>
              {words.back}
            </Btn>
          </>
        )}
      </FirmGate>
    </Screen>
  );
}
