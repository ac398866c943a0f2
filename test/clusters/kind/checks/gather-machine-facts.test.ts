/** The engine is a stand-in (test/helpers/scripted-engine.ts): a real one is in gather-machine-facts.kind.test.ts. */
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { gatherMachineFacts } from '../../../../clusters/kind/checks/gather-machine-facts.ts';
import { nvidiaTakesMounts } from '../../../../clusters/kind/checks/host-facts.ts';
import { answers, dockerInfo, dockerVersion, scriptedEngine } from '../../../helpers/scripted-engine.ts';
import { temporaryFolder } from '../../../helpers/temporary-folder.ts';
import { configOf } from './some-facts.ts';

function searchWith(environment: Record<string, string>, folder: string) {
  const settings = { kindPath: join(folder, 'kind'), kubectlPath: join(folder, 'kubectl') };
  return { environment, home: folder, platform: 'linux' as const, settings, managedFolder: join(folder, 'managed') };
}

test('the engine’s clusters and images, the ports and mounts of the configuration, and the machine’s limits are gathered', async () => {
  await using folder = await temporaryFolder();
  const usual = answers(dockerVersion, { ...dockerInfo, Name: hostname(), DockerRootDir: folder.path });
  await using socket = await scriptedEngine((request, response) => {
    const url = new URL(request.url ?? '', 'http://engine');
    if (url.pathname === '/containers/json') {
      expect(url.searchParams.get('filters')).toBe('{"label":["io.x-k8s.kind.cluster"]}');
      const containers = ['dev', 'dev', 'other'].map((name, index) => ({
        Id: `${index}`,
        Names: [`/${name}-${index}`],
        Labels: { 'io.x-k8s.kind.cluster': name },
      }));
      response.end(JSON.stringify(containers));
    } else if (url.pathname === '/images/a:1/json') response.end('{"Id":"x","Size":1}');
    else usual(request, response);
  });
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const { port } = server.address() as AddressInfo;
    const extraMounts = [
      { hostPath: folder.path, containerPath: '/a' },
      { hostPath: '/nowhere', containerPath: '/b' },
    ];
    const config = configOf({ nodes: [{ image: 'a:1', extraMounts }, { image: 'b:1' }], networking: { apiServerPort: port } });
    const facts = await gatherMachineFacts({ ...searchWith({ DOCKER_HOST: socket.host, PATH: '' }, folder.path), config });
    expect(facts.engine).toMatchObject({ found: true, clusters: ['dev', 'other'], images: ['a:1'], facts: { onThisMachine: true } });
    expect(facts.ports).toEqual({ 'networking.apiServerPort': { state: 'taken', next: expect.any(Number) } });
    expect(facts.missingMounts).toEqual(['/nowhere']);
    expect(facts.diskFreeBytes).toBeGreaterThan(0);
    expect(facts.memoryAvailableBytes).toBeGreaterThan(0);
    expect(facts.tools.kind.found).toBe(false);
    expect(JSON.parse(JSON.stringify(facts))).toMatchObject({ platform: 'linux' });
  } finally {
    server.close();
  }
});

test('an engine that is not there is a fact, with what to do', async () => {
  await using folder = await temporaryFolder();
  const search = searchWith({ DOCKER_HOST: 'unix:///nowhere.sock' }, folder.path);
  const { engine } = await gatherMachineFacts({ ...search, config: configOf() });
  expect(engine).toEqual({
    found: false,
    message: 'DOCKER_HOST points to unix:///nowhere.sock, and there is nothing.',
    fix: expect.stringContaining('unset DOCKER_HOST'),
  });
});

test('gathering ends when it is cancelled', async () => {
  await using folder = await temporaryFolder();
  await using socket = await scriptedEngine(() => undefined);
  const cancel = new AbortController();
  const search = { ...searchWith({ DOCKER_HOST: socket.host }, folder.path), signal: cancel.signal };
  const gathering = gatherMachineFacts({ ...search, config: configOf() });
  await Promise.all([
    expect(gathering).rejects.toThrow('enough'),
    expect
      .poll(() => socket.requests.length)
      .toBe(1)
      .then(() => cancel.abort(new Error('enough'))),
  ]);
});

test.each([
  ['accept-nvidia-visible-devices-as-volume-mounts = true # for kind', true],
  ['#accept-nvidia-visible-devices-as-volume-mounts = true', false],
  ['', false],
])('NVIDIA’s configuration "%s" takes GPUs from mounts: %s', async (text, takes) => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, 'config.toml');
  await writeFile(file, `disable-require = false\n${text}\n`);
  expect(await nvidiaTakesMounts(file)).toBe(takes);
  expect(await nvidiaTakesMounts(join(folder.path, 'none'))).toBeUndefined();
});
