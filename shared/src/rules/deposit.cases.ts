import { suite } from '../cases.js';
import { AHEAD_MS, endFault, LATE_MS, type OrderTimes, redirectKind, redirectRegistered, returnAddress, startFault } from './deposit.js';

const NOW = 1_795_600_000_000;
const REGISTERED = ['https://bike.example.com/return', 'weapp:wx0123456789abcdef', 'http://127.0.0.1/return'];
const ORDER = { startedAt: NOW - 600_000, endedAt: null, released: false };

export const suites = [
  suite('where an operator may have people sent back to', 'RFC 6749 3.1.2', (address: string) => redirectKind(address, false), [
    ['https', 'https://bike.example.com/return', 'web'],
    ['with a query of its own', 'https://bike.example.com/return?from=credit', 'web'],
    ['a mini-program', 'weapp:wx0123456789abcdef', 'weapp'],
    ['not plain http', 'http://bike.example.com/return', null],
    ['not this machine, outside the sandbox', 'http://127.0.0.1/return', null],
    ['no script', 'javascript:alert(1)', null],
    ['no other name before an @', 'https://bike.example.com@evil.example/return', null],
    ['no fragment', 'https://bike.example.com/return#x', null],
    ['no backslash', 'https://bike.example.com\\@evil.example', null],
    ['no space or line', 'https://bike.example.com/\nreturn', null],
  ]),
  suite('only a registered address, letter by letter', 'RFC 9700 2.1', (address: string) => redirectRegistered(REGISTERED, address, false), [
    ['the one', 'https://bike.example.com/return', true],
    ['the mini-program', 'weapp:wx0123456789abcdef', true],
    ['not one below it', 'https://bike.example.com/return/more', false],
    ['not one with a query', 'https://bike.example.com/return?x=1', false],
    ['not another host', 'https://bike.example.com.evil.example/return', false],
    ['not in other letters', 'https://BIKE.example.com/return', false],
    ['not another mini-program', 'weapp:wx0123456789abcde0', false],
    ['nothing of this machine outside the sandbox', 'http://127.0.0.1:4000/return', false],
  ]),
  suite('in the sandbox any port of this machine', 'RFC 8252 7.3', (address: string) => redirectRegistered(REGISTERED, address, true), [
    ['any port', 'http://127.0.0.1:4000/return', true],
    ['the same path only', 'http://127.0.0.1:4000/other', false],
    ['not by another name', 'http://localhost:4000/return', false],
  ]),
  suite(
    'the way back',
    'RFC 6749 4.1.2',
    (redirect: string) =>
      returnAddress(redirect, [
        ['code', 'a_-1'],
        ['state', 'x y&z'],
      ]),
    [
      ['a query', 'https://bike.example.com/return', 'https://bike.example.com/return?code=a_-1&state=x%20y%26z'],
      ['behind one', 'https://bike.example.com/return?a=1', 'https://bike.example.com/return?a=1&code=a_-1&state=x%20y%26z'],
    ],
  ),
  suite('when an order begins', 'domain rule 21', (startedAt: number) => startFault(startedAt, NOW), [
    ['now', NOW, null],
    ['ten minutes ahead', NOW + AHEAD_MS, null],
    ['further ahead', NOW + AHEAD_MS + 1, 'deposit_time_wrong'],
    ['told a day late', NOW - LATE_MS, null],
    ['told later still', NOW - LATE_MS - 1, 'deposit_time_wrong'],
  ]),
  suite(
    'how an order ends',
    'domain rule 21',
    ([over, endedAt, released]: [Partial<OrderTimes>, number, boolean]) => endFault({ ...ORDER, ...over }, endedAt, released, NOW),
    [
      ['ended, released', [{}, NOW, true], null],
      ['ended, released later', [{}, NOW, false], null],
      ['then released', [{ endedAt: NOW }, NOW, true], null],
      ['the same again', [{ endedAt: NOW, released: true }, NOW, true], null],
      ['not before its start', [{}, NOW - 600_001, true], 'deposit_time_wrong'],
      ['not in the future', [{}, NOW + AHEAD_MS + 1, true], 'deposit_time_wrong'],
      ['not at two times', [{ endedAt: NOW - 1 }, NOW, true], 'deposit_order_conflict'],
      ['a release is not taken back', [{ endedAt: NOW, released: true }, NOW, false], 'deposit_order_conflict'],
    ],
  ),
];
