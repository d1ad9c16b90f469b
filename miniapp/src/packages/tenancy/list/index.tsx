import { GUEST, NO_REAL_NAME, list as words } from '../../../copy/tenancy';
import { Gate } from '../../../parts/gate';
import { PAGES } from '../../../parts/paths';
import { Screen } from '../../../parts/screen';
import { useShown } from '../../../parts/visit';
import { go } from '../../../platform/router';
import { say } from '../../../platform/time';
import { useCertificates } from '../../../stores/certificates';
import { ActionBar, Btn, EmptyState, Fetched, Item, List, ListCell, Section, StatusTag } from '../../../ui';

function Own() {
  const remote = useCertificates((s) => s.list);
  const { load } = useCertificates.getState();
  useShown(load);
  return (
    <Fetched {...remote} onRetry={() => void load()}>
      {({ items }) =>
        items.length === 0 ? (
          <EmptyState title={words.empty.title} text={words.empty.text} action={words.make} onAction={() => void go(PAGES.certificateMake)} />
        ) : (
          <List label={words.title}>
            {items.map((c) => (
              <Item key={c.id}>
                <ListCell
                  icon='house-key'
                  iconTone={c.waiting > 0 ? 'signal' : undefined}
                  bold={c.waiting > 0}
                  title={c.title}
                  desc={
                    c.waiting > 0
                      ? words.waiting(c.waiting)
                      : c.state === 'active' && !c.holds
                        ? words.lost
                        : words.line(say.day(c.until), c.viewersUsed, c.viewersMost)
                  }
                  end={<StatusTag tone={c.state === 'active' && c.holds ? 'success' : 'mute'} text={c.stateText} />}
                  onClick={() => void go(PAGES.certificate, { id: c.id })}
                />
              </Item>
            ))}
          </List>
        )
      }
    </Fetched>
  );
}

/** Where a tenant's certificates are, and the ways to the list of agencies and to somebody else's certificate. */
export default function Certificates() {
  const bar = (
    <ActionBar>
      <Btn id='make' block onClick={() => void go(PAGES.certificateMake)}>
        {words.make}
      </Btn>
    </ActionBar>
  );
  return (
    <Screen title={words.title} bar={bar}>
      <Gate need='basic' guest={GUEST} noRealName={NO_REAL_NAME}>
        {() => <Own />}
      </Gate>
      <Section title={words.agenciesHint}>
        <List label={words.agenciesHint}>
          <Item>
            <ListCell icon='store' title={words.agencies} desc={words.agenciesHint} onClick={() => void go(PAGES.agencies)} />
          </Item>
          <Item>
            <ListCell icon='keypad' title={words.view} desc={words.viewHint} onClick={() => void go(PAGES.certificateView)} />
          </Item>
          <Item>
            <ListCell icon='doc' title={words.proof} desc={words.proofHint} onClick={() => void go(PAGES.rentalProof)} />
          </Item>
          <Item>
            <ListCell
              id='forced'
              icon='flag'
              title={words.forced}
              desc={words.forcedHint}
              onClick={() => void go(PAGES.complaintFile, { kind: 'forced_certificate' })}
            />
          </Item>
        </List>
      </Section>
    </Screen>
  );
}
