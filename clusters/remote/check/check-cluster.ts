import type { Clock } from '../../clock.ts';
import type { Cluster } from '../../cluster.ts';
import { listAll } from '../../informer/list-all.ts';
import { nodes as nodeKind } from '../../kinds.ts';
import { answerTo } from './answers.ts';
import type { ClusterCheck } from './cluster-check.ts';
import { findProjects } from './find-projects.ts';
import { gpusOf } from './gpus.ts';
import { askInstallRights } from './install-rights.ts';
import { installedRecords, nodesRecords, reachRecord, rightsRecord, unreachableRecord } from './records.ts';

export interface CheckOptions {
  /** Where Slipway would be installed. Default: `slipway-system`. */
  namespace?: string | undefined;
  signal?: AbortSignal | undefined;
  clock: Clock;
}

const answerWithinMs = 5_000;

/**
 * Looks at a cluster and changes nothing: whether it answers, what the asking user may do, its GPUs, what is installed. What
 * may not be read is told, and no failure. Rejects with the signal's reason alone.
 */
export async function checkCluster(cluster: Cluster, options: CheckOptions): Promise<ClusterCheck> {
  const { namespace = 'slipway-system', signal, clock } = options;
  const begun = clock.now();
  const { value: version, refusal } = await answerTo(cluster.version({ signal, timeoutMs: answerWithinMs }), signal);
  if (version === undefined) return unreached(refusal ?? '');
  const reach = reachRecord(cluster.name, clock.now() - begun, version);
  const [rights, nodes, found] = await Promise.all([
    answerTo(askInstallRights(cluster, { namespace, signal }), signal),
    answerTo(readNodes(cluster, signal), signal),
    answerTo(lookAround(cluster, signal), signal),
  ]);
  const mayListNodes = rights.value?.find(({ resource }) => resource === 'nodes')?.allowed !== false;
  // One who sees a single namespace gets an empty list of nodes instead of a refusal.
  const seenNodes = mayListNodes ? nodes : { refusal: nodes.refusal ?? 'you may not list nodes.' };
  const gpus = gpusOf(seenNodes.value ?? []);
  return {
    reach,
    version,
    rights: rights.value ?? [],
    gpus,
    installed: found.value?.installed ?? [],
    records: [rightsRecord(rights, namespace), ...nodesRecords(seenNodes, gpus), ...installedRecords(found, cluster.name)],
  };
}

async function readNodes(cluster: Cluster, signal: AbortSignal | undefined) {
  return (await listAll(cluster, nodeKind, { signal })).objects;
}

async function lookAround(cluster: Cluster, signal: AbortSignal | undefined) {
  return findProjects(cluster, await cluster.discover({ signal }), signal);
}

function unreached(why: string): ClusterCheck {
  const reach = unreachableRecord(why);
  return { reach, version: null, rights: [], gpus: [], installed: [], records: [] };
}
