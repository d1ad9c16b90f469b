import { join } from '../../../copy/clerks';
import { settings as words } from '../../../copy/me';
import { areas } from '../../../copy/perks';
import { pin } from '../../../copy/terminals';
import { PAGES } from '../../../parts/paths';
import { Screen } from '../../../parts/screen';
import { VERSION } from '../../../platform/env';
import { go } from '../../../platform/router';
import { useAccount } from '../../../stores/account';
import { TEXT_SIZES, useDevice } from '../../../stores/device';
import { useSession } from '../../../stores/session';
import { Box, Card, Item, List, ListCell, Segment, Switch, Txt } from '../../../ui';

type Size = keyof typeof words.sizes;
const SIZES = TEXT_SIZES.map((n) => ({ value: String(n), text: words.sizes[n as Size] }));

/** How this phone shows things. Works before any log-in and survives a restart (A11-1). */
export default function Settings() {
  const { care, textSize, covered, setCare, setTextSize, setCovered } = useDevice();
  const signedIn = useSession((s) => s.state === 'signed_in');
  const isClerk = useAccount((s) => s.me.data?.memberships.some((m) => m.role === 'clerk') ?? false);
  return (
    <Screen title={words.title} tight>
      <List label={words.title}>
        <Item>
          <Switch id='care' label={words.care} desc={words.careHint} checked={care} onChange={setCare} />
        </Item>
        <Item>
          <Switch id='covered' label={words.cover} desc={words.coverHint} checked={covered} onChange={setCovered} />
        </Item>
      </List>
      {!care && (
        <Card className='mt3'>
          <Txt block strong>
            {words.size}
          </Txt>
          <Txt block className='sub muted'>
            {words.sizeHint}
          </Txt>
          <Box className='mt3'>
            <Segment label={words.size} options={SIZES} value={String(textSize)} onChange={(v) => setTextSize(Number(v))} />
          </Box>
          <Txt block className='mt3'>
            {words.sample}
          </Txt>
        </Card>
      )}
      <List className='mt3'>
        {signedIn && (
          <Item>
            <ListCell title={words.devices} onClick={() => void go(PAGES.devices)} />
          </Item>
        )}
        {signedIn && (
          <Item>
            <ListCell title={areas.title} onClick={() => void go(PAGES.areas)} />
          </Item>
        )}
        {signedIn && (
          <Item>
            <ListCell id='clerk-join' title={join.title} onClick={() => void go(PAGES.clerkJoin)} />
          </Item>
        )}
        {isClerk && (
          <Item>
            <ListCell id='clerk-pin' title={pin.title} onClick={() => void go(PAGES.clerkPin)} />
          </Item>
        )}
        <Item>
          <ListCell title={words.privacy} onClick={() => void go(PAGES.policy, { kind: 'privacy' })} />
        </Item>
        <Item>
          <ListCell title={words.terms} onClick={() => void go(PAGES.policy, { kind: 'terms' })} />
        </Item>
      </List>
      <Txt block className='cap muted center mt4'>
        {words.version(VERSION)}
      </Txt>
    </Screen>
  );
}
