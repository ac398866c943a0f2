import type { NodeForm } from './kind-form.ts';

/** What is special about a node, in a few words: `8 MI300X simulated, 2 ports, 1 mount`. */
export function nodeSummary(node: Pick<NodeForm, 'labels' | 'extraMounts' | 'extraPortMappings' | 'image'>): string {
  const gpu = node.labels['slipway.dev/simulated-gpu'];
  const count = node.labels['slipway.dev/simulated-gpu-count'];
  return [
    gpu ? `${count ?? 1} ${gpu} simulated` : '',
    counted(node.extraPortMappings.length, 'port', 'ports'),
    counted(node.extraMounts.length, 'mount', 'mounts'),
    node.image,
  ]
    .filter(Boolean)
    .join(', ');
}

function counted(count: number, one: string, many: string): string {
  if (count === 0) return '';
  return count === 1 ? `1 ${one}` : `${count} ${many}`;
}
