import { SlipwayError } from '../../engine/contract/errors.ts';
import { clusterArgument, dataDirectoryArgument, defineCommand, jsonArgument } from '../command.ts';
import { withEngineFor } from '../engine-client.ts';
import { print, printJson } from '../output.ts';
import { readInput } from '../read-input.ts';

export const apply = defineCommand({
  name: 'apply',
  description: 'Apply a manifest: all of its objects, or none when one would be refused.',
  examples: ['slipway apply -f endpoint.yaml', 'slipway apply -f endpoint.yaml --dry-run', 'cat endpoint.yaml | slipway apply -f -'],
  args: {
    filename: { type: 'string', alias: 'f', valueHint: 'file', description: 'A YAML or JSON file, or - for standard input' },
    'dry-run': { type: 'boolean', description: 'Say what would happen and change nothing' },
    ...clusterArgument,
    ...jsonArgument,
    ...dataDirectoryArgument,
  },
  async run(args) {
    const yaml = await read(args.filename);
    const dryRun = args['dry-run'] === true;
    const applied = await withEngineFor(args, (call) => call.manifests.applyAll.mutate({ cluster: args.cluster, yaml, dryRun }));
    if (args.json) return printJson(applied);
    const ending = dryRun ? ' (dry run)' : '';
    for (const { kind, name, namespace, outcome } of applied) {
      print(`${kind.toLowerCase()}/${name}${namespace ? ` in ${namespace}` : ''} ${outcome}${ending}`);
    }
  },
});

function read(file: string | undefined): Promise<string> {
  if (file !== undefined) return readInput(file, '-f');
  throw new SlipwayError('invalid_input', 'slipway apply needs a file.', { fix: 'Name one with -f, or - for standard input.' });
}
