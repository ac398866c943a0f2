import { dataDirectoryArgument, defineCommand, jsonArgument } from '../../command.ts';
import { withAnyEngine } from '../../engine-client.ts';
import { print, printJson } from '../../output.ts';

export const clusterKubeconfig = defineCommand({
  name: 'cluster kubeconfig',
  description: "Print a cluster's kubeconfig, or its path.",
  examples: ['export KUBECONFIG=$(slipway cluster kubeconfig dev --path)', 'slipway cluster kubeconfig dev'],
  args: {
    name: { type: 'positional', required: true, description: 'The cluster' },
    path: { type: 'boolean', description: 'Print the path of the file' },
    ...jsonArgument,
    ...dataDirectoryArgument,
  },
  async run(args) {
    const found = await withAnyEngine(args['data-dir'], (call) => call.clusters.kubeconfig.query({ name: args.name }));
    if (args.json) printJson({ path: found.path, context: found.context });
    else print(args.path ? found.path : found.yaml.trimEnd());
  },
});
