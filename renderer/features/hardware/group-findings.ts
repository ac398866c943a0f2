import type { NodeView } from '../../../engine/contract/views/node.ts';

export interface FindingGroup {
  finding: string;
  /** Names of the nodes that tell it. */
  nodes: string[];
}

/** Each finding once, with the nodes that tell it: a plugin is missing on all nodes of a pool, and mended once. */
export function groupFindings(nodes: readonly Pick<NodeView, 'name' | 'findings'>[]): FindingGroup[] {
  const groups = new Map<string, string[]>();
  for (const { name, findings } of nodes) {
    for (const finding of findings) groups.set(finding, [...(groups.get(finding) ?? []), name]);
  }
  return [...groups].map(([finding, names]) => ({ finding, nodes: names })).sort((a, b) => b.nodes.length - a.nodes.length);
}
