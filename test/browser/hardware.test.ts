import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium, launchChromium } from './chromium.ts';
import { startFixtureEngine } from './fixture-engine.ts';
import { barriers, expectNoSidewaysScroll } from './page-checks.ts';
import { keepPicture, openPage } from './page-object.ts';

const chromium = findChromium();
let browser: Browser;

describe.skipIf(!chromium)('hardware pages (skipped without a Chromium: set CHROMIUM_PATH)', () => {
  beforeAll(async () => {
    browser = await launchChromium(chromium ?? '');
  });
  afterAll(() => browser?.close());

  it('says calmly that this machine has no GPU, and what was looked at', async () => {
    await using engine = await startFixtureEngine('usual');
    await using open = await openPage(browser, { width: 1280, scheme: 'light' });
    const { page } = open;
    await page.goto(engine.page('/hardware'));
    await page.getByText('No GPU in this machine, and none is needed').waitFor();
    await page.getByText('What was looked at: 5 probes').click();
    await page.getByText('/sys/class/kfd/kfd/topology/nodes').waitFor();
    await keepPicture(page, 'hardware-no-gpu');
    expect(await barriers(page)).toEqual([]);
    expect(open.complaints).toEqual([]);
  });

  it('shows partitions as kinds of their own, missing plugins once, and what stands in the way on this machine', async () => {
    await using engine = await startFixtureEngine('mixedGpus');
    await using open = await openPage(browser, { width: 1280, scheme: 'dark' });
    const { page } = open;
    await page.goto(engine.page('/hardware'));
    const kinds = page.getByRole('list', { name: 'Kinds of GPU' });
    await kinds.getByText('NVIDIA H100 MIG 3g.40gb').waitFor();
    await kinds.getByText('12 of 64 free').waitFor();
    expect(await page.getByText('GPU present, device plugin missing').count()).toBe(1);
    await page.getByText('3 nodes').waitFor();
    await page.getByText('A GPU is here but no driver has it').waitFor();
    await page.getByRole('list', { name: 'Problems of this machine' }).getByText('amd-smi failed with exit code 255').waitFor();
    await keepPicture(page, 'hardware-mixed-dark');
    expect(await barriers(page)).toEqual([]);
  });

  it('says how a cluster gets its first node', async () => {
    await using engine = await startFixtureEngine('noNodes');
    await using open = await openPage(browser, { width: 1024, scheme: 'light' });
    await open.page.goto(engine.page('/hardware'));
    await open.page.getByText('slipway sandbox nodes add --gpu MI300X --count 8').waitFor();
  });
});

