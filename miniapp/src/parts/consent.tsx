import type { ConsentText } from '@binhai/shared/contract/consents';
import { daysBetween } from '@binhai/shared/dates/dates';
import { CONSENT_FIELDS, consents as words } from '../copy/identity';
import { say, today } from '../platform/time';
import { type Consent, useConsents } from '../stores/consents';
import { useAction } from '../stores/use-action';
import { Box, Btn, Btns, InlineError, type Pair, Pairs, Sheet, StatusTag, Txt } from '../ui';

/** Days before the end from which a consent says when it ends (mockup 22: a week and a bit). */
export const SOON_DAYS = 14;
/** The state of a consent in one tag. */
export function ConsentUntil({ consent }: { consent: Consent }) {
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

/** One tap more before a consent ends: what stops, and that it does no harm. */
export function Withdraw({ consent, onClose, onDone }: { consent: Consent; onClose: () => void; onDone: () => void }) {
  const withdraw = useAction(async () => {
    await useConsents.getState().withdraw(consent.id);
    onDone();
  });
  return (
    <Sheet title={words.sheet(consent.recipient)} onClose={onClose}>
      <Txt block className='t2 mt2'>
        {words.sheetText}
      </Txt>
      {withdraw.error && (
        <Box className='mt3'>
          <InlineError error={withdraw.error} />
        </Box>
      )}
      <Box className='mt4'>
        <Btns>
          <Btn kind='ghost' onClick={onClose}>
            {words.keep}
          </Btn>
          <Btn id='confirm-withdraw' kind='danger' busy={withdraw.busy} onClick={() => void withdraw.run()}>
            {words.submit}
          </Btn>
        </Btns>
      </Box>
    </Sheet>
  );
}
