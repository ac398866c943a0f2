import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { builtBundle, bundleOf, type ImageBundle } from '../../../host/images/bundle.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';

describe("an image's program", () => {
  it.each([
    ['operator', ['--nonsense'], 2, 'nonsense'],
    ['gateway', ['--nonsense'], 2, 'nonsense'],
    ['simulator', ['nonsense'], 127, 'nonsense'],
  ] as const)('of the %s runs from one file, with nothing but Node beside it', async (image, commandLine, exitCode, words) => {
    await using folder = await temporaryFolder();
    await writeBundle(await bundleOf(image), folder.path);
    const { exitCode: ended, all } = await execa(process.execPath, [join(folder.path, 'main.mjs'), ...commandLine], {
      all: true,
      reject: false,
      cwd: folder.path,
    });
    expect(all).toContain(words);
    expect(ended).toBe(exitCode);
  });

  it('of the operator brings the catalog', async () => {
    const paths = [...(await bundleOf('operator')).keys()];
    expect(paths).toEqual(expect.arrayContaining(['main.mjs', 'resources/catalog/gpus.json', 'resources/catalog/images.json']));
  });

  it('speaks one language: messages in fifty others take memory in every pod', async () => {
    const text = new TextDecoder().decode((await bundleOf('operator')).get('main.mjs') as Uint8Array);
    expect(text).toContain('Invalid input');
    expect(text).not.toContain('Eingabe');
  });

  it('brings no source maps into the image', async () => {
    expect([...(await bundleOf('gateway')).keys()]).toEqual(['main.mjs']);
  });

  it('is found in a package by its paths', async () => {
    await using folder = await temporaryFolder();
    await mkdir(join(folder.path, 'images/operator/resources/catalog'), { recursive: true });
    await writeFile(join(folder.path, 'images/operator/main.mjs'), '');
    await writeFile(join(folder.path, 'images/operator/resources/catalog/gpus.json'), '[]');
    const files = await builtBundle('operator', pathToFileURL(`${folder.path}/`));
    expect([...files.keys()].sort()).toEqual(['main.mjs', 'resources/catalog/gpus.json']);
  });

  it('that is missing in a package is said, with what to do', async () => {
    await using folder = await temporaryFolder();
    await expect(builtBundle('gateway', pathToFileURL(`${folder.path}/`))).rejects.toMatchObject({
      message: expect.stringMatching(/^The program of the gateway's image is not in this installation of Slipway: .* cannot be read\.$/),
      fix: 'Install Slipway again, or name images that are in a registry.',
    });
  });
});

async function writeBundle(bundle: ImageBundle, folder: string): Promise<void> {
  for (const [path, content] of bundle) {
    if (content instanceof URL || path.includes('/')) continue;
    await writeFile(join(folder, path), content);
  }
}
