/** Which recipe runs an endpoint on these nodes, and why each other one does not. */
import type { Catalog } from '../catalog/catalog.ts';
import type { Endpoint } from '../endpoint.ts';
import { gpuKinds } from '../fleet/gpu-kinds.ts';
import type { GpuNode } from '../fleet/gpu-node.ts';
import { hashValue } from '../names.ts';
import { generateRecipes } from './generate.ts';
import { judgeOption } from './judge-option.ts';
import { notesOf } from './notes.ts';
import { type JudgedOption, optionsOf } from './option.ts';
import { type ChoiceProblem, choiceProblem } from './problem.ts';
import { publishedRecipes } from './published.ts';
import { compareOptions, rankOptions } from './rank.ts';
import type { Recipe } from './recipe.ts';
import { type Refusal, refusalOf, withCodes } from './refusal.ts';

export interface ChoiceRequest {
  readonly endpoint: Endpoint;
  /** Recipe objects of the endpoint's namespace, and the one it names. */
  readonly recipes: readonly Recipe[];
  readonly nodes: readonly GpuNode[];
  readonly catalog: Catalog;
  /** What was chosen before, so that a running endpoint does not move because GPUs elsewhere became free. */
  readonly previous?: PreviousChoice | undefined;
}

export interface PreviousChoice {
  readonly name: string;
  readonly gpuCount: number;
  readonly basis: string;
}

export interface Choice {
  readonly chosen: JudgedOption | undefined;
  /** Why nothing was chosen. */
  readonly problem?: ChoiceProblem | undefined;
  /** What to know about the chosen one: estimates against it, repaired arguments, which number won. */
  readonly notes: readonly string[];
  readonly refused: readonly Refusal[];
  /** All options, best first, refused ones last. */
  readonly options: readonly JudgedOption[];
  /** Fingerprint of what was asked and of the recipes at hand; while it stays, so does the choice. */
  readonly basis: string;
}

export function chooseRecipe(request: ChoiceRequest): Choice {
  const { endpoint, nodes, catalog } = request;
  const kinds = gpuKinds(nodes);
  const recipes = candidateRecipes(request);
  const basis = basisOf(endpoint, recipes);
  const judged = optionsOf(recipes, endpoint, kinds, catalog).map((option) => judgeOption(option, endpoint, catalog));
  const admitted = rankOptions(
    judged.filter((option) => option.admitted),
    endpoint,
  );
  const kept = previousOption(admitted, request.previous, basis);
  const tied = kept ? [] : tiedWithFirst(admitted, endpoint);
  const best = kept ?? (tied.length > 0 ? undefined : admitted[0]);
  const options = [...withCodes(admitted, best, tied), ...judged.filter((option) => !option.admitted)];
  const chosen = options.find(({ code }) => code === 'BestMatch');
  return {
    chosen,
    problem: chosen ? undefined : choiceProblem(request, { options, tied }),
    notes: chosen ? notesOf(chosen, endpoint) : [],
    refused: options.filter((option) => option !== chosen).map((option) => refusalOf(option, chosen)),
    options,
    basis,
  };
}

/** Recipes of other models, and nodes that come and go, are no reason to choose again. */
function basisOf(endpoint: Endpoint, candidates: readonly Recipe[]): string {
  const written = candidates.filter((recipe) => recipe.origin === 'cluster');
  return hashValue({ wanted: endpoint.recipe, placement: endpoint.component.placement, written });
}

/** The named recipe alone, an object before a published one; else recipe objects for the model, the published ones, and generated ones. */
function candidateRecipes({ endpoint, recipes, nodes, catalog }: ChoiceRequest): Recipe[] {
  const { named } = endpoint.recipe;
  if (named) {
    const objects = recipes.filter((recipe) => recipe.name === named.name && recipe.namespace === named.namespace);
    return objects.length > 0 ? objects : publishedRecipes(endpoint, catalog).filter((recipe) => recipe.name === named.name);
  }
  const model = endpoint.component.model.id.toLowerCase();
  const own = recipes.filter((recipe) => recipe.namespace === endpoint.key.namespace && recipe.model.toLowerCase() === model);
  return [...own, ...publishedRecipes(endpoint, catalog), ...generateRecipes(endpoint, gpuKinds(nodes), catalog)];
}

function previousOption(admitted: readonly JudgedOption[], previous: PreviousChoice | undefined, basis: string): JudgedOption | undefined {
  if (previous?.basis !== basis) return undefined;
  return admitted.find((option) => option.recipe.name === previous.name && option.configuration.gpuCount === previous.gpuCount);
}

function tiedWithFirst(ranked: readonly JudgedOption[], endpoint: Endpoint): JudgedOption[] {
  const [first, ...others] = ranked;
  if (!first) return [];
  const equal = others.filter((option) => compareOptions(first, option, endpoint) === 0);
  return equal.length === 0 ? [] : [first, ...equal];
}
