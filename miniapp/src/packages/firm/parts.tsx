import { FIRM_SCOPES, type FirmScope } from '@binhai/shared/contract/http';
import { addMonths } from '@binhai/shared/dates/dates';
import { type ReactNode, useState } from 'react';
import { firmHome, SCOPES, firmTerms as words } from '../../copy/firm';
import { Gate } from '../../parts/gate';
import { PAGES } from '../../parts/paths';
import { go, replace } from '../../platform/router';
import { say, today } from '../../platform/time';
import { type Account, useAccount } from '../../stores/account';
import type { Terms } from '../../stores/firms';
import { leaveFor } from '../../stores/return-to';
import { useSession } from '../../stores/session';
import { useAction } from '../../stores/use-action';
import { Box, Choice, EmptyState, Icon, Item, List, ListCell, Sheet, Title, Txt } from '../../ui';

export const FIRM_ROLES = ['handler', 'representative'] as const;
export const isFirmRole = (role: string): boolean => (FIRM_ROLES as readonly string[]).includes(role);

/** Lets through who acts for a firm now; others choose one first. */
export const FirmGate = ({ children }: { children: (me: Account) => ReactNode }) => (
  <Gate need='login' roles={['resident', ...FIRM_ROLES]}>
    {(me) =>
      isFirmRole(me.role) ? (
        children(me)
      ) : (
        <EmptyState full title={firmHome.pick} text={firmHome.pickText} action={firmHome.toList} onAction={() => void replace(PAGES.firms)} />
      )
    }
  </Gate>
);
/**
 * Takes the role up, then opens the firm: the token names it from there on. What needs the person proven on this device has it proven before,
 * while they still act as themselves.
 */
export function useEnter() {
  return useAction(async (membershipId: string, page: string, high = false) => {
    if (high && !useAccount.getState().me.data?.highOnThisDevice) {
      if (useAccount.getState().me.data?.role !== 'resident') await useSession.getState().switchRole(null);
      return leaveFor(PAGES.high);
    }
    await useSession.getState().switchRole(membershipId);
    await go(page);
  });
}

const SPANS = [3, 6, 12, 24] as const;
/** A year, and what most are appointed for. */
export const firstTerms = (): Terms => ({ scope: ['repair', 'objection'], until: addMonths(today(), 12) });

/** What for and until when; the last day counts in full. */
export function TermsFields({ terms, wrong, onChange, onPick }: { terms: Terms; wrong?: string; onChange: (terms: Terms) => void; onPick: () => void }) {
  const tick = (s: FirmScope, on: boolean) => onChange({ ...terms, scope: FIRM_SCOPES.filter((x) => (x === s ? on : terms.scope.includes(x))) });
  return (
    <>
      <Title level={3} className='mt4'>
        {words.scope}
      </Title>
      <Box className='list mt2' role='group' label={words.scope}>
        {FIRM_SCOPES.map((s) => (
          <Choice
            key={s}
            id={`scope-${s}`}
            kind='checkbox'
            label={SCOPES[s].title}
            desc={SCOPES[s].desc}
            checked={terms.scope.includes(s)}
            onChange={(on) => tick(s, on)}
          />
        ))}
      </Box>
      {wrong && (
        <Box className='field__err' role='alert'>
          <Icon name='alert' size={18} />
          <Txt>{wrong}</Txt>
        </Box>
      )}
      <List className='mt3'>
        <Item>
          <ListCell id='until' title={words.until} end={say.date(terms.until)} onClick={onPick} />
        </Item>
      </List>
    </>
  );
}
export function UntilSheet({ terms, onChange, onClose }: { terms: Terms; onChange: (terms: Terms) => void; onClose: () => void }) {
  return (
    <Sheet title={words.untilSheet} onClose={onClose}>
      <Box role='radiogroup' label={words.untilSheet} className='mt2'>
        {SPANS.map((months) => {
          const until = addMonths(today(), months);
          return (
            <Choice
              key={months}
              id={`span-${months}`}
              kind='radio'
              name='until'
              label={words.spans[months]}
              desc={words.untilText(say.date(until))}
              checked={terms.until === until}
              onChange={() => {
                onChange({ ...terms, until });
                onClose();
              }}
            />
          );
        })}
      </Box>
    </Sheet>
  );
}
/** The state of a form with terms: fields and the sheet that stands over the page. */
export function useTerms() {
  const [terms, setTerms] = useState(firstTerms);
  const [picking, setPicking] = useState(false);
  const [wrong, setWrong] = useState<string | undefined>();
  const set = (t: Terms) => {
    setTerms(t);
    setWrong(undefined);
  };
  return {
    terms,
    /** False, with the reason shown, when nothing is ticked. */
    ok: (): boolean => {
      setWrong(terms.scope.length ? undefined : words.scopeMissing);
      return terms.scope.length > 0;
    },
    fields: <TermsFields terms={terms} wrong={wrong} onChange={set} onPick={() => setPicking(true)} />,
    sheet: picking ? <UntilSheet terms={terms} onChange={set} onClose={() => setPicking(false)} /> : null,
  };
}
