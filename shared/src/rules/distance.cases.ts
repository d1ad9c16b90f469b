import { suite } from '../cases.js';
import { distanceWords, metresBetween, nearest } from './distance.js';

const TEDA = { lat: 39.03, lng: 117.7 };
export const suites = [
  suite('distance', 'product C1: near me', (lat: number) => Math.round(metresBetween(TEDA, { lat, lng: 117.7 })), [
    ['a hundredth of a degree of latitude', 39.04, 1112],
    ['the same place', 39.03, 0],
  ]),
  suite(
    'nearest shop',
    'product C1',
    (lats: readonly number[]) => {
      const metres = nearest(
        TEDA,
        lats.map((lat) => ({ lat, lng: 117.7 })),
      );
      return metres === null ? null : Math.round(metres);
    },
    [
      ['of two', [39.06, 39.04], 1112],
      ['an offer without a place', [], null],
    ],
  ),
  suite('distance in words', 'DESIGN section 6', (m: number) => distanceWords(m), [
    ['very near', 40, '100 米内'],
    ['to a hundred metres', 349, '300 米'],
    ['just under a kilometre', 949, '900 米'],
    ['a kilometre', 950, '1.0 公里'],
    ['far', 12_400, '12 公里'],
  ]),
];
