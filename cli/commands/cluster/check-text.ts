/** What checks found, as lines and tables. */
import type { CheckRecordView } from '../../../engine/contract/views/check-record.ts';
import type { ProviderView } from '../../../engine/contract/views/cluster.ts';
import type { ClusterCheckView } from '../../../engine/contract/views/cluster-check.ts';
import type { ToolView } from '../../../engine/contract/views/kind.ts';
import { styled, table } from '../../output.ts';

export interface MachineCheck {
  providers: readonly ProviderView[];
  tools: readonly ToolView[];
  records: readonly CheckRecordView[];
}

/** Whether this machine can run kind clusters, and what else it has. */
export function machineText({ providers, tools, records }: MachineCheck): string {
  const kind = providers.find(({ id }) => id === 'kind');
  const others = providers.filter(({ id }) => id !== 'kind');
  return sections([
    `kind clusters ${kind?.usable ? `can run here: ${kind.message}` : 'cannot run here yet.'}`,
    recordsText(records),
    tools.flatMap(downloadLine).join('\n'),
    others.map(providerLine).join('\n'),
  ]);
}

function downloadLine({ name, download }: ToolView): string[] {
  if (!download) return [];
  return [`slipway cluster download-tool ${name} fetches ${name} ${download.version} from ${download.url} and compares its checksum.`];
}

function providerLine({ label, usable, message, fix }: ProviderView): string {
  return `${label}: ${usable || !fix ? message : `${message} ${fix}`}`;
}

/** A cluster: reach, the rights that are missing, GPUs, what is installed. */
export function checkText({ cluster, latencyMs, version, rights, gpus, installed, records }: ClusterCheckView): string {
  const answer = latencyMs === null ? 'does not answer' : `answers in ${Math.round(latencyMs)} ms`;
  return sections([
    `${cluster} ${answer}, Kubernetes ${version ?? 'unknown'}`,
    rightsText(rights),
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
  ]);
}

/** Those that are there need no line each. */
function rightsText(rights: ClusterCheckView['rights']): string {
  const missing = rights.filter(({ allowed }) => !allowed);
  if (missing.length === 0) return rights.length === 0 ? '' : `All ${rights.length} rights that Slipway asks for are there.`;
  const rows = missing.map(({ what, rule }) => [what, rule]);
  return `${rights.length - missing.length} of ${rights.length} rights that Slipway asks for are there. Missing:\n${table(['RIGHT', 'RULE'], rows)}`;
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

function sections(parts: readonly (string | false)[]): string {
  return parts.filter(Boolean).join('\n\n');
}
