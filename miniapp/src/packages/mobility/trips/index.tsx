import { durationText } from '@binhai/shared/rules/parking-fee';
import { STAY_WORDS } from '@binhai/shared/states/parking-stay';
import { parking as home, trips as words } from '../../../copy/parking';
import { Gate } from '../../../parts/gate';
import { Screen } from '../../../parts/screen';
import { useShown } from '../../../parts/visit';
import { say } from '../../../platform/time';
import { type Trip, useParking } from '../../../stores/parking';
import { Box, Btn, EmptyState, Fetched, InlineError, Item, List, Txt } from '../../../ui';
import './index.scss';

const Row = ({ trip }: { trip: Trip }) => (
  <Box className='cell'>
    <Box className='cell__body'>
      <Txt className='cell__title'>{trip.lot}</Txt>
      <Txt className='cell__desc'>
        {trip.seconds === null ? words.when(say.day(trip.day), STAY_WORDS[trip.state]) : words.stayed(say.day(trip.day), durationText(trip.seconds))}
      </Txt>
      <Txt className='cell__desc'>{trip.plate}</Txt>
    </Box>
    {trip.reliefFen !== null && trip.payFen !== null && (
      <Box className='ptrip'>
        <Txt block className='num ptrip__n'>
          {words.saved(trip.reliefFen)}
        </Txt>
        <Txt block className='cap muted num'>
          {words.paid(trip.payFen)}
        </Txt>
      </Box>
    )}
  </Box>
);
function Own() {
  const { data, error, busy } = useParking((s) => s.trips);
  useShown(() => useParking.getState().loadTrips());
  return (
    <Fetched data={data} error={error} onRetry={() => void useParking.getState().loadTrips()}>
      {({ items, next }) =>
        items.length === 0 ? (
          <EmptyState title={words.empty.title} text={words.empty.text} full />
        ) : (
          <>
            <List label={words.title}>
              {items.map((t) => (
                <Item key={t.id}>
                  <Row trip={t} />
                </Item>
              ))}
            </List>
            {error && <InlineError error={error} onRetry={() => void useParking.getState().moreTrips()} />}
            {next && (
              <Btn id='more' kind='quiet' block className='mt3' busy={busy} onClick={() => void useParking.getState().moreTrips()}>
                {words.more}
              </Btn>
            )}
            <Txt block className='cap muted mt3'>
              {words.note}
            </Txt>
          </>
        )
      }
    </Fetched>
  );
}

/** Trips of proven cars, thirty days. */
export default function Trips() {
  return (
    <Screen title={words.title} tight>
      <Gate need='high' guest={home.guest} noRealName={home.noRealName}>
        {() => <Own />}
      </Gate>
    </Screen>
  );
}
