/** Bytes on the GPU that holds most, when a model is split over several. */
import type { Layout, SplitFacts, Tensor } from '../layout/layout.ts';
import type { StoredTensor } from './stored.ts';
import type { Split } from './weights.ts';

/** A tensor as the engine holds it. */
export interface HeldTensor extends Omit<StoredTensor, 'precision'> {}

/** Keys and values are split by heads, and repeat where there are fewer heads than GPUs. */
const keysOrValues = /\.(?:k_proj|v_proj|key|value|k|v)$/;
const joinedQueries = /\.(?:qkv_proj|query_key_value|c_attn|Wqkv|wqkv|qkv|W_pack)$/;
/** What vLLM keeps whole: the maps down to the latents of MLA, and the indexer of sparse attention. */
const whole = /(?:\.(?:q_a_proj|kv_a_proj_with_mqa|kv_a_proj|fused_qkv_a_proj|wq_a|wkv_a|wkv)$)|\.indexer\b/;

/** The largest of all ranks. https://docs.vllm.ai/en/latest/serving/parallelism_scaling/ */
export function largestRank(tensors: readonly HeldTensor[], layout: Layout, split: Split): number {
  const stages = split.pipelineParallel ?? 1;
  const shares = tensors.map((each) => each.bytes * shareOfRank(each.tensor, layout.split, split));
  if (stages <= 1) return shares.reduce((total, bytes) => total + bytes, 0);
  const bounds = stageBounds(layout.split.layers, stages);
  const repeatsEmbedding = !layout.tensors.some((tensor) => tensor.role === 'head');
  return Math.max(
    ...bounds.map((bound, stage) =>
      stageBytes(tensors, shares, { ...bound, isFirst: stage === 0, isLast: stage === stages - 1, repeatsEmbedding }),
    ),
  );
}

/** The part of a tensor that each rank of its stage holds. */
function shareOfRank(tensor: Tensor, facts: SplitFacts, { tensorParallel: ranks, expertParallel = false }: Split): number {
  if (ranks <= 1) return 1;
  const { role, module } = tensor;
  if (role === 'embedding' || role === 'head') return 1 / ranks;
  if (role === 'expert' || (role === 'bias' && module.includes('experts'))) return expertShare(facts, ranks, expertParallel);
  if (tensor.rows === 1 || whole.test(module)) return 1;
  if (role === 'linear') return linearShare(module, facts, ranks);
  return role === 'vision' ? 1 / ranks : 1;
}

function expertShare({ experts }: SplitFacts, ranks: number, wholeExperts: boolean): number {
  return wholeExperts && experts > 0 ? Math.ceil(experts / ranks) / experts : 1 / ranks;
}

function linearShare(module: string, facts: SplitFacts, ranks: number): number {
  if (keysOrValues.test(module)) return keyShare(facts, ranks);
  return joinedQueries.test(module) ? joinedShare(facts, ranks) : 1 / ranks;
}

function keyShare({ keyValueHeads }: SplitFacts, ranks: number): number {
  return Math.max(1 / ranks, keyValueHeads ? 1 / keyValueHeads : 0);
}

function joinedShare(facts: SplitFacts, ranks: number): number {
  const heads = facts.attentionHeads;
  const keyValueHeads = facts.keyValueHeads ?? heads;
  const all = heads + 2 * keyValueHeads;
  return (heads / ranks + 2 * keyValueHeads * keyShare(facts, ranks)) / all;
}

interface Stage {
  readonly first: number;
  /** One past its last layer. */
  readonly end: number;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  /** Tied: the last stage needs the embedding too, as its head. */
  readonly repeatsEmbedding: boolean;
}

/** What does not divide goes to the stages before the last one, from behind: the last has the head too. https://docs.vllm.ai/en/latest/api/vllm/distributed/utils/ (get_pp_indices) */
function stageBounds(layers: number, stages: number): { first: number; end: number }[] {
  const left = layers % stages;
  let first = 0;
  return Array.from({ length: stages }, (_, stage) => {
    const isLarger = stage < stages - 1 && stage >= stages - 1 - left;
    const end = first + Math.floor(layers / stages) + (isLarger ? 1 : 0);
    const bound = { first, end };
    first = end;
    return bound;
  });
}

function stageBytes(tensors: readonly HeldTensor[], shares: readonly number[], stage: Stage): number {
  return tensors.reduce((total, tensor, index) => total + (shares[index] ?? 0) * partInStage(tensor, stage), 0);
}

function partInStage({ tensor, layers }: HeldTensor, { first, end, isFirst, isLast, repeatsEmbedding }: Stage): number {
  if (tensor.role === 'embedding') return isFirst || (isLast && repeatsEmbedding) ? 1 : 0;
  if (tensor.role === 'vision') return isFirst ? 1 : 0;
  if (!layers?.length) return isLast ? 1 : 0;
  const inside = layers.filter((layer) => layer >= first && (layer < end || isLast)).length;
  return inside / layers.length;
}
