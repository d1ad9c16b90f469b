import { type ReactNode, useEffect, useState } from 'react';
import { watchNear } from '../platform/near';
import { Box, Item, List } from '../ui';

const CHUNK = 20;
/** A run of rows: while it is far from the screen, an empty box of the same height stands in its place. */
function Chunk({ id, children }: { id: string; children: ReactNode }) {
  const [stand, setStand] = useState<number | null>(null);
  useEffect(() => watchNear(id, (near, height) => setStand(near ? null : height)), [id]);
  return (
    <Box id={id} className='chunk' style={stand === null ? undefined : { height: `${stand}px` }}>
      {stand === null && children}
    </Box>
  );
}
/**
 * A list that grows page by page without end (APP-1). Rows stand in runs of twenty, each in a box of its own, so that adding some sends only
 * those, and what is far away costs no nodes. Rows must not change their order.
 */
export function LongList<T extends { id: string }>({
  id,
  label,
  className,
  items,
  row,
}: {
  id: string;
  label: string;
  className?: string;
  items: readonly T[];
  row: (item: T) => ReactNode;
}) {
  const chunks = Array.from({ length: Math.ceil(items.length / CHUNK) }, (_, i) => items.slice(i * CHUNK, (i + 1) * CHUNK));
  return (
    <Box role='group' label={label}>
      {chunks.map((chunk, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: runs are cut by place
        <Chunk key={i} id={`${id}-${i}`}>
          <List className={className}>
            {chunk.map((item) => (
              <Item key={item.id}>{row(item)}</Item>
            ))}
          </List>
        </Chunk>
      ))}
    </Box>
  );
}
