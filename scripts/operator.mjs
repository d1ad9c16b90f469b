// npm run parameters -- …, npm run jobs -- …, npm run grade:replay -- …, npm run keys:rotate -- …, npm run keys:rehash, npm run register:verify, npm run partners -- …: an operator's commands. What they do is in the server: AREAS below.
import { asStop, EXITS, Stop } from './lib/exit.mjs';
import { load, withApp } from './lib/operator.mjs';

const AREAS = {
  parameters: 'parameters/cli.js',
  jobs: 'platform/jobs/cli.js',
  grade: 'credit/cli.js',
  keys: 'platform/key-rotation/cli.js',
  rehash: 'platform/key-rotation/rehash-cli.js',
  register: 'audit/cli.js',
  partners: 'mobility/deposit/cli.js',
};
const [area, ...args] = process.argv.slice(2);
try {
  if (!Object.hasOwn(AREAS, area ?? '')) throw new Stop('usage', `Known: ${Object.keys(AREAS).join(', ')}`);
  const end = await withApp(async (app) => (await load(AREAS[area])).command(app, args));
  if (end) throw typeof end === 'string' ? new Stop('usage', end) : new Stop(end.stop, end.sentence);
} catch (error) {
  const e = asStop(error, { network: true });
  console.error(e instanceof Stop ? e.message : (e.stack ?? e));
  process.exitCode = (e.exit ?? EXITS.unexpected).code;
}
