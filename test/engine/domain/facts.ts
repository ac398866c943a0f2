/** Facts that tests of the domain share: the shipped catalog, nodes as device plugins label them, endpoints as people write them. */
import { readFileSync } from 'node:fs';
import type { Node, Pod } from 'kubernetes-types/core/v1.d.ts';
import { parse } from 'yaml';
import { type AimResource, readAimEndpoint } from '../../../engine/dialects/aim/read-aim-endpoint.ts';
import { readAimRecipe } from '../../../engine/dialects/aim/read-aim-recipe.ts';
import { type Catalog, parseCatalog } from '../../../engine/domain/catalog/schema.ts';
import type { Recipe } from '../../../engine/domain/choose/recipe.ts';
import type { Endpoint } from '../../../engine/domain/endpoint.ts';

const root = new URL('../../../', import.meta.url);

export const catalog: Catalog = parseCatalog(
  Object.assign(
    {},
    ...['gpus', 'models', 'recipes', 'images'].map((name) =>
      JSON.parse(readFileSync(new URL(`resources/catalog/${name}.json`, root), 'utf8')),
    ),
  ),
);

/** A manifest of test/fixtures/aim. */
export function fixture(name: string): AimResource {
  return parse(readFileSync(new URL(`test/fixtures/aim/${name}.yaml`, root), 'utf8')) as AimResource;
}

/** An endpoint in namespace `default`, named `demo`. */
export function endpointOf(spec: Record<string, unknown>): Endpoint {
  return read(readAimEndpoint({ metadata: { name: 'demo', namespace: 'default', uid: 'uid-1' }, spec }));
}

export function endpointOfFixture(name: string): Endpoint {
  return read(readAimEndpoint(fixture(name)));
}

export function recipeOf(name: string, spec: Record<string, unknown>): Recipe {
  return read(readAimRecipe({ metadata: { name, namespace: 'default' }, spec }));
}

export function recipeOfFixture(name: string): Recipe {
  return read(readAimRecipe(fixture(name)));
}

export function amdNode(
  name: string,
  { gpus = 8, deviceId = '74a1', labels = {} }: { gpus?: number; deviceId?: string; labels?: Record<string, string> } = {},
): Node {
  return node(name, { 'amd.com/gpu.device-id': deviceId, ...labels }, { 'amd.com/gpu': String(gpus) });
}

export function nvidiaNode(name: string, { gpus = 8, product = 'NVIDIA-H100-80GB-HBM3', memory = '81559' } = {}): Node {
  return node(name, { 'nvidia.com/gpu.product': product, 'nvidia.com/gpu.memory': memory }, { 'nvidia.com/gpu': String(gpus) });
}

export function node(name: string, labels: Record<string, string>, allocatable: Record<string, string>): Node {
  return { metadata: { name, labels }, status: { allocatable, conditions: [{ type: 'Ready', status: 'True' }] } };
}

/** A running pod that holds GPUs. */
export function gpuPod(nodeName: string, gpus: number, resourceName = 'amd.com/gpu'): Pod {
  return {
    metadata: { name: `pod-on-${nodeName}` },
    spec: { nodeName, containers: [{ name: 'main', resources: { limits: { [resourceName]: String(gpus) } } }] },
    status: { phase: 'Running' },
  };
}

function read<T>(result: { ok: true; value: T } | { ok: false; problems: unknown }): T {
  if (!result.ok) throw new Error(`the fixture cannot be read: ${JSON.stringify(result.problems)}`);
  return result.value;
}
