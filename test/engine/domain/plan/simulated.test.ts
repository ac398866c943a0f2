import type { PodTemplateSpec } from 'kubernetes-types/core/v1.d.ts';
import { describe, expect, test } from 'vitest';
import { assumedNodes, fleetUnknown } from '../../../../engine/domain/choose/assumed-nodes.ts';
import { chooseRecipe } from '../../../../engine/domain/choose/choose.ts';
import { readGpuNodes } from '../../../../engine/domain/fleet/gpu-node.ts';
import { planEndpoint } from '../../../../engine/domain/plan/plan.ts';
import { realResourcesAnnotation, simulated, simulatesAnnotation } from '../../../../engine/domain/plan/simulated.ts';
import { planStart } from '../../../../engine/simulator/start/plan.ts';
import { amdNode, catalog, endpointOf, endpointOfFixture, recipeOf, recipeOfFixture } from '../facts.ts';

const simulator = 'slipway/simulator:1.2.3';
const qwen7 = { id: 'Qwen/Qwen2.5-7B-Instruct' };

function deploymentOf(endpoint: ReturnType<typeof endpointOf>, wanted: { simulator?: string } = {}) {
  const nodes = readGpuNodes([amdNode('mi300x-1')], [], catalog);
  const { chosen } = chooseRecipe({ endpoint, recipes: [recipeOfFixture('aimrecipe-qwen-32b-mi300x-bf16')], nodes, catalog });
  if (!chosen) throw new Error('nothing was chosen');
  return planEndpoint({ endpoint, chosen, images: catalog.images, ...wanted }).deployment;
}

describe('a model server that is simulated', () => {
  const real = deploymentOf(endpointOf({ model: qwen7, resources: { cpu: 32, memory: '256Gi' } }));
  const deployment = deploymentOf(endpointOf({ model: qwen7, resources: { cpu: 32, memory: '256Gi' } }), { simulator });
  const template = deployment.spec?.template;
  const [realServer] = real.spec?.template.spec?.containers ?? [];
  const [server] = template?.spec?.containers ?? [];

  test('is the simulator with the real command line as its arguments, and the GPU in its environment', () => {
    expect(server).toMatchObject({
      image: simulator,
      imagePullPolicy: 'IfNotPresent',
      args: [...(realServer?.command ?? []), ...(realServer?.args ?? [])],
    });
    expect(server).not.toHaveProperty('command');
    expect(server?.env).toEqual([
      ...(realServer?.env ?? []),
      { name: 'SLIPWAY_SIMULATED_GPU', value: 'MI300X' },
      { name: 'SLIPWAY_SIMULATED_GPU_COUNT', value: '1' },
    ]);
  });

  test('starts: the simulator understands what it is given', () => {
    const env = Object.fromEntries((server?.env ?? []).map(({ name, value }) => [name, value ?? '']));
    const decided = planStart({ command: server?.args ?? [], args: [], env, now: 0 });
    expect(decided).toMatchObject({ decision: 'serve', plan: { modelId: qwen7.id, servedNames: [qwen7.id, 'demo'], port: 8000 } });
    expect(decided.decision === 'serve' && decided.plan.loadSeconds).toBeLessThanOrEqual(3);
  });

  test('asks for its GPUs as the real one, and for no more of a laptop than it needs; the real figures are kept', () => {
    expect(server?.resources).toEqual({
      requests: { cpu: '10m', memory: '96Mi', 'amd.com/gpu': '1' },
      limits: { memory: '512Mi', 'amd.com/gpu': '1' },
    });
    const { annotations = {} } = template?.metadata ?? {};
    expect(annotations[simulatesAnnotation]).toBe(realServer?.image);
    expect(JSON.parse(annotations[realResourcesAnnotation] ?? '')).toMatchObject({ requests: { cpu: '32', memory: '256Gi' } });
    expect(annotations['slipway.dev/endpoint']).toBe('demo');
  });

  test('is placed, probed and mounted as the real one', () => {
    for (const field of ['nodeSelector', 'tolerations', 'volumes', 'terminationGracePeriodSeconds'] as const)
      expect(template?.spec?.[field]).toEqual(real.spec?.template.spec?.[field]);
    for (const field of ['ports', 'volumeMounts', 'startupProbe', 'readinessProbe', 'livenessProbe'] as const)
      expect(server?.[field]).toEqual(realServer?.[field]);
    expect(server?.securityContext).toMatchObject({ readOnlyRootFilesystem: true, allowPrivilegeEscalation: false });
  });

  test('is its Deployment alone: names, selector and labels are those of the real one', () => {
    expect(deployment.spec?.selector).toEqual(real.spec?.selector);
    expect(deployment.metadata).toEqual(real.metadata);
    expect(template?.metadata?.labels).toEqual(real.spec?.template.metadata?.labels);
  });

  test('with four GPUs counts them', () => {
    const [four] = deploymentOf(endpointOfFixture('aimendpoint-qwen-32b-production'), { simulator }).spec?.template.spec?.containers ?? [];
    expect(four?.env).toContainEqual({ name: 'SLIPWAY_SIMULATED_GPU_COUNT', value: four?.resources?.limits?.['amd.com/gpu'] });
  });
});

