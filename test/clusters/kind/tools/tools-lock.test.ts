import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { givenTool, offeredTool, readToolsLock, type ToolEntry } from '../../../../clusters/kind/tools/tools-lock.ts';
import { temporaryFolder } from '../../../helpers/temporary-folder.ts';

const ours = new URL('../../../../resources/tools.lock.json', import.meta.url);
const entry: ToolEntry = {
  name: 'kind',
  version: '0.33.0',
  platform: 'linux',
  architecture: 'x64',
  url: 'https://mirror.example/kind',
  sha256: 'a'.repeat(64),
};

test('the lock of this release names each program once for a machine, from its publisher', async () => {
  const { tools } = await readToolsLock(ours);
  const machines = tools.map(({ name, platform, architecture }) => `${name} ${platform} ${architecture}`);
  expect(new Set(machines).size).toBe(machines.length);
  expect(new Set(tools.map(({ sha256 }) => sha256)).size).toBe(tools.length);
  for (const tool of tools) {
    const publisher = tool.name === 'kind' ? 'https://github.com/kubernetes-sigs/kind/releases/download/' : 'https://dl.k8s.io/release/';
    expect(tool.url.startsWith(`${publisher}v${tool.version}/`)).toBe(true);
  }
});

test('what is not in the lock is not offered', async () => {
  const lock = await readToolsLock(ours);
  expect(offeredTool('kind', lock, { platform: 'linux', architecture: 'x64' })).toMatchObject({ name: 'kind', platform: 'linux' });
  expect(offeredTool('kubectl', lock, { platform: 'win32', architecture: 'x64' })).toBeUndefined();
  expect(offeredTool('kind', lock, { platform: 'freebsd', architecture: 'x64' })).toBeUndefined();
});

test('a lock without a checksum is refused as a whole', async () => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, 'lock.json');
  const { sha256: _, ...bare } = entry;
  await writeFile(path, JSON.stringify({ note: '', tools: [bare] }));
  await expect(readToolsLock(pathToFileURL(path))).rejects.toMatchObject({
    name: 'ProviderError',
    message: expect.stringContaining('sha256'),
  });
});

test('a lock that is not there is said', async () => {
  await expect(readToolsLock(new URL('file:///nowhere/lock.json'))).rejects.toThrow('/nowhere/lock.json) cannot be used: ENOENT');
});

test('a mirror that a person gave needs its checksum too', () => {
  expect(givenTool(entry)).toEqual(entry);
  expect(() => givenTool({ ...entry, sha256: 'abc' })).toThrow('The download of kind in the settings cannot be used');
  expect(() => givenTool({ ...entry, url: 'ftp://mirror/kind' })).toThrow('cannot be used');
});
