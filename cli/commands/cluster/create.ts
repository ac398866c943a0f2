import type { KindDraft } from '../../../engine/contract/views/kind.ts';
import { dataDirectoryArgument, defineCommand, jsonArgument } from '../../command.ts';
import { withAnyEngine } from '../../engine-client.ts';
import { followFlow } from '../../flows/follow-flow.ts';
import { verboseArgument } from '../../flows/run-flow.ts';
import { interrupted } from '../../interrupted.ts';
import { print, printJson, say } from '../../output.ts';
import { readInput } from '../../read-input.ts';
import { recordsText } from './check-text.ts';

export const createCluster = defineCommand({
  name: 'cluster create',
  description: 'Make a kind cluster on this machine. Ctrl-C cancels it and removes what was made.',
  examples: [
    'slipway cluster create dev --provider kind',
    'slipway cluster create dev --provider kind --preset mi300x',
    'slipway cluster create dev --provider kind --config kind.yaml',
    'slipway cluster create dev --provider kind --preset three-workers --dry-run',
  ],
  args: {
    name: { type: 'positional', required: true, description: 'Its name' },
    provider: { type: 'enum', options: ['kind'], default: 'kind', description: 'What makes it' },
    preset: { type: 'string', valueHint: 'name', description: 'single (default), three-workers, mi300x, h100, nvidia or amd' },
    config: { type: 'string', valueHint: 'file', description: 'A kind configuration (kind.x-k8s.io/v1alpha4), or - for standard input' },
    image: { type: 'string', valueHint: 'image', description: 'The node image, for nodes that name none' },
    'dry-run': { type: 'boolean', description: 'Print the configuration and the checks, and make nothing' },
    ...verboseArgument,
    ...jsonArgument,
    ...dataDirectoryArgument,
  },
  async run(args) {
    const draft: KindDraft = {
      name: args.name,
      preset: args.preset,
      image: args.image,
      config: args.config === undefined ? undefined : await readInput(args.config, '--config'),
    };
    await withAnyEngine(args['data-dir'], async (call) => {
      const check = await call.kind.check.query(draft);
      if (args['dry-run']) return args.json ? printJson(check) : print(check.config.trimEnd());
      // What is a problem is told when it is refused.
      const warnings = check.records.filter(({ verdict }) => verdict === 'warning');
      if (!args.json && warnings.length > 0) say(recordsText(warnings));
      const { flow } = await call.kind.create.mutate(draft);
      const ended = await followFlow(call, flow, { signal: interrupted(), verbose: args.verbose });
      if (args.json) return printJson(ended);
      print(`The kind cluster ${args.name} runs. Next: slipway install --cluster ${args.name}`);
    });
  },
});
