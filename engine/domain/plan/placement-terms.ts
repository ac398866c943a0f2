/** Which nodes have the chosen GPUs, as labels say it. */
import type { GpuNode } from '../fleet/gpu-node.ts';

/** Nodes that have one of the values, and the other label too where there is one. */
export interface PlacementTerm {
  readonly label: string;
  readonly values: readonly string[];
  readonly also: GpuNode['alsoLabel'];
}

/** In the order of their labels, so that the same nodes give the same pods. */
export function placementTerms(nodes: readonly GpuNode[]): PlacementTerm[] {
  const terms = new Map<string, PlacementTerm>();
  for (const { identity, alsoLabel: also } of nodes) {
    if (!identity) continue;
    const key = JSON.stringify([identity.label, also]);
    const values = new Set([...(terms.get(key)?.values ?? []), identity.value]);
    terms.set(key, { label: identity.label, values: [...values].sort(), also });
  }
  return [...terms].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, term]) => term);
}
