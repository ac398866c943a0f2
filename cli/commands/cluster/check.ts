import { dataDirectoryArgument, defineCommand, jsonArgument } from '../../command.ts';
import { type EngineClient, withAnyEngine } from '../../engine-client.ts';
import { print, printJson } from '../../output.ts';
import { checkText, machineText } from './check-text.ts';

export const checkCluster = defineCommand({
  name: 'cluster check',
  description: 'Look at a cluster (reach, version, rights, GPUs, what is installed), or at this machine for kind.',
  examples: [
    'slipway cluster check',
    'slipway cluster check prod',
    'slipway cluster check --context prod-eu',
    'slipway cluster check prod --json',
  ],
  args: {
    name: { type: 'positional', required: false, description: 'A cluster; absent: whether this machine can run kind' },
    context: { type: 'string', valueHint: 'name', description: 'A context of your kubeconfig that is not attached' },
    kubeconfig: { type: 'string', valueHint: 'file', description: 'A kubeconfig (its current context, unless --context names one)' },
    namespace: { type: 'string', alias: 'n', valueHint: 'name', description: 'What you may do in this namespace alone' },
    'allow-program': { type: 'string', valueHint: 'program', description: 'Run this program of the kubeconfig for credentials' },
    ...jsonArgument,
    ...dataDirectoryArgument,
  },
  async run(args) {
    await withAnyEngine(args['data-dir'], async (call) => {
      if (args.name === undefined && args.context === undefined && args.kubeconfig === undefined) return machine(call, args.json === true);
      const check = await (args.name === undefined
        ? call.clusters.checkContext.query({
            context: args.context,
            kubeconfig: args.kubeconfig,
            namespace: args.namespace,
            allowProgram: args['allow-program'],
          })
        : call.clusters.check.query({ name: args.name }));
      if (args.json) printJson(check);
      else print(checkText(check));
    });
  },
});

async function machine(call: EngineClient['call'], json: boolean): Promise<void> {
  const [providers, tools, check] = await Promise.all([
    call.clusters.providers.query(),
    call.kind.tools.query(),
    call.kind.check.query({ name: 'slipway', preset: 'single' }),
  ]);
  const found = { providers, tools, records: check.records };
  if (json) printJson(found);
  else print(machineText(found));
}
