import type { Cluster } from '../cluster.ts';
import type { ResourceKind } from '../objects.ts';
import { type Access, type AllowedRules, allowedRules, isAllowedBy, mayDo } from './access-review.ts';
import { fewAtOnce } from './few-at-once.ts';

export interface ReadableKindsOptions {
  namespace: string;
  signal?: AbortSignal | undefined;
}

/** How many questions are under way at once. */
const mostAtOnce = 10;

/**
 * Asks once what of these kinds may be listed and watched, and answers from that: kinds with namespaces in the one namespace,
 * all others in the whole cluster. A kind that is not among them counts as readable only in the namespace.
 */
export async function readableKinds(
  cluster: Cluster,
  kinds: readonly ResourceKind[],
  { namespace, signal }: ReadableKindsOptions,
): Promise<(kind: ResourceKind) => boolean> {
  const everything = { verb: '*', group: '*', resource: '*' };
  const [rules, isAdministrator] = await Promise.all([
    allowedRules(cluster, namespace, { signal }),
    mayDo(cluster, everything, { signal }),
  ]);
  if (isAdministrator) return () => true;
  // The rules of a namespace may name nodes too, and grant nothing by it: what has no namespace is asked for by itself.
  const unclear = kinds.filter((kind) => !kind.namespaced || !isClear(rules, kind));
  const answers = await fewAtOnce(mostAtOnce, unclear, (kind) => mayListAndWatch(kind));
  const known = new Map(unclear.map((kind, index) => [identityOf(kind), answers[index] === true]));
  return (kind) => known.get(identityOf(kind)) ?? kind.namespaced;

  async function mayListAndWatch(kind: ResourceKind): Promise<boolean> {
    const [list, watch] = reading(kind, namespace);
    return (await mayDo(cluster, list, { signal })) && (await mayDo(cluster, watch, { signal }));
  }
}

/** Whether the rules allow reading it; where they do not, other ways of authorization may. */
function isClear({ rules }: AllowedRules, kind: ResourceKind): boolean {
  return reading(kind, undefined).every((access) => isAllowedBy(rules, access));
}

function reading({ group, plural, namespaced }: ResourceKind, namespace: string | undefined): [Access, Access] {
  const place = { group, resource: plural, ...(namespaced && { namespace }) };
  return [
    { verb: 'list', ...place },
    { verb: 'watch', ...place },
  ];
}

function identityOf({ group, plural }: ResourceKind): string {
  return `${plural}.${group}`;
}
