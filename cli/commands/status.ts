import { readFileSync } from 'node:fs';
import type { StatusView } from '../../engine/contract/views/workbench.ts';
import { dataDirectoryOf } from '../../host/data-directory.ts';
import type { ServeFile } from '../../host/serve-file.ts';
import { dataDirectoryArgument, defineCommand, jsonArgument } from '../command.ts';
import { findServe, withEngine } from '../engine-client.ts';
import { age, print, printJson, table } from '../output.ts';

export const status = defineCommand({
  name: 'status',
  description: 'What runs here: the web UI, the gateway, the clusters.',
  examples: ['slipway status', 'slipway status --json'],
  args: { ...jsonArgument, ...dataDirectoryArgument },
  async run(args) {
    const dataDirectory = args['data-dir'];
    const serve = await findServe(dataDirectory);
    if (args.json && !serve) return printJson({ running: false, dataDirectory: dataDirectoryOf(dataDirectory, process.env) });
    const view = await withEngine(dataDirectory, (call) => call.workbench.status.query());
    if (args.json) printJson({ running: true, ...view });
    else print(statusText(view, serve ? linkTo(serve) : null));
  },
});

/** The address as `serve` printed it, with the token: for a person, so not part of the JSON. */
function linkTo({ url, tokenPath }: ServeFile): string {
  return `${url}/#token=${readFileSync(tokenPath, 'utf8').trim()}`;
}

function statusText(view: StatusView, link: string | null): string {
  const facts = [
    ['Web UI', link ?? view.url ?? '-'],
    ['Gateway', view.gatewayUrl ?? 'starting'],
    ['Kubeconfig', view.kubeconfig ?? '-'],
    ['Data', view.dataDirectory],
    ['Version', view.version],
    ['Process', `${view.pid}, since ${age(view.startedAt, Date.now())}`],
  ];
  const clusters = view.clusters.map((cluster) => [
    cluster.name,
    cluster.provider,
    cluster.freshness?.state ?? cluster.connection,
    cluster.version ?? '-',
    cluster.nodes === null ? '-' : String(cluster.nodes),
    cluster.server ?? '-',
  ]);
  const head = facts.map(([name = '', value]) => `${name.padEnd(12)}${value}`).join('\n');
  return `${head}\n\n${table(['CLUSTER', 'PROVIDER', 'STATE', 'VERSION', 'NODES', 'SERVER'], clusters)}`;
}
