import { Box, cx, Txt } from '../../ui';
import './plate-chip.scss';

/** A number plate as it hangs on the car: blue, or green for a new-energy car (GA 36). */
export const PlateChip = ({ plate, kind, small }: { plate: string; kind: string; small?: boolean }) => (
  <Box className={cx('plate', kind !== 'ordinary' && 'plate--ev', small && 'plate--s')} role='img' label={plate}>
    <Txt hidden>{plate.slice(0, 1)}</Txt>
    <Box className='plate__dot' hidden />
    <Txt hidden>{plate.slice(1)}</Txt>
  </Box>
);
