import type { Cluster } from '../../../clusters/cluster.ts';
import type { ResourceKind } from '../../../clusters/objects.ts';
import { routeKind } from '../../contract/route-kind.ts';
import type { ServedDialect } from '../dialects/served-dialect.ts';

/** What a cluster serves of the kinds that the services read. */
export interface ServedKinds {
  dialects: ServedDialect[];
  /** Whether a kind of ours is missing: Slipway is not installed there, or only in part. */
  isAbsent(kind: ResourceKind): boolean;
}

/** Asks the cluster which kinds it serves. Kinds of Kubernetes itself are taken for granted: whoever may not read them is told so. */
export async function servedKinds(cluster: Cluster, dialects: readonly ServedDialect[], signal: AbortSignal): Promise<ServedKinds> {
  const served = new Set((await cluster.discover({ signal })).map(identityOf));
  const ours = new Set([routeKind, ...dialects.flatMap(({ endpoints, recipes }) => [endpoints, recipes])].map(identityOf));
  const isAbsent = (kind: ResourceKind) => ours.has(identityOf(kind)) && !served.has(identityOf(kind));
  return { dialects: dialects.filter(({ endpoints }) => !isAbsent(endpoints)), isAbsent };
}

function identityOf({ group, plural }: ResourceKind): string {
  return `${plural}.${group}`;
}
