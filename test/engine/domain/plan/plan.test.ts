import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { chooseRecipe } from '../../../../engine/domain/choose/choose.ts';
import type { Recipe } from '../../../../engine/domain/choose/recipe.ts';
import type { Endpoint } from '../../../../engine/domain/endpoint.ts';
import { readGpuNodes } from '../../../../engine/domain/fleet/gpu-node.ts';
import { planEndpoint } from '../../../../engine/domain/plan/plan.ts';
import { amdNode, catalog, endpointOf, endpointOfFixture, recipeOfFixture } from '../facts.ts';

const qwen7 = { id: 'Qwen/Qwen2.5-7B-Instruct' };

// To renew after an intended change: vitest run -u, then read the difference.
test.each(['aimendpoint-qwen-7b-demo', 'aimendpoint-qwen-32b-production', 'aimendpoint-canary-endpoint'])(
  'the objects of %s',
  async (name) => {
    const plan = planOf(endpointOfFixture(name), [recipeOfFixture('aimrecipe-qwen-32b-mi300x-bf16')]);
    await expect(
      Object.values(plan)
        .filter(Boolean)
        .map((object) => stringify(object, { aliasDuplicateObjects: false }))
        .join('---\n'),
    ).toMatchFileSnapshot(`../../../fixtures/aim/plans/${name}.yaml`);
  },
);

test('planning twice gives the same objects', () => {
  expect(planOf(endpointOf({ model: qwen7 }))).toEqual(planOf(endpointOf({ model: qwen7 })));
});

describe('a flaw of the original is not repeated', () => {
  test('the number of replicas is not written by the plan, so that nothing fights an autoscaler', () => {
    expect(planOf(endpointOf({ model: qwen7, scaling: { minReplicas: 3 } })).deployment.spec).not.toHaveProperty('replicas');
  });
  test("the Service's port is the one that was asked for", () => {
    const plan = planOf(endpointOf({ model: qwen7, service: { port: 9000, targetPort: 8080 } }));
    expect(plan.service.spec?.ports).toEqual([{ name: 'http', port: 9000, targetPort: 'http', protocol: 'TCP' }]);
    expect(containerOf(plan)?.ports?.[0]?.containerPort).toBe(8080);
    expect(containerOf(plan)?.args?.join(' ')).toContain('--port 8080');
  });
  test('nodes are selected by the label that tells the GPU, not by a fixed one', () => {
    expect(planOf(endpointOf({ model: qwen7 })).deployment.spec?.template.spec?.nodeSelector).toEqual({ 'amd.com/gpu.device-id': '74a1' });
  });
  test('the model cache is where Hugging Face libraries look', () => {
    const container = containerOf(planOf(endpointOf({ model: qwen7 })));
    expect(container?.env).toContainEqual({ name: 'HF_HOME', value: '/cache/huggingface' });
    expect(container?.volumeMounts?.map((mount) => mount.mountPath)).toContain('/cache');
  });
  test('more than one GPU gets shared memory for its collectives, one GPU does not', () => {
    const mounts = (gpuCount: number) =>
      containerOf(planOf(endpointOf({ model: qwen7, recipe: { gpuCount } })))?.volumeMounts?.map((mount) => mount.mountPath);
    expect(mounts(4)).toContain('/dev/shm');
    expect(mounts(1)).not.toContain('/dev/shm');
  });
  test('a switch of the recipe is given without "true"', () => {
    const args =
      containerOf(planOf(endpointOfFixture('aimendpoint-qwen-32b-production'), [recipeOfFixture('aimrecipe-qwen-32b-mi300x-bf16')]))
        ?.args ?? [];
    expect(args).toContain('--trust-remote-code');
    expect(args).not.toContain('true');
  });
});

test('nodes of one kind with different labels are matched by an affinity', () => {
  const nodes = [amdNode('a'), amdNode('b', { deviceId: '74b5' })];
  const pod = planOf(endpointOf({ model: qwen7 }), [], nodes).deployment.spec?.template.spec;
  expect(pod?.nodeSelector).toBeUndefined();
  expect(pod?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms).toEqual([
    { matchExpressions: [{ key: 'amd.com/gpu.device-id', operator: 'In', values: ['74a1', '74b5'] }] },
  ]);
});

test("a limit of the recipe does not undercut the endpoint's request", () => {
  const recipe = recipeOfFixture('aimrecipe-qwen-32b-mi300x-bf16');
  const endpoint = endpointOfFixture('aimendpoint-qwen-32b-inference');
  const greedy = { ...endpoint, component: { ...endpoint.component, resources: { requests: { memory: '96Gi' }, limits: {} } } };
  expect(containerOf(planOf(greedy, [recipe]))?.resources).toEqual({
    requests: { 'amd.com/gpu': '1', memory: '96Gi', cpu: '4' },
    limits: { 'amd.com/gpu': '1', cpu: '8' },
  });
});

test('a server that knows one name only is asked by that name', () => {
  const plan = planOf(endpointOf({ model: qwen7, recipe: { backend: 'sglang' } }));
  expect(plan.route.spec).toMatchObject({ models: [qwen7.id, 'demo'], targets: [{ upstreamModel: qwen7.id }] });
});

function planOf(endpoint: Endpoint, recipes: Recipe[] = [], nodes = [amdNode('mi300x-0')]) {
  const { chosen, problem } = chooseRecipe({ endpoint, recipes, nodes: readGpuNodes(nodes, [], catalog), catalog });
  if (!chosen) throw new Error(problem?.message);
  return planEndpoint({ endpoint, chosen, images: catalog.images });
}

function containerOf(plan: ReturnType<typeof planEndpoint>) {
  return plan.deployment.spec?.template.spec?.containers[0];
}
