/**
 * The catalog's files, checked field by field. Lookups (catalog.ts) import only types from here, so that a program that trusts
 * the shipped files need not load the schema.
 */
import { z } from 'zod';
import { gpuModel } from './gpu-model.ts';

const engine = z.enum(['vllm', 'sglang']);
const precision = z.enum(['fp32', 'fp16', 'bf16', 'fp8', 'mxfp8', 'mxfp4', 'nvfp4', 'fp4', 'int8', 'int4']);

const catalogModel = z.strictObject({
  id: z.string().min(1),
  /** Other ids of the same shapes and formats. */
  aliases: z.array(z.string().min(1)),
  /** config.json as published, less what sizing never reads. */
  config: z.record(z.string(), z.unknown()),
  /** `metadata.total_size` of the published index, where seen. */
  indexBytes: z.int().positive().optional(),
  /** Sum of the published weight files, where seen. */
  filesBytes: z.int().positive().optional(),
  /** Where the facts are from. */
  source: z.string().min(1),
});

const publishedRecipe = z.strictObject({
  name: z.string().min(1),
  model: z.string().min(1),
  /** What is loaded where it is not the model itself. */
  checkpoint: z.string().min(1).optional(),
  gpu: z.string().min(1),
  gpuCount: z.int().positive(),
  precision,
  engine,
  /** Absent: published for both. */
  metric: z.enum(['latency', 'throughput']).optional(),
  status: z.enum(['optimized', 'preview', 'unoptimized', 'general']),
  /** The engine's, beside checkpoint and tensor parallel size. */
  arguments: z.array(z.string().min(1)),
  environment: z.record(z.string(), z.string()),
  source: z.string().min(1),
});

const engineImage = z.strictObject({
  engine,
  vendor: z.enum(['amd', 'nvidia']),
  image: z.string().regex(/:.+/, 'an image needs a tag'),
  source: z.string(),
});

const catalogSchema = z.object({
  gpus: z.array(gpuModel),
  models: z.array(catalogModel),
  recipes: z.array(publishedRecipe),
  images: z.array(engineImage),
});

export type CatalogModel = z.infer<typeof catalogModel>;
export type PublishedRecipe = z.infer<typeof publishedRecipe>;
export type EngineImage = z.infer<typeof engineImage>;
export type Catalog = z.infer<typeof catalogSchema>;

/** Checks what was read from the catalog's files. Throws a ZodError that names the entry and the field. */
export function parseCatalog(data: unknown): Catalog {
  return catalogSchema.parse(data);
}
