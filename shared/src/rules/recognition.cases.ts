import { suite } from '../cases.js';
import type { RecognisedIssuer } from '../parameters/recognised-issuers.js';
import { accepted, dated, issuerOf, keyOf, statusAt } from './recognition.js';

const jwk = { kty: 'EC', crv: 'P-256', x: 'x'.repeat(43), y: 'y'.repeat(43) } as const;
const ISSUER: RecognisedIssuer = {
  id: 'https://credit.example.bj',
  name: '示例区信用中心',
  area: '110000',
  statusList: 'https://credit.example.bj/status/1',
  kinds: [{ vct: 'resident-good', title: '守信证明', meets: 'good' }],
  keys: [
    { kid: 'old', jwk, from: '2026-01-01', until: '2026-11-24' },
    { kid: 'new', jwk, from: '2026-11-20', until: null },
  ],
};
const AT = Date.parse('2026-11-25T10:00:00+08:00');
const s = AT / 1000;
const DAY = 86_400;

export const suites = [
  suite('an issuer is listed or not', 'product C7', (iss: string) => issuerOf([ISSUER], iss)?.name ?? 'unlisted', [
    ['listed', 'https://credit.example.bj', '示例区信用中心'],
    ['another', 'https://credit.example.sh', 'unlisted'],
  ]),
  suite('keys that are exchanged', 'product F3', ([kid, on]: [string, string]) => keyOf(ISSUER, kid, on)?.kid ?? 'none', [
    ['both are taken while they overlap', ['old', '2026-11-24'], 'old'],
    ['both are taken while they overlap', ['new', '2026-11-24'], 'new'],
    ['the old one is over', ['old', '2026-11-25'], 'none'],
    ['the new one has not begun', ['new', '2026-11-19'], 'none'],
    ['nobody knows it', ['stolen', '2026-11-25'], 'none'],
  ]),
  suite('what the dates say', 'RFC 7519 section 4.1', ([iat, exp]: [number, number]) => dated({ iss: '', vct: '', iat, exp }, AT) ?? 'good', [
    ['a month old, eleven to go', [s - 30 * DAY, s + 330 * DAY], 'good'],
    ['a clock a minute ahead', [s + 60, s + DAY], 'good'],
    ['from tomorrow', [s + DAY, s + 2 * DAY], 'not_yet'],
    ['over this second', [s - DAY, s], 'expired'],
    ['good for ten years is good for nothing', [s - DAY, s + 3650 * DAY], 'expired'],
  ]),
  suite(
    'what an offer takes',
    'product C7',
    ([vct, areas, minGrade]: [string, ('110000' | '130000')[], 'good' | 'excellent' | null]) => accepted(ISSUER, vct, { areas, minGrade }),
    [
      ['its city, its grade', ['resident-good', ['110000'], 'good'], true],
      ['an offer without a grade', ['resident-good', ['110000', '130000'], null], true],
      ['another city', ['resident-good', ['130000'], 'good'], false],
      ['a grade above it', ['resident-good', ['110000'], 'excellent'], false],
      ['another kind of certificate', ['resident-other', ['110000'], 'good'], false],
    ],
  ),
  suite(
    'a place of a status list',
    'IETF Token Status List, section 4: 0xB9 0xA3',
    ([bits, index]: [1 | 2, number]) => statusAt(new Uint8Array([0xb9, 0xa3]), bits, index),
    [
      ['one bit each, the first', [1, 0], 1],
      ['one bit each, the second', [1, 1], 0],
      ['one bit each, the last', [1, 15], 1],
      ['two bits each', [2, 0], 1],
      ['two bits each', [2, 1], 2],
      ['past its end', [1, 16], null],
    ],
  ),
];
