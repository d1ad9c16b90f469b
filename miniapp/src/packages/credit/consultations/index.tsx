import { useEffect } from 'react';
import { consultation as words } from '../../../copy/scheme';
import { PAGES } from '../../../parts/paths';
import { Screen } from '../../../parts/screen';
import { useVisit } from '../../../parts/visit';
import { go } from '../../../platform/router';
import { say } from '../../../platform/time';
import { useSchemes } from '../../../stores/schemes';
import { EmptyState, Fetched, Item, List, ListCell, StatusTag } from '../../../ui';

/** Everything that is or was open to comments; anybody may read it. */
export default function Consultations() {
  const { data, error } = useSchemes((s) => s.list);
  const load = useSchemes((s) => s.loadList);
  const visit = useVisit();
  useEffect(() => {
    if (visit > 0) void load();
  }, [visit, load]);
  return (
    <Screen title={words.list.title} tight>
      <Fetched data={data} error={error} onRetry={() => void load()}>
        {(items) =>
          items.length === 0 ? (
            <EmptyState full title={words.list.none} text={words.list.noneText} action={words.list.scheme} onAction={() => void go(PAGES.scheme)} />
          ) : (
            <List label={words.list.title}>
              {items.map((c) => (
                <Item key={c.id}>
                  <ListCell
                    id={`consultation-${c.id}`}
                    title={c.title}
                    desc={`${words.until(say.date(c.to))}　${words.list.count(c.comments)}`}
                    end={<StatusTag tone={c.open ? 'signal' : 'mute'} icon={false} text={c.open ? words.open : words.closed} />}
                    onClick={() => void go(PAGES.consultation, { id: c.id })}
                  />
                </Item>
              ))}
            </List>
          )
        }
      </Fetched>
    </Screen>
  );
}
