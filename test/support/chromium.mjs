// A Chromium for the tests: CHROMIUM, one on PATH, playwright's own (downloaded if it can be), Debian's package when root.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { chromium } from 'playwright-core';

const onPath = () =>
  ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
    .flatMap((n) => (process.env.PATH ?? '').split(path.delimiter).map((d) => path.join(d, n)))
    .find((f) => fs.existsSync(f));
const own = () => {
  const p = chromium.executablePath();
  return p && fs.existsSync(p) ? p : undefined;
};

export function browserPath() {
  const tried = [];
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  const here = onPath() ?? own();
  if (here) return here;
  const cli = path.join(path.dirname(createRequire(import.meta.url).resolve('playwright-core/package.json')), 'cli.js');
  const dl = spawnSync(process.execPath, [cli, 'install', 'chromium-headless-shell'], {
    encoding: 'utf8',
    timeout: 300_000,
    env: { ...process.env, PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '10000' },
  });
  const shell =
    own() ??
    fs
      .readdirSync(path.dirname(path.dirname(path.dirname(chromium.executablePath()))), { recursive: true })
      .map(String)
      .find((f) => /headless_shell$|chrome-headless-shell$/.test(f));
  if (dl.status === 0 && shell) return shell;
  tried.push(`playwright: ${dl.error?.message ?? /(Error: .*|Download failed.*)/.exec(dl.stderr + dl.stdout)?.[1] ?? `exit ${dl.status}`}`);
  if (process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0) {
    spawnSync('apt-get', ['update', '-qq'], { timeout: 180_000 });
    const apt = spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-cjk'], {
      encoding: 'utf8',
      timeout: 600_000,
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
    const now = onPath() ?? ['/usr/bin/chromium'].find((f) => fs.existsSync(f));
    if (now) return now;
    tried.push(`apt-get: ${apt.stderr?.trim().split('\n').at(-1)}`);
  }
  throw new Error(`no Chromium. ${tried.join('; ')}. Set CHROMIUM.`);
}
/** `more`: further switches of Chromium. */
export const launchBrowser = (more = []) =>
  chromium.launch({
    executablePath: browserPath(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...more,
    ],
  });
