import { cp, mkdir, readdir, readFile, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { hostNode } from '../bench/fit/nodes.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

/** What the quick commands are made of. */
const engine = ['engine/contract', 'engine/domain', 'engine/hardware', 'engine/services/fit'];
const parts = ['cli', 'host', ...engine, 'clusters/clock.ts', 'resources/catalog', '.config', 'package.json'];
const question = ['fit', '--model', 'Qwen/Qwen3-32B', '--gpu', 'H100', '--json'];

/** A checkout of its own, whose sources may be changed. */
async function checkout() {
  const folder = await temporaryFolder();
  for (const part of parts) await cp(part, join(folder.path, part), { recursive: true, preserveTimestamps: true });
  await symlink(resolve('node_modules'), join(folder.path, 'node_modules'), 'dir');
  const run = (words: string[], node = process.execPath) =>
    execa(node, [join(folder.path, 'cli', 'slipway.mjs'), ...words], { reject: false, env: { NO_COLOR: '1' } });
  const change = async (file: string, from: string, to: string) => {
    const path = join(folder.path, file);
    const text = await readFile(path, 'utf8');
    expect(text).toContain(from);
    await writeFile(path, text.replace(from, to));
    return path;
  };
  return { path: folder.path, run, change, [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() };
}

describe('the quick commands', () => {
  it.each([
    ['the project’s Node', process.execPath],
    ['the host’s Node', hostNode()],
  ])(
    'answer in the launcher’s process, on %s, what the sources answer',
    async (_name, node) => {
      const fromSources = await execa(process.execPath, ['cli/main.ts', ...question], { reject: false });
      await using here = await checkout();
      // The whole program cannot have been started.
      await writeFile(join(here.path, 'cli', 'main.ts'), 'throw new Error("started");\n');
      const { stdout, exitCode, stderr } = await here.run(question, node);
      expect(stderr).toBe('');
      expect({ exitCode, answer: JSON.parse(stdout) }).toEqual({ exitCode: fromSources.exitCode, answer: JSON.parse(fromSources.stdout) });
      expect((await here.run(['version'], node)).stdout).toBe('0.1.0');
      expect((await readdir(join(here.path, '.build', 'quick'))).filter((name) => name.endsWith('.compiled'))).toHaveLength(1);
    },
    60_000,
  );

  it('never answer from a bundle of other sources, even when time and size of the changed file are the same', async () => {
    await using here = await checkout();
    expect((await here.run(['fit'])).stderr).toContain('slipway fit needs a model.');
    const path = join(here.path, 'cli/commands/fit/options.ts');
    const { atime, mtime } = await stat(path);
    await here.change('cli/commands/fit/options.ts', 'slipway fit needs a model.', 'slipway fit wants a model.');
    await utimes(path, atime, mtime);
    expect((await here.run(['fit'])).stderr).toContain('slipway fit wants a model.');
    await here.change('resources/catalog/gpus.json', '"key": "H100', '"key": "X9000');
    expect((await here.run(['fit', '--model', 'Qwen/Qwen3-32B', '--gpu', 'X900'])).stderr).toContain('X9000');
  }, 60_000);

  it('answer from the sources where no bundle can be made', async () => {
    await using here = await checkout();
    await writeFile(join(here.path, '.build'), 'no folder');
    expect((await here.run(['fit'])).stderr).toContain('slipway fit needs a model.');
    await rm(join(here.path, '.build'));
    await rm(join(here.path, '.config'), { recursive: true });
    expect((await here.run(['fit'])).stderr).toContain('slipway fit needs a model.');
  }, 60_000);

  it('are handed over to the whole program where a cluster is asked', async () => {
    await using here = await checkout();
    await writeFile(join(here.path, 'cli', 'main.ts'), 'process.exitCode = 42;\n');
    for (const words of [['--cluster', 'prod'], ['--cluster=prod'], ['-c', 'prod'], ['-cprod']]) {
      expect((await here.run([...question, ...words])).exitCode, words.join(' ')).toBe(42);
    }
  }, 60_000);

  it('answer from a package, which has no sources and no Node of its own', async () => {
    await using folder = await temporaryFolder();
    const dist = join(folder.path, 'dist');
    await mkdir(join(folder.path, 'cli'));
    await cp('cli/slipway.mjs', join(folder.path, 'cli', 'slipway.mjs'));
    const bundle = `import { bundleForPackage } from './.config/bundle-command.ts'; await bundleForPackage(${JSON.stringify(dist)});`;
    await execa(process.execPath, ['--input-type=module', '--eval', bundle]);
    await cp('resources/catalog', join(dist, 'resources', 'catalog'), { recursive: true });
    await cp('package.json', join(dist, 'package.json'));
    const { stdout } = await execa(hostNode(), [join(folder.path, 'cli', 'slipway.mjs'), ...question], { reject: false });
    expect(JSON.parse(stdout)).toMatchObject({ verdict: 'fits', model: 'Qwen/Qwen3-32B' });
    expect((await execa(hostNode(), [join(folder.path, 'cli', 'slipway.mjs'), 'version'])).stdout).toBe('0.1.0');
  }, 60_000);
});
