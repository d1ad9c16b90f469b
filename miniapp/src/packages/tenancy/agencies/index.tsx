import { agencies as words } from '../../../copy/tenancy';
import { Screen } from '../../../parts/screen';
import { useShown } from '../../../parts/visit';
import { say } from '../../../platform/time';
import { useCertificates } from '../../../stores/certificates';
import { EmptyState, Fetched, Item, List, ListCell, Section, Txt } from '../../../ui';

function Agencies() {
  const remote = useCertificates((s) => s.agencies);
  const { loadAgencies } = useCertificates.getState();
  useShown(loadAgencies);
  return (
    <Fetched {...remote} onRetry={() => void loadAgencies()}>
      {({ items, shops }) =>
        items.length === 0 ? (
          <EmptyState title={words.empty.title} text={words.empty.text} />
        ) : (
          <>
            <Txt block className='t2'>
              {words.lead(items.length, shops)}
            </Txt>
            {items.map((a) => (
              <Section key={a.id} title={a.name} note={words.since(say.date(a.since))}>
                <List label={a.name}>
                  {a.shops.map((s) => (
                    <Item key={s.id}>
                      <ListCell icon='store' title={s.name} desc={s.address} />
                    </Item>
                  ))}
                </List>
              </Section>
            ))}
          </>
        )
      }
    </Fetched>
  );
}
/** 守信中介名录, for everybody. */
export default function AgenciesPage() {
  return (
    <Screen title={words.title}>
      <Agencies />
    </Screen>
  );
}
