import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../helpers/eventually.ts';
import { findChromium, launchChromium } from './chromium.ts';
import { startFixtureEngine } from './fixture-engine.ts';
import { barriers, expectNoSidewaysScroll } from './page-checks.ts';
import { keepPicture, type Look, openPage } from './page-object.ts';

const chromium = findChromium();
const endpoint = '/endpoints/default/qwen2-5-7b-instruct';

/** Every page with something that is there once it is drawn. */
const pages: [name: string, path: string, sign: string][] = [
  ['start', '/', 'From a terminal'],
  ['endpoints', '/endpoints', '14 endpoints'],
  ['endpoint-overview', endpoint, 'RecipeSelected'],
  ['endpoint-chat', `${endpoint}/chat`, 'The same from a terminal'],
  ['endpoint-logs', `${endpoint}/logs`, '240 lines'],
  ['endpoint-events', `${endpoint}/events`, '3 events'],
  ['endpoint-yaml', `${endpoint}/yaml`, 'apiVersion'],
  ['compose', '/compose', 'The server accepts this'],
  ['hardware', '/hardware', 'AMD MI300X'],
  ['fit', '/hardware/fit?filter=qwen3-3', 'models fit'],
  ['endpoint-shell', `${endpoint}/shell`, 'Open'],
  ['clusters', '/clusters', 'This workbench'],
  ['tasks', '/tasks', 'No task yet'],
];

const looks: Look[] = [
  { width: 1280, scheme: 'light' },
  { width: 1280, scheme: 'dark' },
  { width: 1680, scheme: 'light' },
  { width: 1680, scheme: 'dark' },
  { width: 1024, scheme: 'light' },
];

let browser: Browser;

