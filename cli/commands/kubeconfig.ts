import { readFile } from 'node:fs/promises';
import { SlipwayError } from '../../engine/contract/errors.ts';
import { dataDirectoryOf } from '../../host/data-directory.ts';
import { sandboxKubeconfigOf } from '../../host/sandbox-files.ts';
import { dataDirectoryArgument, defineCommand, jsonArgument } from '../command.ts';
import { print, printJson } from '../output.ts';

export const kubeconfig = defineCommand({
  name: 'kubeconfig',
  description: "Print the sandbox's kubeconfig, or its path.",
  examples: ['export KUBECONFIG=$(slipway kubeconfig --path)', 'slipway kubeconfig > ~/.kube/slipway'],
  args: { path: { type: 'boolean', description: 'Print the path of the file' }, ...jsonArgument, ...dataDirectoryArgument },
  async run(args) {
    const path = sandboxKubeconfigOf(dataDirectoryOf(args['data-dir'], process.env));
    const content = await read(path);
    if (args.json) printJson({ path });
    else print(args.path ? path : content.trimEnd());
  },
});

async function read(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new SlipwayError('not_found', `There is no kubeconfig at ${path}.`, {
      cause: error,
      fix: 'It is made at the first start: run "slipway serve" (in a checkout: npm start).',
    });
  }
}
