import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { SUITES, sm4Sm3 } from './cipher-suites.js';
import { FieldCipher } from './field-cipher.js';
import type { KeysFile } from './keys.js';

const hex = (text: string) => Buffer.from(text, 'hex');
const KEY = hex('0123456789abcdeffedcba9876543210');
const ecb = (key: Buffer) => createCipheriv('sm4-ecb', key, null).setAutoPadding(false);

test('GB/T 32907, appendix A: one block, and one million times', () => {
  expect(ecb(KEY).update(KEY).toString('hex')).toBe('681edf34d206965e86b3e94f536e4246');
  const cipher = ecb(KEY);
  let block = KEY;
  for (let i = 0; i < 1_000_000; i++) block = cipher.update(block);
  expect(block.toString('hex')).toBe('595298c7c6fd271f0402f804c33d3f66');
});
test('GB/T 17964: counter mode is the block cipher over a counter of 128 bits that also carries', () => {
  const start = hex('00ffffffffffffffffffffffffffffff');
  const plain = randomBytes(40);
  const stream = ecb(KEY).update(Buffer.concat([start, hex('01000000000000000000000000000000'), hex('01000000000000000000000000000001')]));
  const expected = Buffer.from(plain.map((b, i) => b ^ (stream[i] ?? 0)));
  expect(createCipheriv('sm4-ctr', KEY, start).update(plain)).toEqual(expected);
  expect(createDecipheriv('sm4-ctr', KEY, start).update(expected)).toEqual(plain);
});
test.each([
  ['abc', '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0'],
  ['abcd'.repeat(16), 'debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732'],
])('GB/T 32905, appendix A: SM3 of %s', (text, digest) => {
  expect(createHash('sm3').update(text).digest('hex')).toBe(digest);
});
test('GB/T 15852.2: HMAC with SM3 is made from two hashes over blocks of 64 bytes', () => {
  const key = randomBytes(32);
  const pad = (byte: number) => Buffer.concat([key, Buffer.alloc(32)]).map((b) => b ^ byte);
  const inner = createHash('sm3').update(pad(0x36)).update('text').digest();
  expect(createHmac('sm3', key).update('text').digest()).toEqual(createHash('sm3').update(pad(0x5c)).update(inner).digest());
});
test('what was sealed with SM4 by an earlier release still opens', () => {
  const sealed = 'AAECAwQFBgcICQoLDA0ODw.SrQoXUwKZFa0.Ng1aR4TiRIV5lLwbPOif9au51GYPFE_NKrStViQmcvA';
  expect(sm4Sm3(Buffer.alloc(32, 7)).open(sealed.split('.'), Buffer.from('people\nname\np1'))).toBe('示小滨');
});

const secret = () => randomBytes(32).toString('base64url');
const A = { kid: 'f1', secret: secret(), suite: 'a1' as const };
const S = { kid: 'f2', secret: secret(), suite: 's1' as const };
const HASH = [{ kid: 'h1', secret: secret() }];
const cipherOf = (...field: KeysFile['field']) => new FieldCipher({ field, hash: HASH } as unknown as KeysFile);
const place = { collection: 'people', field: 'name', id: 'p1' } as const;

describe.each([
  ['AES-256-GCM', cipherOf(A, S)],
  ['SM4-CTR with HMAC-SM3', cipherOf(S, A)],
])('%s', (_, cipher) => {
  test.each(['', '示小滨', '示例（𠮷）·'.repeat(400)])('opens what it sealed (%#), each time sealed otherwise', (text) => {
    const [one, two] = [cipher.seal(place, text), cipher.seal(place, text)];
    expect([cipher.open(place, one), cipher.open(place, two), one === two]).toEqual([text, text, false]);
    expect(one.startsWith(cipher.writing)).toBe(true);
  });
  test('does not open elsewhere: another collection, field or document', () => {
    const sealed = cipher.seal(place, '示小滨');
    for (const other of [
      { ...place, collection: 'credit_records' },
      { ...place, field: 'number' },
      { ...place, id: 'p2' },
      { collection: 'people\nname', field: 'p1', id: '' },
    ])
      expect(() => cipher.open(other, sealed)).toThrow();
  });
  test('does not open with any bit flipped, cut at any place, lengthened, or in another spelling', () => {
    const sealed = cipher.seal(place, '示小滨');
    const [suite, kid, ...rest] = sealed.split('.');
    rest.forEach((part, p) => {
      const bytes = Buffer.from(part, 'base64url');
      for (let bit = 0; bit < bytes.length * 8; bit++) {
        const flipped = Buffer.from(bytes);
        flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        const wrong = rest.map((r, i) => (i === p ? flipped.toString('base64url') : r));
        expect(() => cipher.open(place, [suite, kid, ...wrong].join('.'))).toThrow();
      }
    });
    for (let length = 0; length < sealed.length; length++) expect(() => cipher.open(place, sealed.slice(0, length))).toThrow();
    for (const wrong of [`${sealed}A`, `${sealed}.`, `${sealed}=`, `${sealed}.AA`, ` ${sealed}`]) expect(() => cipher.open(place, wrong)).toThrow();
  });
  test('does not open under the other suite or another key id', () => {
    const [suite, kid, ...rest] = cipher.seal(place, '示小滨').split('.');
    const other = suite === 'a1' ? ['s1', 'f2'] : ['a1', 'f1'];
    for (const front of [[other[0], kid], [suite, other[1]], other, ['A1', kid], [suite, 'f9'], ['', ''], ['__proto__', kid], [suite, '__proto__']])
      expect(() => cipher.open(place, [...front, ...rest].join('.'))).toThrow();
  });
});
test('either suite reads what the other wrote, whichever writes', () => {
  const [aes, sm4] = [cipherOf(A, S), cipherOf(S, A)];
  expect([sm4.open(place, aes.seal(place, 'x')), aes.open(place, sm4.seal(place, 'y'))]).toEqual(['x', 'y']);
  expect([aes.writing, sm4.writing, Object.keys(SUITES)]).toEqual(['a1.f1.', 's1.f2.', ['a1', 's1']]);
});
test('a key nobody knows here: the keys file is asked once more before the value is refused', () => {
  const old = cipherOf(A);
  const sealed = cipherOf(S, A).seal(place, 'x');
  expect(() => old.open(place, sealed)).toThrow('unknown suite or key');
  old.onUnknownKey = () => old.use({ field: [A, S], hash: HASH });
  expect(old.open(place, sealed)).toBe('x');
});
