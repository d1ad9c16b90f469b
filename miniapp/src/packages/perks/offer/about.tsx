import { useState } from 'react';
import { offer as words } from '../../../copy/perks';
import { call as dial } from '../../../parts/hotline';
import { PAGES } from '../../../parts/paths';
import { go } from '../../../platform/router';
import { say } from '../../../platform/time';
import type { OfferDetail } from '../../../stores/perks';
import { Box, Btn, Card, Item, List, ListCell, Pairs, Section, Txt } from '../../../ui';

const SHOWN_PLACES = 3;
function Places({ shops }: { shops: OfferDetail['shops'] }) {
  const [all, setAll] = useState(false);
  const p = words.places;
  const more = !all && shops.length > SHOWN_PLACES;
  return (
    <Section title={p.title} {...(more && { more: p.all, onMore: () => setAll(true) })} {...(!more && shops.length > 1 && { note: p.count(shops.length) })}>
      <List label={p.title}>
        {(all ? shops : shops.slice(0, SHOWN_PLACES)).map((s) => (
          <Item key={s.id}>
            <ListCell title={s.name} desc={s.address} />
          </Item>
        ))}
      </List>
    </Section>
  );
}
/** How it is used, where, under which terms, on which ground, at whose cost, and how other shops may join. */
export function About({ detail: d }: { detail: OfferDetail }) {
  const { about, basis } = words;
  const rows = [
    { k: basis.claim, v: basis.claimValue(say.date(d.startsOn), say.date(d.endsOn)) },
    { k: basis.use, v: basis.useValue(d.usableDays) },
    { k: basis.legal, v: d.legalBasis },
    { k: basis.funding, v: d.funding },
    { k: basis.join, v: d.howToJoin },
  ].filter((r) => r.v !== '');
  return (
    <>
      <Section title={words.steps}>
        <Card>
          <List className='list--plain' label={words.steps}>
            {d.steps.map((s, i) => (
              <Item key={s}>
                <Box className='od__step'>
                  <Txt className='od__n'>{String(i + 1)}</Txt>
                  <Txt className='t2'>{s}</Txt>
                </Box>
              </Item>
            ))}
          </List>
        </Card>
      </Section>
      {d.shops.length > 0 && <Places shops={d.shops} />}
      <Section title={about.title}>
        {[...d.terms, about.promise].map((t) => (
          <Txt key={t} block className='sub t2 od__p'>
            {t}
          </Txt>
        ))}
      </Section>
      <Section title={basis.title}>
        <Box className='list'>
          <Pairs lines rows={rows} />
        </Box>
      </Section>
      <Txt block className='sub t2 mt3'>
        {about.review}
      </Txt>
      <Box className='row row--wrap'>
        <Btn kind='text' icon='phone' onClick={() => void dial()}>
          {about.call}
        </Btn>
        <Btn id='complain' kind='text' icon='flag' onClick={() => void go(PAGES.complaintFile, { kind: 'service', about: d.offer.title })}>
          {about.complain}
        </Btn>
      </Box>
    </>
  );
}
