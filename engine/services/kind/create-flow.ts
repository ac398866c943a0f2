import { z } from 'zod';
import { SlipwayError } from '../../contract/errors.ts';
import type { CheckRecordView } from '../../contract/views/check-record.ts';
import { type ClusterCreationFlow, clusterCreationMachine } from '../../machines/cluster-creation/cluster-creation-machine.ts';
import { defineFlow, type FlowDefinition, type FlowTools } from '../flows/flow-definition.ts';
import type { KindHost } from './kind-host.ts';

/** The configuration is whole: YAML with the name and the images. */
const input = z.object({ name: z.string(), config: z.string() });
type Input = z.infer<typeof input>;

/** kind's own steps between ours, by the ids that its provider reports. */
const steps = [
  { id: 'check', label: 'Check this machine' },
  { id: 'image', label: 'Get the node image' },
  { id: 'nodes', label: 'Prepare the nodes' },
  { id: 'configuration', label: 'Write their configuration' },
  { id: 'control-plane', label: 'Start the control plane' },
  { id: 'network', label: 'Install the network' },
  { id: 'storage', label: 'Install storage' },
  { id: 'workers', label: 'Join the workers' },
  { id: 'ready', label: 'Wait until the nodes are ready' },
  { id: 'fleet', label: 'Give nodes their simulated GPUs' },
];

/** Makes a kind cluster. */
export function createFlow(host: KindHost): FlowDefinition {
  const { provider } = host;
  return defineFlow<Input, ClusterCreationFlow>({
    kind: 'cluster.create',
    input,
    title: ({ name }) => `Create the kind cluster ${name}`,
    cluster: ({ name }) => name,
    machine: clusterCreationMachine,
    begin: ({ name, config }) => ({ provider: 'kind', name, options: { config } }),
    steps,
    shares: { check: [0, 0.02], create: [0.02, 0.97], fleet: [0.97, 1] },
    effects: ({ name, config }, tools) => ({
      check: (_, signal) => checkMachine(host, { name, config }, tools, signal),
      create: (_, signal) => provider.create(name, { options: { config }, signal, onProgress: tools.progress }),
      keepFleet: (_, signal) => keepFleet(host, name, tools, signal),
      cleanUp: (_, signal) => remove(host, name, tools, signal),
    }),
    async cleanUp({ name }, tools, { state, error, signal }) {
      // What is there was there before, and is somebody's.
      const isForeign = error?.code === 'already_exists';
      if (state === null || state === 'checking' || isForeign) return tools.log('Nothing was made.');
      await remove(host, name, tools, signal);
    },
  });
}

async function checkMachine(host: KindHost, request: Input, tools: FlowTools, signal: AbortSignal): Promise<void> {
  const records = host.judge(request, await host.gatherFacts(request, signal));
  signal.throwIfAborted();
  for (const { verdict, message } of records) if (verdict !== 'pass') tools.log(`${verdict}: ${message}`);
  const [first, ...others] = records.filter(({ verdict }) => verdict === 'problem');
  if (first) throw notHere(request.name, first, others);
}

function notHere(name: string, first: CheckRecordView, others: readonly CheckRecordView[]): SlipwayError {
  const problems = [first, ...others].map(({ subject, message, fix }) => ({ field: subject, message, fix }));
  return new SlipwayError('refused', `The kind cluster ${name} cannot be made here: ${first.message}`, { fix: first.fix, problems });
}

async function keepFleet({ provider, keepFleet: keep }: KindHost, name: string, tools: FlowTools, signal: AbortSignal): Promise<void> {
  await using opened = await provider.open(name, { signal });
  const nodes = await keep(opened.cluster, { signal });
  if (nodes > 0) tools.log(`${nodes === 1 ? 'One node has' : `${nodes} nodes have`} simulated GPUs.`);
}

async function remove({ provider }: KindHost, name: string, tools: FlowTools, signal: AbortSignal): Promise<void> {
  tools.progress({ message: `Removing what was made of ${name}.` });
  await provider.destroy(name, { signal });
}
