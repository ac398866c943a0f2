/** Layers over pipeline stages, experts over the GPUs of a group. */
import type { SplitProblem, SplitQuestion } from './question.ts';

/** Stages may hold unequal numbers of layers, but each at least one: vLLM vllm/distributed/utils.py get_pp_indices. */
export function stageProblem({ layout, pipelineParallel }: SplitQuestion): SplitProblem | undefined {
  const { layers } = layout.split;
  if (layers >= pipelineParallel) return undefined;
  return { reason: `${layers} layers cannot fill ${pipelineParallel} pipeline stages.` };
}

/**
 * vLLM spreads a remainder (vllm/model_executor/layers/fused_moe/expert_map_manager.py), SGLang wants an even split
 * (sglang/srt/layers/moe/fused_moe_triton/layer.py). Neither has anything to spread in a dense model.
 */
export function expertProblem({ layout, engine, tensorParallel, expertParallel }: SplitQuestion): SplitProblem | undefined {
  if (!expertParallel) return undefined;
  const { experts } = layout.split;
  if (experts === 0) return { reason: 'The model has no experts to spread.', change: 'Leave expert parallel out.' };
  if (engine === 'vllm' || experts % tensorParallel === 0) return undefined;
  return { reason: `${experts} experts cannot be spread evenly over ${tensorParallel} GPUs.` };
}
