import { z } from 'zod';
import type { ClusterProvider } from '../../../clusters/provider.ts';
import { SlipwayError } from '../../contract/errors.ts';
import { singleStepMachine } from '../../machines/single-step/single-step-machine.ts';
import type { Attachments } from '../../store/attachments.ts';
import type { Consents } from '../../store/consents.ts';
import { defineFlow, type FlowDefinition } from '../flows/flow-definition.ts';
import type { Connections } from './connections.ts';
import { forgetConsents } from './program-consents.ts';

export interface ClusterFlowOptions {
  providers: readonly ClusterProvider[];
  connections: Pick<Connections, 'close'>;
  store: { attachments: Pick<Attachments, 'list'>; consents: Consents };
  /** Ends what else this process runs for a cluster, such as its operator. */
  letGo(cluster: string): Promise<void>;
}

const input = z.object({ provider: z.string(), name: z.string() });
type Input = z.infer<typeof input>;

const shares = { run: [0, 1] } as const;

/** Pausing, resuming and deleting a cluster. */
export function clusterFlows(options: ClusterFlowOptions): FlowDefinition[] {
  return [pauseFlow(options), resumeFlow(options), deleteFlow(options)];
}

function pauseFlow({ providers, connections, letGo }: ClusterFlowOptions): FlowDefinition {
  return defineFlow<Input>({
    kind: 'cluster.pause',
    input,
    title: ({ name }) => `Pause ${name}`,
    cluster: ({ name }) => name,
    machine: singleStepMachine,
    begin: ({ name }) => ({ whenCancelled: `Parts of ${name} may be stopped. Pause it again, or resume it.` }),
    steps: [{ id: 'run', label: 'Stop its nodes' }],
    shares,
    effects: ({ provider, name }, { log }) => ({
      async run(_, signal) {
        await letGo(name);
        await connections.close(name);
        await providerOf(providers, provider).stop(name, { signal });
        log(`${name} is stopped, and everything in it is kept.`);
      },
    }),
    cleanUp: nothingToRemove,
  });
}

function resumeFlow({ providers, connections }: ClusterFlowOptions): FlowDefinition {
  return defineFlow<Input>({
    kind: 'cluster.resume',
    input,
    title: ({ name }) => `Resume ${name}`,
    cluster: ({ name }) => name,
    machine: singleStepMachine,
    begin: ({ name }) => ({ whenCancelled: `Parts of ${name} may be running. Resume it again, or pause it.` }),
    steps: [{ id: 'run', label: 'Start its nodes' }],
    shares,
    effects: ({ provider, name }, { progress }) => ({
      async run(_, signal) {
        await providerOf(providers, provider).start(name, {
          signal,
          onProgress: ({ message, fraction }) => progress({ message, fraction }),
        });
        // What was known of it is from before.
        await connections.close(name);
      },
    }),
    cleanUp: nothingToRemove,
  });
}

function deleteFlow({ providers, connections, letGo, store }: ClusterFlowOptions): FlowDefinition {
  return defineFlow<Input>({
    kind: 'cluster.delete',
    input,
    title: ({ provider, name }) => (provider === 'remote' ? `Forget ${name}` : `Delete ${name}`),
    cluster: ({ name }) => name,
    machine: singleStepMachine,
    begin: ({ name }) => ({ whenCancelled: `What was not deleted of ${name} is still there. Delete it again.` }),
    steps: [{ id: 'run', label: 'Delete it with everything in it' }],
    shares,
    effects: ({ provider, name }, { log }) => ({
      async run(_, signal) {
        await letGo(name);
        await connections.close(name);
        const attachment = store.attachments.list().find((each) => each.name === name);
        await providerOf(providers, provider).destroy(name, { signal });
        if (provider === 'remote' && attachment) {
          forgetConsents(store.consents, { context: attachment.context, kubeconfig: attachment.kubeconfig ?? '' });
        }
        log(provider === 'remote' ? `${name} is forgotten here; the cluster itself goes on.` : `${name} is deleted.`);
      },
    }),
    cleanUp: nothingToRemove,
  });
}

/** What these have done is meant to stay. */
async function nothingToRemove(): Promise<void> {
  // Nothing.
}

function providerOf(providers: readonly ClusterProvider[], id: string): ClusterProvider {
  const provider = providers.find((each) => each.id === id);
  if (provider) return provider;
  throw new SlipwayError('internal', `This Slipway has no clusters of the kind "${id}".`, {
    fix: 'A newer Slipway may have: use that one.',
  });
}
