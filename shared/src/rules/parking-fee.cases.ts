import { suite } from '../cases.js';
import { parseInstant } from '../dates/dates.js';
import { chargeableSeconds, durationText, feeOf, type ParkingPerk, parkedFor, parkingSums, perkText, type Tariff } from './parking-fee.js';

const HOUR = 3600;
/** 5 元 an hour, 30 元 a day. */
const LOT: Tariff = { unitMinutes: 60, unitFen: 500, dayCapFen: 3000 };
const HALF_HOURS: Tariff = { unitMinutes: 30, unitFen: 150, dayCapFen: null };
const TWO_HOURS: ParkingPerk = { freeMinutes: 120, payPercent: 100, capFen: null };
const BOTH: ParkingPerk = { freeMinutes: 120, payPercent: 85, capFen: null };
const paid = ([seconds, fee, tariff, perk]: [number, number, Tariff, ParkingPerk]) => {
  const { reliefFen, payFen } = parkingSums(seconds, fee, tariff, perk);
  return [reliefFen, payFen];
};

export const suites = [
  suite('the normal price', 'tariffs of the demo', ([seconds, tariff]: [number, Tariff]) => feeOf(seconds, tariff), [
    ['nothing', [0, LOT], 0],
    ['one second is a begun hour', [1, LOT], 500],
    ['an hour to the second', [HOUR, LOT], 500],
    ['a second more', [HOUR + 1, LOT], 1000],
    ['half hours', [HOUR + 1, HALF_HOURS], 450],
    ['the cap of a day', [10 * HOUR, LOT], 3000],
    ['24 hours to the second', [24 * HOUR, LOT], 3000],
    ['the next 24 hours begin anew', [24 * HOUR + 1, LOT], 3500],
    ['three days and two hours', [74 * HOUR, LOT], 10_000],
    ['no cap', [48 * HOUR, HALF_HOURS], 14_400],
  ]),
  suite('free minutes', 'trouble PRK-2', ([seconds, free]: [number, number]) => chargeableSeconds(seconds, free), [
    ['a second less', [7199, 120], 0],
    ['to the second', [7200, 120], 0],
    ['a second more', [7201, 120], 1],
    ['none', [60, 0], 60],
  ]),
  suite('with the perk', 'product C4; trouble PRK-2', paid, [
    ['inside the free minutes', [HOUR, 500, LOT, TWO_HOURS], [500, 0]],
    ['the free hours come off', [3 * HOUR, 1500, LOT, TWO_HOURS], [1000, 500]],
    ['free hours, then 8.5 折 on the rest, rounded once', [3 * HOUR, 1500, LOT, BOTH], [1075, 425]],
    ['half a fen is paid up', [60, 1, { unitMinutes: 60, unitFen: 1, dayCapFen: null }, { freeMinutes: 0, payPercent: 50, capFen: null }], [0, 1]],
    ['the cap of one stay', [10 * HOUR, 3000, LOT, { freeMinutes: 0, payPercent: 50, capFen: 500 }], [500, 2500]],
    ['over midnight: one stay, one price', [1800, 500, LOT, TWO_HOURS], [500, 0]],
    ['at the cap of a day free hours change nothing', [20 * HOUR, 3000, LOT, TWO_HOURS], [0, 3000]],
    ['the gate charges less than the tariff', [3 * HOUR, 300, LOT, TWO_HOURS], [300, 0]],
    ['the gate charges nothing', [3 * HOUR, 0, LOT, TWO_HOURS], [0, 0]],
  ]),
  suite(
    'a car that is parked',
    'mockup 06-parking',
    ([now, free]: [string, number]) => parkedFor(parseInstant('2026-11-25T08:24:00+08:00') ?? 0, parseInstant(now) ?? 0, free),
    [
      ['1:17 of two hours', ['2026-11-25T09:41:00+08:00', 120], { seconds: 4620, freeSeconds: 2580, chargedFrom: '10:24' }],
      ['past the free hours', ['2026-11-25T11:24:00+08:00', 120], { seconds: 10_800, freeSeconds: 0, chargedFrom: '10:24' }],
      ['a gate clock that is ahead', ['2026-11-25T08:23:00+08:00', 120], { seconds: 0, freeSeconds: 7200, chargedFrom: '10:24' }],
    ],
  ),
  suite('in words', 'DESIGN, section 6', perkText, [
    ['hours', TWO_HOURS, '首 2 小时免费'],
    ['minutes', { freeMinutes: 90, payPercent: 100, capFen: null }, '首 90 分钟免费'],
    ['both', BOTH, '首 2 小时免费，之后 8.5 折'],
    ['a discount with its cap', { freeMinutes: 0, payPercent: 50, capFen: 500 }, '5 折，每次最多省 5 元'],
  ]),
  suite('a duration', 'DESIGN, section 6', durationText, [
    ['hours', 11_100, '3 小时 05 分'],
    ['minutes', 2400, '40 分'],
  ]),
];
