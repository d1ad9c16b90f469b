import { useState } from 'react';
import { devices as words } from '../../../copy/identity';
import { AskSheet } from '../../../parts/ask-sheet';
import { Gate } from '../../../parts/gate';
import { Screen } from '../../../parts/screen';
import { useShown } from '../../../parts/visit';
import { replace, TABS } from '../../../platform/router';
import { say } from '../../../platform/time';
import { type Device, useAccount } from '../../../stores/account';
import { useSession } from '../../../stores/session';
import { toast } from '../../../stores/toast';
import { useAction } from '../../../stores/use-action';
import { Box, Btn, Fetched, Item, List, StatusTag, Txt } from '../../../ui';

type Asked = { what: 'device'; device: Device } | { what: 'here' } | { what: 'everywhere' };
const nameOf = (d: Device): string => d.name || words.unnamed;
const SHEET = {
  device: (d: Device) => ({ title: words.endSheet(nameOf(d)), text: words.endText, submit: words.end }),
  here: { title: words.here, text: words.hereText, submit: words.here },
  everywhere: { title: words.everywhereSheet, text: words.everywhereText, submit: words.everywhere },
};

function Ask({ asked, onClose }: { asked: Asked; onClose: () => void }) {
  const { title, text, submit } = asked.what === 'device' ? SHEET.device(asked.device) : SHEET[asked.what];
  const end = useAction(async () => {
    if (asked.what === 'device') {
      await useAccount.getState().endDevice(asked.device.id);
      toast(words.ended(nameOf(asked.device)), 'check');
      onClose();
    } else {
      await useSession.getState().logout(asked.what === 'everywhere');
      await replace(TABS.home);
    }
  });
  return <AskSheet id='confirm-end' title={title} text={text} keep={words.keep} submit={submit} action={end} onClose={onClose} />;
}
const Row = ({ device, onEnd }: { device: Device; onEnd: () => void }) => (
  <Box className='cell cell--top'>
    <Box className='cell__body'>
      <Box className='row row--wrap'>
        <Txt className='cell__title cell__title--b'>{nameOf(device)}</Txt>
        {device.current && <StatusTag tone='info' icon='devices' text={words.current} />}
        {device.highAssurance && <StatusTag tone='success' text={words.high} />}
      </Box>
      <Txt className='cell__desc'>{words.seen(say.stamp(device.lastSeenAt))}</Txt>
      <Txt className='cell__desc'>{[device.channel && words.channels[device.channel], words.since(say.date(device.createdAt))].filter(Boolean).join('　')}</Txt>
    </Box>
    {!device.current && (
      <Btn kind='ghost' size='s' label={words.endLabel(nameOf(device))} onClick={onEnd}>
        {words.end}
      </Btn>
    )}
  </Box>
);

function Devices({ onAsk }: { onAsk: (asked: Asked) => void }) {
  const { data, error } = useAccount((s) => s.devices);
  const load = useAccount((s) => s.loadDevices);
  useShown(() => load());
  return (
    <>
      <Txt block className='t2'>
        {words.lead}
      </Txt>
      <Box className='mt3'>
        <Fetched data={data} error={error} onRetry={() => void load()}>
          {(items) => (
            <List label={words.title}>
              {[...items]
                .sort((a, b) => Number(b.current) - Number(a.current))
                .map((d) => (
                  <Item key={d.id}>
                    <Row device={d} onEnd={() => onAsk({ what: 'device', device: d })} />
                  </Item>
                ))}
            </List>
          )}
        </Fetched>
      </Box>
      <Btn id='logout' kind='ghost' block className='mt4' onClick={() => onAsk({ what: 'here' })}>
        {words.here}
      </Btn>
      <Btn id='logout-all' kind='danger' block className='mt3' onClick={() => onAsk({ what: 'everywhere' })}>
        {words.everywhere}
      </Btn>
    </>
  );
}

/** Where this account is logged in; any other device goes out with one tap (product A3). */
export default function DevicesPage() {
  const [asked, setAsked] = useState<Asked | null>(null);
  const overlay = <>{asked && <Ask asked={asked} onClose={() => setAsked(null)} />}</>;
  return (
    <Screen title={words.title} tight overlay={overlay}>
      <Gate need='login'>{() => <Devices onAsk={setAsked} />}</Gate>
    </Screen>
  );
}
