import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { notYetActedUpon } from '../../../../engine/dialects/aim/not-yet.ts';
import { type AimResource, readAimEndpoint } from '../../../../engine/dialects/aim/read-aim-endpoint.ts';
import { writeAim } from '../../../../engine/dialects/aim/write-aim.ts';
import type { Endpoint } from '../../../../engine/domain/endpoint.ts';

const folder = new URL('../../../fixtures/aim/', import.meta.url);
const manifests = readdirSync(folder)
  .filter((name) => name.startsWith('aimendpoint-'))
  .map((name) => [name, parse(readFileSync(new URL(name, folder), 'utf8')) as AimResource] as const);
const shared = process.env['SLIPWAY_TEST_SHARED'];

describe('reading', () => {
  test('keeps for each field where it was read from', () => {
    const endpoint = read({ model: { id: 'm' }, recipe: { gpuCount: 2 }, resources: { gpuCount: 4 } });
    expect(endpoint.origin.fields).toMatchObject({ 'component.model.id': 'spec.model.id', 'recipe.gpuCount': 'spec.recipe.gpuCount' });
  });

  test('serves by the model id and by its own name', () =>
    expect(read({ model: { id: 'Qwen/Qwen3-32B' } }).serves).toEqual(['Qwen/Qwen3-32B', 'demo']));

  test.each(['bfloat16', 'bf16', 'BF16', 'torch.bfloat16'])('%s is bf16', (precision) => {
    expect(read({ model: { id: 'm' }, recipe: { precision } }).recipe.precision).toBe('bf16');
  });

  test("understands the guide's flat form", () => {
    const endpoint = read({
      model: 'Qwen/Qwen3-32B',
      hardware: 'MI300X',
      precision: 'bf16',
      gpuCount: 4,
      servingEngine: 'vllm',
      customArgs: { '--max-context-len': '16384' },
      resources: { requests: { memory: '64Gi', cpu: '8' } },
      autoScaling: { enabled: true, minReplicas: 2, maxReplicas: 5 },
    });
    expect(endpoint).toMatchObject({
      component: {
        model: { id: 'Qwen/Qwen3-32B' },
        placement: { gpuKind: 'MI300X' },
        runtime: { arguments: ['--max-context-len', '16384'] },
        resources: { requests: { memory: '64Gi', cpu: '8' } },
      },
      recipe: { gpuCount: 4, precision: 'bf16', engine: 'vllm' },
      scaling: { minimum: 2, maximum: 5 },
    });
  });

  test('says which of two GPU counts is taken', () => {
    const result = readAimEndpoint({
      metadata: { name: 'demo' },
      spec: { model: { id: 'm' }, recipe: { gpuCount: 2 }, resources: { gpuCount: 4 } },
    });
    expect(result.ok && result.notes).toEqual(["spec.recipe.gpuCount (2) and spec.resources.gpuCount (4) differ: the recipe's counts."]);
  });
});

describe('what is wrong is said with its field', () => {
  test.each([
    ['no model', {}, 'spec.model', /expected/i],
    ['an empty model id', { model: { id: '' } }, 'spec.model.id', /1 character/],
    ['a negative number of replicas', { scaling: { minReplicas: -1 } }, 'spec.scaling.minReplicas', />=0/],
    [
      'a minimum above the maximum',
      { scaling: { minReplicas: 3, maxReplicas: 2 } },
      'spec.scaling.minReplicas',
      /greater than maxReplicas \(2\)/,
    ],
    ['an unknown precision', { recipe: { precision: 'float7' } }, 'spec.recipe.precision', /number format/],
    ['an unknown engine', { recipe: { backend: 'llamafile' } }, 'spec.recipe.backend', /no engine/],
    ['a port that cannot be', { service: { port: 70_000 } }, 'spec.service.port', /65535/],
  ])('%s', (_, change, field, message) => {
    const spec = field === 'spec.model' ? {} : { model: { id: 'm' }, ...change };
    const result = readAimEndpoint({ metadata: { name: 'demo' }, spec });
    expect(result).toMatchObject({ ok: false, problems: [{ field, message: expect.stringMatching(message) }] });
  });
});

describe('nothing is lost by reading and writing', () => {
  test.each(manifests)('%s', (_, manifest) => {
    const written = writeAim(readResource(manifest));
    expect(written.losses).toEqual([]);
    expect(meaning(readResource(written.resource))).toEqual(meaning(readResource(manifest)));
    const lost = leaves(manifest.spec).filter(([path]) => !leaves(written.resource.spec).some(([other]) => other === path));
    // Said twice in AIM; the recipe's is written.
    expect(lost.filter(([path]) => path !== 'resources.gpuCount')).toEqual([]);
  });
});

describe('what is kept and not yet acted upon', () => {
  test('is listed', () => {
    const endpoint = read({
      model: { id: 'm' },
      scaling: { targetCPUUtilization: 70 },
      cache: { enabled: true, size: '100Gi' },
      monitoring: { enabled: true },
    });
    expect(notYetActedUpon(endpoint)).toEqual(['spec.scaling.targetCPUUtilization', 'spec.cache', 'spec.monitoring']);
  });
  test('does not count what is switched off or happens anyway', () => {
    expect(
      notYetActedUpon(
        read({
          model: { id: 'm', version: 'latest' },
          cache: { enabled: false },
          monitoring: { enabled: false },
          deployment: { canary: { enabled: false, trafficSplit: 10 } },
        }),
      ),
    ).toEqual([]);
  });
});

describe.skipIf(!shared)("manifests of AIM's own repository (SLIPWAY_TEST_SHARED)", () => {
  const samples = shared ? readdirSync(`${shared}/manifests/aim-yu`) : [];
  test.each(samples)('%s is read, or said to lack its model', (name) => {
    const documents = parseAllDocuments(readFileSync(`${shared}/manifests/aim-yu/${name}`, 'utf8')).map(
      (document) => document.toJS() as AimResource,
    );
    for (const resource of documents.filter((each) => each?.kind === 'AIMEndpoint')) {
      const result = readAimEndpoint(resource);
      expect(result.ok || result.problems.map(({ field }) => field)).toEqual(
        (resource.spec as { model?: unknown }).model ? true : ['spec.model'],
      );
    }
  });
});

function read(spec: Record<string, unknown>): Endpoint {
  return readResource({ metadata: { name: 'demo', namespace: 'default' }, spec });
}

function readResource(resource: AimResource): Endpoint {
  const result = readAimEndpoint(resource);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.value;
}

/** An endpoint without where its fields stood. */
function meaning({ origin: _, ...rest }: Endpoint): unknown {
  return JSON.parse(JSON.stringify(rest));
}

function leaves(value: unknown, path = ''): [string, unknown][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [[path, value]];
  return Object.entries(value).flatMap(([name, inner]) => leaves(inner, path === '' ? name : `${path}.${name}`));
}