test('a pod that was written by hand keeps what the plan does not make: other containers, sizes go', () => {
  const template: PodTemplateSpec = {
    spec: {
      containers: [
        { name: 'server', image: 'vllm:1', command: ['vllm', 'serve'], resources: { limits: { 'rdma/hca': '1', 'hugepages-2Mi': '8Gi' } } },
        { name: 'sidecar', image: 'sidecar:1', resources: { requests: { cpu: '10m' } } },
      ],
      volumes: [
        { name: 'shared-memory', emptyDir: { medium: 'Memory', sizeLimit: '64Gi' } },
        { name: 'weights', persistentVolumeClaim: { claimName: 'weights' } },
      ],
    },
  };
  const { spec } = simulated(template, { image: simulator, gpu: 'H100' });
  expect(spec?.containers[0]).toMatchObject({ args: ['vllm', 'serve'], env: [], resources: { limits: { memory: '512Mi' } } });
  expect(spec?.containers[0]?.resources?.limits).not.toHaveProperty('rdma/hca');
  expect(spec?.containers[1]).toEqual(template.spec?.containers[1]);
  expect(spec?.volumes).toEqual([{ name: 'shared-memory', emptyDir: { medium: 'Memory' } }, template.spec?.volumes?.[1]]);
  expect(simulated({ spec: { containers: [] } }, { image: simulator, gpu: undefined })).toEqual({ spec: { containers: [] } });
});

describe('where nodes may not be looked at', () => {
  const recipe = recipeOf('mine', {
    modelId: qwen7.id,
    hardware: 'MI325X',
    precision: 'bf16',
    backend: 'vllm',
    configurations: [{ gpuCount: 1, enabled: true }],
  });
  const gpus = (spec: Record<string, unknown>, recipes = [recipe]) =>
    assumedNodes(endpointOf({ model: qwen7, ...spec }), recipes, catalog).map(({ gpu }) => gpu?.key);

  test('the GPU that the endpoint names is taken to be there, else those of the recipes written for its model', () => {
    expect(gpus({ hardware: 'MI300X' })).toEqual(['MI300X']);
    expect(gpus({})).toEqual(['MI325X']);
    expect(gpus({ recipe: { customRecipe: { name: 'mine' } } })).toEqual(['MI325X']);
    expect(gpus({ recipe: { customRecipe: { name: 'other' } } })).toEqual([]);
    expect(gpus({}, [])).toEqual([]);
    expect(gpus({ hardware: 'Abacus' })).toEqual([]);
    expect(fleetUnknown).toContain('may not list its nodes');
  });

  test('what is chosen is bound to no node, and short of no GPU', () => {
    const endpoint = endpointOf({ model: qwen7, hardware: 'MI300X', scaling: { minReplicas: 40 } });
    const choice = chooseRecipe({ endpoint, recipes: [], nodes: assumedNodes(endpoint, [], catalog), catalog });
    expect(choice.chosen?.recipe.hardware).toBe('MI300X');
    expect(choice.notes).toEqual([]);
    if (!choice.chosen) return;
    const pod = planEndpoint({ endpoint, chosen: choice.chosen, images: catalog.images }).deployment.spec?.template.spec;
    expect(pod).not.toHaveProperty('nodeSelector');
    expect(pod).not.toHaveProperty('affinity');
    expect(pod?.containers[0]?.resources?.limits).toMatchObject({ 'amd.com/gpu': '1' });
  });
});
