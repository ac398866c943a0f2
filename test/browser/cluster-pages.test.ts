import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium, launchChromium } from './chromium.ts';
import { startFixtureEngine } from './fixture-engine.ts';
import { barriers, expectNoSidewaysScroll } from './page-checks.ts';
import { keepPicture, type Look, openPage } from './page-object.ts';

const chromium = findChromium();

/** Every page about clusters and tasks, with something that is there once it is drawn. */
const pages: [name: string, path: string, sign: string][] = [
  ['clusters-fleet', '/clusters', 'Download kind 0.33.0'],
  ['cluster', '/clusters/dev?check', 'Not allowed'],
  ['cluster-failed', '/clusters/lab', 'the token expired'],
  ['kind-new', '/clusters/new/kind', 'inotify'],
  ['attach', '/clusters/new/remote', 'prod-us'],
  ['install', '/clusters/dev/install', '1 to change'],
  ['uninstall', '/clusters/dev/uninstall', '2 to remove'],
  ['tasks-fleet', '/tasks', 'cannot be pulled'],
  ['task-running', '/tasks/flow-run', '120 lines'],
  ['task-failed', '/tasks/flow-fail', 'Build it here and load it'],
  ['gate-not-installed', '/c/bare/endpoints', 'Slipway is not installed in bare'],
  ['gate-paused', '/c/old/endpoints', 'old is paused'],
  ['gate-unreachable', '/c/lab/endpoints', 'the token expired'],
  ['gate-unfinished', '/c/half/endpoints', 'The creation of half did not end'],
  ['gate-unknown', '/c/nowhere/endpoints', 'No cluster is called nowhere'],
  ['read-only', '/c/prod-eu/endpoints/default/qwen2-5-7b-instruct', 'RecipeSelected'],
  ['other-start', '/c/dev', 'From a terminal'],
];

const looks: Look[] = [
  { width: 1280, scheme: 'light' },
  { width: 1280, scheme: 'dark' },
  { width: 1680, scheme: 'light' },
  { width: 1024, scheme: 'dark' },
];

let browser: Browser;

describe.skipIf(!chromium)('pages of clusters and tasks (skipped without a Chromium: set CHROMIUM_PATH)', () => {
  beforeAll(async () => {
    browser = await launchChromium(chromium ?? '');
  });
  afterAll(() => browser?.close());

  describe.each(looks)('at $width in $scheme', (look) => {
    it.each(pages)('%s is drawn whole, without complaints and without barriers', async (name, path, sign) => {
      await using engine = await startFixtureEngine('fleet');
      await using open = await openPage(browser, look);
      await open.page.goto(engine.page(path));
      await open.page.getByText(sign).first().waitFor({ timeout: 15_000 });
      await expectNoSidewaysScroll(open.page);
      await keepPicture(open.page, `${name}-${look.width}-${look.scheme}`);
      expect(open.complaints).toEqual([]);
      if (look.width === 1280) expect(await barriers(open.page)).toEqual([]);
    });
  });
});
