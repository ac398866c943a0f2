/** A Chromium for the browser tests; where there is none and we may, Debian's is installed. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { findChromium } from '../test/browser/chromium.ts';

const packages = ['chromium', 'fonts-dejavu-core'];

/** The browser's path, or one sentence that says how to get one. */
export function ensureChromium(): { path: string } | { missing: string } {
  const found = findChromium() ?? installDebianChromium();
  if (found) return { path: found };
  return { missing: 'no Chromium here. Install Chromium or Chrome, or name one: CHROMIUM_PATH=/path/to/chromium npm test' };
}

function installDebianChromium(): string | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return undefined;
  console.log('No Chromium found: installing the one of Debian ...');
  aptGet('update', '-qq');
  aptGet('install', '-y', '-qq', '--no-install-recommends', ...packages);
  return findChromium();
}

function aptGet(...words: string[]): void {
  spawnSync('apt-get', words, { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
}
