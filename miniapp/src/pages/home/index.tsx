import { LoginBody } from '@binhai/shared';
import { Text } from '@tarojs/components';
import Taro, { useLoad } from '@tarojs/taro';
import { useState } from 'react';
import { useSession } from '../../stores/session';
import { Box, Btn, Field, Title } from '../../ui/base';

export default function Home() {
  const { offers, error, loadOffers, signIn } = useSession();
  const [code, setCode] = useState('');
  const [hint, setHint] = useState('');
  useLoad(() => {
    void loadOffers();
  });
  const submit = async () => {
    const r = LoginBody.safeParse({ code });
    setHint(r.success ? '' : (r.error.issues[0]?.message ?? ''));
    if (r.success && (await signIn(code))) await Taro.navigateTo({ url: '/packages/me/index' });
  };
  return (
    <Box className='pg' role='main'>
      <Title>守信优惠</Title>
      {offers.map((o) => (
        <Box key={o.id} className='row'>
          <Text>{o.title}</Text>
          <Text>{o.minGrade}</Text>
        </Box>
      ))}
      <Field id='code' label='登录码' value={code} onChange={setCode} />
      {(hint || error) && <Text className='err'>{hint || error}</Text>}
      <Btn
        id='login'
        onClick={() => {
          void submit();
        }}
      >
        登录
      </Btn>
    </Box>
  );
}
