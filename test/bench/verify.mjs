// Verifies the register of MONGODB_URI in a process of its own: once for time, once for what stays in memory. Fills the log up to BENCH_ENTRIES first.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import v8 from 'node:v8';
import vm from 'node:vm';
import { sandboxEnv } from '../../scripts/lib/stack.mjs';
import { ROOT } from '../../scripts/lib/util.mjs';

v8.setFlagsFromString('--expose-gc');
const collect = vm.runInNewContext('gc');
const dist = (rel) => import(pathToFileURL(path.join(ROOT, 'server/dist', rel)).href);
const AT_ONCE = 1000;

const [{ createApp }, { readConfig }, { RegisterService }, { RegisterSealer }, { RegisterVerification }] = await Promise.all(
  ['app', 'config', 'register/register.service', 'register/sealer.service', 'register/verification.service'].map((m) => dist(`${m}.js`)),
);
const { MONGODB_URI: uri, KEYS_FILE: keysFile, BENCH_ENTRIES } = process.env;
const { app } = await createApp(readConfig({ ...sandboxEnv({ uri, keysFile, h5: false }), LOG_LEVEL: 'silent' }));
const get = (type) => app.get(type, { strict: false });
const look = (n) => ({
  subject: `person-${n % 5000}`,
  kind: 'partner',
  actor: 'gate',
  organisationId: 'org_gate',
  purpose: 'voucher_redemption',
  basis: 'consent:bench',
  items: ['姓名（部分）', '优惠资格'],
});
const verify = (progress) => get(RegisterVerification).verify({ erasedThrough: -1, putAway: async () => new Set(), progress });
const sealAll = async () => {
  let sealed = 0;
  for (let n = -1; n !== 0; sealed += n) n = await get(RegisterSealer).seal();
  return sealed;
};

await sealAll();
for (let n = (await verify()).sound?.entries ?? BENCH_ENTRIES; n < BENCH_ENTRIES; n += AT_ONCE) {
  await Promise.all(Array.from({ length: AT_ONCE }, (_, i) => get(RegisterService).other(look(n + i))));
  await sealAll();
}
const begun = performance.now();
const { sound, broken } = await verify();
const seconds = (performance.now() - begun) / 1000;
const heap = [];
await verify((done, of) => {
  if (heap.length >= Math.floor((done * 20) / of)) return; // twenty times over the log
  collect();
  heap.push(process.memoryUsage().heapUsed + process.memoryUsage().external);
});
const half = Math.floor(heap.length / 2);
process.send({
  broken,
  entries: sound?.entries,
  perSecond: (sound?.entries ?? 0) / seconds,
  heapFirst: Math.max(...heap.slice(0, half)),
  heapSecond: Math.max(...heap.slice(half)),
});
process.on('disconnect', () => app.close().then(() => process.exit(0)));
