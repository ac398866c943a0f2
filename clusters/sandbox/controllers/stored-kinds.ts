import type { ResourceKind } from '../../objects.ts';

const askedOnly = ['authentication.k8s.io', 'authorization.k8s.io', 'metrics.k8s.io', 'custom.metrics.k8s.io', 'external.metrics.k8s.io'];

/** Each kind of stored objects once: of several versions the preferred one, of the two views of events the core one. */
export function storedKinds(kinds: readonly ResourceKind[]): ResourceKind[] {
  const first = new Map<string, ResourceKind>();
  for (const kind of kinds) {
    const identity = `${kind.group}/${kind.plural}`;
    if (isStored(kind) && !first.has(identity)) first.set(identity, kind);
  }
  return [...first.values()];
}

function isStored({ group, plural }: ResourceKind): boolean {
  if (group === 'events.k8s.io' && plural === 'events') return false;
  if (group === '' && (plural === 'bindings' || plural === 'componentstatuses')) return false;
  return !askedOnly.includes(group);
}
