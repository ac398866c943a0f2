import type { LogLine } from '../../engine/contract/views/workbench.ts';
import { clusterArgument, dataDirectoryArgument, defineCommand, jsonArgument, namespaceArgument } from '../command.ts';
import { withEngineFor } from '../engine-client.ts';
import { follow } from '../follow.ts';
import { interrupted } from '../interrupted.ts';
import { print } from '../output.ts';
import { wholeNumber } from '../whole-number.ts';
import { findEndpoint } from './get.ts';

export const logs = defineCommand({
  name: 'logs',
  description: "Print the log of an endpoint's pods, merged.",
  examples: ['slipway logs qwen-7b-demo', 'slipway logs qwen-7b-demo -f --tail 20', 'slipway logs qwen-7b-demo --pod qwen-7b-demo-5c9-x2k'],
  args: {
    name: { type: 'positional', required: true, description: 'The endpoint' },
    follow: { type: 'boolean', alias: 'f', description: 'Go on with new lines until interrupted' },
    pod: { type: 'string', valueHint: 'name', description: 'Only this pod' },
    tail: { type: 'string', valueHint: 'lines', description: 'Only the last so many lines of each pod' },
    ...namespaceArgument,
    ...clusterArgument,
    ...jsonArgument,
    ...dataDirectoryArgument,
  },
  async run(args) {
    const tailLines = wholeNumber('--tail', args.tail);
    await withEngineFor(args, async (call) => {
      const { cluster } = args;
      const endpoint = await findEndpoint(call, { name: args.name, namespace: args.namespace, cluster });
      const several = args.pod === undefined && (await call.endpoints.get.query({ cluster, ...endpoint })).pods.length > 1;
      const take = (line: LogLine) => print(args.json ? JSON.stringify(line) : several ? `${line.pod}  ${line.text}` : line.text);
      const input = { cluster, endpoint, pod: args.pod, tailLines, follow: args.follow === true };
      await follow(call.logs.follow, input, { take, signal: interrupted() });
    });
  },
});
