import type { Pod } from 'kubernetes-types/core/v1.d.ts';
import { isReason } from '../../../../../clusters/api-error.ts';
import { leases } from '../../../../../clusters/kinds.ts';
import type { Stored } from '../../../../../clusters/objects.ts';
import { customResources } from '../../objects/custom-resources.ts';
import { operatorName } from '../../objects/metadata.ts';
import type { InstallOptions } from '../../options.ts';
import type { InstallerContext } from '../installer-context.ts';
import type { HealthFacts, ProbeAnswer } from './health.ts';
import { crashes } from './pod-trouble.ts';
import { probeGateway, probeWebhook } from './probes.ts';
import type { WatchedParts } from './watch-parts.ts';

const lastLineCount = 3;

/** One look at everything that health is judged by. */
export async function gatherHealth(
  context: InstallerContext,
  options: InstallOptions,
  parts: WatchedParts,
  signal?: AbortSignal,
): Promise<HealthFacts> {
  const runsInCluster = options.operator === 'pods';
  const pods = parts.pods();
  return {
    options,
    deployments: parts.deployments(),
    pods,
    lease: runsInCluster ? await findLease(context, options.namespace, signal) : undefined,
    unservedKinds: await unservedKinds(context, signal),
    lastLines: await lastLinesOf(context, pods.filter(crashes), signal),
    gateway: await probe(context, readyPod(pods, 'gateway'), probeGateway, signal),
    webhook: options.webhooks && runsInCluster ? await probe(context, readyPod(pods, 'operator'), probeWebhook, signal) : null,
  };
}

async function findLease({ cluster }: InstallerContext, namespace: string, signal: AbortSignal | undefined) {
  try {
    return await cluster.get(leases, { namespace, name: operatorName }, { signal });
  } catch (error) {
    if (isReason(error, 'NotFound')) return undefined;
    throw error;
  }
}

async function unservedKinds({ cluster }: InstallerContext, signal: AbortSignal | undefined): Promise<string[]> {
  const served = new Set((await cluster.discover({ signal })).map(({ group, kind }) => `${group}/${kind}`));
  const ours = customResources();
  return ours.filter(({ apiVersion, kind }) => !served.has(`${apiVersion.split('/')[0]}/${kind}`)).map(({ kind }) => kind);
}

async function lastLinesOf(context: InstallerContext, crashed: readonly Stored<Pod>[], signal: AbortSignal | undefined) {
  const lines = new Map<string, string[]>();
  for (const pod of crashed) lines.set(pod.metadata.name, await lastLines(context, pod, signal));
  return lines;
}

/** Of the run before the last restart; none where they are gone with their container. */
async function lastLines({ cluster }: InstallerContext, { metadata }: Stored<Pod>, signal: AbortSignal | undefined): Promise<string[]> {
  const lines: string[] = [];
  try {
    for await (const line of cluster.logs(metadata, { previous: true, tailLines: lastLineCount, signal })) lines.push(line);
  } catch (error) {
    if (!isReason(error, 'BadRequest', 'NotFound', 'Forbidden', 'InternalError')) throw error;
  }
  return lines;
}

function readyPod(pods: readonly Stored<Pod>[], component: string): Stored<Pod> | undefined {
  return pods.find(
    ({ metadata, status }) =>
      metadata.labels?.['app.kubernetes.io/component'] === component &&
      !metadata.deletionTimestamp &&
      status?.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True'),
  );
}

async function probe(
  context: InstallerContext,
  pod: Stored<Pod> | undefined,
  ask: (context: InstallerContext, pod: Stored<Pod>, signal?: AbortSignal) => Promise<ProbeAnswer>,
  signal: AbortSignal | undefined,
): Promise<ProbeAnswer | null> {
  return pod ? await ask(context, pod, signal) : null;
}
