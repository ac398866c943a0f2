import { dataDirectoryArgument, defineCommand, jsonArgument, namespaceArgument, yesArgument } from '../command.ts';
import { confirm } from '../confirm.ts';
import { withEngine } from '../engine-client.ts';
import { print, printJson } from '../output.ts';
import { findEndpoint } from './get.ts';

export const remove = defineCommand({
  name: 'delete',
  description: 'Delete an endpoint and all that runs for it.',
  examples: ['slipway delete qwen-7b-demo', 'slipway delete qwen-7b-demo -n aim-engine --yes'],
  args: {
    name: { type: 'positional', required: true, description: 'The endpoint' },
    ...namespaceArgument,
    ...yesArgument,
    ...jsonArgument,
    ...dataDirectoryArgument,
  },
  async run(args) {
    await withEngine(args['data-dir'], async (call) => {
      const key = await findEndpoint(call, { name: args.name, namespace: args.namespace });
      await confirm(`Delete the endpoint ${key.name} in ${key.namespace} and its pods?`, args.yes === true);
      await call.endpoints.remove.mutate(key);
      if (args.json) printJson({ deleted: key });
      else print(`endpoint/${key.name} in ${key.namespace} deleted`);
    });
  },
});
