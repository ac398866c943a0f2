/** Lookups in what Slipway knows of GPUs, models, recipes and images. Names are compared whole, whatever their case and dashes. */
import { type ModelFacts, readModel } from '../size/model.ts';
import { bytesPerMiB } from '../units.ts';
import type { GpuModel } from './gpu-model.ts';
import { indexOf } from './name-index.ts';
import type { Catalog, CatalogModel, EngineImage } from './schema.ts';

export type { GpuModel } from './gpu-model.ts';
export type { Catalog, CatalogModel } from './schema.ts';

/** The model by its Hub id or an alias. */
export function findModel({ models }: Pick<Catalog, 'models'>, id: string): CatalogModel | undefined {
  return indexOf(models, ({ id: own, aliases }) => [own, ...aliases]).get(id);
}

/** The GPU by key, alias, or the exact name that a tool or a label gives it: `MI300` is no MI300X. */
export function findGpu({ gpus }: Pick<Catalog, 'gpus'>, name: string): GpuModel | undefined {
  return indexOf(gpus, (gpu) => [gpu.key, ...gpu.aliases, ...gpu.products, ...gpu.toolNames]).get(name);
}

/** The image that runs an engine on a vendor's GPUs. */
export function findImage(
  { images }: Pick<Catalog, 'images'>,
  wanted: Pick<EngineImage, 'engine'> & { vendor: string },
): string | undefined {
  return images.find((each) => each.engine === wanted.engine && each.vendor === wanted.vendor)?.image;
}

/** Memory of a GPU that no device reports: what its kind was seen to report, else what it is sold as, which is less. */
export function catalogBytes({ memoryMiB, memoryNominalGB }: GpuModel): number | undefined {
  if (memoryMiB !== undefined) return memoryMiB * bytesPerMiB;
  return memoryNominalGB === undefined ? undefined : memoryNominalGB * 1e9;
}

const facts = new WeakMap<CatalogModel, ModelFacts>();

/** The model as sizing sees it; read once. */
export function modelFacts(model: CatalogModel): ModelFacts {
  const known = facts.get(model);
  if (known) return known;
  const { config, indexBytes, filesBytes } = model;
  const index = indexBytes === undefined ? undefined : { metadata: { total_size: indexBytes } };
  const read = readModel({ config, index, filesBytes });
  facts.set(model, read);
  return read;
}
