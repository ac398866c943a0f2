import type { NodeView } from '../../engine/contract/views/node.ts';
import { dataDirectoryArgument, defineCommand, jsonArgument, yesArgument } from '../command.ts';
import { confirm } from '../confirm.ts';
import { withEngine } from '../engine-client.ts';
import { print, printJson, table } from '../output.ts';
import { wholeNumber } from '../whole-number.ts';

export const listNodes = defineCommand({
  name: 'sandbox nodes list',
  description: "The sandbox's nodes and their GPUs.",
  examples: ['slipway sandbox nodes list', 'slipway sandbox nodes list --json'],
  args: { ...jsonArgument, ...dataDirectoryArgument },
  async run(args) {
    const nodes = await withEngine(args['data-dir'], (call) => call.hardware.nodes.query());
    if (args.json) printJson(nodes);
    else print(nodeTable(nodes));
  },
});

export const addNode = defineCommand({
  name: 'sandbox nodes add',
  description: 'Add a node of simulated GPUs.',
  examples: ['slipway sandbox nodes add --gpu MI325X --count 8', 'slipway sandbox nodes add --gpu L40S --count 4 --name edge-1'],
  args: {
    gpu: { type: 'string', required: true, valueHint: 'kind', description: 'Such as MI300X, MI325X, H100, H200, L40S' },
    count: { type: 'string', default: '8', valueHint: 'number', description: 'GPUs of the node' },
    name: { type: 'string', valueHint: 'name', description: "The node's name (else one is given)" },
    ...jsonArgument,
    ...dataDirectoryArgument,
  },
  async run(args) {
    const draft = {
      gpu: args.gpu,
      count: wholeNumber('--count', args.count) ?? 8,
      ...(args.name === undefined ? {} : { name: args.name }),
    };
    const added = await withEngine(args['data-dir'], (call) => call.sandbox.addNode.mutate(draft));
    if (args.json) printJson(added);
    else print(`node/${added.name} added`);
  },
});

export const removeNode = defineCommand({
  name: 'sandbox nodes remove',
  description: 'Remove a node; its pods move to others where they fit.',
  examples: ['slipway sandbox nodes remove mi325x-1 --yes'],
  args: {
    name: { type: 'positional', required: true, description: 'The node' },
    ...yesArgument,
    ...jsonArgument,
    ...dataDirectoryArgument,
  },
  async run(args) {
    await confirm(`Remove the node ${args.name} and evict its pods?`, args.yes === true);
    await withEngine(args['data-dir'], (call) => call.sandbox.removeNode.mutate({ name: args.name }));
    if (args.json) printJson({ removed: args.name });
    else print(`node/${args.name} removed`);
  },
});

/** Nodes as a table; also what `slipway get nodes` prints. */
export function nodeTable(nodes: NodeView[]): string {
  const rows = nodes.flatMap((node) => {
    const lines = node.gpus.length === 0 ? [['-', '-', '-']] : node.gpus.map(gpuCells);
    // A node with several kinds has a line for each; what is the node's own is said once.
    return lines.map((cells, line) =>
      line === 0
        ? [node.name, node.ready ? 'ready' : 'not ready', ...cells, node.cpu, node.memory, String(node.pods)]
        : ['', '', ...cells, '', '', ''],
    );
  });
  return table(['NAME', 'STATE', 'GPU', 'FREE', 'GPU MEMORY', 'CPU', 'MEMORY', 'PODS'], rows);
}

function gpuCells({ model, resourceName, partition, free, total, memoryMiB }: NodeView['gpus'][number]): string[] {
  const kind = [model ?? resourceName, partition].filter((part) => part !== null).join(' ');
  return [kind, `${free}/${total}`, memoryMiB === null ? '-' : `${(memoryMiB / 1024).toPrecision(3)} GiB`];
}
