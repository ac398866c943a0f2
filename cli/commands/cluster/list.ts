import type { ClusterView } from '../../../engine/contract/views/cluster.ts';
import { dataDirectoryArgument, defineCommand, jsonArgument } from '../../command.ts';
import { withAnyEngine } from '../../engine-client.ts';
import { print, printJson, table } from '../../output.ts';

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

function clusterTable(clusters: ClusterView[]): string {
  return table(
    ['NAME', 'PROVIDER', 'STATE', 'CONNECTION', 'KUBERNETES', 'MODE', 'SLIPWAY'],
    clusters.map((each) => [each.name, each.provider, each.state, each.connection, each.version ?? '-', modeOf(each), installedIn(each)]),
  );
}

function modeOf({ readOnly, namespace }: ClusterView): string {
  const parts = [readOnly ? 'read-only' : null, namespace === null ? null : `namespace ${namespace}`];
  return parts.filter((part) => part !== null).join(', ') || '-';
}

function installedIn({ installation }: ClusterView): string {
  switch (installation?.state) {
    case undefined:
      return '-';
    case 'none':
      return 'not installed';
    case 'applying':
      return 'half installed';
    case 'complete':
      return installation.version ?? 'installed';
    case 'in_process':
      return 'in this process';
  }
}
