import type { EndpointDetailView, StepView } from '../../engine/contract/views/endpoint.ts';
import type { NodeView } from '../../engine/contract/views/node.ts';
import type { ChatEvent, CheckView, LogLine, StatusView } from '../../engine/contract/views/workbench.ts';
import { sandbox } from './fixture-clusters.ts';

const start = Date.now() - 724_000;
const ago = (milliseconds: number) => new Date(Date.now() - milliseconds).toISOString();

export const status: StatusView = {
  version: '0.1.0',
  url: 'http://127.0.0.1:7600',
  gatewayUrl: 'http://127.0.0.1:7601',
  kubeconfig: '/home/ada/.local/share/slipway/sandbox/kubeconfig',
  dataDirectory: '/home/ada/.local/share/slipway',
  pid: 4711,
  startedAt: start,
  clusters: [sandbox],
  capabilities: { createSandbox: true, createKind: true, attachRemote: true, openExternal: false },
};

export const nodes: NodeView[] = [
  {
    name: 'mi300x-0',
    ready: true,
    gpus: [{ vendor: 'amd', model: 'MI300X', partition: null, resourceName: 'amd.com/gpu', total: 8, free: 5, memoryMiB: 196_592 }],
    findings: [],
    cpu: '96',
    memory: '2113929216Ki',
    pods: 6,
  },
  {
    name: 'h100-0',
    ready: true,
    gpus: [{ vendor: 'nvidia', model: 'H100', partition: null, resourceName: 'nvidia.com/gpu', total: 8, free: 8, memoryMiB: 81_559 }],
    findings: [],
    cpu: '96',
    memory: '2113929216Ki',
    pods: 3,
  },
  { name: 'cpu-0', ready: true, gpus: [], findings: [], cpu: '32', memory: '131072Mi', pods: 4 },
];

const steps = (times: [id: string, title: string, from: number, to: number][]): StepView[] =>
  times.map(([id, title, from, to]) => ({ id, title, state: 'done', message: null, startedAt: start + from, endedAt: start + to }));

const doneSteps = steps([
  ['apply', 'Apply manifest', 0, 42],
  ['recipe', 'Choose recipe', 42, 130],
  ['objects', 'Create objects', 130, 311],
  ['schedule', 'Schedule pods', 311, 522],
  ['load', 'Load model', 522, 9_240],
  ['route', 'Open route', 9_240, 9_391],
]);

export const runningSteps: StepView[] = doneSteps.map((step, index) => {
  if (index < 4) return step;
  if (index === 4)
    return {
      ...step,
      state: 'running',
      startedAt: Date.now() - 6_200,
      endedAt: null,
      message: '0 of 2 replicas are ready: weights are loading on mi300x-0.',
    };
  return { ...step, state: 'waiting', startedAt: null, endedAt: null };
});

const condition = (type: string, reason: string, message: string) => ({
  type,
  status: 'True' as const,
  reason,
  message,
  lastTransitionTime: ago(640_000),
});

export const detail: EndpointDetailView = {
  freshness: { state: 'live', since: start },
  endpoint: {
    key: { namespace: 'default', name: 'qwen2-5-7b-instruct' },
    uid: 'uid-0',
    dialect: 'aim',
    apiVersion: 'aim.engine.amd.com/v1alpha1',
    kind: 'AIMEndpoint',
    model: 'Qwen/Qwen2.5-7B-Instruct',
    state: 'ready',
    phase: 'Ready',
    message: '2 of 2 replicas are ready.',
    recipe: { name: 'qwen2-5-7b-instruct-mi300x-bf16', gpuModel: 'MI300X', gpuCount: 1, precision: 'bfloat16', engine: 'vllm' },
    replicas: { ready: 2, wanted: 2 },
    servedAs: ['Qwen/Qwen2.5-7B-Instruct', 'qwen2-5-7b-instruct'],
    deleting: false,
    createdAt: ago(724_000),
  },
  conditions: [
    condition('RecipeSelected', 'BestFit', 'MI300X x1 in bf16 with vLLM leaves 152 GiB for the KV cache.'),
    condition('Available', 'MinimumReplicasAvailable', '2 of 2 replicas are ready.'),
    condition('Routed', 'Accepted', 'The gateway serves Qwen/Qwen2.5-7B-Instruct and qwen2-5-7b-instruct.'),
  ],
  refused: [
    {
      option: 'qwen2-5-7b-instruct-h100-bf16: H100 x1 bf16 vllm',
      verdict: 'lower_preference',
      reason: 'Leaves 55.1 GiB for the KV cache, MI300X leaves 152 GiB.',
      change: 'Ask for it with gpuCount 1 on a node selector for H100.',
    },
    {
      option: 'qwen2-5-7b-instruct-mi300x-bf16: MI300X x8 bf16 vllm',
      verdict: 'incompatible',
      reason: '28 attention heads cannot be split over 8 GPUs.',
      change: 'Take 1, 2, 4 or 7 GPUs.',
    },
  ],
  steps: doneSteps,
  pods: ['x7k2p', 'm9qzd'].map((suffix, index) => ({
    name: `qwen2-5-7b-instruct-6c9f7d5b8-${suffix}`,
    state: 'ready',
    status: 'Running',
    message: null,
    ready: '1/1',
    restarts: index,
    node: 'mi300x-0',
    gpus: '1 amd.com/gpu',
    containers: ['vllm'],
    createdAt: ago(720_000),
  })),
  events: [
    {
      uid: 'e1',
      type: 'Normal',
      reason: 'RecipeSelected',
      message: 'Chose qwen2-5-7b-instruct-mi300x-bf16 of 6 recipes.',
      about: 'AIMEndpoint/qwen2-5-7b-instruct',
      count: 1,
      lastSeen: ago(723_000),
    },
    {
      uid: 'e2',
      type: 'Warning',
      reason: 'Unhealthy',
      message: 'Readiness probe failed: connection refused.',
      about: 'Pod/qwen2-5-7b-instruct-6c9f7d5b8-x7k2p',
      count: 3,
      lastSeen: ago(715_000),
    },
    {
      uid: 'e3',
      type: 'Normal',
      reason: 'Ready',
      message: '2 of 2 replicas are ready.',
      about: 'AIMEndpoint/qwen2-5-7b-instruct',
      count: 1,
      lastSeen: ago(640_000),
    },
  ],
  yaml: `apiVersion: aim.engine.amd.com/v1alpha1\nkind: AIMEndpoint\nmetadata:\n  name: qwen2-5-7b-instruct\n  namespace: default\n  generation: 1\nspec:\n  model:\n    id: Qwen/Qwen2.5-7B-Instruct\n  recipe:\n    autoSelect: true\n  scaling:\n    minReplicas: 2\n  service:\n    type: ClusterIP\n    port: 8000\nstatus:\n  phase: Ready\n`,
};

