import { readConfig } from './config.js';
import { createLog, noteOf } from './platform/log.js';
import { serve } from './serve.js';

const config = readConfig();
const log = createLog(config.LOG_LEVEL);
// Node would print these with their text, which may hold what somebody typed
process.on('unhandledRejection', (e) => log.error({ step: 'unhandled rejection', error: noteOf(e) }, 'a promise failed unheard'));
process.on('uncaughtException', (e) => {
  log.error({ step: 'uncaught exception', error: noteOf(e) }, 'stopping');
  void stop(1);
});
let server: Awaited<ReturnType<typeof serve>> | undefined;
async function stop(code: number): Promise<void> {
  setTimeout(() => process.exit(code || 1), 9500).unref();
  await server?.stop();
  process.exit(code);
}
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(0));
try {
  server = await serve(config);
} catch (e) {
  // before the first request nobody has typed anything: the operator needs the text
  log.error({ step: 'start', error: noteOf(e) }, (e as Error).message);
  process.exit(1);
}
