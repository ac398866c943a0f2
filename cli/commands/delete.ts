import { clusterArgument, dataDirectoryArgument, defineCommand, jsonArgument, namespaceArgument, yesArgument } from '../command.ts';
import { confirm } from '../confirm.ts';
import { withEngineFor } from '../engine-client.ts';
import { print, printJson } from '../output.ts';
import { findEndpoint } from './get.ts';

export const remove = defineCommand({
  name: 'delete',
  description: 'Delete an endpoint and all that runs for it.',
  examples: ['slipway delete qwen-7b-demo', 'slipway delete qwen-7b-demo -n aim-engine --yes'],
  args: {
    name: { type: 'positional', required: true, description: 'The endpoint' },
    ...namespaceArgument,
    ...clusterArgument,
    ...yesArgument,
    ...jsonArgument,
    ...dataDirectoryArgument,
  },
  async run(args) {
    await withEngineFor(args, async (call) => {
      const { cluster } = args;
      const key = await findEndpoint(call, { name: args.name, namespace: args.namespace, cluster });
      await confirm(`Delete the endpoint ${key.name} in ${key.namespace} and its pods?`, args.yes === true);
      await call.endpoints.remove.mutate({ cluster, ...key });
      if (args.json) printJson({ deleted: key });
      else print(`endpoint/${key.name} in ${key.namespace} deleted`);
    });
  },
});
