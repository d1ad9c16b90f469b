import { consultation as words } from '../../../copy/scheme';
import type { SchemeLine } from '../../../stores/schemes';
import { Box, Item, List, Txt } from '../../../ui';
import './lines.scss';

/** A draft beside the present scheme, one line each; what does not change stands in one column. */
export const SchemeLines = ({ lines, label }: { lines: readonly SchemeLine[]; label: string }) => (
  <List label={label}>
    {lines.map((l) => (
      <Item key={l.key} className='sline'>
        <Txt block className='sline__t'>
          {l.title}
        </Txt>
        {l.changed ? (
          <Box className='sline__pair'>
            <Txt className='sline__now'>{`${words.now}　${l.now}`}</Txt>
            <Txt strong className='sline__next'>{`${words.next}　${l.next}`}</Txt>
          </Box>
        ) : (
          <Txt className='sline__now'>{l.now}</Txt>
        )}
      </Item>
    ))}
  </List>
);
