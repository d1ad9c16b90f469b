import { useEffect } from 'react';
import { credit } from '../../../copy/credit';
import { usePerks } from '../../../stores/perks';
import { Choice, Item, List, ListCell, Sheet, Txt } from '../../../ui';

const words = credit.optIn.zone;
/** Streets and zones, without the whole district. */
const useZones = () => (usePerks((s) => s.catalogue.data?.zones) ?? []).slice(1);

/** Where the person lives, if they care to say: groups of a dry run alone use it. */
export function ZoneRow({ zone, onOpen }: { zone: string; onOpen: () => void }) {
  const zones = useZones();
  const load = usePerks((s) => s.loadCatalogue);
  useEffect(() => void load(), [load]);
  return (
    <List className='mt3'>
      <Item>
        <ListCell id='zone' title={words.title} desc={words.hint} end={zones.find((z) => z.code === zone)?.title ?? words.none} onClick={onOpen} />
      </Item>
    </List>
  );
}
export function ZoneSheet({ zone, onChoose, onClose }: { zone: string; onChoose: (code: string) => void; onClose: () => void }) {
  const options = [{ code: '', title: words.none }, ...useZones()];
  return (
    <Sheet title={words.title} onClose={onClose}>
      <Txt block className='sub muted mt1'>
        {words.hint}
      </Txt>
      <List className='mt2' label={words.title}>
        {options.map((z) => (
          <Item key={z.code}>
            <Choice id={`live-${z.code}`} kind='radio' name='live' label={z.title} checked={zone === z.code} onChange={() => onChoose(z.code)} />
          </Item>
        ))}
      </List>
    </Sheet>
  );
}
