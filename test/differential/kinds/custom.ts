import type { DifferentialKind } from './kind.ts';

const condition = { type: 'Ready', status: 'True', reason: 'Yes', message: '', lastTransitionTime: '2020-01-01T00:00:00Z' };

const conditionLists = [
  [condition],
  [{ ...condition, status: 'False' }],
  [condition, { ...condition, type: 'Progressing' }],
  [condition, condition],
  [{ type: 'Ready' }],
  [{ ...condition, status: 'Maybe', lastTransitionTime: 'yesterday' }],
  [],
  null,
];

export const endpointKind: DifferentialKind = {
  name: 'AIMEndpoint',
  apiVersion: 'aim.engine.amd.com/v1alpha1',
  plural: 'aimendpoints',
  subresources: ['status'],
  base: {
    apiVersion: 'aim.engine.amd.com/v1alpha1',
    kind: 'AIMEndpoint',
    metadata: { name: 'thing' },
    spec: { model: { id: 'example/model' } },
  },
  fields: {
    'spec.model.id': ['example/other', '', 5, null, undefined, 'x'.repeat(600)],
    'spec.model.extra': [{ any: ['thing'] }, null],
    'spec.model': ['a/b', null, 7, ['x']],
    'spec.recipe.gpuCount': [1, 0, -1, 65, '1', 1.5, null],
    'spec.recipe.precision': ['fp8', 'not valid', ''],
    'spec.recipe.customRecipe': [{ name: 'x' }, {}, { name: '' }, null],
    'spec.recipe.unknown': ['x'],
    'spec.resources.cpu': ['1000m', 4, 'x', -1, null],
    'spec.resources.requests': [{ cpu: '1' }, { cpu: 2, memory: '1Gi' }, { cpu: [] }, {}],
    'spec.scaling': [{ minReplicas: 1, maxReplicas: 3 }, { minReplicas: 'x' }, { maxReplicas: 0 }, { scaleUpDelay: '5x' }, {}],
    'spec.service': [{ type: 'NodePort', port: 80 }, { type: 'Wrong' }, { ports: [{ port: 1 }, { name: 'x' }] }],
    'spec.service.annotations': [{ a: 'b' }, { a: 1 }, { a: null }],
    'spec.deployment.strategy': [{ type: 'Recreate' }, { type: 'wrong' }, { rollingUpdate: { maxSurge: '5' } }],
    'spec.image.pullSecrets': [['a'], ['a', 'a'], [1], 'a'],
    'spec.unknown': ['x', { deep: [1] }],
    spec: [null, {}, 'x', undefined],
  },
  statusFields: {
    'status.phase': ['Pending', 'Running', 'Wrong', 5],
    'status.conditions': conditionLists,
    'status.replicas': [{ current: 1 }, {}, { current: 'x' }, null],
    'status.observedGeneration': [1, 1.5, -1],
    'status.message': ['fine', null],
    'status.unknown': ['x'],
    status: [null, {}, 'x'],
  },
  strategicPatches: [{ spec: { model: { id: 'x/y' } } }],
};

export const recipeKind: DifferentialKind = {
  name: 'AIMRecipe',
  apiVersion: 'aim.engine.amd.com/v1alpha1',
  plural: 'aimrecipes',
  subresources: ['status'],
  base: {
    apiVersion: 'aim.engine.amd.com/v1alpha1',
    kind: 'AIMRecipe',
    metadata: { name: 'thing' },
    spec: { modelId: 'example/model', hardware: 'MI300X', precision: 'fp8', backend: 'vllm' },
  },
  fields: {
    'spec.modelId': ['other', '', 5, null, undefined],
    'spec.hardware': ['MI325X', '', ['x'], undefined],
    'spec.precision': ['fp16', 'a b'],
    'spec.backend': ['sglang', true, null],
    'spec.configurations': [
      [{ gpuCount: 1, enabled: true }],
      [{ gpuCount: 1, enabled: true, args: ['--x'], env: [{ name: 'A', value: 'b' }] }],
      [{ gpuCount: 0, enabled: 'x' }, {}],
      [{ gpuCount: 1, enabled: true, env: [{ value: 'b', valueFrom: { any: { thing: 1 } } }] }],
      [{ gpuCount: 1, enabled: true, resources: { limits: { cpu: '1', memory: 'x' } } }],
      [{ gpuCount: 1, enabled: true, unknown: 1 }],
      [null],
      [],
      null,
    ],
    'spec.performance': [{ maxBatchSize: 5 }, { maxBatchSize: 9007199254740991 }, { expectedLatencyMs: 1.5 }, {}],
    'spec.unknown': ['x'],
    spec: [null, {}],
  },
  statusFields: {
    'status.phase': ['Available', 'Wrong', 5],
    'status.usage.lastUsed': ['2020-01-01T00:00:00Z', '2020-01-01', 'now'],
    'status.conditions': conditionLists,
    status: [null, {}, 'x'],
  },
};

export const cacheKind: DifferentialKind = {
  name: 'AIMCache',
  apiVersion: 'aim.engine.amd.com/v1alpha1',
  plural: 'aimcaches',
  subresources: ['status'],
  base: {
    apiVersion: 'aim.engine.amd.com/v1alpha1',
    kind: 'AIMCache',
    metadata: { name: 'thing' },
    spec: { storage: { size: '10Gi' } },
  },
  fields: {
    'spec.storage.size': ['5Gi', 7, '', 'x', -1, null, undefined, true, 1.5],
    'spec.storage.accessMode': ['ReadWriteOnce', 'Wrong', null],
    'spec.models': [
      [{ id: 'a/b' }],
      [{ id: 'a/b', retention: '7d', preload: true }],
      [{ id: '' }, { priority: 5 }],
      [{ id: 'a', retention: 'x' }],
      [],
    ],
    'spec.cleanup': [{ enabled: true }, { enabled: 1 }, null, { maxAge: 5, minFreeSpace: '10%' }],
    spec: [null, {}],
  },
  statusFields: { 'status.phase': ['Ready', 'Pending', 5], 'status.conditions': conditionLists },
};

export const routeKind: DifferentialKind = {
  name: 'Route',
  apiVersion: 'slipway.dev/v1alpha1',
  plural: 'routes',
  subresources: ['status'],
  base: {
    apiVersion: 'slipway.dev/v1alpha1',
    kind: 'Route',
    metadata: { name: 'thing' },
    spec: { models: ['m'], targets: [{ name: 'a', service: { name: 's', port: 80 } }] },
  },
  fields: {
    'spec.models': [['a', 'b'], [], [''], 'x', null, Array.from({ length: 17 }, (_, index) => `m${index}`), [1]],
    'spec.targets.0.weight': [0, 100, 50, 1001, -1, '5', null, undefined],
    'spec.targets.0.service.port': [80, 0, 65536, 'http', undefined],
    'spec.targets.0.upstreamModel': ['x', '', 5],
    'spec.targets.1': [{ name: 'b', service: { name: 't', port: 81 }, weight: 1 }, { name: 'b' }, null, {}],
    'spec.targets': [[], null, {}],
    'spec.unknown': [1],
    spec: [null, {}],
  },
  statusFields: {
    'status.observedGeneration': [1, 'x', 2],
    'status.conditions': [[{ any: 'thing' }], ['x'], [{ type: 'Ready', nested: { a: [1] } }], null, []],
    'status.unknown': [1],
    status: [null, 'x'],
  },
};
