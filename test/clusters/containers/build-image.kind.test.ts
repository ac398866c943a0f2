import { hostname } from 'node:os';
import { expect, test } from 'vitest';
import { buildImage } from '../../../clusters/containers/build-image.ts';
import { engineEnvironment, findContainerEngine } from '../../../clusters/containers/container-engine.ts';
import type { ContainerEngine } from '../../../clusters/containers/engine.ts';
import { hasImage, imageSize } from '../../../clusters/containers/images.ts';
import { noKindCluster } from '../../helpers/kind-cluster.ts';

const { SLIPWAY_BASE_IMAGE: base = '', HOME: home = '/' } = process.env;

function realEngine(): Promise<ContainerEngine> {
  return findContainerEngine({ environment: process.env, home, platform: process.platform });
}

test.skipIf(noKindCluster)('the real engine is described, and shares this machine', async () => {
  const { client, ...facts } = await realEngine();
  console.log(facts);
  expect(facts.label).toMatch(/^(Docker|Podman) \d+\.\d+\.\d+/);
  expect(facts.memoryBytes).toBeGreaterThan(1e9);
  expect(facts.processors).toBeGreaterThan(0);
  expect(facts.runtimes).toContain(facts.defaultRuntime);
  const info = await client.info();
  expect(facts.onThisMachine).toBe(info.Name === hostname());
  expect(engineEnvironment({ ...facts })).toMatchObject({ DOCKER_HOST: facts.host });
});

test.skipIf(noKindCluster)('an image is built from the base image, found again with its size, and removed', async () => {
  const engine = await realEngine();
  const tag = `slipway/test:built-${process.pid}`;
  const dockerfile = 'ARG BASE\nFROM $BASE AS first\nCOPY code /code\nRUN test -x /code/run.sh\nFROM first AS last\nRUN false\n';
  const files = new Map<string, URL | Uint8Array>([
    ['code', new URL('../../../clusters/containers', import.meta.url)],
    ['code/run.sh', new URL('../../../node_modules/node/bin/node', import.meta.url)],
  ]);
  expect(await hasImage(engine, tag)).toBe(false);
  const lines: string[] = [];
  const request = { tag, dockerfile, files, buildArguments: { BASE: base }, target: 'first', onLine: (line: string) => lines.push(line) };
  const built = await buildImage(engine, request);
  try {
    expect(built.id).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(await imageSize(engine, tag)).toBe(built.sizeBytes);
    expect(built.sizeBytes).toBeGreaterThan(50_000_000);
    expect(lines.some((line) => line.startsWith('Step 1/'))).toBe(true);
    const again: string[] = [];
    expect(await buildImage(engine, { ...request, onLine: (line) => again.push(line) })).toEqual(built);
    expect(again.filter((line) => line.includes('Using cache')).length).toBeGreaterThan(1);
  } finally {
    await engine.client.getImage(tag).remove({ force: true });
  }
});

test.skipIf(noKindCluster)('a step that fails is told with what it printed, and leaves no image', async () => {
  const engine = await realEngine();
  const tag = `slipway/test:failed-${process.pid}`;
  const dockerfile = 'ARG BASE\nFROM $BASE\nRUN echo something is wrong here && exit 3\n';
  await expect(buildImage(engine, { tag, dockerfile, files: new Map(), buildArguments: { BASE: base } })).rejects.toMatchObject({
    name: 'ProviderError',
    refusal: 'Failed',
    message: expect.stringMatching(/returned a non-zero code: 3\. It last printed:[\s\S]*something is wrong here/),
  });
  expect(await hasImage(engine, tag)).toBe(false);
});

test.skipIf(noKindCluster)('a base image that cannot be had is told', async () => {
  const engine = await realEngine();
  const request = { tag: 'slipway/test:none', dockerfile: 'FROM registry.invalid/none:1\n', files: new Map() };
  await expect(buildImage(engine, request)).rejects.toMatchObject({ refusal: 'Failed', fix: expect.stringContaining('base image') });
});

test.skipIf(noKindCluster)('a build that is cancelled ends in the engine too', async () => {
  const engine = await realEngine();
  const cancel = new AbortController();
  const tag = `slipway/test:cancelled-${process.pid}`;
  const dockerfile = 'ARG BASE\nFROM $BASE\nRUN echo begun && sleep 600\n';
  const onLine = (line: string) => line.includes('begun') && cancel.abort(new Error('enough'));
  const building = buildImage(engine, { tag, dockerfile, files: new Map(), buildArguments: { BASE: base }, onLine, signal: cancel.signal });
  await expect(building).rejects.toThrow('enough');
  await expect.poll(() => engine.client.listContainers({ filters: { ancestor: [base] } }), { timeout: 20_000 }).toEqual([]);
  expect(await hasImage(engine, tag)).toBe(false);
});
