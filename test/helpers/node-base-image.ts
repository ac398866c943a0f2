import { copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { temporaryFolder } from './temporary-folder.ts';

/** The tag of the base that tests build Slipway's images on. */
const nodeBaseImage = 'slipway-test/node:24';

/**
 * A base with Node for Slipway's images where no registry can be asked: SLIPWAY_BASE_IMAGE, and this process's own Node on its
 * PATH. Gives its tag.
 */
export async function buildNodeBaseImage(): Promise<string> {
  await using folder = await temporaryFolder();
  await copyFile(process.execPath, join(folder.path, 'node'));
  await writeFile(join(folder.path, 'Dockerfile'), 'ARG BASE\nFROM $BASE\nCOPY node /usr/local/bin/node\n');
  const base = `BASE=${process.env['SLIPWAY_BASE_IMAGE']}`;
  await execa('docker', ['build', '--quiet', '--build-arg', base, '--tag', nodeBaseImage, folder.path]);
  return nodeBaseImage;
}
