import { useEffect } from 'react';
import { usePerks } from '../stores/perks';
import { Choice, Item, List, Sheet, Txt } from '../ui';

/** Streets and development zones, without the whole district. */
export function useZones() {
  const load = usePerks((s) => s.loadCatalogue);
  const zones = usePerks((s) => s.catalogue.data?.zones);
  useEffect(() => {
    if (!zones) void load();
  }, [zones, load]);
  return (zones ?? []).slice(1);
}
interface Props {
  title: string;
  hint: string;
  /** What stands for none chosen. */
  none: string;
  zone: string;
  onChoose: (code: string) => void;
  onClose: () => void;
}
/** One street or zone, or none. */
export function ZoneSheet({ title, hint, none, zone, onChoose, onClose }: Props) {
  const options = [{ code: '', title: none }, ...useZones()];
  return (
    <Sheet title={title} onClose={onClose}>
      <Txt block className='sub muted mt1'>
        {hint}
      </Txt>
      <List className='mt2' label={title}>
        {options.map((z) => (
          <Item key={z.code}>
            <Choice id={`live-${z.code}`} kind='radio' name='live' label={z.title} checked={zone === z.code} onChange={() => onChoose(z.code)} />
          </Item>
        ))}
      </List>
    </Sheet>
  );
}
