/** What only kind clusters can do. */
import { resolve } from 'node:path';
import { SlipwayError } from '../../../engine/contract/errors.ts';
import { dataDirectoryArgument, defineCommand, jsonArgument } from '../../command.ts';
import { runFlow, verboseArgument } from '../../flows/run-flow.ts';

const nameArgument = { name: { type: 'positional', required: true, description: 'The kind cluster' } } as const;

export const loadImage = defineCommand({
  name: 'cluster load-image',
  description: 'Copy an image of the container engine into every node of a kind cluster.',
  examples: ['slipway cluster load-image dev my/server:1.2'],
  args: {
    ...nameArgument,
    image: { type: 'positional', required: true, description: 'The image, with its tag' },
    ...verboseArgument,
    ...jsonArgument,
    ...dataDirectoryArgument,
  },
  run: (args) =>
    runFlow(
      args,
      (call) => call.kind.loadImage.mutate({ cluster: args.name, image: args.image }),
      `The nodes of ${args.name} have ${args.image}.`,
    ),
});

export const exportLogs = defineCommand({
  name: 'cluster export-logs',
  description: 'Write the logs of a kind cluster (nodes, kubelet, pods) into a folder.',
  examples: ['slipway cluster export-logs dev ./dev-logs'],
  args: {
    ...nameArgument,
    folder: { type: 'positional', required: true, description: 'Where to' },
    ...verboseArgument,
    ...jsonArgument,
    ...dataDirectoryArgument,
  },
  run(args) {
    const folder = resolve(args.folder);
    return runFlow(args, (call) => call.kind.exportLogs.mutate({ cluster: args.name, folder }), `The logs are in ${folder}.`);
  },
});

const tools = ['kind', 'kubectl'] as const;

export const downloadTool = defineCommand({
  name: 'cluster download-tool',
  description: 'Fetch kind or kubectl into the data directory, its checksum compared.',
  examples: ['slipway cluster download-tool kind'],
  args: {
    tool: { type: 'positional', required: true, description: 'kind or kubectl' },
    ...verboseArgument,
    ...jsonArgument,
    ...dataDirectoryArgument,
  },
  async run(args) {
    const tool = tools.find((known) => known === args.tool);
    if (!tool) throw unknownTool(args.tool);
    await runFlow(args, (call) => call.kind.downloadTool.mutate({ tool }), `${tool} is there.`);
  },
});

function unknownTool(name: string): SlipwayError {
  return new SlipwayError('invalid_input', `Slipway fetches no tool "${name}".`, { fix: `Tools: ${tools.join(', ')}.` });
}
