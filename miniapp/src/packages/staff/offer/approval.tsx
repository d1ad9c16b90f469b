import { OFFER_CHECKS, type OfferCheck } from '@binhai/shared/states/offer';
import { useState } from 'react';
import { offerDesk } from '../../../copy/offer-desk';
import { type DraftDetail, useOfferDesk } from '../../../stores/offer-desk';
import { toast } from '../../../stores/toast';
import { useAction } from '../../../stores/use-action';
import { Box, Btn, Btns, Choice, Field, Icon, InlineError, Item, List, NoticeBar, Txt } from '../../../ui';
import { Pane, Panes } from '../parts/desk';
import { type Column, Table } from '../parts/table';
import { Preview, Provider, Steps } from './aside';

const w = offerDesk.aside;
type Line = DraftDetail['lines'][number];

/** Line by line what the version changes of the one in use, or all of it for a new offer. */
function Changes({ draft }: { draft: DraftDetail }) {
  const { present, lines, version } = draft;
  const changed = lines.filter((l) => l.changed);
  const columns: readonly Column<Line>[] = [
    { key: 'title', title: w.columns.title, cell: (l) => l.title },
    ...(present ? [{ key: 'now', title: w.columns.now(present.version), cell: (l: Line) => <Txt className='offer__was'>{l.now}</Txt> }] : []),
    { key: 'next', title: w.columns.next(version), cell: (l) => (present ? <Txt className='offer__next'>{l.next}</Txt> : l.next) },
  ];
  return (
    <Pane
      title={present ? w.changes : w.all}
      aside={present ? <Txt className='sub muted'>{w.count(changed.length, lines.length - changed.length)}</Txt> : undefined}
    >
      <Table
        label={present ? w.changes : w.all}
        columns={columns}
        rows={present ? changed : lines}
        keyOf={(l) => l.key}
        empty={w.count(0, lines.length)}
        tight
      />
      {present && (
        <Txt block className='sub mt2'>
          {w.issued(present.issued, present.version)}
        </Txt>
      )}
    </Pane>
  );
}
function Decision({ onReturn }: { onReturn: () => void }) {
  const [ticked, setTicked] = useState<readonly OfferCheck[]>([]);
  const [opinion, setOpinion] = useState('');
  const approve = useAction(async () => {
    await useOfferDesk.getState().approve(ticked, opinion.trim());
    toast(offerDesk.done.approve, 'check');
  });
  const all = OFFER_CHECKS.every((c) => ticked.includes(c));
  return (
    <Pane title={w.checks}>
      <List className='list--plain' label={w.checks}>
        {OFFER_CHECKS.map((c) => (
          <Item key={c}>
            <Choice
              id={`check-${c}`}
              kind='checkbox'
              name='checks'
              label={offerDesk.checks[c]}
              checked={ticked.includes(c)}
              onChange={(on) => setTicked(on ? [...ticked, c] : ticked.filter((x) => x !== c))}
            />
          </Item>
        ))}
      </List>
      <Field className='mt3' id='offer-opinion' label={w.opinion} multiline value={opinion} maxLength={500} onChange={setOpinion} />
      {approve.error && <InlineError error={approve.error} />}
      {!all && (
        <Txt block className='sub muted mt2'>
          {w.unchecked}
        </Txt>
      )}
      <Btns>
        <Btn id='return-offer' kind='ghost' size='s' onClick={onReturn}>
          {offerDesk.acts.return}
        </Btn>
        <Btn id='approve-offer' size='s' disabled={!all} busy={approve.busy} onClick={() => void approve.run()}>
          {offerDesk.acts.approve}
        </Btn>
      </Btns>
    </Pane>
  );
}
const Ticked = ({ checks }: { checks: readonly OfferCheck[] }) => (
  <Pane title={w.checks}>
    <List className='list--plain' label={w.checks}>
      {checks.map((c) => (
        <Item key={c} className='checkline'>
          <Icon name='check-circle' size={18} className='checkline__ok' />
          <Txt>{offerDesk.checks[c]}</Txt>
        </Item>
      ))}
    </List>
  </Pane>
);

/** A version to be decided on, or as it was decided. */
export function Approval({ draft, onReturn }: { draft: DraftDetail; onReturn: () => void }) {
  return (
    <Panes>
      <Box>
        <Changes draft={draft} />
        <Pane title={w.preview}>
          <Preview content={draft.content} />
        </Pane>
      </Box>
      <Box>
        {draft.blocked.map((text) => (
          <NoticeBar key={text} tone='warn'>
            {text}
          </NoticeBar>
        ))}
        {draft.may.includes('approve') && <Decision onReturn={onReturn} />}
        {draft.checks.length > 0 && <Ticked checks={draft.checks} />}
        <Provider draft={draft} />
        <Steps draft={draft} />
      </Box>
    </Panes>
  );
}
