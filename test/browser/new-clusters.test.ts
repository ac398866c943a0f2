import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium, launchChromium } from './chromium.ts';
import { startFixtureEngine } from './fixture-engine.ts';
import { barriers } from './page-checks.ts';
import { keepPicture, openPage } from './page-object.ts';

const chromium = findChromium();
const light = { width: 1280, scheme: 'light' } as const;
const dark = { width: 1280, scheme: 'dark' } as const;

let browser: Browser;

describe.skipIf(!chromium)('having a new cluster (skipped without a Chromium: set CHROMIUM_PATH)', () => {
  beforeAll(async () => {
    browser = await launchChromium(chromium ?? '');
  });
  afterAll(() => browser?.close());

  it('creates a kind cluster from a preset: a taken port is said at its field, mended, and the progress follows', async () => {
    await using engine = await startFixtureEngine('fleet');
    await using open = await openPage(browser, light);
    const { page } = open;
    await page.goto(engine.page('/clusters/new/kind'));
    await page.getByRole('button', { name: /^MI300X fleet/ }).click();
    await page.getByLabel('Name', { exact: true }).fill('edge2');
    await page.getByText('3 nodes').waitFor();
    await page.getByRole('button', { name: 'Add port' }).first().click();
    await page.getByLabel('Port in the node').fill('30080');
    await page.getByLabel('Port here').fill('8080');
    await page.getByRole('region', { name: 'Fields' }).getByText('taken by process 812').waitFor();
    await keepPicture(page, 'flow-kind-problem');
    await page.getByRole('button', { name: 'Create cluster' }).hover();
    await page.getByRole('tooltip').getByText('taken by process 812').waitFor();
    await page.getByRole('button', { name: 'Create cluster' }).press('Enter');
    expect(engine.created).toEqual([]);
    await page.getByLabel('Port here').fill('8081');
    await page.getByText('1 warning').waitFor();
    await keepPicture(page, 'flow-kind-mended');
    await page.getByRole('button', { name: 'Create cluster' }).click();
    await page.waitForURL('**/tasks/flow-2');
    await page.getByRole('heading', { name: 'Create the kind cluster edge2' }).waitFor();
    expect(engine.created[0]).toContain('name: edge2');
    expect(engine.created[0]).toContain('hostPort: 8081');
    expect(open.complaints).toEqual([]);
  });

  it('keeps the form and the YAML the same text, comments and undo included', async () => {
    await using engine = await startFixtureEngine('fleet');
    await using open = await openPage(browser, dark);
    const { page } = open;
    await page.goto(engine.page('/clusters/new/kind'));
    await writeYaml(
      page,
      '# for the demo\nkind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\nname: edge\nnodes:\n- role: control-plane # the only one\n',
    );
    await expectValue(page, 'Name', 'edge');
    await page.getByLabel('Labels').fill('zone=a');
    await page.getByRole('button', { name: 'Add worker' }).click();
    await page.getByText('2 nodes').waitFor();
    const text = await page.getByRole('textbox', { name: 'YAML of the kind configuration' }).textContent();
    for (const part of ['# for the demo', '# the only one', 'zone: a', 'role: worker']) expect(text).toContain(part);
    await page.keyboard.press('Control+z');
    await page.getByText('1 node', { exact: true }).waitFor();
    await page.reload();
    await expectValue(page, 'Name', 'edge');
    await keepPicture(page, 'flow-kind-yaml');
  });

  it('attaches a context only after its program was shown and allowed, and shows what may be done there', async () => {
    await using engine = await startFixtureEngine('fleet');
    await using open = await openPage(browser, light);
    const { page } = open;
    await page.goto(engine.page('/clusters/new/remote'));
    await page.getByRole('button', { name: /^prod-us/ }).click();
    await page.getByText('aws --region us-east-1 eks get-token').waitFor();
    await page.getByRole('button', { name: 'Attach cluster' }).hover();
    await page.getByRole('tooltip').getByText('Allow it to run first').waitFor();
    await page.getByRole('button', { name: 'Attach cluster' }).press('Enter');
    expect(engine.attached).toEqual([]);
    await page.getByLabel('Allow this program to run for this cluster').check();
    await page.getByLabel('Read-only').check();
    await page.getByRole('button', { name: 'Check cluster' }).click();
    await page.getByText('48 MI300X on 6 nodes').waitFor();
    await page.getByText('resources: [customresourcedefinitions]').waitFor();
    await keepPicture(page, 'flow-attach');
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('button', { name: 'Attach cluster' }).click();
    await page.waitForURL('**/clusters/prod-eu');
    expect(engine.attached).toEqual([
      {
        readOnly: true,
        simulated: false,
        context: 'prod-us',
        name: 'prod-us',
        allowProgram: 'aws --region us-east-1 eks get-token --cluster-name prod-us --output json',
      },
    ]);
  });

  it('finds a context among five hundred with a few rows in the document', async () => {
    await using engine = await startFixtureEngine('fleet');
    await using open = await openPage(browser, light);
    const { page } = open;
    await page.goto(engine.page('/clusters/new/remote'));
    await page.getByRole('textbox', { name: 'Kubeconfig' }).fill('/many');
    await page.getByRole('button', { name: /^team-0/ }).waitFor();
    expect(await page.getByRole('region', { name: 'Contexts' }).getByRole('listitem').count()).toBeLessThan(60);
    await page.keyboard.press('Tab');
    await page.getByLabel('Filter contexts').fill('team-431');
    await page.getByRole('button', { name: /^team-431/ }).click();
    await page.getByText('Attach team-431').waitFor();
  });
});

async function writeYaml(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'YAML of the kind configuration' }).click();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(text);
}

async function expectValue(page: Page, label: string, value: string): Promise<void> {
  await page
    .getByLabel(label, { exact: true })
    .and(page.locator(`[value="${value}"]`))
    .waitFor();
}
