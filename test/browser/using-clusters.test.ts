import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium, launchChromium } from './chromium.ts';
import { startFixtureEngine } from './fixture-engine.ts';
import { barriers } from './page-checks.ts';
import { keepPicture, openPage } from './page-object.ts';

const chromium = findChromium();
const light = { width: 1280, scheme: 'light' } as const;

let browser: Browser;

describe.skipIf(!chromium)('using clusters (skipped without a Chromium: set CHROMIUM_PATH)', () => {
  beforeAll(async () => {
    browser = await launchChromium(chromium ?? '');
  });
  afterAll(() => browser?.close());

  it('changes the cluster by the switcher, and every link stays in it', async () => {
    await using engine = await startFixtureEngine('fleet');
    await using open = await openPage(browser, light);
    const { page } = open;
    await page.goto(engine.page('/endpoints'));
    await page.getByText('14 endpoints').waitFor();
    await page.getByRole('button', { name: /^Cluster sandbox/ }).click();
    await page.getByRole('menuitem', { name: /^dev/ }).waitFor();
    await keepPicture(page, 'flow-switcher');
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('menuitem', { name: /^dev/ }).click();
    await page.waitForURL('**/c/dev/endpoints');
    await page.getByRole('link', { name: 'qwen3-32b', exact: true }).click();
    await page.waitForURL('**/c/dev/endpoints/aim-engine/qwen3-32b');
    await page.getByRole('link', { name: 'Chat' }).click();
    await page.waitForURL('**/c/dev/**/chat');
    await page.reload();
    await page.getByRole('link', { name: 'Tasks' }).click();
    await page.getByRole('link', { name: 'Hardware' }).click();
    await page.waitForURL('**/c/dev/hardware');
    expect(engine.clusters).toContain('dev');
    await page.keyboard.press('Control+k');
    await page.keyboard.type('change sandbox');
    await page.keyboard.press('Enter');
    await page.waitForURL(`${engine.url}/`);
  });

  it('lets nothing be changed in a read-only cluster, and says why', async () => {
    await using engine = await startFixtureEngine('fleet');
    await using open = await openPage(browser, light);
    const { page } = open;
    await page.goto(engine.page('/c/prod-eu/endpoints/default/qwen2-5-7b-instruct'));
    await page.getByRole('button', { name: 'Delete endpoint' }).hover();
    await page.getByRole('tooltip').getByText('prod-eu is attached read-only').waitFor();
    await page.getByRole('button', { name: 'Delete endpoint' }).focus();
    await page.keyboard.press('Enter');
    expect(await page.getByRole('complementary', { name: /Delete/ }).count()).toBe(0);
    await page.getByRole('link', { name: 'Shell', exact: true }).click();
    await page.getByText('A shell could change the cluster.').waitFor();
  });

  it('says what goes before a cluster is deleted', async () => {
    await using engine = await startFixtureEngine('fleet');
    await using open = await openPage(browser, light);
    const { page } = open;
    await page.goto(engine.page('/clusters'));
    await page.getByRole('button', { name: 'Actions of dev' }).click();
    await page.getByRole('menuitem', { name: 'Delete cluster' }).click();
    await page.getByText('Its nodes are removed with everything in them').waitFor();
    await page.getByRole('complementary').getByText('14').waitFor();
    await keepPicture(page, 'flow-delete-cluster');
    expect(engine.removed).toEqual([]);
    await page.getByRole('complementary').getByRole('button', { name: 'Delete cluster' }).click();
    await page.waitForURL('**/tasks/**');
    expect(engine.removed).toEqual(['dev']);
  });
});
