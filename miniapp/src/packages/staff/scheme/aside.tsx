import { daysBetween } from '@binhai/shared/dates/dates';
import { schemeDesk } from '../../../copy/scheme-desk';
import { say, today } from '../../../platform/time';
import type { SchemeDetail } from '../../../stores/scheme-desk';
import { Box, Icon, Item, List, NoticeBar, Pairs, Txt } from '../../../ui';
import { Pane } from '../parts/desk';

const words = schemeDesk.aside;
const trialWords = schemeDesk.trial;
const Check = ({ ok, text }: { ok: boolean; text: string }) => (
  <Item className='checkline'>
    <Icon name={ok ? 'check-circle' : 'alert'} size={18} className={ok ? 'checkline__ok' : 'checkline__no'} />
    <Txt>{text}</Txt>
  </Item>
);

/** How long the consultation has run. */
function Days({ consultation: { from, to } }: { consultation: NonNullable<SchemeDetail['consultation']> }) {
  const total = daysBetween(from, to);
  const passed = Math.min(Math.max(daysBetween(from, today()), 0), total);
  return (
    <Pane title={words.consultation}>
      <Box className='days'>
        <Txt strong className='days__n num'>
          {String(passed)}
        </Txt>
        <Txt className='t2'>{words.days(total, say.date(to))}</Txt>
      </Box>
      <Box className='progress mt2' hidden>
        <Box className='progress__bar' style={{ width: `${Math.round((passed / total) * 100)}%` }} />
      </Box>
    </Pane>
  );
}
/** Beside the work: what is changed, what the system checked, what is still missing, who did what. */
export function Aside({ scheme }: { scheme: SchemeDetail }) {
  const changed = scheme.lines.filter((l) => l.changed);
  const { consultation: c, from, rules } = scheme;
  const facts = [
    ...(scheme.legalDocument ? [{ k: words.legal, v: scheme.legalDocument }] : []),
    ...(c ? [{ k: words.consultation, v: words.span(say.day(c.from), say.date(c.to)) }] : []),
    from ? { k: words.effect, v: say.date(from) } : { k: words.earliest, v: say.date(rules.earliestEffect) },
  ];
  return (
    <Box>
      {scheme.state === 'consultation' && c && <Days consultation={c} />}
      <Pane title={words.changes}>
        {changed.length === 0 ? (
          <Txt className='sub muted'>{words.noChanges}</Txt>
        ) : (
          <List className='list--plain' label={words.changes}>
            {changed.map((l) => (
              <Item key={l.key} className='chg'>
                <Txt strong>{l.title}</Txt>
                <Txt className='num nowrap'>{trialWords.arrow(l.now, l.next)}</Txt>
              </Item>
            ))}
          </List>
        )}
      </Pane>
      {scheme.trial && scheme.trial.personas.length > 0 && (
        <Pane title={trialWords.checks}>
          <List className='list--plain' label={trialWords.checks}>
            <Check ok text={trialWords.denied} />
            {scheme.trial.personas.map((p) => (
              <Check
                key={p.key}
                ok={p.months !== null}
                text={p.months === null ? trialWords.personaFails(p.title, rules.openActMonths) : trialWords.persona(p.title, p.months)}
              />
            ))}
          </List>
        </Pane>
      )}
      {scheme.blocked.length > 0 && (
        <Pane title={words.blocked}>
          <List className='list--plain' label={words.blocked}>
            {scheme.blocked.map((text) => (
              <Check key={text} ok={false} text={text} />
            ))}
          </List>
        </Pane>
      )}
      <Pane title={words.steps}>
        {scheme.reason && <NoticeBar tone='warn'>{words.reason(scheme.reason)}</NoticeBar>}
        <Pairs rows={facts} />
        <List className='list--plain mt3' label={words.steps}>
          {scheme.steps.map((s) => (
            <Item key={`${s.event}${s.at}`} className='stepline'>
              <Txt strong>{words.events[s.event] ?? s.event}</Txt>
              <Txt className='num muted nowrap'>{say.stamp(s.at)}</Txt>
              <Txt className='stepline__by'>{s.by}</Txt>
            </Item>
          ))}
        </List>
        <NoticeBar className='mt3'>{words.three}</NoticeBar>
      </Pane>
    </Box>
  );
}
