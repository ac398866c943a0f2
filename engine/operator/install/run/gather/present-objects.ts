import { isReason } from '../../../../../clusters/api-error.ts';
import type { Cluster } from '../../../../../clusters/cluster.ts';
import { apiVersionOf, type KubernetesObject, type ResourceKind, type Stored } from '../../../../../clusters/objects.ts';
import { installationKindOf, installationKinds } from '../../objects/kinds.ts';
import { partSelector } from '../../objects/metadata.ts';
import { refKey, refOf } from '../../plan/refs.ts';
import { inGroups } from './in-groups.ts';

export interface PresentSearch {
  readonly namespace: string;
  readonly wanted: readonly KubernetesObject[];
  /** `apiVersion kind`, as the cluster serves them. */
  readonly served: ReadonlySet<string>;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Live objects with a wanted one's name, whoever made them, and all that an installation has labelled as its own: outside of
 * namespaces, and in this one. What may not be looked at counts as not there: the server refuses later what it must.
 */
export async function presentObjects(cluster: Cluster, { namespace, wanted, served, signal }: PresentSearch): Promise<Stored[]> {
  const kinds = installationKinds.filter((kind) => served.has(servedName(kind)));
  const labelled = await inGroups(kinds, (kind) => labelledOf(cluster, kind, { namespace, signal }));
  const found = new Map(labelled.flat().map((object) => [refKey(refOf(object)), object]));
  const rest = wanted.filter((object) => !found.has(refKey(refOf(object))) && served.has(`${object.apiVersion} ${object.kind}`));
  const named = await inGroups(rest, (object) => find(cluster, object, signal));
  return [...found.values(), ...named.filter((object) => object !== undefined)];
}

/** Its name in the list of what a cluster serves: `apps/v1 Deployment`. */
export function servedName(kind: ResourceKind): string {
  return `${apiVersionOf(kind)} ${kind.kind}`;
}

async function labelledOf(
  cluster: Cluster,
  kind: ResourceKind,
  { namespace, signal }: Pick<PresentSearch, 'namespace' | 'signal'>,
): Promise<Stored[]> {
  const where = kind.namespaced ? { namespace } : {};
  const list = await unlessRefused(cluster.list(kind, { ...where, labelSelector: partSelector, signal }));
  // Items of a list do not say what they are.
  return (list?.items ?? []).map((object) => ({ ...object, apiVersion: apiVersionOf(kind), kind: kind.kind }));
}

async function find(cluster: Cluster, object: KubernetesObject, signal: AbortSignal | undefined): Promise<Stored | undefined> {
  const { namespace, name = '' } = object.metadata ?? {};
  return await unlessRefused(cluster.get(installationKindOf(object), { namespace, name }, { signal }));
}

async function unlessRefused<Result>(answer: Promise<Result>): Promise<Result | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (isReason(error, 'NotFound', 'Forbidden')) return undefined;
    throw error;
  }
}
