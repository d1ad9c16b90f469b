import { credit } from '../../../copy/credit';
import { useZones } from '../../../parts/zone-sheet';
import { Item, List, ListCell } from '../../../ui';

const words = credit.optIn.zone;
/** Where the person lives, if they care to say: groups of a dry run alone use it. */
export function ZoneRow({ zone, onOpen }: { zone: string; onOpen: () => void }) {
  const zones = useZones();
  return (
    <List className='mt3'>
      <Item>
        <ListCell id='zone' title={words.title} desc={words.hint} end={zones.find((z) => z.code === zone)?.title ?? words.none} onClick={onOpen} />
      </Item>
    </List>
  );
}
