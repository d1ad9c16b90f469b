import { schemeDesk as words } from '../../../copy/scheme-desk';
import type { SchemeDetail } from '../../../stores/scheme-desk';
import { Box, cx, Icon, Item, List, Txt } from '../../../ui';

const AT: Readonly<Record<SchemeDetail['state'], number>> = {
  draft: 0,
  trial: 1,
  legal: 2,
  consultation: 3,
  approval: 4,
  published: 5,
  effective: 6,
  ended: 6,
  withdrawn: -1,
};
/** The six steps of a scheme's life and where this one is. */
export const SchemeFlow = ({ state }: { state: SchemeDetail['state'] }) => (
  <List className='list--plain flow'>
    {words.flow.map((name, i) => {
      const is = i < AT[state] ? 'done' : i === AT[state] ? 'now' : 'todo';
      return (
        <Item key={name} className={cx('flow__step', `flow__step--${is}`)}>
          <Box className='flow__dot' hidden>
            {is === 'done' ? <Icon name='check' size={14} heavy /> : <Txt>{String(i + 1)}</Txt>}
          </Box>
          <Txt>{name}</Txt>
          <Txt className='sr'>{words.flowStates[is]}</Txt>
        </Item>
      );
    })}
  </List>
);
