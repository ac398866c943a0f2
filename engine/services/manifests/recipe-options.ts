import type { RecipeOptionView } from '../../contract/views/workbench.ts';
import type { Catalog } from '../../domain/catalog/catalog.ts';
import { type Choice, chooseRecipe } from '../../domain/choose/choose.ts';
import type { GpuNode } from '../../domain/choose/nodes.ts';
import type { JudgedOption } from '../../domain/choose/option.ts';
import type { Recipe } from '../../domain/choose/recipe.ts';
import type { Endpoint } from '../../domain/endpoint.ts';
import type { Budget } from '../../domain/size/budget.ts';

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
  const { recipe, configuration, verdict, reason, change, sizing } = option;
  return {
    name: recipe.name,
    origin: recipe.origin,
    gpuModel: recipe.hardware,
    gpuCount: configuration.gpuCount,
    precision: recipe.precision,
    engine: recipe.engine,
    verdict: option === chosen ? 'chosen' : verdict,
    reason,
    change: change ?? null,
    perGpu: sizing?.budget ? perGpu(sizing.budget) : null,
  };
}

/** The KV cache gets one sequence at least; what is free after that goes to more of it. */
function perGpu({ weights, kv, activation, other, free, total }: Budget): RecipeOptionView['perGpu'] {
  return {
    weightsBytes: weights,
    kvBytes: kv,
    activationBytes: activation,
    otherBytes: other,
    freeBytes: Math.max(0, free),
    totalBytes: total,
  };
}
