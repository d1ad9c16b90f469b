import type { DepositAuthorisation, DepositService } from '@binhai/shared/contract/deposit';
import { DEPOSIT_ICONS, deposits as words } from '../../../copy/deposit';
import { Gate } from '../../../parts/gate';
import { PAGES } from '../../../parts/paths';
import { Screen } from '../../../parts/screen';
import { useShown } from '../../../parts/visit';
import { go, openSite } from '../../../platform/router';
import { say } from '../../../platform/time';
import { type DepositList, useDeposits } from '../../../stores/deposits';
import { toast } from '../../../stores/toast';
import {
  Box,
  Btn,
  Btns,
  EmptyState,
  Fetched,
  Hero,
  Icon,
  InlineError,
  Item,
  List,
  ListCell,
  NavBar,
  NoticeBar,
  Section,
  StatusTag,
  Title,
  Txt,
} from '../../../ui';
import { OrderRow } from '../order-row';
import './index.scss';

const open = (items: readonly DepositAuthorisation[]) => items.filter((a) => a.state !== 'ended');
async function visit({ home }: DepositService): Promise<void> {
  if ((await openSite(home)) === 'copied') toast(words.copied, 'check');
}

function Head({ list }: { list: DepositList | null }) {
  const on = open(list?.items ?? []);
  const fen = on.reduce((sum, a) => sum + a.service.depositFen, 0);
  return (
    <Hero>
      <NavBar title={words.title} tone='clear' />
      {list && (
        <Box className='free'>
          <Box>
            <StatusTag tone='solid' icon={on.length > 0 ? 'check' : 'info'} text={on.length > 0 ? words.open(on.length) : words.none} />
            {on.length > 0 && (
              <>
                <Txt block className='free__n mt2'>
                  {words.zero}
                </Txt>
                <Txt block strong className='free__w'>
                  {words.deposit}
                </Txt>
                <Txt block className='free__c'>
                  {words.instead(fen)}
                </Txt>
              </>
            )}
          </Box>
          <Box className='free__art' hidden>
            <Icon name='bike' size={72} />
            <Icon name='powerbank' size={56} />
          </Box>
        </Box>
      )}
    </Hero>
  );
}
export function Until({ authorisation: a }: { authorisation: DepositAuthorisation }) {
  if (a.state === 'ended') return <StatusTag tone='mute' icon={false} text={words.ended(a.endedAt ? say.day(a.endedAt) : '')} />;
  if (a.state === 'granted') return <StatusTag tone='info' text={words.granted} />;
  if (a.until && a.expiring) return <StatusTag tone='warn' text={words.untilSoon(say.day(a.until))} />;
  return <StatusTag tone='success' text={words.until(a.until ? say.date(a.until) : '')} />;
}
const Operator = ({ authorisation }: { authorisation: DepositAuthorisation }) => {
  const { id, service } = authorisation;
  return (
    <Box className='op'>
      <Box className='op__top'>
        <Box className='cell__ico' hidden>
          <Icon name={DEPOSIT_ICONS[service.kind]} />
        </Box>
        <Box className='grow'>
          <Box className='row row--between row--wrap'>
            <Title level={3}>{service.operator}</Title>
            <Until authorisation={authorisation} />
          </Box>
          <Txt block className='sub muted'>
            {words.what(service.title, service.depositFen)}
          </Txt>
        </Box>
      </Box>
      <Box className='mt3'>
        <Btns>
          <Btn id={`manage-${service.id}`} kind='ghost' size='s' label={words.manageLabel(service.operator)} onClick={() => void go(PAGES.deposit, { id })}>
            {words.manage}
          </Btn>
          {service.home !== '' && (
            <Btn kind='quiet' size='s' label={words.visitLabel(service.operator)} onClick={() => void visit(service)}>
              {words.visit}
            </Btn>
          )}
        </Btns>
      </Box>
    </Box>
  );
};
function Lists({ list }: { list: DepositList }) {
  return (
    <>
      {list.items.length === 0 ? (
        <EmptyState title={words.empty.title} text={words.empty.text} />
      ) : (
        <List label={words.title}>
          {list.items.map((a) => (
            <Item key={a.id} className='op__item'>
              <Operator authorisation={a} />
            </Item>
          ))}
        </List>
      )}
      {list.count > 0 && (
        <Section
          title={words.lately}
          note={words.sum(
            list.count,
            list.unreleased,
            list.orders.some((o) => o.endedAt === null),
          )}
        >
          <List label={words.lately}>
            {list.orders.map((o) => (
              <Item key={`${o.operator}|${o.number}`}>
                <OrderRow order={o} />
              </Item>
            ))}
          </List>
        </Section>
      )}
      <NoticeBar tone='plain' icon='lock' className='mt3'>
        {words.privacy}
      </NoticeBar>
      {list.others.length > 0 && (
        <Section title={words.others}>
          <List label={words.others}>
            {list.others.map((s) => (
              <Item key={s.id}>
                <ListCell
                  icon={DEPOSIT_ICONS[s.kind]}
                  title={s.operator}
                  desc={`${words.what(s.title, s.depositFen)}　${words.otherHint}`}
                  {...(s.home !== '' && { onClick: () => void visit(s) })}
                />
              </Item>
            ))}
          </List>
        </Section>
      )}
    </>
  );
}
function Own() {
  const { data, error } = useDeposits((s) => s.list);
  const load = useDeposits((s) => s.load);
  useShown(() => load());
  return (
    <Fetched data={data} error={error} onRetry={() => void load()}>
      {(list) => (
        <>
          {error && <InlineError error={error} onRetry={() => void load()} />}
          <Lists list={list} />
        </>
      )}
    </Fetched>
  );
}

/** 07 免押授权: whom the person lets lend without a deposit, what was used, what else there is. */
export default function Deposits() {
  const list = useDeposits((s) => s.list.data);
  return (
    <Screen title={words.title} nav='none' hero={<Head list={list} />}>
      <Gate need='login' guest={words.guest}>
        {() => <Own />}
      </Gate>
    </Screen>
  );
}
