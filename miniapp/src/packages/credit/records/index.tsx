import { useState } from 'react';
import { credit } from '../../../copy/credit';
import { Gate } from '../../../parts/gate';
import { PAGES } from '../../../parts/paths';
import { classIcon, recordTag } from '../../../parts/record';
import { Screen } from '../../../parts/screen';
import { useShown } from '../../../parts/visit';
import { go, replace, TABS } from '../../../platform/router';
import { type Records, useCredit } from '../../../stores/credit';
import { Btn, EmptyState, Fetched, Icon, InlineError, Item, List, RecordCard, RecordGroup, Txt } from '../../../ui';

const words = credit.records;
type Group = Records['groups'][number];
/** A long class shows its first entries; the rest come with a tap (APP-1). */
const FOLDED = 3;
/** Of an unfolded class, so many at a time. */
const STEP = 30;

function ClassGroup({ group }: { group: Group }) {
  const [shown, setShown] = useState(FOLDED);
  const rest = group.items.length - shown;
  return (
    <RecordGroup icon={classIcon(group.classCode)} title={group.title} count={words.groupCount(group.items.length)}>
      {group.items.length > 0 && (
        <List label={group.title}>
          {group.items.slice(0, shown).map((r) => (
            <Item key={r.id}>
              <RecordCard
                title={r.title}
                lines={[r.countsText, r.unit].filter((l) => l !== '')}
                tag={recordTag(r)}
                onClick={() => void go(PAGES.record, { id: r.id })}
              />
            </Item>
          ))}
          {rest > 0 && (
            <Item>
              <Btn kind='bare' className='cell' label={words.restLabel(group.title, rest)} onClick={() => setShown(shown === FOLDED ? STEP : shown + STEP)}>
                <Txt className='cell__body link'>{words.rest(rest)}</Txt>
                <Icon name='chevron-down' size={20} />
              </Btn>
            </Item>
          )}
        </List>
      )}
    </RecordGroup>
  );
}
function RecordsOf() {
  const { data, error } = useCredit((s) => s.records);
  const load = useCredit((s) => s.loadRecords);
  useShown(() => load());
  return (
    <Fetched data={data} error={error} onRetry={() => void load()}>
      {(all) => {
        if (all.total === 0)
          return <EmptyState full title={words.emptyTitle} text={words.emptyText} action={words.home} onAction={() => void replace(TABS.home)} />;
        const [before, directory, after] = words.lead(all.directory, all.total);
        return (
          <>
            <Txt block className='sub t2 mt1'>
              {before}
              <Txt strong>{directory}</Txt>
              {after}
            </Txt>
            {error && <InlineError error={error} onRetry={() => void load()} />}
            {all.groups.map((g) => (
              <ClassGroup key={g.classCode} group={g} />
            ))}
            <Txt block className='cap muted mt3'>
              {words.years}
            </Txt>
          </>
        );
      }}
    </Fetched>
  );
}

/** 25 全部记录, by the directory's classes; each says whether it counts. */
export default function RecordsPage() {
  return (
    <Screen title={words.title} tight>
      <Gate need='high'>{() => <RecordsOf />}</Gate>
    </Screen>
  );
}
