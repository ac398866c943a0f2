import type { RecipeOptionView } from '../../contract/views/workbench.ts';
import type { Catalog } from '../../domain/catalog/catalog.ts';
import { type Choice, chooseRecipe } from '../../domain/choose/choose.ts';
import type { JudgedOption } from '../../domain/choose/option.ts';
import type { Recipe } from '../../domain/choose/recipe.ts';
import type { Endpoint } from '../../domain/endpoint.ts';
import type { GpuNode } from '../../domain/fleet/gpu-node.ts';
import type { Budget } from '../../domain/size/budget/room.ts';

/** What recipes are judged against. */
export interface ClusterFacts {
  catalog: Catalog;
  nodes: readonly GpuNode[];
  recipes: readonly Recipe[];
}

export interface RecipeOptions {
  options: RecipeOptionView[];
  /** What to know about the one that would be chosen, or why none would be. */
  notes: string[];
}

/** The ways to run an endpoint on a cluster as the operator would judge them, best first. */
export function recipeOptions(endpoint: Endpoint, facts: ClusterFacts): RecipeOptions {
  const choice = chooseRecipe({ endpoint, ...facts });
  return { options: choice.options.map((option) => optionView(option, choice)), notes: notesOf(choice) };
}

function notesOf({ problem, notes }: Choice): string[] {
  return problem ? [problem.message] : [...notes];
}

function optionView(option: JudgedOption, { chosen }: Choice): RecipeOptionView {
  const { recipe, configuration, verdict, code, reason, change, sizing } = option;
  return {
    name: recipe.name,
    origin: recipe.origin,
    gpuModel: recipe.hardware,
    gpuCount: configuration.gpuCount,
    precision: recipe.precision,
    engine: recipe.engine,
    verdict: option === chosen ? 'chosen' : verdict,
    code: code ?? 'LowerPreferenceRank',
    reason,
    change: change ?? null,
    perGpu: sizing?.budget ? perGpu(sizing.budget) : null,
  };
}

/** As the engine fills the GPU: the KV cache takes all that it allows itself, and at least one sequence, fit or not. */
function perGpu({ weights, kv, activation, other, free, allowed, total }: Budget): RecipeOptionView['perGpu'] {
  return {
    weightsBytes: weights,
    kvBytes: kv + Math.max(0, free),
    activationBytes: activation,
    otherBytes: other,
    freeBytes: free < 0 ? 0 : total - allowed,
    totalBytes: total,
  };
}
