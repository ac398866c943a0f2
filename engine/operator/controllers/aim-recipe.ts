/** Says of each AIMRecipe whether it can be used, and why not. */
import type { Informer } from '../../../clusters/informer/informer.ts';
import type { Stored } from '../../../clusters/objects.ts';
import { readAimRecipe } from '../../dialects/aim/read-aim-recipe.ts';
import { checkRecipe } from '../../domain/choose/check-recipe.ts';
import type { ConditionDraft } from '../../domain/observe/conditions.ts';
import { type AimEndpoint, type AimRecipe, aimEndpoints, aimRecipes } from '../kinds.ts';
import { type Controller, createController } from '../runtime/controller/controller.ts';
import { generationChanged } from '../runtime/controller/predicates.ts';
import { forKind, watches } from '../runtime/controller/sources.ts';
import { setConditions } from '../runtime/objects/conditions.ts';
import { writeStatus } from '../runtime/objects/write-status.ts';
import type { ControllerDependencies } from './dependencies.ts';

export function createAimRecipeController(dependencies: ControllerDependencies): Controller {
  const { cluster, informers, clock, catalog } = dependencies;
  const recipes = informers.for(aimRecipes);
  const endpoints = informers.for(aimEndpoints);
  return createController({
    ...dependencies,
    name: 'aim-recipe',
    sources: [forKind(aimRecipes, { predicates: [generationChanged] }), watches(aimEndpoints, usedRecipe)],
    async reconcile(key, signal) {
      const recipe = recipes.get(key);
      if (!recipe || recipe.metadata.deletionTimestamp) return;
      const status = statusOf(recipe, { next: validity(recipe), usage: usersOf(recipe, endpoints), now: clock.now() });
      await writeStatus(cluster, aimRecipes, recipe, { status, signal });
    },
  });

  function validity(recipe: AimRecipe): ConditionDraft {
    const read = readAimRecipe(recipe);
    if (!read.ok) {
      const message = read.problems.map(({ field, message: text, fix }) => [`${field}: ${text}`, fix].filter(Boolean).join(' ')).join(' ');
      return { type: 'Valid', status: 'False', reason: 'Invalid', message };
    }
    const { usable, findings } = checkRecipe(read.value, catalog);
    return { type: 'Valid', status: usable ? 'True' : 'False', reason: usable ? 'Usable' : 'NothingFits', message: findings.join(' ') };
  }
}

function statusOf(
  recipe: Stored<AimRecipe>,
  facts: { next: ConditionDraft; usage: number; now: number },
): NonNullable<AimRecipe['status']> {
  const { generation } = recipe.metadata;
  const conditions = setConditions(recipe.status?.conditions, [facts.next], { observedGeneration: generation, now: facts.now });
  return {
    ...(generation === undefined ? {} : { observedGeneration: generation }),
    phase: facts.next.status === 'True' ? 'Available' : 'Invalid',
    usage: { endpointCount: facts.usage },
    conditions,
  };
}

/** Endpoints of its namespace that run on it. */
function usersOf(recipe: Stored<AimRecipe>, endpoints: Informer<AimEndpoint>): number {
  const { name, namespace } = recipe.metadata;
  return endpoints
    .list(namespace)
    .filter(({ status }) => status?.selectedRecipe?.origin === 'cluster' && status.selectedRecipe.name === name).length;
}

function usedRecipe({ metadata, status }: AimEndpoint): { namespace?: string; name: string }[] {
  const { name, origin } = status?.selectedRecipe ?? {};
  return name !== undefined && origin === 'cluster' && metadata?.namespace ? [{ namespace: metadata.namespace, name }] : [];
}
