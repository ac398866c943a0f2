import type { ErrorCode } from '../../engine/contract/errors.ts';
import type { ClusterView } from '../../engine/contract/views/cluster.ts';
import type { MachineView } from '../../engine/contract/views/device.ts';
import type { EndpointDetailView, EndpointListView, EndpointView, StepView } from '../../engine/contract/views/endpoint.ts';
import type { FlowView } from '../../engine/contract/views/flow.ts';
import type { NodeView } from '../../engine/contract/views/node.ts';
import type { FreshnessView, StateWord } from '../../engine/contract/views/state.ts';
import type { ChatEvent, CheckView, LogLine, StatusView } from '../../engine/contract/views/workbench.ts';
import { clusters, sandbox } from './fixture-clusters.ts';
import { answer, check, detail, log, nodes, runningSteps, status } from './fixture-data.ts';
import { failed, interrupted, running } from './fixture-flow-data.ts';
import { laptop, mixedNodes, workstation } from './fixture-hardware.ts';

/** Everything a fixture engine says. */
export interface Scene {
  status: StatusView;
  clusters: ClusterView[];
  flows: FlowView[];
  endpoints: EndpointListView;
  detail: EndpointDetailView;
  running: StepView[];
  nodes: NodeView[];
  machine: MachineView;
  log: LogLine[];
  answer: ChatEvent[];
  check(yaml: string): CheckView;
  /** Every watch ends with this. */
  failure?: { code: ErrorCode; message: string; fix: string };
  /** No watch says anything. */
  silent?: boolean;
}

/** A kind of row: name, model, state and the resource's own word, GPUs. */
const kinds: [name: string, model: string, state: StateWord, phase: string, gpus: number][] = [
  ['qwen2-5-7b-instruct', 'Qwen/Qwen2.5-7B-Instruct', 'ready', 'Ready', 1],
  ['qwen3-32b', 'Qwen/Qwen3-32B', 'ready', 'Ready', 4],
  ['llama-3-1-8b-instruct', 'meta-llama/Llama-3.1-8B-Instruct', 'progressing', 'Progressing', 1],
  ['mistral-7b-instruct', 'mistralai/Mistral-7B-Instruct-v0.3', 'ready', 'Ready', 1],
  ['deepseek-r1-distill-qwen-32b', 'deepseek-ai/DeepSeek-R1-Distill-Qwen-32B', 'degraded', 'Degraded', 1],
  ['gemma-2-27b-it', 'google/gemma-2-27b-it', 'failed', 'Failed', 0],
  ['phi-4', 'microsoft/phi-4', 'idle', 'Idle', 1],
];

const live: FreshnessView = { state: 'live', since: Date.now() - 60_000 };
const stale: FreshnessView = { state: 'stale', since: Date.now() - 95_000, reason: 'The connection to the API server was refused.' };

const usual: Scene = {
  status,
  clusters: [sandbox],
  flows: [],
  endpoints: list(live, sample(14)),
  detail,
  running: runningSteps,
  nodes,
  machine: laptop,
  log,
  answer,
  check,
};

/** The states of a page that a test or a picture asks for. */
export const scenes = {
  usual,
  empty: { ...usual, endpoints: list(live, []), detail: { ...detail, endpoint: null } },
  /** Clusters in every state, and tasks. */
  fleet: { ...usual, clusters, flows: [running, failed] },
  interrupted: { ...usual, clusters, flows: [interrupted] },
  /** GPUs of every sort, with what stands in the way. */
  mixedGpus: { ...usual, nodes: mixedNodes, machine: workstation },
  noNodes: { ...usual, nodes: [] },
  one: { ...usual, endpoints: list(live, sample(1)) },
  deploying: { ...usual, detail: { ...detail, endpoint: detail.endpoint && deploying(detail.endpoint), steps: runningSteps } },
  tenThousand: { ...usual, endpoints: list(live, sample(10_000)) },
  stale: {
    ...usual,
    endpoints: list(stale, sample(14)),
    detail: { ...detail, freshness: stale },
    clusters: [{ ...sandbox, freshness: stale }],
  },
  failing: {
    ...usual,
    failure: {
      code: 'cluster_unreachable',
      message: 'The cluster sandbox does not answer at https://127.0.0.1:6443: connection refused.',
      fix: 'Start it again with "slipway serve"; what was deployed is kept.',
    },
  },
  forbidden: {
    ...usual,
    failure: {
      code: 'forbidden',
      message: 'Your user may not list aimendpoints in the group aim.engine.amd.com.',
      fix: 'Ask for a ClusterRole with the verbs get, list and watch on aimendpoints.aim.engine.amd.com.',
    },
  },
  silent: { ...usual, silent: true },
} satisfies Record<string, Scene>;

function list(freshness: FreshnessView, endpoints: EndpointView[]): EndpointListView {
  return { freshness, endpoints };
}

function deploying(endpoint: EndpointView): EndpointView {
  return {
    ...endpoint,
    state: 'progressing',
    phase: 'Progressing',
    message: 'Model weights are loading on mi300x-0.',
    servedAs: [],
    replicas: { ready: 0, wanted: 2 },
  };
}

function sample(count: number): EndpointView[] {
  const rows = Array.from({ length: Math.ceil(count / kinds.length) }, (_, round) =>
    kinds.map((kind, index) => row(kind, round * kinds.length + index)),
  );
  return rows.flat().slice(0, count);
}

function row([base, model, state, phase, gpus]: (typeof kinds)[number], index: number): EndpointView {
  const name = index < kinds.length ? base : `${base}-${index}`;
  const isReady = state === 'ready';
  return {
    key: { namespace: index % 3 === 0 ? 'default' : 'aim-engine', name },
    uid: `uid-${index}`,
    dialect: 'aim',
    apiVersion: 'aim.engine.amd.com/v1alpha1',
    kind: 'AIMEndpoint',
    model,
    state,
    phase,
    message: state === 'failed' ? 'No recipe fits: 27 B parameters in bf16 need 50.6 GiB, an L40S has 44.9 GiB.' : '',
    recipe: gpus === 0 ? null : { name: `${base}-mi300x`, gpuModel: 'MI300X', gpuCount: gpus, precision: 'bfloat16', engine: 'vllm' },
    replicas: { ready: isReady ? 2 : 0, wanted: state === 'idle' ? 0 : 2 },
    servedAs: isReady ? [model, name] : [],
    deleting: false,
    createdAt: new Date(Date.now() - (index + 1) * 437_000).toISOString(),
  };
}
