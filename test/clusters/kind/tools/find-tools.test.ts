import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { findTools } from '../../../../clusters/kind/tools/find-tools.ts';
import type { ToolSearch } from '../../../../clusters/kind/tools/tool.ts';
import { fullPath, toolCandidates } from '../../../../clusters/kind/tools/tool-folders.ts';
import { readVersion } from '../../../../clusters/kind/tools/tool-version.ts';
import { temporaryFolder } from '../../../helpers/temporary-folder.ts';

/** A program of the test's own that prints and ends like kind or kubectl would. */
async function writeProgram(path: string, script: string): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `#!/bin/sh\n${script}\n`);
  await chmod(path, 0o755);
  return path;
}

function searchIn(folder: string, more: Partial<ToolSearch> = {}): ToolSearch {
  const environment = { PATH: join(folder, 'bin'), GOBIN: join(folder, 'gobin') };
  return { environment, home: join(folder, 'home'), platform: 'linux', settings: {}, managedFolder: join(folder, 'managed'), ...more };
}

const kindSays = 'echo "kind v0.33.0 go1.26.1 linux/amd64"';

test('the first on the PATH that says its version is found', async () => {
  await using folder = await temporaryFolder();
  const path = await writeProgram(join(folder.path, 'bin', 'kind'), kindSays);
  await writeProgram(join(folder.path, 'managed', 'kind'), 'echo "kind v0.1.0"');
  const { kind } = await findTools(searchIn(folder.path));
  expect(kind).toEqual({ found: true, name: 'kind', path, version: '0.33.0', source: 'path' });
});

test('kubectl is asked for its own version alone', async () => {
  await using folder = await temporaryFolder();
  const script = `[ "$*" = "version --client --output json" ] && echo '{"clientVersion": {"gitVersion": "v1.36.3"}}'`;
  const kubectlPath = await writeProgram(join(folder.path, 'elsewhere', 'kubectl'), script);
  const { kubectl } = await findTools(searchIn(folder.path, { settings: { kubectlPath } }));
  expect(kubectl).toEqual({ found: true, name: 'kubectl', path: kubectlPath, version: '1.36.3', source: 'settings' });
});

test('without a PATH the usual folders are looked into, as for a program with a window', async () => {
  await using folder = await temporaryFolder();
  const path = await writeProgram(join(folder.path, 'gobin', 'kind'), kindSays);
  const environment = { GOBIN: join(folder.path, 'gobin') };
  const { kind } = await findTools(searchIn(folder.path, { environment }));
  expect(kind).toMatchObject({ found: true, path, source: 'usual folder' });
});

test('one that does not work is passed over for the next', async () => {
  await using folder = await temporaryFolder();
  await writeProgram(join(folder.path, 'bin', 'kind'), 'exit 1');
  const path = await writeProgram(join(folder.path, 'gobin', 'kind'), kindSays);
  expect((await findTools(searchIn(folder.path))).kind).toMatchObject({ found: true, path });
});

test('a path in the settings is the only one, and said when nothing is there', async () => {
  await using folder = await temporaryFolder();
  await writeProgram(join(folder.path, 'bin', 'kind'), kindSays);
  const { kind } = await findTools(searchIn(folder.path, { settings: { kindPath: '/nowhere/kind' } }));
  expect(kind).toEqual({
    found: false,
    name: 'kind',
    message: 'The settings say where kind is, and there is no program /nowhere/kind.',
    fix: 'Correct the path of kind in the settings, or clear it: Slipway then looks for it.',
  });
});

test.each([
  ['ends with a status', 'echo "wrong architecture" >&2; exit 126', 'ended with 126: wrong architecture'],
  ['says no version', 'echo hello', 'says no version of kind: hello'],
])('a program that %s is said to', async (_, script, reason) => {
  await using folder = await temporaryFolder();
  const kindPath = await writeProgram(join(folder.path, 'kind'), script);
  const { kind } = await findTools(searchIn(folder.path, { settings: { kindPath } }));
  expect(kind).toMatchObject({ found: false, message: `The settings say where kind is, and ${kindPath} ${reason}.` });
});

test('a file that may not be run is said to be none', async () => {
  await using folder = await temporaryFolder();
  const kindPath = join(folder.path, 'kind');
  await writeFile(kindPath, 'text');
  const { kind } = await findTools(searchIn(folder.path, { settings: { kindPath } }));
  expect(kind).toMatchObject({ message: expect.stringContaining('is no program, or this user may not run it') });
});

test('cancelling ends the program that was asked', async () => {
  await using folder = await temporaryFolder();
  const kindPath = await writeProgram(join(folder.path, 'kind'), 'exec sleep 600');
  const cancel = new AbortController();
  const finding = findTools(searchIn(folder.path, { settings: { kindPath }, signal: cancel.signal }));
  cancel.abort(new Error('enough'));
  await expect(finding).rejects.toThrow('enough');
});

test('a program that is nowhere is said with where to get it', async () => {
  await using folder = await temporaryFolder();
  // On a machine that has kind in a usual folder it would be found there: another platform's folders are not on this one.
  const search = searchIn(folder.path, { platform: 'win32', home: 'C:\\Users\\ada', managedFolder: 'C:\\tools' });
  expect((await findTools(search)).kind).toEqual({
    found: false,
    name: 'kind',
    message: 'kind is not on this machine: neither on the PATH nor in the usual folders.',
    fix: 'Install it (https://kind.sigs.k8s.io/docs/user/quick-start/#installation), let Slipway download it, or say its path in the settings.',
  });
});

test('candidates come from the PATH, the usual folders and Slipway’s own, in that order, relative folders left out', () => {
  const search = {
    ...searchIn('/x'),
    environment: { PATH: '/opt/bin:.::bin:/usr/local/bin' },
    platform: 'darwin' as const,
    home: '/Users/ada',
  };
  const paths = toolCandidates('kind', search).map(({ path }) => path);
  expect(paths.slice(0, 3)).toEqual(['/opt/bin/kind', '/usr/local/bin/kind', '/opt/homebrew/bin/kind']);
  expect(paths).toContain('/Users/ada/go/bin/kind');
  expect(paths.at(-1)).toBe('/x/managed/kind');
  expect(fullPath(search).split(':')).toContain('/Applications/Docker.app/Contents/Resources/bin');
});

test('on Windows the PATH is known in any case of letters, and programs end in .exe', () => {
  const environment = { Path: 'C:\\Windows;relative', LOCALAPPDATA: 'C:\\Users\\ada\\AppData\\Local' };
  const search = searchIn('/x', { environment, platform: 'win32', home: 'C:\\Users\\ada', managedFolder: 'C:\\tools' });
  const paths = toolCandidates('kubectl', search).map(({ path }) => path);
  expect(paths[0]).toBe('C:\\Windows\\kubectl.exe');
  expect(paths).toContain('C:\\Users\\ada\\AppData\\Local\\Microsoft\\WinGet\\Links\\kubectl.exe');
  expect(paths.at(-1)).toBe('C:\\tools\\kubectl.exe');
});

test.each([
  ['kind v0.33.0 go1.26.1 linux/amd64', '0.33.0'],
  ['kind v0.34.0-alpha+abc go1.26 darwin/arm64', '0.34.0-alpha+abc'],
  ['{\n  "clientVersion": {\n    "gitVersion": "v1.36.3"\n  }\n}', '1.36.3'],
  ['v1.2.3', undefined],
])('%s says version %s', (text, version) => {
  expect(readVersion(text)).toBe(version);
});
