// npm run perks:audit: proves stock = issued + left for every offer of the database; lists what does not add up and ends with 1. Only reads.
import { asStop, EXITS, Stop } from './lib/exit.mjs';
import { load, withDatabase } from './lib/operator.mjs';

try {
  process.exitCode = (await withDatabase(async (uri) => (await load('perks/audit-cli.js')).audit(uri, console.log))) ? 1 : 0;
} catch (error) {
  const e = asStop(error, { network: true });
  console.error(e instanceof Stop ? e.message : (e.stack ?? e));
  process.exitCode = (e.exit ?? EXITS.unexpected).code;
}
