/** What a person gets at the command line whose machine, or whose wish, does not fit kind. Nothing here needs kind or an engine. */
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { answers, dockerInfo, dockerVersion, scriptedEngine } from '../../helpers/scripted-engine.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';

interface Machine {
  /** What the program `kind` on the PATH prints; absent: there is none. */
  kind?: string;
  dockerHost?: string;
}

/** A machine with what a test says, and nothing else of this one. */
async function machine({ kind, dockerHost = '' }: Machine) {
  const folder = await temporaryFolder();
  const path = join(folder.path, 'bin', 'kind');
  await mkdir(dirname(path));
  if (kind !== undefined) {
    await writeFile(path, `#!/bin/sh\necho "${kind}"\n`);
    await chmod(path, 0o755);
  }
  const env = {
    PATH: dirname(path),
    HOME: folder.path,
    DOCKER_HOST: dockerHost,
    SLIPWAY_DATA_DIR: join(folder.path, 'data'),
    NO_COLOR: '1',
  };
  return {
    slipway: (words: string[], input = '') =>
      execa(process.execPath, ['cli/main.ts', ...words], { reject: false, env, extendEnv: false, input }),
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  };
}

const create = ['cluster', 'create', 'dev', '--provider', 'kind'];
const thisKind = 'kind v0.33.0 go1.26.1 linux/amd64';

describe('creating a kind cluster is refused, with what to do, and nothing is made', () => {
  it('where there is neither an engine nor kind: both are told, each once', async () => {
    await using here = await machine({ dockerHost: `unix:///nonexistent/docker.sock` });
    const { stdout, stderr, exitCode } = await here.slipway([...create, '--json']);
    expect(JSON.parse(stdout).error).toMatchObject({ code: 'refused' });
    expect(stderr.match(/unix:\/\/\/nonexistent\/docker\.sock/g)).toHaveLength(1);
    expect(stderr.match(/kind is not on this machine/g)).toHaveLength(1);
    expect(stderr).toMatch(/Go on with "slipway tasks resume [0-9a-f]{8}"/);
    expect(exitCode).toBe(3);
  }, 60_000);

  it('where the engine does not run', async () => {
    await using nobody = await temporaryFolder();
    const socket = join(nobody.path, 'docker.sock');
    await writeFile(socket, '');
    await using here = await machine({ kind: thisKind, dockerHost: `unix://${socket}` });
    const stopped = await here.slipway(create);
    expect(stopped.stderr).toContain(
      `Nothing answers at the engine that DOCKER_HOST points to (unix://${socket}): the engine is not running.`,
    );
    expect(stopped.exitCode).toBe(3);
  }, 60_000);

  it('where kind is too old', async () => {
    await using engine = await scriptedEngine(answers(dockerVersion, dockerInfo));
    await using here = await machine({ kind: 'kind v0.11.1 go1.16 linux/amd64', dockerHost: engine.host });
    const { stderr, exitCode } = await here.slipway(create);
    expect(stderr).toMatch(/kind 0\.11\.1 .*(old|needs|newer)/);
    expect(exitCode).toBe(3);
  }, 60_000);

  it.each([
    {
      what: 'a name that is none',
      words: ['cluster', 'create', 'Dev_1'],
      says: `"Dev_1" cannot be a cluster's name`,
      fix: 'such as dev-1',
      exit: 2,
    },
    {
      what: 'a preset that is none',
      words: [...create, '--preset', 'mi400x'],
      says: 'There is no preset "mi400x".',
      fix: 'mi300x',
      exit: 2,
    },
    {
      what: 'a configuration that is not there',
      words: [...create, '--config', '/nonexistent.yaml'],
      says: 'there is no such file',
      fix: '--config',
      exit: 2,
    },
    { what: 'the name of the sandbox', words: ['cluster', 'create', 'sandbox'], says: 'sandbox', fix: 'Choose another', exit: 2 },
  ])(
    'for $what',
    async ({ words, says, fix, exit }) => {
      await using here = await machine({ kind: thisKind });
      const { stderr, exitCode } = await here.slipway(words);
      expect(stderr).toContain(says);
      expect(stderr).toContain(fix);
      expect(stderr).not.toMatch(/^\s+at /m);
      expect(exitCode).toBe(exit);
      expect(JSON.parse((await here.slipway(['tasks', 'list', '--json'])).stdout)).toEqual([]);
    },
    60_000,
  );

  it('for a port that another program has', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => taken.once('listening', resolve));
    const { port } = taken.address() as { port: number };
    await using engine = await scriptedEngine(answers(dockerVersion, dockerInfo));
    await using here = await machine({ kind: thisKind, dockerHost: engine.host });
    const mapping = `  extraPortMappings:\n  - containerPort: 80\n    hostPort: ${port}\n    listenAddress: 127.0.0.1\n`;
    const config = `kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\nnodes:\n- role: control-plane\n${mapping}`;
    const { stderr, exitCode } = await here.slipway([...create, '--config', '-'], config);
    taken.close();
    expect(stderr).toMatch(new RegExp(`${port}.* (taken|use)`));
    expect(exitCode).toBe(3);
  }, 60_000);
});

it('a machine without an engine is told so once when it is checked', async () => {
  await using here = await machine({ dockerHost: 'unix:///nonexistent/docker.sock' });
  const { stdout, exitCode } = await here.slipway(['cluster', 'check']);
  expect(stdout.match(/unix:\/\/\/nonexistent\/docker\.sock/g)).toHaveLength(1);
  expect(stdout).toContain('kind clusters cannot run here yet.');
  expect(exitCode).toBe(0);
}, 60_000);
