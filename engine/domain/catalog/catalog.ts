/** What Slipway knows of GPUs, models, recipes and images: parsed data in, checked facts out. */
import { z } from 'zod';
import { modelConfig } from '../size/model-config.ts';

const engine = z.enum(['vllm', 'sglang']);
const vendor = z.enum(['amd', 'nvidia']);
const precision = z.enum(['fp32', 'fp16', 'bf16', 'fp8', 'fp4', 'int8', 'int4']);

const gpuModel = z.object({
  /** `MI300X`: what recipes name and what people see. */
  key: z.string().min(1),
  aliases: z.array(z.string()).default([]),
  vendor,
  /** `gfx942`, or a compute capability such as `9.0`. */
  isa: z.string(),
  /** What the vendor's tool prints; absent where no report was seen. */
  memoryMiB: z.int().positive().optional(),
  /** GB/s. */
  bandwidth: z.number().positive().optional(),
  fp8: z.enum(['none', 'fnuz', 'ocp']),
  fp4: z.boolean(),
  /** PCI device ids, as `amd.com/gpu.device-id` has them. */
  pciIds: z.array(z.string()).default([]),
  /** Values of `nvidia.com/gpu.product` or `amd.com/gpu.product-name`. */
  products: z.array(z.string()).default([]),
});

const catalogModel = z.object({
  id: z.string().min(1),
  aliases: z.array(z.string()).default([]),
  config: modelConfig,
  /** `metadata.total_size` of the published index, where seen. */
  weightBytes: z.int().positive().optional(),
  /** Where the facts are from. */
  source: z.string(),
});

const publishedRecipe = z.object({
  name: z.string().min(1),
  model: z.string(),
  gpu: z.string(),
  gpuCount: z.int().positive(),
  precision,
  engine,
  arguments: z.array(z.string()).default([]),
  source: z.string(),
});

const engineImage = z.object({ engine, vendor, image: z.string().regex(/:.+/, 'an image needs a tag'), source: z.string() });

const catalogSchema = z.object({
  gpus: z.array(gpuModel),
  models: z.array(catalogModel),
  recipes: z.array(publishedRecipe),
  images: z.array(engineImage),
});

export type GpuModel = z.infer<typeof gpuModel>;
export type CatalogModel = z.infer<typeof catalogModel>;
type EngineImage = z.infer<typeof engineImage>;
export type Catalog = z.infer<typeof catalogSchema>;

/** Checks what was read from the catalog's files. Throws a ZodError that names the entry and the field. */
export function parseCatalog(data: unknown): Catalog {
  return catalogSchema.parse(data);
}

/** The model by its Hub id or an alias, whatever the case. */
export function findModel(catalog: Catalog, id: string): CatalogModel | undefined {
  return catalog.models.find((model) => [model.id, ...model.aliases].some((name) => sameName(name, id)));
}

/** The GPU kind by key or alias. Names are compared whole: `MI300` is no MI300X. */
export function findGpu(catalog: Catalog, name: string): GpuModel | undefined {
  return catalog.gpus.find((gpu) => [gpu.key, ...gpu.aliases].some((each) => sameName(each, name)));
}

/** The image that runs an engine on a vendor's GPUs. */
export function findImage(catalog: Catalog, wanted: Pick<EngineImage, 'engine' | 'vendor'>): string | undefined {
  return catalog.images.find((each) => each.engine === wanted.engine && each.vendor === wanted.vendor)?.image;
}

function sameName(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}
