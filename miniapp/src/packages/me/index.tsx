import { Text } from '@tarojs/components';
import { useLoad } from '@tarojs/taro';
import { useSession } from '../../stores/session';
import { Box, Title } from '../../ui/base';

export default function MePage() {
  const { me, error, loadMe } = useSession();
  useLoad(() => {
    void loadMe();
  });
  return (
    <Box className='pg' role='main'>
      <Title>我的信用等级</Title>
      {me && (
        <Box className='row'>
          <Text>{me.name}</Text>
          <Text>{me.grade}</Text>
        </Box>
      )}
      {error && <Text className='err'>{error}</Text>}
    </Box>
  );
}
