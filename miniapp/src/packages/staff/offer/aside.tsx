import { offerDesk } from '../../../copy/offer-desk';
import { say } from '../../../platform/time';
import type { DraftDetail } from '../../../stores/offer-desk';
import { Icon, Item, List, NoticeBar, Txt } from '../../../ui';
import { Pane } from '../parts/desk';

const w = offerDesk.aside;

/** What still keeps the draft from being sent in. */
export const Missing = ({ draft }: { draft: DraftDetail }) => (
  <Pane title={w.missing}>
    <List className='list--plain' label={w.missing}>
      {draft.missing.length === 0 && (
        <Item className='checkline'>
          <Icon name='check-circle' size={18} className='checkline__ok' />
          <Txt>{w.ready}</Txt>
        </Item>
      )}
      {draft.missing.map((m) => (
        <Item key={`${m.field}${m.say}`} className='checkline'>
          <Icon name='alert' size={18} className='checkline__no' />
          <Txt>{m.say}</Txt>
        </Item>
      ))}
    </List>
  </Pane>
);
/** Who did what, when; what was said last. */
export const Steps = ({ draft }: { draft: DraftDetail }) => (
  <Pane title={w.steps}>
    {draft.opinion && <NoticeBar tone='warn'>{w.lastOpinion(draft.opinion)}</NoticeBar>}
    <List className='list--plain mt2' label={w.steps}>
      {draft.steps.map((s) => (
        <Item key={`${s.event}${s.at}`} className='stepline'>
          <Txt strong>{w.events[s.event] ?? s.event}</Txt>
          <Txt className='num muted nowrap'>{say.stamp(s.at)}</Txt>
          <Txt className='stepline__by'>{s.by}</Txt>
        </Item>
      ))}
    </List>
  </Pane>
);
