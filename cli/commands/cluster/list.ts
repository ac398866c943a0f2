import { dataDirectoryArgument, defineCommand, jsonArgument } from '../../command.ts';
import { withAnyEngine } from '../../engine-client.ts';
import { print, printJson, table } from '../../output.ts';
import { clusterTable } from './list-text.ts';

export const listClusters = defineCommand({
  name: 'cluster list',
  description: 'The clusters that Slipway knows; it contacts none of them.',
  examples: ['slipway cluster list', 'slipway cluster list --json', 'slipway cluster list --contexts'],
  args: {
    contexts: { type: 'boolean', description: 'The contexts of your kubeconfig instead, which can be attached' },
    kubeconfig: { type: 'string', valueHint: 'file', description: 'With --contexts: another kubeconfig' },
    ...jsonArgument,
    ...dataDirectoryArgument,
  },
  async run(args) {
    await withAnyEngine(args['data-dir'], async (call) => {
      if (args.contexts) {
        const contexts = await call.clusters.contexts.query({ kubeconfig: args.kubeconfig });
        if (args.json) return printJson(contexts);
        const rows = contexts.map((each) => [
          each.current ? `${each.name} *` : each.name,
          each.server ?? '-',
          each.user,
          each.namespace,
          each.attachedAs ?? '-',
        ]);
        return print(
          rows.length === 0 ? 'The kubeconfig has no context.' : table(['CONTEXT', 'SERVER', 'USER', 'NAMESPACE', 'ATTACHED AS'], rows),
        );
      }
      const clusters = await call.clusters.list.query();
      if (args.json) return printJson(clusters);
      print(clusters.length === 0 ? 'No cluster yet: slipway serve, slipway cluster create or attach.' : clusterTable(clusters));
    });
  },
});
