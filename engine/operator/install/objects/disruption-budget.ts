import type { PodDisruptionBudget } from 'kubernetes-types/policy/v1.d.ts';
import type { InstallOptions } from '../options.ts';
import { type Component, partMeta, selectorOf } from './metadata.ts';

/** One replica stays while nodes are drained. With a single one there is none: it would hold up every drain for ever. */
export function planDisruptionBudget(name: string, component: 'operator' | 'gateway', options: InstallOptions): PodDisruptionBudget[] {
  if (options.replicas[component] < 2) return [];
  const selector = { matchLabels: selectorOf(component satisfies Component) };
  return [
    {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: partMeta(name, component, options),
      spec: { minAvailable: 1, selector },
    },
  ];
}
