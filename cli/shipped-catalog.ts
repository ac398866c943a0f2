import { readFileSync } from 'node:fs';
import type { Catalog } from '../engine/domain/catalog/catalog.ts';
import { rootFolder } from '../host/entry-points.ts';

/** GPUs and models of resources/catalog, unchecked: the tests check what is shipped, and a short command has no time to. */
export function shippedCatalog(): Pick<Catalog, 'gpus' | 'models'> {
  return { gpus: shippedPart('gpus').gpus, models: shippedPart('models').models };
}

/** The GPUs alone. */
export function shippedGpus(): Pick<Catalog, 'gpus'> {
  return shippedPart('gpus');
}

function shippedPart<Part extends 'gpus' | 'models'>(part: Part): Pick<Catalog, Part> {
  return JSON.parse(readFileSync(new URL(`resources/catalog/${part}.json`, rootFolder), 'utf8'));
}
