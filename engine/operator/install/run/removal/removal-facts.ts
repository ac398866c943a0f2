import type { Cluster } from '../../../../../clusters/cluster.ts';
import { customResourceDefinitions } from '../../../../../clusters/kinds.ts';
import type { ResourceKind, Stored } from '../../../../../clusters/objects.ts';
import { installationKinds } from '../../objects/kinds.ts';
import { partSelector } from '../../objects/metadata.ts';
import { accessesNeeded } from '../../plan/accesses.ts';
import { isOurs } from '../../plan/owner.ts';
import { refKey, refOf } from '../../plan/refs.ts';
import { inGroups } from '../gather/in-groups.ts';
import { servedName } from '../gather/present-objects.ts';
import { reviewAccess } from '../gather/review-access.ts';
import type { InstallerContext } from '../installer-context.ts';
import { definitionName, ourKinds } from '../our-kinds.ts';
import { listObjects, listSeen } from './list-objects.ts';
import type { SeenFacts } from './seen-plan.ts';

export interface RemovalPlace {
  /** Of our parts. */
  readonly namespace: string;
  /** The installation is in one namespace alone: what is outside of it belongs to others. */
  readonly namespaceOnly: boolean;
}

/** Looks at everything that a removal is decided by, and says what could not be looked at. Nothing in the cluster is changed. */
export async function removalFacts({ cluster }: InstallerContext, place: RemovalPlace, signal?: AbortSignal): Promise<SeenFacts> {
  const { namespace, namespaceOnly } = place;
  const kinds = await cluster.discover({ signal });
  const served = new Set(kinds.map(servedName));
  const isHere = (kind: ResourceKind) => served.has(servedName(kind)) && (kind.namespaced || !namespaceOnly);
  const where = { namespace, signal };
  const labelled = await listAll(cluster, installationKinds.filter(isHere), { ...where, labelSelector: partSelector });
  // All of it counts where the namespace may go with everything in it, for which it must be seen.
  const contents = await listAll(
    cluster,
    namespaceOnly ? installationKinds.filter(isHere) : kinds.filter(({ namespaced }) => namespaced),
    where,
  );
  const definitions = namespaceOnly ? [] : await definitionsOfOurKinds({ cluster }, signal);
  const parts = unique([...labelled.objects, ...definitions]);
  return {
    parts,
    models: (await models({ cluster }, ourKinds.filter(isHere), { ...place, definitions }, signal)).map(refOf),
    namespace: parts.find(({ kind, metadata }) => kind === 'Namespace' && metadata.name === namespace),
    contents: unique(contents.objects),
    rights: await reviewAccess(cluster, accessesNeeded([], parts), signal),
    unseen: [...new Map([...labelled.unseen, ...contents.unseen].map((kind) => [servedName(kind), kind])).values()],
  };
}

async function listAll(
  cluster: Cluster,
  kinds: readonly ResourceKind[],
  { namespace, ...options }: { namespace: string; labelSelector?: string; signal: AbortSignal | undefined },
): Promise<{ objects: Stored[]; unseen: ResourceKind[] }> {
  const lists = await inGroups(kinds, (kind) => listSeen(cluster, kind, kind.namespaced ? { namespace, ...options } : options));
  return { objects: lists.flatMap((list) => list ?? []), unseen: kinds.filter((_, index) => lists[index] === undefined) };
}

async function definitionsOfOurKinds({ cluster }: Pick<InstallerContext, 'cluster'>, signal: AbortSignal | undefined): Promise<Stored[]> {
  const names = new Set(ourKinds.map(definitionName));
  return (await listObjects(cluster, customResourceDefinitions, { signal })).filter(({ metadata }) => names.has(metadata.name));
}

/** Where somebody else defines a kind, its objects are for somebody else too: those are no models of ours. */
async function models(
  { cluster }: Pick<InstallerContext, 'cluster'>,
  kinds: readonly ResourceKind[],
  { namespace, namespaceOnly, definitions }: RemovalPlace & { definitions: readonly Stored[] },
  signal: AbortSignal | undefined,
): Promise<Stored[]> {
  const foreign = new Set(definitions.filter((definition) => !isOurs(definition)).map(({ metadata }) => metadata.name));
  const ours = kinds.filter((kind) => !foreign.has(definitionName(kind)));
  const found = await inGroups(ours, (kind) => listObjects(cluster, kind, namespaceOnly ? { namespace, signal } : { signal }));
  return found.flat();
}

function unique(objects: readonly Stored[]): Stored[] {
  return [...new Map(objects.map((object) => [refKey(refOf(object)), object])).values()];
}
