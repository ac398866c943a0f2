import { customResourceDefinitions } from '../../../../../clusters/kinds.ts';
import type { ResourceKind, Stored } from '../../../../../clusters/objects.ts';
import { installationKinds } from '../../objects/kinds.ts';
import { partSelector } from '../../objects/metadata.ts';
import { accessesNeeded } from '../../plan/accesses.ts';
import { isOurs } from '../../plan/owner.ts';
import type { RemovalFacts } from '../../plan/plan-removal.ts';
import { refKey, refOf } from '../../plan/refs.ts';
import { inGroups } from '../gather/in-groups.ts';
import { servedName } from '../gather/present-objects.ts';
import { reviewAccess } from '../gather/review-access.ts';
import type { InstallerContext } from '../installer-context.ts';
import { listObjects } from './list-objects.ts';
import { definitionName, ourKinds } from './our-kinds.ts';

export interface RemovalPlace {
  /** Of our parts. */
  readonly namespace: string;
  /** The installation is in one namespace alone: what is outside of it belongs to others. */
  readonly namespaceOnly: boolean;
}

/** Looks at everything that a removal is decided by. Nothing in the cluster is changed. */
export async function removalFacts({ cluster }: InstallerContext, place: RemovalPlace, signal?: AbortSignal): Promise<RemovalFacts> {
  const { namespace, namespaceOnly } = place;
  const kinds = await cluster.discover({ signal });
  const served = new Set(kinds.map(servedName));
  const isHere = (kind: ResourceKind) => served.has(servedName(kind)) && (kind.namespaced || !namespaceOnly || kind.kind === 'Namespace');
  const within = (kind: ResourceKind) => (kind.namespaced ? { namespace, signal } : { signal });
  const labelled = await inGroups(installationKinds.filter(isHere), (kind) =>
    listObjects(cluster, kind, { ...within(kind), labelSelector: partSelector }),
  );
  const definitions = namespaceOnly ? [] : await definitionsOfOurKinds({ cluster }, signal);
  const parts = unique([...labelled.flat(), ...definitions]);
  return {
    parts,
    models: (await models({ cluster }, ourKinds.filter(isHere), { ...place, definitions }, signal)).map(refOf),
    namespace: parts.find(({ kind, metadata }) => kind === 'Namespace' && metadata.name === namespace),
    contents: unique(
      (
        await inGroups(
          kinds.filter(({ namespaced }) => namespaced),
          (kind) => listObjects(cluster, kind, within(kind)),
        )
      ).flat(),
    ),
    rights: await reviewAccess(cluster, accessesNeeded([], parts), signal),
  };
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
