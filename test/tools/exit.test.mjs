// An operator's mistyped option ends with one sentence and exit code 2, in every area of commands; no stack of ours is shown for it.
import assert from 'node:assert/strict';
import test from 'node:test';
import { parseArgs } from 'node:util';
import { asStop, EXITS } from '../../scripts/lib/exit.mjs';

const refusalOf = (args) => {
  try {
    parseArgs({ args, options: { subject: { type: 'string' } } });
  } catch (e) {
    return asStop(e);
  }
  throw new Error('it was understood');
};
for (const args of [['--subjekt', 'x'], ['--subject'], ['--subject', '-x'], ['word']])
  test(`options not understood: ${args.join(' ')}`, () => {
    const stop = refusalOf(args);
    assert.equal(stop.exit, EXITS.usage);
    assert.ok(!stop.message.includes('\n'), 'one sentence');
  });
