import { type OfferCard, offers } from '@binhai/shared/contract/perks';
import { Text } from '@tarojs/components';
import { useLoad } from '@tarojs/taro';
import { useState } from 'react';
import { call } from '../../api/client';
import { Box, Title } from '../../ui/base';

export default function Home() {
  const [items, setItems] = useState<OfferCard[]>([]);
  useLoad(() => {
    void call(offers, { query: {} }).then((r) => setItems(r.items));
  });
  return (
    <Box className='pg' role='main'>
      <Title>守信优惠</Title>
      {items.map((o) => (
        <Box key={o.id} className='row'>
          <Text>{o.title}</Text>
        </Box>
      ))}
    </Box>
  );
}
