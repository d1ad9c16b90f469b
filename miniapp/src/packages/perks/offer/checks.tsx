import type { Eligibility } from '@binhai/shared/contract/perks';
import { offer as words } from '../../../copy/perks';
import type { Standing as At } from '../../../parts/gate';
import { PAGES } from '../../../parts/paths';
import { go, TABS } from '../../../platform/router';
import { type Account, useAccount } from '../../../stores/account';
import type { Remote } from '../../../stores/remote';
import { leaveFor } from '../../../stores/return-to';
import { Box, Btn, CheckRow, InlineError, Item, List, Section, Skeleton, Txt } from '../../../ui';

const c = words.checks;
type Way = { action: string; onAction: () => void };
/** The way to meet a condition that is not met, where there is one in the app. Each leads back to this offer. */
function wayOf(key: Eligibility['conditions'][number]['key'], me: Account | null): Way | undefined {
  switch (key) {
    case 'real_name':
      return { action: c.actions.real_name, onAction: () => void leaveFor(me?.assurance === 'none' ? PAGES.realName : PAGES.high) };
    case 'grade':
      if (me?.personalGrade === 'on' && !me.optedIn) return { action: c.actions.gradeOff, onAction: () => void leaveFor(PAGES.optIn) };
      return { action: c.actions.grade, onAction: () => void go(TABS.credit) };
    case 'no_open_record':
      return { action: c.actions.no_open_record, onAction: () => void go(PAGES.records) };
    case 'area':
      return { action: c.actions.area, onAction: () => void leaveFor(PAGES.areas) };
    case 'person_limit':
      return { action: c.actions.person_limit, onAction: () => void go(PAGES.vouchers) };
    default:
      return undefined;
  }
}
const MET = { yes: 'ok', consent: 'wait', no: 'no' } as const;

/** Each condition with its tick, for the person alone; a guest reads who qualifies. */
export function Checks({ at, qualifies, eligibility, onRetry }: { at: At; qualifies: string; eligibility: Remote<Eligibility>; onRetry: () => void }) {
  const me = useAccount((s) => s.me.data);
  const { data, error } = eligibility;
  const conditions = data?.conditions ?? [];
  const note = data ? c.met(conditions.length, conditions.filter((l) => l.met === 'yes').length) : undefined;
  const stranger = at === 'guest' || at === 'other_role' || at === 'failed';
  return (
    <Section title={c.title} {...(note && { note })}>
      <List label={c.title}>
        {data &&
          conditions.map((l) => (
            <Item key={l.key}>
              <CheckRow met={MET[l.met]} title={l.title} hint={l.hint} {...(l.met === 'no' && wayOf(l.key, me))} />
            </Item>
          ))}
        {!data && stranger && (
          <Item>
            <CheckRow met='wait' title={qualifies} hint={c.guest} />
          </Item>
        )}
        {!data && !stranger && !error && (
          <Item>
            <Box className='cell'>
              <Txt className='sr'>{c.loading}</Txt>
              <Box className='grow'>
                <Skeleton width='60%' />
                <Skeleton width='40%' height={14} className='mt2' />
              </Box>
            </Box>
          </Item>
        )}
      </List>
      {data?.verdict === 'no' && (
        <Btn id='review' kind='text' size='s' icon='inspect' onClick={() => void go(PAGES.review, { offer: data.offerId })}>
          {c.review}
        </Btn>
      )}
      {!data && error && <InlineError error={error} onRetry={onRetry} />}
    </Section>
  );
}
