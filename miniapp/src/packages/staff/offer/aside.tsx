import { gradeWords, OFFER_PURPOSE_WORDS, subsidyWords } from '@binhai/shared/rules/offer-content';
import { offerDesk } from '../../../copy/offer-desk';
import { offers } from '../../../copy/perks';
import { say } from '../../../platform/time';
import type { DraftDetail, OfferContent } from '../../../stores/offer-desk';
import { Box, Icon, Item, List, NoticeBar, OfferTicket, Pairs, Txt } from '../../../ui';
import { Pane } from '../parts/desk';

const w = offerDesk.aside;

/** The ticket as residents will see it in the catalogue. */
export const Preview = ({ content: c }: { content: OfferContent }) => (
  <Box className='offer__preview'>
    <OfferTicket
      {...c.headline}
      title={c.title}
      text={offers.line(gradeWords(c.minGrade), c.place)}
      tag={c.consent === null ? { tone: 'success', text: offers.tags.yes } : { tone: 'signal', text: offers.tags.consent }}
      note={c.total === null ? undefined : offers.left(c.total)}
    />
  </Box>
);
/** Who gives it, what for, and what that business learns of a resident. */
export const Provider = ({ draft: { provider, content: c } }: { draft: DraftDetail }) => (
  <Pane title={w.provider}>
    <Pairs
      rows={[
        { k: w.name, v: provider },
        { k: w.purpose, v: c.consent === null ? w.noPurpose : OFFER_PURPOSE_WORDS[c.consent] },
        { k: w.learns, v: c.consent === null ? w.learnsVoucher : w.learnsVerdict },
        { k: w.shops, v: w.shopCount(c.shopIds.length) },
        { k: w.pays, v: subsidyWords(c.subsidy) },
      ]}
    />
  </Pane>
);
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
