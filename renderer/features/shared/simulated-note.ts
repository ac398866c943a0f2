import type { ClusterView } from '../../../engine/contract/views/cluster.ts';
import type { RecipeChoiceView } from '../../../engine/contract/views/endpoint.ts';

/** What to know about answers and times on a cluster whose models are simulated; null on one with real GPUs. */
export function simulatedNote(
  cluster: Pick<ClusterView, 'name' | 'provider' | 'simulated'> | undefined,
  recipe: Pick<RecipeChoiceView, 'gpuModel' | 'gpuCount'> | null,
): string | null {
  if (!cluster?.simulated) return null;
  const place = cluster.provider === 'sandbox' ? 'the sandbox' : cluster.name;
  const timing = recipe?.gpuModel ? `timing as on ${recipe.gpuModel} x${recipe.gpuCount ?? 1}, ` : '';
  return `Simulated on ${place}: ${timing}the words mean nothing`;
}
