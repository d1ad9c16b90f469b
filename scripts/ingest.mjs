// npm run ingest -- FILE… : takes files of records in. Into MONGODB_URI, else into the data that npm start keeps, running or not.
import path from 'node:path';
import { parseArgs } from 'node:util';
import { asStop, EXITS, Stop } from './lib/exit.mjs';
import { load, withApp } from './lib/operator.mjs';

const USAGE = 'npm run ingest -- FILE… [--sender NAME] [--report FILE.csv] [--json]';
function options() {
  try {
    const r = parseArgs({ allowPositionals: true, options: { sender: { type: 'string' }, report: { type: 'string' }, json: { type: 'boolean' } } });
    if (r.positionals.length === 0) throw new Error('No file is named');
    return { files: r.positionals.map((f) => path.resolve(process.env.INIT_CWD ?? '.', f)), ...r.values };
  } catch (e) {
    throw new Stop('usage', `${e.message.split('\n')[0]}. Usage: ${USAGE}`);
  }
}
async function main() {
  const { files, sender = '命令行', report, json } = options();
  return withApp(async (app) => {
    const { ingestFiles } = await load('ingest/cli.js');
    const end = await ingestFiles(app, files, { sender, report: report && path.resolve(process.env.INIT_CWD ?? '.', report), json });
    return { complete: EXITS.ok, aside: EXITS.rows_aside, stopped: EXITS.file_stopped, away: EXITS.database_unreachable }[end];
  });
}
try {
  process.exitCode = (await main()).code;
} catch (error) {
  const e = asStop(error, { network: true });
  console.error(e instanceof Stop ? e.message : (e.stack ?? e));
  process.exitCode = (e.exit ?? EXITS.unexpected).code;
}
