/** The catalog's recipes for an endpoint's model, in the form of recipe objects. */
import { type Catalog, findGpu, findModel } from '../catalog/catalog.ts';
import type { Endpoint } from '../endpoint.ts';
import type { Recipe } from './recipe.ts';

/** Only for GPUs of the vendors that the endpoint means. */
export function publishedRecipes(endpoint: Endpoint, catalog: Catalog): Recipe[] {
  const model = findModel(catalog, endpoint.component.model.id);
  return catalog.recipes
    .filter((recipe) => model !== undefined && findModel(catalog, recipe.model) === model)
    .filter((recipe) => endpoint.component.placement.vendors.some((vendor) => findGpu(catalog, recipe.gpu)?.vendor === vendor))
    .map((recipe) => ({
      origin: 'catalog',
      name: recipe.name,
      model: endpoint.component.model.id,
      hardware: recipe.gpu,
      precision: recipe.precision,
      engine: recipe.engine,
      configurations: [
        { gpuCount: recipe.gpuCount, enabled: true, arguments: recipe.arguments, environment: [], requests: {}, limits: {} },
      ],
    }));
}
