// Every component in every state, standard and care, for those who build pages and for the tests. Only in builds with GALLERY=1.
import { useRouter } from '@tarojs/taro';
import { Item, List, ListCell, Page, ThemeProvider } from '../ui';
import { CONTROL_PARTS } from './controls';
import { COUNTER_PARTS } from './counter-screens';
import { SCREEN_PARTS } from './screens';

const PARTS = { ...SCREEN_PARTS, ...COUNTER_PARTS, ...CONTROL_PARTS };

export default function Gallery() {
  const { part = '', care = '0', k = '1' } = useRouter().params;
  const Part = PARTS[part as keyof typeof PARTS];
  return (
    <ThemeProvider care={care === '1'} fontFactor={Number(k)}>
      {Part ? (
        <Part />
      ) : (
        <Page title='组件一览' back={false}>
          <List label='各部分'>
            {Object.keys(PARTS).map((name) => (
              <Item key={name}>
                <ListCell title={name} />
              </Item>
            ))}
          </List>
        </Page>
      )}
    </ThemeProvider>
  );
}
