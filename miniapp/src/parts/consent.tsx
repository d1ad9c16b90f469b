import type { ConsentText } from '@binhai/shared/contract/consents';
import { daysBetween } from '@binhai/shared/dates/dates';
import { CONSENT_FIELDS, consents as words } from '../copy/identity';
import { say, today } from '../platform/time';
import { type Consent, useConsents } from '../stores/consents';
import { useAction } from '../stores/use-action';
import { Box, Item, List, ListCell, NoticeBar, type Pair, Pairs, StatusTag } from '../ui';
import { AskSheet } from './ask-sheet';

/** Days before the end from which a consent says when it ends (mockup 22: a week and a bit). */
export const SOON_DAYS = 14;
/** The state of a consent in one tag. */
export function ConsentUntil({ consent }: { consent: Consent }) {
  if (consent.state === 'outdated') return <StatusTag tone='warn' text={words.states.outdated} />;
  if (consent.state !== 'active') return <StatusTag tone='mute' icon={false} text={words.states[consent.state]} />;
  if (!consent.until) return <StatusTag tone='success' text={words.open} />;
  if (daysBetween(today(), consent.until) <= SOON_DAYS) return <StatusTag tone='warn' text={words.untilSoon(say.day(consent.until))} />;
  return <StatusTag tone='success' text={words.until(say.date(consent.until))} />;
}

const FIELDS = ['recipient', 'contact', 'purpose', 'method', 'kinds', 'notShared', 'period', 'rights', 'impact', 'infers'] as const;
/** A consent's text whole, empty fields left out: the eight of domain rule 15, what is never shared, what the recipient can infer. */
export const consentRows = (text: ConsentText): Pair[] =>
  FIELDS.map((f) => ({ k: CONSENT_FIELDS[f], v: Array.isArray(text[f]) ? text[f].join('、') : text[f] })).filter((r) => r.v !== '');
export const ConsentFields = ({ text }: { text: ConsentText }) => (
  <Box className='list'>
    <Pairs lines rows={consentRows(text)} />
  </Box>
);

/** One tap more before a consent ends: the vouchers that end with it, by name, and that it does no harm. */
export function Withdraw({ consent: asked, onClose, onDone }: { consent: Consent; onClose: () => void; onDone: (at: string, ended: Consent) => void }) {
  // fetched anew when others would end by now
  const consent = useConsents((s) => s.list.data?.find((c) => c.id === asked.id)) ?? asked;
  const withdraw = useAction(async () => onDone(await useConsents.getState().withdraw(consent), consent));
  const n = consent.ends.length;
  return (
    <AskSheet
      id='confirm-withdraw'
      title={n ? words.sheetEnds(n) : words.sheet(consent.recipient)}
      text={n ? words.sheetEndsText(consent.recipient) : words.sheetText}
      keep={words.keep}
      submit={n ? words.submitEnds(n) : words.submit}
      action={withdraw}
      onClose={onClose}
    >
      {n > 0 && (
        <>
          <List className='mt3' label={words.sheetEnds(n)}>
            {consent.ends.map((v) => (
              <Item key={v.id}>
                <ListCell icon='ticket' title={v.title} desc={words.usableUntil(say.date(v.usableUntil))} />
              </Item>
            ))}
          </List>
          <NoticeBar className='mt3'>{words.useFirst}</NoticeBar>
        </>
      )}
    </AskSheet>
  );
}
