/** The choice of a recipe, from the caches. */
import type { Stored } from '../../../../clusters/objects.ts';
import { readAimRecipe } from '../../../dialects/aim/read-aim-recipe.ts';
import { previousChoice } from '../../../dialects/aim/status-aim.ts';
import type { Catalog } from '../../../domain/catalog/catalog.ts';
import { assumedNodes, fleetUnknown, nameTheGpu } from '../../../domain/choose/assumed-nodes.ts';
import { type Choice, type ChoiceRequest, chooseRecipe } from '../../../domain/choose/choose.ts';
import type { Recipe } from '../../../domain/choose/recipe.ts';
import type { Endpoint } from '../../../domain/endpoint.ts';
import { readGpuNodes } from '../../../domain/fleet/gpu-node.ts';
import type { AimEndpoint } from '../../kinds.ts';
import { type Caches, podsOf } from './caches.ts';

interface Facts {
  readonly caches: Caches;
  readonly catalog: Catalog;
  readonly fleet: 'known' | 'unknown';
}

/** Recipes that cannot be read are no candidates: their own status says why. */
export function chooseFor(resource: Stored<AimEndpoint>, endpoint: Endpoint, { caches, catalog, fleet }: Facts): Choice {
  const recipes = recipesFor(endpoint, caches);
  const request = { endpoint, recipes, catalog, previous: previousChoice(resource.status) };
  if (fleet === 'unknown') return chooseUnseen(request);
  // Its own pods do not stand in its way.
  const own = new Set(podsOf(caches, endpoint.key).map((pod) => pod.metadata.uid));
  const nodes = readGpuNodes(caches.nodes.list(), caches.pods.list(), catalog, (pod) => !own.has(pod.metadata?.uid ?? ''));
  return chooseRecipe({ ...request, nodes });
}

/** The choice by what was named alone, and the word that it is one. */
function chooseUnseen(request: Omit<ChoiceRequest, 'nodes'>): Choice {
  const nodes = assumedNodes(request.endpoint, request.recipes, request.catalog);
  const choice = chooseRecipe({ ...request, nodes });
  if (nodes.length === 0 && choice.problem?.reason === 'NoRecipeFits') {
    return { ...choice, problem: { reason: 'NoRecipeFits', message: nameTheGpu } };
  }
  return choice.chosen ? { ...choice, notes: [...choice.notes, fleetUnknown] } : choice;
}

function recipesFor(endpoint: Endpoint, { recipes }: Caches): Recipe[] {
  const { named } = endpoint.recipe;
  const elsewhere = named && named.namespace !== endpoint.key.namespace ? recipes.get(named) : undefined;
  const objects = [...recipes.list(endpoint.key.namespace), ...(elsewhere ? [elsewhere] : [])];
  return objects
    .flatMap((object) => {
      const read = readAimRecipe(object);
      return read.ok ? [read.value] : [];
    })
    .sort((left, right) => (left.name < right.name ? -1 : 1));
}
