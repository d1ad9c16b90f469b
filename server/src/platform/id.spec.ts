import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { firstIdOf, idFrom, newId, timeId } from './id.js';

/** Bytes whose text begins with this character, then true chance: what chance alone shows once in 64 ids. */
const drawn = (first: number) => {
  let calls = 0;
  return (bytes: number) => {
    const b = randomBytes(bytes);
    if (calls++ === 0) b[0] = first << 2;
    return b;
  };
};
const at = new Date('2026-11-25T00:00:00Z');

describe('an id', () => {
  test.each([
    ['-', 62],
    ['_', 63],
  ])('never begins with %s: it stays a value on a command line and in a spreadsheet', (sign, sextet) => {
    expect(drawn(sextet)(17).toString('base64url')[0]).toBe(sign);
    const id = idFrom(drawn(sextet));
    expect(id).toMatch(/^[0-9A-Za-z][\w-]{21}$/);
    expect(parseArgs({ args: ['--subject', id], options: { subject: { type: 'string' } } }).values.subject).toBe(id);
  });
  test('one of an instant sorts by it and begins with a digit or a letter', () => {
    expect(timeId(at)).toMatch(/^[0-9a-z]{9}[\w-]{11}$/);
    expect(timeId(at) >= firstIdOf(at) && timeId(at) < firstIdOf(new Date(at.getTime() + 1))).toBe(true);
  });
  test('no two are alike', () => expect(new Set(Array.from({ length: 10_000 }, () => newId())).size).toBe(10_000));
});