describe.skipIf(!chromium)('the fit explorer (skipped without a Chromium: set CHROMIUM_PATH)', () => {
  beforeAll(async () => {
    browser = await launchChromium(chromium ?? '');
  });
  afterAll(() => browser?.close());

  it.each([
    { width: 1280, scheme: 'light' },
    { width: 1280, scheme: 'dark' },
    { width: 1024, scheme: 'dark' },
    { width: 1680, scheme: 'light' },
  ] as const)('is drawn whole at $width in $scheme, with a cell open', async (look) => {
    await using engine = await startFixtureEngine('usual');
    await using open = await openPage(browser, look);
    const { page } = open;
    await page.goto(engine.page('/hardware/fit?model=Qwen/Qwen3-32B&on=L40S&price=2.5'));
    await page.getByRole('complementary', { name: 'Qwen/Qwen3-32B' }).getByText('Missing').waitFor();
    await expectNoSidewaysScroll(page);
    await keepPicture(page, `fit-${look.width}-${look.scheme}`);
    expect(open.complaints).toEqual([]);
  });

  it.each(['light', 'dark'] as const)('has no barriers in %s', async (scheme) => {
    await using engine = await startFixtureEngine('usual');
    await using open = await openPage(browser, { width: 1280, scheme });
    const { page } = open;
    // A few models: each cell is looked at, and all cells are alike.
    await page.goto(engine.page('/hardware/fit?filter=qwen3-3&count=2&context=131072&model=Qwen/Qwen3-32B&on=L40S&price=2.5'));
    await page.getByRole('complementary', { name: 'Qwen/Qwen3-32B' }).getByText('KV per token').waitFor();
    expect(await barriers(page)).toEqual([]);
  });

  it('goes between cells by the arrows, opens one by Enter, and comes back by Escape', async () => {
    await using engine = await startFixtureEngine('usual');
    await using open = await openPage(browser, { width: 1280, scheme: 'light' });
    const { page } = open;
    await page.goto(engine.page('/hardware/fit?filter=qwen3-32b'));
    await page.getByRole('gridcell').first().focus();
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Enter');
    const panel = page.getByRole('complementary', { name: 'Qwen/Qwen3-32B' });
    await panel.getByText('slipway fit --model Qwen/Qwen3-32B').waitFor();
    await page.waitForURL(/model=Qwen%2FQwen3-32B/);
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
    expect(await page.locator(':focus').getAttribute('data-place')).toMatch(/^0:\d+$/);
  });

  it('recomputes while a slider moves, and keeps in the address what was asked', async () => {
    await using engine = await startFixtureEngine('usual');
    await using open = await openPage(browser, { width: 1280, scheme: 'light' });
    const { page } = open;
    await page.goto(engine.page('/hardware/fit?gpus=H100-SXM5-80GB&filter=qwen3-32b&context=1024'));
    const cell = page.getByRole('row', { name: /Qwen\/Qwen3-32B / }).getByRole('gridcell');
    await cell.getByText('Fits').waitFor();
    const slider = page.getByRole('slider', { name: 'Sequences at once' });
    await slider.focus();
    await page.keyboard.press('End');
    await cell.getByText(/Needs \d+|Does not fit/).waitFor();
    await page.waitForURL(/sequences=512/);
    await page.reload();
    await cell.getByText(/Needs \d+|Does not fit/).waitFor();
    expect(await slider.getAttribute('aria-valuetext')).toBe('512');
  });

  it('makes the nearest change by its button', async () => {
    await using engine = await startFixtureEngine('usual');
    await using open = await openPage(browser, { width: 1280, scheme: 'light' });
    const { page } = open;
    await page.goto(engine.page('/hardware/fit?model=Qwen/Qwen3-32B&on=L40S'));
    const panel = page.getByRole('complementary', { name: 'Qwen/Qwen3-32B' });
    await panel.getByText('Does not fit', { exact: true }).waitFor();
    await panel.getByRole('button', { name: /Apply --count/ }).click();
    await panel.getByText('Fits', { exact: true }).waitFor();
    await page.waitForURL(/count=\d/);
  });

  it('takes a pasted config.json as its first row, and says what is wrong with another', async () => {
    await using engine = await startFixtureEngine('usual');
    await using open = await openPage(browser, { width: 1280, scheme: 'light' });
    const { page } = open;
    await page.goto(engine.page('/hardware/fit?filter=qwen3-3'));
    await page.getByRole('button', { name: 'Paste a config.json' }).click();
    await page.getByLabel('config.json').fill('{"weight_map": {}}');
    await page.getByRole('button', { name: 'Add as first row' }).click();
    await page.getByText('Paste config.json, which lies beside it.').waitFor();
    await keepPicture(page, 'fit-own-refused');
    expect(await barriers(page)).toEqual([]);
    await page.getByLabel('config.json').fill(JSON.stringify(ownConfig));
    await page.getByRole('button', { name: 'Add as first row' }).click();
    const first = page.getByRole('row').nth(1);
    await first.getByText('acme/tuned-8b (pasted)').waitFor();
    await first.getByRole('gridcell').first().click();
    await page.getByText('slipway fit --config config.json').waitFor();
    expect(open.complaints).toEqual([]);
  });

  it('compares the cluster’s GPUs, and says what to do where this machine has none', async () => {
    await using engine = await startFixtureEngine('usual');
    await using open = await openPage(browser, { width: 1280, scheme: 'light' });
    const { page } = open;
    await page.goto(engine.page('/hardware'));
    await page.getByRole('link', { name: 'See what fits on them' }).click();
    await page.getByRole('columnheader', { name: 'MI300X 5 of 8 free' }).waitFor();
    await page.getByText('This machine', { exact: true }).click();
    await page.getByText('No GPU of a known kind in this machine').waitFor();
    await keepPicture(page, 'fit-no-gpu');
    await page.getByRole('button', { name: 'Compare the catalog' }).click();
    await chooseGpu(page, 'T4');
    await page.getByRole('columnheader', { name: /^T4 / }).waitFor();
    await page.waitForURL(/gpus=[^&]*T4/);
  });
});

const ownConfig = {
  _name_or_path: 'acme/tuned-8b',
  architectures: ['LlamaForCausalLM'],
  model_type: 'llama',
  hidden_size: 4096,
  intermediate_size: 14_336,
  num_hidden_layers: 32,
  num_attention_heads: 32,
  num_key_value_heads: 8,
  vocab_size: 128_256,
  max_position_embeddings: 131_072,
  tie_word_embeddings: false,
  torch_dtype: 'bfloat16',
};

async function chooseGpu(page: Page, key: string): Promise<void> {
  await page.getByRole('button', { name: /of \d+ GPUs/ }).click();
  await page.getByRole('textbox', { name: 'Filter GPUs' }).fill(key);
  await page.getByRole('checkbox', { name: new RegExp(`^${key}(,|$)`) }).check();
  await page.keyboard.press('Escape');
}
