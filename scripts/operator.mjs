// npm run parameters -- …, npm run jobs -- …: an operator's commands. What they do is in the server: parameters/cli.ts, platform/jobs/cli.ts.
import { asStop, EXITS, Stop } from './lib/exit.mjs';
import { load, withApp } from './lib/operator.mjs';

const AREAS = { parameters: 'parameters/cli.js', jobs: 'platform/jobs/cli.js' };
const [area, ...args] = process.argv.slice(2);
try {
  if (!Object.hasOwn(AREAS, area ?? '')) throw new Stop('usage', `Known: ${Object.keys(AREAS).join(', ')}`);
  const usage = await withApp(async (app) => (await load(AREAS[area])).command(app, args));
  if (usage) throw new Stop('usage', usage);
} catch (error) {
  const e = asStop(error, { network: true });
  console.error(e instanceof Stop ? e.message : (e.stack ?? e));
  process.exitCode = (e.exit ?? EXITS.unexpected).code;
}
