import { offers as words } from '../../copy/perks';
import { type Catalogue, usePerks } from '../../stores/perks';
import { Btn, Choice, Icon, Item, List, Sheet, Switch, Txt } from '../../ui';

/** The district's own code stands first in the list and means everywhere. */
const zoneTitle = (zones: Catalogue['zones'] | undefined, code: string): string => zones?.find((z) => z.code === code)?.title ?? words.zoneAll;

export function ZoneButton({ onOpen }: { onOpen: () => void }) {
  const zones = usePerks((s) => s.catalogue.data?.zones);
  const code = usePerks((s) => s.filter.zone);
  const near = usePerks((s) => s.filter.near);
  const title = near ? words.near : zoneTitle(zones, code);
  return (
    <Btn id='zone' kind='bare' className='offers__zone' label={words.zoneLabel(title)} onClick={onOpen}>
      <Txt>{title}</Txt>
      <Icon name='chevron-down' size={18} />
    </Btn>
  );
}
export function ZoneSheet({ onClose }: { onClose: () => void }) {
  const zones = usePerks((s) => s.catalogue.data?.zones) ?? [];
  const { filter, setFilter } = usePerks();
  const [everywhere, ...rest] = zones;
  const options = [{ code: '', title: everywhere?.title ?? words.zoneAll }, ...rest];
  return (
    <Sheet title={words.zoneSheet} onClose={onClose}>
      <Switch
        id='near'
        label={words.near}
        desc={words.nearNote}
        checked={filter.near}
        onChange={(near) => {
          setFilter({ near });
          onClose();
        }}
      />
      <List className='mt2' label={words.zone}>
        {options.map((z) => (
          <Item key={z.code}>
            <Choice
              id={`zone-${z.code}`}
              kind='radio'
              name='zone'
              label={z.title}
              checked={filter.zone === z.code}
              onChange={() => {
                setFilter({ zone: z.code });
                onClose();
              }}
            />
          </Item>
        ))}
      </List>
    </Sheet>
  );
}
