import type { CatalogService } from '../../contract/services.ts';
import type { ModelView } from '../../contract/views/workbench.ts';
import { type Catalog, type CatalogModel, modelFacts } from '../../domain/catalog/catalog.ts';

/** The models that Slipway knows the shape of. */
export function createCatalogService(catalog: Catalog): CatalogService {
  const models = catalog.models.map(modelView).sort((left, right) => left.id.localeCompare(right.id));
  return { models: async () => models };
}

function modelView(model: CatalogModel): ModelView {
  const { id, source } = model;
  const { reading, weights } = modelFacts(model);
  const answer = weights();
  const parameters = answer.ok ? answer.weights.parameters : null;
  return { id, parameters, contextLength: reading.ok ? (reading.layout.contextLimit ?? null) : null, source };
}
