import { type ReactNode, useState } from 'react';
import { GUEST, NO_REAL_NAME, make as words } from '../../../copy/tenancy';
import { Gate } from '../../../parts/gate';
import { PAGES } from '../../../parts/paths';
import { Screen } from '../../../parts/screen';
import { useShown } from '../../../parts/visit';
import { requestId } from '../../../platform/crypto';
import { replace } from '../../../platform/router';
import { useCertificates } from '../../../stores/certificates';
import { useAction } from '../../../stores/use-action';
import { ActionBar, Box, Btn, Card, Choice, Fetched, InlineError, Item, List, Pairs, Section, Stepper, Switch, Txt } from '../../../ui';
import './index.scss';

/** What was touched; null stands for what the settings propose. */
interface Chosen {
  benefit: string | null;
  days: number | null;
  viewers: number | null;
  approval: boolean;
  agreed: boolean;
}
type Change = (c: Partial<Chosen>) => void;
type Offered = NonNullable<ReturnType<typeof useCertificates.getState>['benefits']['data']>;
/** The choice as it stands: the first benefit that holds, the usual length and number. */
const settled = (o: Offered, c: Chosen) => ({
  benefit: o.items.find((b) => b.code === c.benefit) ?? o.items.find((b) => b.holds) ?? null,
  days: c.days ?? o.days.usual,
  viewers: c.viewers ?? o.viewers.usual,
});
const Row = ({ label, hint, children }: { label: string; hint: string; children: ReactNode }) => (
  <Item>
    <Box className='cell mk__row'>
      <Box className='grow'>
        <Txt block strong>
          {label}
        </Txt>
        <Txt block className='sub muted'>
          {hint}
        </Txt>
      </Box>
      {children}
    </Box>
  </Item>
);

function Form({ offered, chosen, onChange }: { offered: Offered; chosen: Chosen; onChange: Change }) {
  const { benefit, days, viewers } = settled(offered, chosen);
  return (
    <>
      <Txt block className='t2'>
        {words.lead}
      </Txt>
      <Section title={words.what}>
        <List label={words.what}>
          {offered.items.map((b) => (
            <Item key={b.code}>
              <Choice
                id={`benefit-${b.code}`}
                kind='radio'
                name='benefit'
                label={b.title}
                desc={b.holds ? words.can(b.qualifies) : words.cannot(b.qualifies, b.hint)}
                checked={benefit?.code === b.code}
                disabled={!b.holds}
                onChange={() => onChange({ benefit: b.code })}
              />
            </Item>
          ))}
        </List>
      </Section>
      <Box className='mt3'>
        <List label={words.title}>
          <Row label={words.days.label} hint={words.days.hint(offered.days.most)}>
            <Stepper label={words.days.label} value={days} min={1} max={offered.days.most} unit={words.days.unit} onChange={(n) => onChange({ days: n })} />
          </Row>
          <Row label={words.viewers.label} hint={words.viewers.hint(offered.viewers.most)}>
            <Stepper
              label={words.viewers.label}
              value={viewers}
              min={1}
              max={offered.viewers.most}
              unit={words.viewers.unit}
              onChange={(n) => onChange({ viewers: n })}
            />
          </Row>
          <Item>
            <Switch
              id='approval'
              label={words.approval.label}
              desc={words.approval.hint}
              checked={chosen.approval}
              onChange={(approval) => onChange({ approval })}
            />
          </Item>
        </List>
      </Box>
      {benefit && (
        <>
          <Card className='mt3'>
            <Pairs
              rows={[
                { k: words.scope.sees, v: words.seen(benefit.title, offered.maskedName) },
                { k: words.scope.learns, v: words.learns },
                { k: words.scope.never, v: words.never },
                { k: words.scope.can, v: words.mayDo },
              ]}
            />
          </Card>
          <Box className='mt3'>
            <Choice id='agree' kind='checkbox' label={words.agree} checked={chosen.agreed} onChange={(agreed) => onChange({ agreed })} />
          </Box>
        </>
      )}
    </>
  );
}

/** 08#make: four taps from the list: 生成一张, agree, 生成凭证, and nothing else where the usual length fits. */
export default function MakeCertificate() {
  const remote = useCertificates((s) => s.benefits);
  const [chosen, setChosen] = useState<Chosen>({ benefit: null, days: null, viewers: null, approval: true, agreed: false });
  const [request, setRequest] = useState(requestId);
  const change: Change = (c) => {
    setChosen((old) => ({ ...old, ...c }));
    setRequest(requestId()); // another choice is another request
  };
  const now = remote.data ? settled(remote.data, chosen) : null;
  const submit = useAction(async () => {
    if (!now?.benefit || !remote.data) return;
    const id = await useCertificates.getState().make({
      requestId: request,
      benefit: now.benefit.code,
      days: now.days,
      viewers: now.viewers,
      approval: chosen.approval,
      textVersion: remote.data.textVersion,
    });
    await replace(PAGES.certificate, { id });
  });
  const bar = (
    <ActionBar note={words.note}>
      <Btn id='submit' block disabled={!now?.benefit || !chosen.agreed} busy={submit.busy} onClick={() => void submit.run()}>
        {now && !now.benefit ? words.none : words.submit}
      </Btn>
    </ActionBar>
  );
  return (
    <Screen title={words.title} bar={bar}>
      <Gate need='high' guest={GUEST} noRealName={NO_REAL_NAME}>
        {() => <Body chosen={chosen} onChange={change} />}
      </Gate>
      {submit.error && (
        <Box className='mt3'>
          <InlineError error={submit.error} />
        </Box>
      )}
    </Screen>
  );
}
function Body({ chosen, onChange }: { chosen: Chosen; onChange: Change }) {
  const remote = useCertificates((s) => s.benefits);
  const { loadBenefits } = useCertificates.getState();
  useShown(loadBenefits);
  return (
    <Fetched {...remote} onRetry={() => void loadBenefits()}>
      {(offered) => <Form offered={offered} chosen={chosen} onChange={onChange} />}
    </Fetched>
  );
}
