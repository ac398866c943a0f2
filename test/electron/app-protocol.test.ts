import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createAppProtocol } from '../../electron/app-protocol.ts';
import { contentSecurityPolicy } from '../../electron/policy.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

describe('app://slipway', () => {
  it('serves index.html for every page, with the content security policy', async () => {
    await using ui = await builtUi();
    for (const path of ['/', '/endpoints', '/endpoints/aim-engine/qwen-7b-demo']) {
      const response = await ui.get(`app://slipway${path}`);
      expect(response.status).toBe(200);
      expect(await response.text()).toBe('<title>Slipway</title>');
      expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(response.headers.get('content-security-policy')).toBe(contentSecurityPolicy);
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    }
  });

  it('serves files by their type', async () => {
    await using ui = await builtUi();
    const response = await ui.get('app://slipway/assets/app.js');
    expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(await response.text()).toBe('1');
  });

  it.each([
    ['a path out of the folder', 'app://slipway/assets/..%2f..%2fsecret.txt', 400],
    ['a broken escape', 'app://slipway/%zz.js', 400],
    ['a null byte', 'app://slipway/a%00.js', 400],
    ['a file that is not there', 'app://slipway/assets/none.js', 404],
    ['another host', 'app://other/', 403],
  ])('refuses %s', async (_what, url, status) => {
    await using ui = await builtUi();
    const response = await ui.get(url);
    expect(response.status).toBe(status);
    expect(await response.text()).not.toContain('secret');
  });

  it('refuses to be written to', async () => {
    await using ui = await builtUi();
    expect((await ui.handle(new Request('app://slipway/', { method: 'POST' }))).status).toBe(405);
  });
});

async function builtUi() {
  const folder = await temporaryFolder();
  const ui = join(folder.path, 'renderer');
  await mkdir(join(ui, 'assets'), { recursive: true });
  await writeFile(join(ui, 'index.html'), '<title>Slipway</title>');
  await writeFile(join(ui, 'assets', 'app.js'), '1');
  await writeFile(join(folder.path, 'secret.txt'), 'secret');
  const handle = createAppProtocol(ui);
  return { handle, get: (url: string) => handle(new Request(url)), [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() };
}