describe.skipIf(!chromium)('pages (skipped without a Chromium: set CHROMIUM_PATH)', () => {
  beforeAll(async () => {
    browser = await launchChromium(chromium ?? '');
  });
  afterAll(() => browser?.close());

  describe.each(looks)('at $width in $scheme', (look) => {
    it.each(pages)('%s is drawn whole, without complaints and without barriers', async (name, path, sign) => {
      await using engine = await startFixtureEngine('usual');
      await using open = await openPage(browser, look);
      await open.page.goto(engine.page(path));
      await open.page.getByText(sign).first().waitFor();
      await expectNoSidewaysScroll(open.page);
      await keepPicture(open.page, `${name}-${look.width}-${look.scheme}`);
      expect(open.complaints).toEqual([]);
      if (look.width === 1280) expect(await barriers(open.page)).toEqual([]);
    });
  });

  describe('states', () => {
    it.each([
      ['empty', '/', 'No endpoint yet'],
      ['empty', '/endpoints', 'No endpoint yet'],
      ['empty', endpoint, 'This endpoint does not exist'],
      ['one', '/endpoints', '1 endpoint'],
      ['stale', '/endpoints', 'Stale for'],
      ['deploying', endpoint, 'weights are loading'],
      ['failing', '/', 'connection refused'],
      ['failing', '/endpoints', 'connection refused'],
      ['forbidden', '/endpoints', 'No permission.'],
    ] as const)('%s at %s says "%s"', async (scene, path, sign) => {
      await using engine = await startFixtureEngine(scene);
      await using open = await openPage(browser, { width: 1280, scheme: 'light' });
      await open.page.goto(engine.page(path));
      await open.page.getByText(sign).first().waitFor();
      await keepPicture(open.page, `state-${scene}${path === '/' ? '-start' : path.replaceAll('/', '-')}`);
      expect(open.complaints).toEqual([]);
      expect(await barriers(open.page)).toEqual([]);
    });

    it('shows a skeleton while nothing has come', async () => {
      await using engine = await startFixtureEngine('silent');
      await using open = await openPage(browser, { width: 1280, scheme: 'light' });
      await open.page.goto(engine.page('/endpoints'));
      await open.page.getByLabel('Loading endpoints').waitFor();
    });

    it('says what to do without a token and with a wrong one', async () => {
      await using engine = await startFixtureEngine('usual');
      await using open = await openPage(browser, { width: 1280, scheme: 'light' });
      await open.page.goto(engine.url);
      await open.page.getByText('This link has no access token').waitFor();
      await open.page.goto(`${engine.url}/#token=wrong`);
      await open.page.reload();
      await open.page.getByText('The access token is not the right one').waitFor();
      await keepPicture(open.page, 'state-wrong-token');
    });

    it('takes the token out of the address and keeps it over a reload', async () => {
      await using engine = await startFixtureEngine('usual');
      await using open = await openPage(browser, { width: 1280, scheme: 'light' });
      await open.page.goto(engine.page('/hardware'));
      await open.page.getByText('AMD MI300X').first().waitFor();
      expect(open.page.url()).toBe(`${engine.url}/hardware`);
      await open.page.reload();
      await open.page.getByText('AMD MI300X').first().waitFor();
    });

    it('says since when the engine is gone, and keeps what came last', async () => {
      const engine = await startFixtureEngine('usual');
      await using open = await openPage(browser, { width: 1280, scheme: 'light' });
      await open.page.goto(engine.page('/endpoints'));
      await open.page.getByText('14 endpoints').waitFor();
      await engine[Symbol.asyncDispose]();
      await open.page.getByText('The engine has not answered for').waitFor();
      expect(await open.page.getByText('14 endpoints').isVisible()).toBe(true);
      await keepPicture(open.page, 'state-engine-gone');
    });
  });

  it('shows ten thousand endpoints with a few rows in the document, and goes through them by key', async () => {
    await using engine = await startFixtureEngine('tenThousand');
    await using open = await openPage(browser, { width: 1680, scheme: 'light' });
    await open.page.goto(engine.page('/endpoints'));
    await open.page.getByText('10000 endpoints').waitFor();
    expect(await open.page.getByRole('row').count()).toBeLessThan(120);
    await open.page.keyboard.press('/');
    await open.page.keyboard.type('phi-4 idle');
    await open.page.getByText(/^\d+ of 10000 endpoints$/).waitFor();
    await open.page.keyboard.press('ArrowDown');
    await open.page.keyboard.press('End');
    await open.page.locator('[aria-selected="true"]').waitFor();
    await open.page.keyboard.press('Enter');
    await open.page.waitForURL(/\/endpoints\/.+\/phi-4/);
  });

  it.each(['in one line each', 'wrapped'])('draws log lines %s, none over another, and follows to the last', async (how) => {
    await using engine = await startFixtureEngine('usual');
    await using open = await openPage(browser, { width: 1024, scheme: 'light' });
    await open.page.goto(engine.page(`${endpoint}/logs`));
    await open.page.getByText('240 lines').waitFor();
    if (how === 'wrapped') await open.page.getByRole('button', { name: 'Wrap lines' }).click();
    await open.page.locator('[data-index="239"]').waitFor();
    await eventually(async () => {
      const { heights, overlaps, below } = await open.page.getByRole('log').evaluate(measureLines);
      expect({ overlaps, below }).toEqual({ overlaps: 0, below: 0 });
      expect(heights.some((height) => height > 20)).toBe(how === 'wrapped');
      return true;
    });
    await keepPicture(open.page, `logs-${how === 'wrapped' ? 'wrapped' : 'plain'}-1024`);
  });

  it('says on the page that models are simulated', async () => {
    await using engine = await startFixtureEngine('usual');
    await using open = await openPage(browser, { width: 1024, scheme: 'light' });
    for (const path of [endpoint, `${endpoint}/chat`]) {
      await open.page.goto(engine.page(path));
      await open.page.getByText('Simulated on the sandbox: timing as on MI300X x1, the words mean nothing').first().waitFor();
    }
  });

  it('goes anywhere by the palette and by two keys', async () => {
    await using engine = await startFixtureEngine('usual');
    await using open = await openPage(browser, { width: 1280, scheme: 'dark' });
    await open.page.goto(engine.page('/'));
    await open.page.getByText('From a terminal').waitFor();
    await open.page.keyboard.press('Control+k');
    await open.page.keyboard.type('chat qwen3');
    await keepPicture(open.page, 'palette-dark');
    expect(await barriers(open.page)).toEqual([]);
    await open.page.keyboard.press('Enter');
    await open.page.waitForURL('**/qwen3-32b/chat');
    await open.page.keyboard.press('g');
    await open.page.keyboard.press('h');
    await open.page.waitForURL('**/hardware');
    await open.page.keyboard.press('?');
    await open.page.getByRole('dialog', { name: 'Keys' }).waitFor();
    await keepPicture(open.page, 'keys-dark');
  });

  it('asks before it deletes', async () => {
    await using engine = await startFixtureEngine('usual');
    await using open = await openPage(browser, { width: 1280, scheme: 'light' });
    await open.page.goto(engine.page(endpoint));
    await open.page.getByRole('button', { name: 'Delete endpoint' }).click();
    await open.page.getByText('Its pods stop after their grace period').waitFor();
    await keepPicture(open.page, 'delete-light');
    expect(await barriers(open.page)).toEqual([]);
    expect(engine.removed).toEqual([]);
    await open.page.getByRole('complementary').getByRole('button', { name: 'Delete endpoint' }).click();
    await open.page.waitForURL('**/endpoints');
    expect(engine.removed).toEqual(['qwen2-5-7b-instruct']);
  });
});

/** Heights of the log's lines, how many begin before the one above ends, and how far the last ends below the list. */
function measureLines(list: Element): { heights: number[]; overlaps: number; below: number } {
  const boxes = [...list.querySelectorAll('[data-index]')].map((line) => line.getBoundingClientRect());
  const overlaps = boxes.filter((box, index) => index > 0 && box.top < (boxes[index - 1]?.bottom ?? 0) - 0.5).length;
  const below = Math.max(0, Math.round((boxes.at(-1)?.bottom ?? Number.POSITIVE_INFINITY) - list.getBoundingClientRect().bottom));
  return { heights: boxes.map((box) => box.height), overlaps, below };
}
