import { held as words } from '../../../copy/rights';
import { Screen } from '../../../parts/screen';
import { useShown } from '../../../parts/visit';
import { type HeldLine, useRights } from '../../../stores/rights';
import { Box, Fetched, Pairs, Section, Txt } from '../../../ui';

const endOf = ({ atDeletion, months }: HeldLine): string => (atDeletion === 'archive' ? words.archive((months ?? 0) / 12) : words.ends[atDeletion]);
function Lines() {
  const { data, error } = useRights((s) => s.held);
  const load = useRights((s) => s.loadHeld);
  useShown(() => load());
  return (
    <Fetched data={data} error={error} onRetry={() => void load()}>
      {(lines) =>
        lines.map((l) => (
          <Section key={l.title} title={l.title}>
            <Box className='list'>
              <Pairs
                lines
                rows={[
                  { k: words.holds, v: l.holds },
                  { k: words.why, v: l.why },
                  { k: words.law, v: l.law },
                  { k: words.kept, v: l.kept },
                  { k: words.atDeletion, v: endOf(l) },
                ]}
              />
            </Box>
          </Section>
        ))
      }
    </Fetched>
  );
}

/** 我们留存什么: the server's declarations in their own words; readable without an account. */
export default function HeldPage() {
  return (
    <Screen title={words.title} tight>
      <Txt block className='t2'>
        {words.lead}
      </Txt>
      <Lines />
    </Screen>
  );
}