export const log: LogLine[] = Array.from({ length: 240 }, (_, index) => ({
  pod: `qwen2-5-7b-instruct-6c9f7d5b8-${index % 2 ? 'x7k2p' : 'm9qzd'}`,
  container: 'vllm',
  text:
    index % 40 === 17
      ? `WARNING 11-21 10:41:${index % 60} [scheduler.py] 3 requests are waiting for KV cache blocks`
      : `INFO 11-21 10:41:${String(index % 60).padStart(2, '0')} [loggers.py] Avg generation throughput: ${(40 + (index % 13) * 3.7).toFixed(1)} tokens/s, Running: ${index % 7} reqs, Waiting: 0 reqs, GPU KV cache usage: ${(index % 50) / 10}%`,
}));

const words =
  'A slipway is where a ship is built on land, and from which it goes to sea. Serving a model is much the same: you assemble it where you can walk around it, check every part, and only then let the weight of real requests onto it.';

export const answer: ChatEvent[] = [
  ...words.split(/(?<= )/).map((text): ChatEvent => ({ type: 'delta', text })),
  {
    type: 'done',
    finishReason: 'stop',
    promptTokens: 24,
    completionTokens: 52,
    ttftMs: 38.4,
    tokensPerSecond: 91.7,
    backend: 'qwen2-5-7b-instruct-6c9f7d5b8-x7k2p',
  },
];

const gib = 2 ** 30;

/** What a server would say of a draft: negative replicas are refused, everything else is sized. */
export function check(yaml: string): CheckView {
  const negative = /minReplicas: -/.test(yaml);
  return {
    problems: negative
      ? [{ field: 'spec.scaling.minReplicas', message: 'Replicas are -1, and must be 0 or more.', fix: 'Take 1 for one model server.' }]
      : [],
    warnings: [],
    options: [
      {
        name: 'qwen-mi300x',
        origin: 'catalog',
        gpuModel: 'MI300X',
        gpuCount: 1,
        precision: 'bfloat16',
        engine: 'vllm',
        verdict: 'chosen',
        code: 'BestMatch',
        reason: 'Leaves the most for the KV cache: 152 GiB, or 2,850,000 tokens.',
        change: null,
        perGpu: {
          weightsBytes: 14.2 * gib,
          kvBytes: 152 * gib,
          activationBytes: 2.1 * gib,
          otherBytes: 4.4 * gib,
          freeBytes: 19.3 * gib,
          totalBytes: 192 * gib,
        },
      },
      {
        name: 'qwen-h100',
        origin: 'generated',
        gpuModel: 'H100',
        gpuCount: 1,
        precision: 'bfloat16',
        engine: 'vllm',
        verdict: 'fits',
        code: 'LowerPreferenceRank',
        reason: 'Leaves 55.1 GiB for the KV cache.',
        change: null,
        perGpu: {
          weightsBytes: 14.2 * gib,
          kvBytes: 55.1 * gib,
          activationBytes: 2.1 * gib,
          otherBytes: 1.2 * gib,
          freeBytes: 7 * gib,
          totalBytes: 79.6 * gib,
        },
      },
      {
        name: 'qwen-tp8',
        origin: 'generated',
        gpuModel: 'MI300X',
        gpuCount: 8,
        precision: 'bfloat16',
        engine: 'vllm',
        verdict: 'incompatible',
        code: 'Incompatible',
        reason: '28 attention heads cannot be split over 8 GPUs.',
        change: 'Take 1, 2, 4 or 7 GPUs.',
        perGpu: null,
      },
    ],
  };
}
