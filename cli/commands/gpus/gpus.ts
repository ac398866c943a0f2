import { SlipwayError } from '../../../engine/contract/errors.ts';
import { isToolName, parseTool, toolNames } from '../../../engine/hardware/parse.ts';
import { clusterArgument, dataDirectoryArgument, defineCommand, jsonArgument } from '../../command.ts';
import { print, printJson, say } from '../../output.ts';
import { shippedGpus } from '../../shipped-catalog.ts';
import { devicesText } from './devices-text.ts';
import { readToolFiles } from './read-files.ts';

export const gpus = defineCommand({
  name: 'gpus',
  description: "The GPUs of this machine, of a cluster, or in a tool's saved output.",
  examples: [
    'slipway gpus',
    'slipway gpus --cluster prod',
    'slipway gpus parse nvidia-smi-xml support-dump.xml',
    'slipway gpus parse kfd /sys/class/kfd/kfd/topology --json',
    'kubectl get nodes -o json | slipway gpus parse node -',
  ],
  args: {
    action: { type: 'positional', required: false, description: 'parse: read what a tool has printed' },
    tool: { type: 'positional', required: false, description: toolNames.join(', ') },
    file: { type: 'positional', required: false, description: 'Its saved output, or the folder of it (- for standard input)' },
    ...clusterArgument,
    cluster: { ...clusterArgument.cluster, description: "A cluster's GPUs, free and used (default: this machine's)" },
    ...jsonArgument,
    ...dataDirectoryArgument,
  },
  async run(args) {
    const json = args.json === true;
    if (args.action === undefined) return args.cluster === undefined ? showMachine(json) : showCluster(args, json);
    if (args.action !== 'parse')
      throw wrongUse(`slipway gpus has no action "${args.action}".`, 'Its one action is parse: slipway gpus parse <tool> <file>.');
    if (args.cluster !== undefined) throw wrongUse('slipway gpus parse reads a file, and --cluster asks a cluster.', 'Use one of both.');
    await showOutput(args.tool, args.file, json);
  },
});

/** Nothing of clusters is loaded for it. */
async function showMachine(json: boolean): Promise<void> {
  const [{ detectThisMachine }, { machineText }] = await Promise.all([
    import('../../../host/this-machine.ts'),
    import('./machine-text.ts'),
  ]);
  const machine = await detectThisMachine(shippedGpus());
  if (json) printJson(machine);
  else print(machineText(machine));
}

async function showCluster(args: { cluster?: string | undefined; 'data-dir'?: string | undefined }, json: boolean): Promise<void> {
  const [{ withEngineFor }, { fleetText }] = await Promise.all([import('../../engine-client.ts'), import('./fleet-text.ts')]);
  const { cluster } = args;
  const [nodes, found] = await withEngineFor(args, (call) =>
    Promise.all([call.hardware.nodes.query({ cluster }), call.hardware.devices.query({ cluster })]),
  );
  if (json) printJson({ ...found, nodes });
  else print(fleetText(nodes, found.findings));
}

async function showOutput(tool: string | undefined, file: string | undefined, json: boolean): Promise<void> {
  if (tool === undefined || !isToolName(tool))
    throw wrongUse(tool === undefined ? 'Say which tool printed it.' : `There is no tool "${tool}".`, `Tools: ${toolNames.join(', ')}.`);
  if (file === undefined) throw wrongUse(`Say which file has the output of ${tool}.`, `slipway gpus parse ${tool} <file or folder>.`);
  const { devices, problems } = parseTool(tool, await readToolFiles(file), shippedGpus());
  for (const problem of problems) say(problem);
  if (json) printJson(devices);
  else print(devicesText(devices, problems));
}

function wrongUse(message: string, fix: string): SlipwayError {
  return new SlipwayError('invalid_input', message, { fix });
}
