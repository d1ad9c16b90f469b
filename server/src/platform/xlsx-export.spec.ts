import { setTimeout } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { xlsxStream } from './xlsx-export.js';

test('rows that fail before anybody reads fail the reader, and end no process', async () => {
  const out = xlsxStream(
    '示例',
    (async function* () {
      yield ['一'];
      throw new Error('planted');
    })(),
  );
  await setTimeout(50);
  await expect(
    (async () => {
      for await (const part of out) expect(part).toBeDefined();
    })(),
  ).rejects.toThrow('planted');
});
