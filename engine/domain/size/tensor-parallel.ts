/** Which tensor-parallel sizes an engine refuses for a model, whatever the memory. */
import { keyValueHeads, type ModelConfig } from './model-config.ts';

/** Why the model's tensors cannot be split over `size` GPUs, as a sentence; undefined when they can. */
export function tensorParallelProblem(config: ModelConfig, size: number): string | undefined {
  const heads = config.num_attention_heads;
  if (heads % size !== 0) return `${heads} attention heads cannot be split over ${size} GPUs.`;
  const groups = keyValueHeads(config);
  const splits = groups >= size ? groups % size === 0 : size % groups === 0;
  if (!config.kv_lora_rank && !splits) return `${groups} key-value heads can be neither split nor repeated evenly over ${size} GPUs.`;
  return blockProblem(config, size);
}

/** The sizes up to `limit` that pass, smallest first. */
export function tensorParallelSizes(config: ModelConfig, limit: number): number[] {
  return Array.from({ length: limit }, (_, index) => index + 1).filter((size) => tensorParallelProblem(config, size) === undefined);
}

/** Block-quantised experts must keep whole blocks on every GPU. */
function blockProblem(config: ModelConfig, size: number): string | undefined {
  const [block] = config.quantization_config?.weight_block_size ?? [];
  const width = config.moe_intermediate_size;
  if (!block || !width || (width / size) % block === 0) return undefined;
  return `experts of width ${width} split over ${size} GPUs are no multiple of the FP8 block of ${block}.`;
}
