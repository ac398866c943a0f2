import { readFile } from 'node:fs/promises';
import { type Catalog, parseCatalog } from '../domain/catalog/schema.ts';

const parts = ['gpus', 'models', 'recipes', 'images'] as const;

/** Reads gpus.json, models.json, recipes.json and images.json of a folder such as resources/catalog. */
export async function loadCatalog(directory: URL): Promise<Catalog> {
  const folder = directory.href.endsWith('/') ? directory : new URL(`${directory.href}/`);
  const texts = await Promise.all(parts.map((part) => readFile(new URL(`${part}.json`, folder), 'utf8')));
  return parseCatalog(Object.assign({}, ...texts.map((text) => JSON.parse(text))));
}
