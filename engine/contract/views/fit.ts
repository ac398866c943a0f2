import { z } from 'zod';
import { estimateView } from './estimate.ts';

export type { EstimateView } from './estimate.ts';

export const fitVerdict = z.enum(['fits', 'does_not_fit', 'incompatible', 'unknown']);
export type FitVerdict = z.infer<typeof fitVerdict>;

/** Which ways of running are asked about; what is left out takes the engine's or the model's default. */
export const fitSettings = z.object({
  engine: z.enum(['vllm', 'sglang']).default('vllm'),
  /** `bf16`, `fp8`, `mxfp4`; absent: the checkpoint's own. */
  precision: z.string().optional(),
  /** Tokens of the longest sequence; absent: the longest that fits, up to the model's limit. */
  maxModelLen: z.int().positive().optional(),
  /** Sequences of that length held at once. */
  concurrency: z.int().positive().default(1),
  /** Share of the memory that the engine takes; absent: the engine's default. */
  utilization: z.number().gt(0).max(1).optional(),
  /** Tensor parallel size; absent: the GPU count. */
  tensorParallel: z.int().positive().optional(),
  /** Whole experts on each GPU instead of a slice of all. */
  expertParallel: z.boolean().optional(),
  kvCacheDtype: z.enum(['auto', 'fp8']).default('auto'),
});
export type FitSettings = z.infer<typeof fitSettings>;

/** Bytes on each GPU of the group. */
export const fitBudget = z.object({
  weightsBytes: z.number(),
  /** Of the sequences asked for. */
  kvBytes: z.number(),
  activationBytes: z.number(),
  otherBytes: z.number(),
  /** What the GPU has. */
  totalBytes: z.number(),
  /** Left of what the engine allows itself; negative: what is missing. */
  freeBytes: z.number(),
});
export type FitBudget = z.infer<typeof fitBudget>;

/** The smallest change of one thing that makes it fit. */
export const fitAlternative = z.object({
  change: z.enum([
    'context',
    'kv_cache_dtype',
    'gpu_count',
    'tensor_parallel',
    'precision',
    'gpu',
    'engine',
    'utilization',
    'concurrency',
    'expert_parallel',
  ]),
  /** `--max-model-len 16384`, `--gpu MI325X`: as one would type it. */
  option: z.string(),
  sentence: z.string(),
});
export type FitAlternative = z.infer<typeof fitAlternative>;

/** `slipway fit --json`: the answer for one model on one kind and number of GPUs. */
export const fitAnswer = z.object({
  verdict: fitVerdict,
  /** The one that decides first. */
  reasons: z.array(z.string()),
  model: z.string().nullable(),
  /** Catalog key; null where the device's kind is not known. */
  gpu: z.string().nullable(),
  gpuCount: z.int(),
  engine: z.string(),
  precision: z.string().nullable(),
  tensorParallel: z.int(),
  perGpu: fitBudget.nullable(),
  paramCount: z.number().nullable(),
  weightBytes: z.number().nullable(),
  /** Where weightBytes is from. */
  weightBasis: z.enum(['index', 'files', 'shapes', 'gguf']).nullable(),
  /** Of the whole model at the cache's format, in layers without a window; where all have one, of a token inside it. */
  kvBytesPerToken: z.number().nullable(),
  validTensorParallel: z.array(z.int()),
  minGpuCount: z.int().nullable(),
  /** The longest context that fits at this concurrency. */
  maxModelLen: z.int().nullable(),
  /** Sequences of the asked context that fit at once. */
  maxConcurrency: z.int().nullable(),
  alternatives: z.array(fitAlternative),
  estimate: estimateView.nullable(),
});
export type FitAnswer = z.infer<typeof fitAnswer>;

const modelFiles = z.object({ config: z.unknown(), index: z.unknown().optional(), filesBytes: z.number().positive().optional() });

/** A model by catalog id, or by the texts of its repository. */
const fitModel = z.union([z.object({ id: z.string().min(1) }), modelFiles]);

export const fitRequest = z.object({
  model: fitModel,
  /** Catalog key or alias. */
  gpu: z.string().min(1),
  gpuCount: z.int().positive().default(1),
  /** Memory of one GPU where it is known from a device; else the catalog's. */
  memoryMiB: z.number().positive().optional(),
  /** Per GPU and hour, for costs. */
  pricePerHour: z.number().positive().optional(),
  settings: fitSettings,
});
export type FitRequest = z.infer<typeof fitRequest>;

/** The explorer's matrix: models x GPUs. */
export const fitMatrixRequest = z.object({
  /** Catalog ids; absent: all of the catalog. */
  models: z.array(z.string()).optional(),
  /** A model of one's own: the first row, under this name. */
  own: modelFiles.extend({ name: z.string().min(1) }).optional(),
  gpus: z.array(z.object({ gpu: z.string(), gpuCount: z.int().positive(), memoryMiB: z.number().positive().optional() })),
  settings: fitSettings,
});
export type FitMatrixRequest = z.infer<typeof fitMatrixRequest>;

export const fitCell = z.object({
  verdict: fitVerdict,
  reason: z.string(),
  /** Smallest count of this GPU that fits; null where none does or it is not known. */
  minGpuCount: z.int().nullable(),
  freeBytes: z.number().nullable(),
});
export type FitCell = z.infer<typeof fitCell>;

export const fitMatrix = z.object({
  models: z.array(z.string()),
  gpus: z.array(z.object({ gpu: z.string(), gpuCount: z.int() })),
  /** One row a model, one cell a GPU. */
  rows: z.array(z.array(fitCell)),
});
export type FitMatrix = z.infer<typeof fitMatrix>;

/** A GPU kind of the catalog, to choose from. */
export const fitGpu = z.object({
  key: z.string(),
  vendor: z.string(),
  /** `gfx942`, or a compute capability such as `9.0`. */
  isa: z.string(),
  /** Of one GPU; null where no report of it was seen. */
  memoryMiB: z.number().nullable(),
});
export type FitGpu = z.infer<typeof fitGpu>;
