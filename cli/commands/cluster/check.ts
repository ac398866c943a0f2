import type { CheckRecordView } from '../../../engine/contract/views/check-record.ts';
import type { ClusterCheckView } from '../../../engine/contract/views/cluster-check.ts';
import { dataDirectoryArgument, defineCommand, jsonArgument } from '../../command.ts';
import { type EngineClient, withAnyEngine } from '../../engine-client.ts';
import { print, printJson, styled, table } from '../../output.ts';

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
    kubeconfig: { type: 'string', valueHint: 'file', description: 'The kubeconfig of the context' },
    namespace: { type: 'string', alias: 'n', valueHint: 'name', description: 'What you may do in this namespace alone' },
    'allow-program': { type: 'string', valueHint: 'program', description: 'Run this program of the kubeconfig for credentials' },
    ...jsonArgument,
    ...dataDirectoryArgument,
  },
  async run(args) {
    await withAnyEngine(args['data-dir'], async (call) => {
      if (args.name === undefined && args.context === undefined) return machine(call, args.json === true);
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
  if (json) return printJson({ providers, tools, records: check.records });
  const rows = providers.map(({ label, usable, message, fix }) => [
    label,
    usable ? 'usable' : 'not usable',
    fix ? `${message} ${fix}` : message,
  ]);
  print(table(['PROVIDER', 'HERE', 'WHY'], rows));
  print('');
  print(recordsText(check.records));
}

function checkText({ cluster, latencyMs, version, rights, gpus, installed, records }: ClusterCheckView): string {
  const answer = latencyMs === null ? 'does not answer' : `answers in ${Math.round(latencyMs)} ms`;
  return [
    `${cluster} ${answer}, Kubernetes ${version ?? 'unknown'}`,
    rights.length > 0 &&
      table(
        ['RIGHT', 'ALLOWED', 'RULE'],
        rights.map(({ what, allowed, rule }) => [what, allowed ? 'yes' : 'no', allowed ? '' : rule]),
      ),
    gpus.length > 0 &&
      table(
        ['GPU', 'MODEL', 'NODES', 'TOTAL'],
        gpus.map(({ resourceName, model, nodes, total }) => [resourceName, model ?? '-', String(nodes), String(total)]),
      ),
    installed.length > 0 &&
      table(
        ['INSTALLED', 'VERSION', 'SEEN BY'],
        installed.map(({ project, version: found, evidence }) => [project, found ?? '-', evidence]),
      ),
    recordsText(records),
  ]
    .filter(Boolean)
    .join('\n\n');
}

const marks = { pass: ['green', '✓'], note: ['gray', '·'], warning: ['yellow', '!'], problem: ['red', '✗'] } as const;

function recordLine({ verdict, message, fix }: CheckRecordView): string {
  const [colour, mark] = marks[verdict];
  return `${styled(colour, mark)} ${message}${fix && verdict !== 'pass' ? `\n    ${fix}` : ''}`;
}

/** Records as lines, the worst first. */
export function recordsText(records: readonly CheckRecordView[]): string {
  const order = ['problem', 'warning', 'note', 'pass'];
  return records
    .toSorted((one, other) => order.indexOf(one.verdict) - order.indexOf(other.verdict))
    .map(recordLine)
    .join('\n');
}
