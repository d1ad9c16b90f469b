import { type OfferCard, offers } from '@binhai/shared/contract/perks';
import { useLoad } from '@tarojs/taro';
import { useState } from 'react';
import { call } from '../../api/client';
import { Item, List, ListCell, Page } from '../../ui';

export default function Home() {
  const [items, setItems] = useState<OfferCard[]>([]);
  useLoad(() => {
    void call(offers, { query: {} }).then((r) => setItems(r.items));
  });
  return (
    <Page title='守信优惠' tab='home'>
      <List label='权益'>
        {items.map((o) => (
          <Item key={o.id}>
            <ListCell title={o.title} desc={o.qualifies} icon='ticket' />
          </Item>
        ))}
      </List>
    </Page>
  );
}
