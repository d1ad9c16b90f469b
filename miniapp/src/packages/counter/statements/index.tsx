import { statements as words } from '../../../copy/statements';
import { PAGES } from '../../../parts/paths';
import { Screen } from '../../../parts/screen';
import { useShown } from '../../../parts/visit';
import { go, replace } from '../../../platform/router';
import { useStatements } from '../../../stores/statements';
import { Box, Btn, EmptyState, Fetched, Item, List, ListCell, StatusTag, type Tone } from '../../../ui';
import { CounterGate } from '../parts';

const TONES: Readonly<Record<string, Tone>> = { pending: 'signal', disputed: 'warn', confirmed: 'info', settled: 'success' };

function Months() {
  const { data, error, busy } = useStatements((s) => s.list);
  const load = () => void useStatements.getState().loadList();
  useShown(load);
  return (
    <Fetched data={data} error={error} onRetry={load}>
      {({ items, next }) => {
        if (items.length === 0) return <EmptyState title={words.empty.title} text={words.empty.text} />;
        return (
          <>
            <List label={words.title}>
              {items.map((s) => (
                <Item key={s.id}>
                  <ListCell
                    id={`statement-${s.month}`}
                    icon='doc'
                    title={words.month(s.month)}
                    desc={s.state === 'pending' ? `${words.row(s.reliefFen)}　${words.due(s.dueOn)}` : words.row(s.reliefFen)}
                    end={<StatusTag tone={TONES[s.state] ?? 'mute'} text={s.stateText} />}
                    onClick={() => void go(PAGES.statement, { id: s.id })}
                  />
                </Item>
              ))}
            </List>
            {next && (
              <Box className='mt3'>
                <Btn kind='quiet' block busy={busy} onClick={() => void useStatements.getState().loadList(undefined, next)}>
                  {words.more}
                </Btn>
              </Box>
            )}
          </>
        );
      }}
    </Fetched>
  );
}
/** 36 月结单: the months of one's own business. */
export default function CounterStatements() {
  const { title, text, action } = words.onlyManager;
  return (
    <Screen title={words.title}>
      <CounterGate>
        {(me) =>
          me.role === 'manager' ? <Months /> : <EmptyState title={title} text={text} action={action} onAction={() => void replace(PAGES.counter)} full />
        }
      </CounterGate>
    </Screen>
  );
}
