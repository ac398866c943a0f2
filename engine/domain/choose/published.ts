/** The catalog's recipes for an endpoint's model, in the form of recipe objects. */
import { flagNames } from '../arguments/engine-words.ts';
import { type Catalog, findGpu, findModel } from '../catalog/catalog.ts';
import type { PublishedRecipe } from '../catalog/schema.ts';
import type { Endpoint } from '../endpoint.ts';
import type { Recipe } from './recipe.ts';

/** Only for GPUs of the vendors that the endpoint means. */
export function publishedRecipes(endpoint: Endpoint, catalog: Catalog): Recipe[] {
  const { model, placement } = endpoint.component;
  return recipesFor(model.id, catalog)
    .filter(({ gpu }) => placement.gpuKind !== undefined || placement.vendors.some((vendor) => vendor === findGpu(catalog, gpu)?.vendor))
    .map((recipe) => published(recipe, model.id));
}

/**
 * Those published for the model by its own id or that load it, and those for another of the same shapes where nothing is published for this
 * one. A recipe that loads a checkpoint of its own is for its own model only: another's weights would answer.
 */
function recipesFor(id: string, catalog: Catalog): PublishedRecipe[] {
  const known = findModel(catalog, id);
  if (!known) return [];
  const isOwn = (name: string | undefined) => name !== undefined && name.toLowerCase() === id.toLowerCase();
  const own = catalog.recipes.filter(({ model, checkpoint }) => isOwn(model) || isOwn(checkpoint));
  const taken = new Set(own.map(wayOf));
  const others = catalog.recipes.filter((recipe) => {
    if (own.includes(recipe) || recipe.checkpoint !== undefined || findModel(catalog, recipe.model) !== known) return false;
    const isNew = !taken.has(wayOf(recipe));
    taken.add(wayOf(recipe));
    return isNew;
  });
  return [...own, ...others];
}

function wayOf({ gpu, gpuCount, precision, engine, metric }: PublishedRecipe): string {
  return [gpu, gpuCount, precision, engine, metric].join(' ');
}

function published(recipe: PublishedRecipe, id: string): Recipe {
  const { name, gpu, gpuCount, precision, engine, metric, status, checkpoint } = recipe;
  const loaded = checkpoint === undefined ? [] : [flagNames[engine].model, checkpoint];
  const environment = Object.entries(recipe.environment).map(([variable, value]) => ({ name: variable, value }));
  return {
    origin: 'catalog',
    name,
    model: id,
    hardware: gpu,
    precision,
    engine,
    metric,
    status,
    configurations: [{ gpuCount, enabled: true, arguments: [...loaded, ...recipe.arguments], environment, requests: {}, limits: {} }],
  };
}
