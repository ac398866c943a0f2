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

describe.skipIf(!chromium)('installations and tasks (skipped without a Chromium: set CHROMIUM_PATH)', () => {
  beforeAll(async () => {
    browser = await launchChromium(chromium ?? '');
  });
  afterAll(() => browser?.close());

  it('plans an installation anew when an option changes, and starts it', async () => {
    await using engine = await startFixtureEngine('fleet');
    await using open = await openPage(browser, light);
    const { page } = open;
    await page.goto(engine.page('/clusters/lab/install'));
    await page.getByText('cannot take images that were built here').waitFor();
    await keepPicture(page, 'flow-install-problem');
    await page.getByLabel('Registry').fill('registry.example.com/slipway');
    await page.getByText('registry.example.com/slipway/operator:0.1.0').first().waitFor();
    await page.getByText('slipway install --cluster lab --registry registry.example.com/slipway', { exact: true }).waitFor();
    await page.getByLabel('Operator replicas').fill('3');
    await page.getByText('slipway/operator:0.0.9').waitFor();
    await page.getByRole('button', { name: 'Install Slipway' }).click();
    await page.waitForURL('**/tasks/flow-2');
  });

  it('cancels a task, and finds it the same after leaving and coming back', async () => {
    await using engine = await startFixtureEngine('fleet');
    await using open = await openPage(browser, dark);
    const { page } = open;
    await page.goto(engine.page('/'));
    await page
      .getByRole('region', { name: 'Tasks' })
      .getByRole('link', { name: /Create the kind cluster edge/ })
      .click();
    await page.getByText('120 lines').waitFor();
    await page.getByRole('button', { name: 'Cancel task' }).click();
    await page.getByText('Its nodes were removed.').waitFor();
    await page.getByRole('link', { name: 'Hardware' }).click();
    await page.waitForURL('**/hardware');
    await page.goBack();
    await page.getByText('Its nodes were removed.').waitFor();
    await page.getByRole('button', { name: 'Dismiss task' }).click();
    await page.waitForURL('**/tasks');
    await page.getByText('Install Slipway in bare').waitFor();
    expect(await page.getByText('Create the kind cluster edge').count()).toBe(0);
  });

  it('says on start that a creation was interrupted, and resumes it from there', async () => {
    await using engine = await startFixtureEngine('interrupted');
    await using open = await openPage(browser, light);
    const { page } = open;
    await page.goto(engine.page('/'));
    await page.getByText('Creation of half was interrupted').waitFor();
    await keepPicture(page, 'flow-interrupted');
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('button', { name: 'Resume creation' }).click();
    await page.getByText('Creation of half was interrupted').waitFor({ state: 'detached' });
    await page.getByRole('region', { name: 'Tasks' }).getByText('Create the kind cluster half').waitFor();
  });
});
