import { dataDirectoryArgument, defineCommand, jsonArgument } from '../../command.ts';
import { withAnyEngine } from '../../engine-client.ts';
import { print, printJson } from '../../output.ts';

export const attachCluster = defineCommand({
  name: 'cluster attach',
  description: 'Remember a cluster of your kubeconfig, once it has answered. Nothing is created in it.',
  examples: [
    'slipway cluster attach prod --context prod-eu',
    'slipway cluster attach prod --context prod-eu --read-only',
    'slipway cluster attach team --context shared --namespace team-a',
    'slipway cluster attach lab --kubeconfig ./lab.kubeconfig --simulated',
  ],
  args: {
    name: { type: 'positional', required: false, description: "How to call it (default: the context's name)" },
    context: { type: 'string', valueHint: 'name', description: 'The context (default: the current one)' },
    kubeconfig: { type: 'string', valueHint: 'file', description: 'The kubeconfig (default: KUBECONFIG, else ~/.kube/config)' },
    'read-only': { type: 'boolean', description: 'Refuse everything that would change it' },
    namespace: {
      type: 'string',
      alias: 'n',
      valueHint: 'name',
      description: 'Use this namespace alone: for people who are not administrators',
    },
    simulated: { type: 'boolean', description: 'It has no GPUs: models run on the simulator' },
    'allow-program': { type: 'string', valueHint: 'program', description: 'Run this program of the kubeconfig for credentials' },
    ...jsonArgument,
    ...dataDirectoryArgument,
  },
  async run(args) {
    const cluster = await withAnyEngine(args['data-dir'], (call) =>
      call.clusters.attach.mutate({
        name: args.name,
        context: args.context,
        kubeconfig: args.kubeconfig,
        readOnly: args['read-only'] === true,
        namespace: args.namespace,
        simulated: args.simulated === true,
        allowProgram: args['allow-program'],
      }),
    );
    if (args.json) return printJson(cluster);
    print(`The cluster ${cluster.name} is attached (${cluster.server ?? 'server unknown'}). Next: slipway cluster check ${cluster.name}`);
  },
});
