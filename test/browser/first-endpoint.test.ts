import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runningServe } from '../helpers/running-serve.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';
import { findChromium, launchChromium } from './chromium.ts';
import { keepPicture, openPage } from './page-object.ts';

const chromium = findChromium();
const readmePicture = fileURLToPath(new URL('../../docs/images/workbench.png', import.meta.url));
const updatePictures = process.env['SLIPWAY_UPDATE_PICTURES'] === '1';

let browser: Browser;

describe.skipIf(!chromium)('the first endpoint (skipped without a Chromium: set CHROMIUM_PATH)', () => {
  beforeAll(async () => {
    browser = await launchChromium(chromium ?? '');
  });
  afterAll(() => browser?.close());

  it('goes from the composer to a streamed answer on the sandbox, and away again', async () => {
    await using data = await temporaryFolder();
    await using serve = await runningServe(data.path);
    await using open = await openPage(browser, { width: 1440, scheme: 'light' });
    const { page } = open;

    await page.goto(`${serve.url}/#token=${serve.token}`);
    await page.getByText('No endpoint yet').waitFor();
    await keepPicture(page, 'real-1-start');

    await compose(page);
    await becomesReady(page);
    await chats(page);
    if (updatePictures) await page.screenshot({ path: readmePicture });
    await visitsEveryPage(page, serve.url);
    await deletes(page);
    expect(open.complaints).toEqual([]);
  });

  it('keeps the picture that the README shows', () => {
    expect(existsSync(readmePicture), 'Make it with SLIPWAY_UPDATE_PICTURES=1 npm test -- browser').toBe(true);
  });
});

async function compose(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'New endpoint' }).first().click();
  await page.getByRole('combobox', { name: 'Model id' }).fill('Qwen/Qwen2.5-7B-Instruct');
  await page.getByRole('navigation', { name: 'Outline' }).getByRole('button', { name: 'Endpoint' }).click();
  await page.getByLabel('Replicas').fill('-1');
  await page.getByRole('list', { name: 'Problems' }).getByText('minReplicas').waitFor();
  await keepPicture(page, 'real-2-compose-problem');
  await page.getByLabel('Replicas').fill('1');
  await page.getByText('The server accepts this').waitFor();
  await page.getByRole('navigation', { name: 'Outline' }).getByRole('button', { name: 'Recipe' }).click();
  await page.getByRole('list', { name: 'Recipes' }).getByText('Chosen').first().waitFor();
  await keepPicture(page, 'real-3-compose');
  await page.getByRole('button', { name: 'Deploy endpoint' }).click();
  await page.waitForURL('**/endpoints/default/qwen2-5-7b-instruct');
}

async function becomesReady(page: Page): Promise<void> {
  await keepPicture(page, 'real-4-deploying');
  await page.getByRole('main').getByText('Ready', { exact: true }).first().waitFor({ timeout: 60_000 });
  await page.getByText('1/1').first().waitFor();
  await keepPicture(page, 'real-5-ready');
}

async function chats(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: 'Parts of the endpoint' }).getByRole('link', { name: 'Chat' }).click();
  await page.getByLabel('Message').fill('What is a slipway?');
  await page.keyboard.press('Enter');
  await page.getByText(/TTFT \d/).waitFor({ timeout: 60_000 });
  expect(await page.getByText(/[\d.]+ tokens\/s/).count()).toBe(1);
  await keepPicture(page, 'real-6-chat');
}

async function visitsEveryPage(page: Page, url: string): Promise<void> {
  const endpoint = '/endpoints/default/qwen2-5-7b-instruct';
  const pages = [
    ['start', '/', 'From a terminal'],
    ['endpoints', '/endpoints', '1 endpoint'],
    ['logs', `${endpoint}/logs`, /[1-9]\d* lines/],
    ['events', `${endpoint}/events`, /[1-9]\d* events?/],
    ['yaml', `${endpoint}/yaml`, /kubectl .*get aimendpoint/],
    ['hardware', '/hardware', 'AMD MI300X'],
    ['clusters', '/clusters', 'This workbench'],
  ] as const;
  for (const [name, path, sign] of pages) {
    await page.goto(url + path);
    await page.getByText(sign).first().waitFor();
    await keepPicture(page, `real-7-${name}`);
  }
}

async function deletes(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Endpoints' }).first().click();
  await page.getByRole('link', { name: 'qwen2-5-7b-instruct' }).first().click();
  await page.getByRole('button', { name: 'Delete endpoint' }).click();
  await page.getByRole('complementary').getByRole('button', { name: 'Delete endpoint' }).click();
  await page.waitForURL('**/endpoints');
  await page.getByText('No endpoint yet').waitFor({ timeout: 60_000 });
}
