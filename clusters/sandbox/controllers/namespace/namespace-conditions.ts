import type { NamespaceCondition } from 'kubernetes-types/core/v1.d.ts';
import type { KubernetesObject } from '../../../objects.ts';

/** What a namespace that ends still holds, of one kind. */
export interface RemainingContent {
  plural: string;
  group: string;
  objects: readonly KubernetesObject[];
}

/** The conditions of a namespace that ends, as the real controller words them: what is left, and what holds it. */
export function endingConditions(
  before: readonly NamespaceCondition[],
  { remaining, failures, now }: { remaining: readonly RemainingContent[]; failures: readonly string[]; now: string },
): NamespaceCondition[] {
  const wanted = [
    good('NamespaceDeletionDiscoveryFailure', 'ResourcesDiscovered', 'All resources successfully discovered'),
    good('NamespaceDeletionGroupVersionParsingFailure', 'ParsedGroupVersions', 'All legacy kube types successfully parsed'),
    contentFailure(failures),
    contentRemaining(remaining),
    finalizersRemaining(remaining),
  ];
  return wanted.map((condition) => {
    const known = before.find(({ type }) => type === condition.type);
    const since = known?.status === condition.status ? (known.lastTransitionTime ?? now) : now;
    return { ...condition, lastTransitionTime: since };
  });
}

function contentFailure(failures: readonly string[]): NamespaceCondition {
  const type = 'NamespaceDeletionContentFailure';
  if (failures.length === 0) return good(type, 'ContentDeleted', 'All content successfully deleted, may be waiting on finalization');
  const list = failures.toSorted().join(', ');
  return bad(type, 'ContentDeletionFailed', `Failed to delete all resource types, ${failures.length} remaining: ${list}`);
}

function contentRemaining(remaining: readonly RemainingContent[]): NamespaceCondition {
  const type = 'NamespaceContentRemaining';
  const held = remaining.filter(({ objects }) => objects.length > 0);
  if (held.length === 0) return good(type, 'ContentRemoved', 'All content successfully removed');
  const texts = held.map(({ plural, group, objects }) => `${plural}.${group} has ${objects.length} resource instances`);
  return bad(type, 'SomeResourcesRemain', `Some resources are remaining: ${texts.toSorted().join(', ')}`);
}

function finalizersRemaining(remaining: readonly RemainingContent[]): NamespaceCondition {
  const type = 'NamespaceFinalizersRemaining';
  const counts = new Map<string, number>();
  for (const object of remaining.flatMap(({ objects }) => objects)) {
    for (const finalizer of object.metadata?.finalizers ?? []) counts.set(finalizer, (counts.get(finalizer) ?? 0) + 1);
  }
  if (counts.size === 0) return good(type, 'ContentHasNoFinalizers', 'All content-preserving finalizers finished');
  const texts = [...counts].map(([finalizer, count]) => `${finalizer} in ${count} resource instances`);
  return bad(type, 'SomeFinalizersRemain', `Some content in the namespace has finalizers remaining: ${texts.toSorted().join(', ')}`);
}

function good(type: string, reason: string, message: string): NamespaceCondition {
  return { type, status: 'False', reason, message };
}

function bad(type: string, reason: string, message: string): NamespaceCondition {
  return { type, status: 'True', reason, message };
}
