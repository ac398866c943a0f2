import type { ContextView } from '../../../engine/contract/views/cluster.ts';

/** The contexts that hold all words of the filter, the current one first. */
export function filterContexts(contexts: readonly ContextView[], filter: string): ContextView[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const found = contexts.filter(({ name, cluster, user, server }) => {
    const text = `${name} ${cluster} ${user} ${server ?? ''}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  return found.toSorted((a, b) => Number(b.current) - Number(a.current));
}
