import type { CatalogService } from '../../contract/services.ts';
import type { ModelView } from '../../contract/views/workbench.ts';
import type { Catalog, CatalogModel } from '../../domain/catalog/catalog.ts';
import { weightsOf } from '../../domain/size/weights.ts';

/** The models that Slipway knows the shape of. */
export function createCatalogService(catalog: Catalog): CatalogService {
  const models = catalog.models.map(modelView).sort((left, right) => left.id.localeCompare(right.id));
  return { models: async () => models };
}

function modelView({ id, config, source }: CatalogModel): ModelView {
  return { id, parameters: weightsOf(config)?.parameters ?? null, contextLength: config.max_position_embeddings, source };
}
