// Writes test/cases/voucher-code.vectors.json: codes computed with node:crypto and BigInt, apart from shared/src/rules/voucher-code.ts, so that
// server, phone and rule are held to numbers none of them made. Run it only when the format changes: node test/support/voucher-vectors.mjs
import { createHash, createHmac } from 'node:crypto';
import fs from 'node:fs';

const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const base32 = (bytes) => {
  const bits = Math.ceil((bytes.length * 8) / 5) * 5;
  let n = BigInt(`0x${bytes.toString('hex')}`) << BigInt(bits - bytes.length * 8);
  let out = '';
  for (let i = 0; i < bits / 5; i++, n >>= 5n) out = ALPHABET[Number(n & 31n)] + out;
  return out;
};
const number32 = (n) => {
  const text = n.toString(32).padStart(6, '0');
  return [...text].map((c) => ALPHABET[Number.parseInt(c, 32)]).join('');
};
const mac = (key, text) => base32(createHmac('sha256', key).update(text).digest());
// powers of 2 in GF(32) with x^5 + x^2 + 1, by table
const POWERS = [1, 2, 4, 8, 16, 5, 10, 20];
const multiply = (a, b) => {
  let product = 0;
  for (let i = 0; i < 5; i++) if (b & (1 << i)) product ^= a << i;
  for (let i = 9; i >= 5; i--) if (product & (1 << i)) product ^= 0b100101 << (i - 5);
  return product;
};
const check = (letters) => ALPHABET[[...letters].reduce((sum, c, i) => sum ^ multiply(ALPHABET.indexOf(c), POWERS[letters.length - i]), 0)];
const bytes = (label, length) => createHash('sha256').update(`invented ${label}`).digest().subarray(0, length);

const vectors = [];
for (const [i, at] of [
  '2026-11-25T01:38:08.000Z',
  '2026-11-25T01:38:29.999Z',
  '2026-12-31T15:59:59.999Z',
  '2031-02-28T16:00:00.000Z',
  '1970-01-01T00:00:00.000Z',
].entries())
  for (const synced of [true, false]) {
    const [random, key, atMs] = [bytes(`id ${i}`, 16), bytes(`key ${i}`, 32), Date.parse(at)];
    const codeId = base32(random);
    const [qrStep, typedStep] = [Math.floor(atMs / 30_000), Math.floor(atMs / 300_000)];
    const body = `BH1.${codeId}.${number32(qrStep)}${synced ? 'S' : 'U'}`;
    const letters = codeId.slice(0, 4) + mac(key, `BH1T.${codeId.slice(0, 4)}.${number32(typedStep)}`).slice(0, 3);
    vectors.push({
      random: random.toString('hex'),
      key: key.toString('hex'),
      atMs,
      synced,
      codeId,
      qrStep,
      typedStep,
      qr: `${body}.${mac(key, body).slice(0, 20)}`,
      typed: letters + check(letters),
    });
  }
fs.writeFileSync(new URL('../cases/voucher-code.vectors.json', import.meta.url), `${JSON.stringify(vectors, null, 2)}\n`);
