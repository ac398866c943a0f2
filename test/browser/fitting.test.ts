import { hostname } from 'node:os';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runningServe } from '../helpers/running-serve.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';
import { findChromium, launchChromium } from './chromium.ts';
import { keepPicture, openPage } from './page-object.ts';

const chromium = findChromium();
let browser: Browser;

describe.skipIf(!chromium)('from what fits to what runs (skipped without a Chromium: set CHROMIUM_PATH)', () => {
  beforeAll(async () => {
    browser = await launchChromium(chromium ?? '');
  });
  afterAll(() => browser?.close());

  it('finds a fit among the sandbox’s GPUs, composes it and sees it become ready on that GPU', async () => {
    await using data = await temporaryFolder();
    await using serve = await runningServe(data.path);
    await using open = await openPage(browser, { width: 1440, scheme: 'light' });
    const { page } = open;
    await page.goto(`${serve.url}/hardware#token=${serve.token}`);
    await page.getByText(`This machine, ${hostname()}`).waitFor();
    await keepPicture(page, 'real-hardware');

    await page.getByRole('link', { name: 'See what fits on them' }).click();
    await opensCell(page, { model: 'Qwen/Qwen2.5-7B-Instruct', gpu: 'H100' });
    await keepPicture(page, 'real-fit');
    await page.getByRole('link', { name: 'Compose with this' }).click();

    await chooseNode(page, 'Recipe');
    await page.getByRole('combobox', { name: 'GPU', exact: true }).waitFor();
    await page.getByText('The server accepts this').waitFor();
    await page.getByRole('list', { name: 'Recipes', exact: true }).getByText(/^H100/).first().waitFor();
    await keepPicture(page, 'real-compose-fit');
    await page.getByRole('button', { name: 'Deploy endpoint' }).click();
    await page.waitForURL('**/endpoints/default/qwen2-5-7b-instruct');
    await page.getByRole('main').getByText('Ready', { exact: true }).first().waitFor({ timeout: 60_000 });
    await page
      .getByText('H100-SXM5-80GB', { exact: true })
      .or(page.getByText('H100', { exact: true }))
      .first()
      .waitFor();

    await comparesWithMeasured(page);
    expect(open.complaints).toEqual([]);
  });

  it('offers what fits first, and lets one ask for what does not, with the warning', async () => {
    await using data = await temporaryFolder();
    await using serve = await runningServe(data.path);
    await using open = await openPage(browser, { width: 1440, scheme: 'light' });
    const { page } = open;
    await page.goto(`${serve.url}/compose?model=meta-llama/Llama-3.1-70B-Instruct#token=${serve.token}`);
    await page.getByText(/^Fits on /).waitFor();
    await chooseNode(page, 'Recipe');
    await page.getByRole('list', { name: 'Recipes', exact: true }).getByText('Chosen').waitFor();
    const refused = page.getByRole('list', { name: 'Recipes that do not fit' }).getByRole('listitem').filter({ hasText: 'Does not fit' });
    await refused.first().getByRole('button', { name: 'Use it anyway' }).click();
    await page.getByText('Your choice stays').waitFor();
    await keepPicture(page, 'real-compose-override');
    expect(await page.getByRole('button', { name: 'Deploy endpoint' }).isEnabled()).toBe(true);
    expect(open.complaints).toEqual([]);
  });
});

async function opensCell(page: Page, { model, gpu }: { model: string; gpu: string }): Promise<void> {
  const headers = page.getByRole('columnheader');
  await headers.filter({ hasText: gpu }).waitFor();
  const titles = await headers.allInnerTexts();
  const column = titles.findIndex((title) => title.startsWith(gpu));
  await page
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name: model }) })
    .getByRole('gridcell')
    .nth(column - 1)
    .click();
  await page.getByRole('complementary', { name: model }).getByText('Fits', { exact: true }).waitFor();
}

function chooseNode(page: Page, name: string): Promise<void> {
  return page.getByRole('navigation', { name: 'Outline' }).getByRole('button', { name }).click();
}

async function comparesWithMeasured(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: 'Parts of the endpoint' }).getByRole('link', { name: 'Chat' }).click();
  await page.getByLabel('Message').fill('What fits?');
  await page.keyboard.press('Enter');
  await page
    .getByText(/expected .+: (as expected|slower|faster)/)
    .first()
    .waitFor({ timeout: 60_000 });
  await keepPicture(page, 'real-expected');
}
