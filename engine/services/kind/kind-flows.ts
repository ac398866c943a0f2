import { z } from 'zod';
import { toolView } from '../../contract/views/kind.ts';
import { singleStepMachine } from '../../machines/single-step/single-step-machine.ts';
import { defineFlow, type FlowDefinition, type FlowTools } from '../flows/flow-definition.ts';
import { createFlow } from './create-flow.ts';
import type { KindHost } from './kind-host.ts';

const shares = { run: [0, 1] } as const;

/** Making kind clusters and what belongs to it. */
export function kindFlows(host: KindHost): FlowDefinition[] {
  return [createFlow(host), loadImageFlow(host), exportLogsFlow(host), downloadFlow(host)];
}

function loadImageFlow({ provider }: KindHost): FlowDefinition {
  return defineFlow({
    kind: 'cluster.load-image',
    input: z.object({ cluster: z.string(), image: z.string() }),
    title: ({ cluster, image }) => `Load ${image} into ${cluster}`,
    cluster: ({ cluster }) => cluster,
    machine: singleStepMachine,
    begin: () => ({ whenCancelled: 'Nodes that have the image keep it.' }),
    steps: [{ id: 'run', label: 'Copy it to the nodes' }],
    shares,
    effects: ({ cluster, image }, tools) => ({
      run: (_, signal) => provider.loadImages(cluster, [image], { signal, onProgress: within(tools) }),
    }),
    cleanUp: nothingToRemove,
  });
}

function exportLogsFlow({ provider }: KindHost): FlowDefinition {
  return defineFlow({
    kind: 'cluster.export-logs',
    input: z.object({ cluster: z.string(), folder: z.string() }),
    title: ({ cluster, folder }) => `Export the logs of ${cluster} to ${folder}`,
    cluster: ({ cluster }) => cluster,
    machine: singleStepMachine,
    begin: ({ folder }) => ({ whenCancelled: `What was collected is in ${folder}.` }),
    steps: [{ id: 'run', label: 'Collect the logs of the nodes' }],
    shares,
    effects: ({ cluster, folder }, tools) => ({
      run: (_, signal) => provider.exportLogs(cluster, folder, { signal, onProgress: within(tools) }),
    }),
    cleanUp: nothingToRemove,
  });
}

function downloadFlow(host: KindHost): FlowDefinition {
  return defineFlow({
    kind: 'tool.download',
    input: z.object({ tool: toolView.shape.name }),
    title: ({ tool }) => `Download ${tool}`,
    cluster: () => null,
    machine: singleStepMachine,
    begin: () => ({ whenCancelled: 'Nothing of it was kept.' }),
    steps: [{ id: 'run', label: 'Download it and compare its checksum' }],
    shares,
    effects: ({ tool }, tools) => ({
      run: (_, signal) => host.downloadTool(tool, { signal, onProgress: within(tools) }),
    }),
    cleanUp: nothingToRemove,
  });
}

/** There is one step: whatever the provider calls its own is said in it. */
function within({ progress }: FlowTools) {
  return ({ message, fraction }: { message: string; fraction?: number | undefined }): void => progress({ message, fraction });
}

/** What these have done is meant to stay, and what they have not done leaves nothing. */
async function nothingToRemove(): Promise<void> {
  // Nothing.
}
