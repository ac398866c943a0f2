/** Finds a Chromium for the browser tests; where there is none and we may, installs Debian's. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';

const systemNames = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];
const macChrome = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

/** The browser's path, or one sentence that says how to get one. */
export function ensureChromium(): { path: string } | { missing: string } {
  const found = findChromium() ?? installDebianChromium();
  if (found) return { path: found };
  return { missing: 'no Chromium here. Install Chromium or Chrome, or name one: CHROMIUM_PATH=/path/to/chromium npm test' };
}

/** In this order: CHROMIUM_PATH, the system's Chromium or Chrome, Playwright's own. */
export function findChromium(): string | undefined {
  const named = process.env['CHROMIUM_PATH'];
  if (named) return named;
  return onPath() ?? [macChrome, chromium.executablePath()].find((path) => existsSync(path));
}

function onPath(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return systemNames.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path));
}

function installDebianChromium(): string | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return undefined;
  console.log('No Chromium found: installing the one of Debian ...');
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const step of [
    ['update', '-qq'],
    ['install', '-y', '-qq', '--no-install-recommends', 'chromium'],
  ]) {
    spawnSync('apt-get', step, { stdio: ['ignore', 'ignore', 'inherit'], env: environment });
  }
  return onPath();
}
