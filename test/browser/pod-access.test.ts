import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium, launchChromium } from './chromium.ts';
import { startFixtureEngine } from './fixture-engine.ts';
import { barriers } from './page-checks.ts';
import { keepPicture, openPage } from './page-object.ts';

const chromium = findChromium();
const light = { width: 1280, scheme: 'light' } as const;
const dark = { width: 1280, scheme: 'dark' } as const;

let browser: Browser;

describe.skipIf(!chromium)('shells and forwards (skipped without a Chromium: set CHROMIUM_PATH)', () => {
  beforeAll(async () => {
    browser = await launchChromium(chromium ?? '');
  });
  afterAll(() => browser?.close());

  it('opens a shell in a pod, in colours, and ends it', async () => {
    await using engine = await startFixtureEngine('usual');
    await using open = await openPage(browser, dark);
    const { page } = open;
    await page.goto(engine.page('/endpoints/default/qwen2-5-7b-instruct/shell'));
    await page.getByRole('status').getByText('Open', { exact: true }).waitFor();
    await page.keyboard.type('nvidia-smi');
    await page.getByText('# nvidia-smi').first().waitFor();
    await keepPicture(page, 'flow-shell');
    expect(await barriers(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.keyboard.type('exit');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Open another shell' }).waitFor();
    expect(open.complaints).toEqual([]);
  });

  it('forwards a port to a pod and closes it', async () => {
    await using engine = await startFixtureEngine('usual');
    await using open = await openPage(browser, light);
    const { page } = open;
    await page.goto(engine.page('/endpoints/default/qwen2-5-7b-instruct'));
    await page
      .getByRole('button', { name: /^Forward a port to/ })
      .first()
      .click();
    await page.getByLabel('Port here').fill('99999');
    await page.getByText('from 1 to 65535').waitFor();
    await page.getByLabel('Port here').fill('18000');
    await page.getByRole('button', { name: 'Open forward' }).click();
    await page.getByRole('link', { name: 'http://127.0.0.1:18000' }).waitFor();
    await keepPicture(page, 'flow-forward');
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('button', { name: /^Close the forward/ }).click();
    await page.getByRole('link', { name: 'http://127.0.0.1:18000' }).waitFor({ state: 'detached' });
  });
});
