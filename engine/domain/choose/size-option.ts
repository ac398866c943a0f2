/** The arithmetic of one option: what its arguments say, sized. */
import { engineWords, groupSize } from '../arguments/engine-words.ts';
import { type Catalog, catalogBytes, findModel, type GpuModel, modelFacts } from '../catalog/catalog.ts';
import type { GpuKind } from '../fleet/gpu-kinds.ts';
import { type Sizing, size } from '../size/size.ts';
import type { Recipe } from './recipe.ts';

export interface ConfigurationOnGpu {
  readonly recipe: Recipe;
  readonly gpuCount: number;
  /** The engine's arguments, repaired. */
  readonly words: readonly string[];
  readonly gpu: GpuModel;
  readonly gpuBytes: number | undefined;
  /** Where the arguments say no context, the longest that fits will do. */
  readonly anyContext?: boolean | undefined;
}

const notComputed = 'How data-parallel copies share their experts is not computed here, so the size on each GPU is not known.';
const sharedExperts: Sizing = { verdict: 'unknown', reason: notComputed, reasons: [notComputed], impossible: false };

/** Sizes what the arguments say: checkpoint, split, context, memory share and cache format. */
export function sizeConfiguration({ recipe, gpuCount, words, gpu, gpuBytes, anyContext }: ConfigurationOnGpu, catalog: Catalog): Sizing {
  const said = engineWords(recipe.engine, words);
  if (said.dataParallel > 1 && said.expertParallel) return sharedExperts;
  // What is loaded may be another checkpoint than the model's own, such as a quantised one.
  const model = findModel(catalog, said.checkpoint ?? recipe.model);
  return size({
    model: model && modelFacts(model),
    gpu,
    gpuBytes,
    memoryBasis: gpu.memoryMiB === undefined && gpuBytes === catalogBytes(gpu) ? 'nominal' : 'reported',
    tensorParallel: groupSize(said, gpuCount),
    pipelineParallel: said.pipelineParallel,
    expertParallel: said.expertParallel,
    precision: recipe.precision,
    engine: recipe.engine,
    maxModelLength: said.context,
    anyContext,
    utilization: said.memoryShare,
    kvCacheDtype: said.cacheInFp8 ? 'fp8' : 'auto',
    batchedTokens: said.batch === -1 ? undefined : said.batch,
    batchedSequences: said.sequences,
  });
}

/** Memory of one GPU of the kind: what its nodes report, else what a whole GPU is sold as. A share of the host's memory is no figure. */
export function bytesOf({ gpu, gpuBytes, partition }: GpuKind): number | undefined {
  return gpuBytes ?? (partition === undefined && !gpu.unified ? catalogBytes(gpu) : undefined);
}
