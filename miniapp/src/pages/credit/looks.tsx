import { credit as words } from '../../copy/credit';
import { lookIcon } from '../../parts/look';
import { PAGES } from '../../parts/paths';
import { go } from '../../platform/router';
import { say } from '../../platform/time';
import { useAccount } from '../../stores/account';
import { Btn, InlineError, Item, List, ListCell, NoticeBar, Section, Skeleton, StatusTag, Txt } from '../../ui';

const SHOWN = 2;
/** 谁查过我: the last looks of others, staff included. */
export function LooksOf() {
  const { data, error } = useAccount((s) => s.looks);
  const l = words.looks;
  const items = (data?.items ?? []).filter((i) => i.kind !== 'self').slice(0, SHOWN);
  return (
    <Section title={l.title} more={l.all} onMore={() => void go(PAGES.looks)}>
      {!data && (error ? <InlineError error={error} onRetry={() => void useAccount.getState().loadLooks({ kind: 'others' })} /> : <Skeleton height={72} />)}
      {data && items.length === 0 && <Txt className='muted'>{l.none}</Txt>}
      {items.length > 0 && (
        <List label={l.title}>
          {items.map((i) => (
            <Item key={i.id}>
              <ListCell
                icon={lookIcon(i)}
                title={i.who}
                desc={`${i.purpose}　${say.day(i.at)}`}
                end={<StatusTag tone={i.kind === 'staff' ? 'mute' : 'success'} icon={false} text={l.basis[i.kind]} />}
              />
            </Item>
          ))}
        </List>
      )}
      <NoticeBar tone='plain' icon='lock' className='mt3'>
        {l.note}
        <Btn kind='bare' className='link' onClick={() => void go(PAGES.consents)}>
          {l.consents}
        </Btn>
      </NoticeBar>
    </Section>
  );
}
