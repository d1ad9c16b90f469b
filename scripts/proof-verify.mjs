// npm run proof:verify -- PROOF|- --keys KEYS.json [--viewer NUMBER]: checks a rental proof (SD-JWT) with the public keys alone. No network, no database.
import fs from 'node:fs';
import { compile, install } from './lib/build.mjs';
import { asStop, EXITS, Stop } from './lib/exit.mjs';
import { load } from './lib/operator.mjs';

try {
  await install();
  await compile();
  const { verifyProof } = await load('tenancy/proof-cli.js');
  const { end, lines } = await verifyProof(process.argv.slice(2), () => fs.readFileSync(0, 'utf8'), Date.now());
  for (const line of lines) (end === 'ok' ? console.log : console.error)(line);
  process.exitCode = EXITS[end].code;
} catch (error) {
  const e = asStop(error, { network: true });
  console.error(e instanceof Stop ? e.message : (e.stack ?? e));
  process.exitCode = (e.exit ?? EXITS.unexpected).code;
}
