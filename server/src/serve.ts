import { type App, type AppOptions, createApp } from './app.js';
import type { Config } from './config.js';
import { Jobs } from './platform/jobs/jobs.service.js';
import { KeyRing } from './platform/key-rotation/key-ring.js';
import { migrate } from './platform/migrations.js';
import { RegisterSealer } from './register/sealer.service.js';

/** Milliseconds for what is under way to end; then connections are cut. */
const DRAIN_MS = 7000;

/** One server process: database brought to this release, listening, working on the queue. `stop` may be called again. */
export async function serve(config: Config, options: AppOptions = {}): Promise<App & { url: string; stop(): Promise<void> }> {
  const made = await createApp(config, options);
  const { app, load, log } = made;
  try {
    await migrate(app);
    await app.get(KeyRing).start();
    await app.listen(config.PORT, config.HOST);
  } catch (e) {
    await app.close();
    throw e;
  }
  const jobs = app.get(Jobs);
  jobs.start();
  app.get(RegisterSealer).start();
  let stopping: Promise<void> | undefined;
  const end = async () => {
    load.draining = true;
    log.info('stopping');
    const cut = setTimeout(() => app.getHttpServer().closeAllConnections(), DRAIN_MS);
    await jobs.stop();
    await app.close();
    clearTimeout(cut);
  };
  const stop = () => {
    stopping ??= end();
    return stopping;
  };
  const url = await app.getUrl();
  log.info({ url }, 'serving');
  return { ...made, url, stop };
}
