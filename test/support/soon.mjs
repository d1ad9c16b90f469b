// @ts-check
import assert from 'node:assert/strict';

/**
 * What `read` answers becomes `wanted` within 5 s. A page shows what a key or a tap did in its next render, not in the same breath:
 * a single read after an action passes on a quiet machine only.
 * @template T @param {() => Promise<T>} read @param {T} wanted @param {string} [what]
 */
export async function soon(read, wanted, what) {
  const end = performance.now() + 5000;
  for (;;) {
    const got = await read();
    try {
      return assert.deepEqual(got, wanted, what);
    } catch (e) {
      if (performance.now() > end) throw e;
    }
    await new Promise((r) => setTimeout(r, 25));
  }
}
