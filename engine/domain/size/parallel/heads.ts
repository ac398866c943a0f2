/** Attention heads over the GPUs of a group. */
import type { SplitProblem, SplitQuestion } from './question.ts';

/**
 * Heads must divide: vLLM vllm/config/model.py verify_with_parallel_config. Key-value heads must divide, or be repeated evenly
 * where there are more GPUs: vllm/model_executor/models/llama.py, sglang/srt/models/llama.py. A latent is whole everywhere.
 */
export function headProblem({ layout, tensorParallel }: SplitQuestion): SplitProblem | undefined {
  const { attentionHeads: heads, headsAre = 'attention heads', keyValueHeads: groups } = layout.split;
  if (heads % tensorParallel !== 0) return { reason: `${heads} ${headsAre} cannot be split over ${tensorParallel} GPUs.` };
  if (!groups) return undefined;
  const even = groups >= tensorParallel ? groups % tensorParallel === 0 : tensorParallel % groups === 0;
  if (even) return undefined;
  return { reason: `${groups} key-value heads can be neither split nor repeated evenly over ${tensorParallel} GPUs.` };
}

/** Heads on each GPU with which AITER computes latent attention. */
const aiterHeads = [16, 128];

/**
 * True where SGLang's attention on AMD is AITER's: always for grouped heads, for latent attention by their number on each GPU.
 * SGLang sglang/srt/arg_groups/model_override_base.py
 */
export function usesAiter({ layout, gpu, tensorParallel }: Pick<SplitQuestion, 'layout' | 'gpu' | 'tensorParallel'>): boolean {
  if (gpu.vendor !== 'amd') return false;
  const latent = layout.cache.some(({ kind }) => kind === 'latent');
  return !latent || aiterHeads.includes(layout.split.attentionHeads / tensorParallel);
}

/** SGLang's cookbook splits Kimi-K2.5 over four GPUs of a kind of which eight would do, for 64 heads make 16 on each. */
export function latentKernelNote(question: SplitQuestion): string | undefined {
  const { engine, gpu, layout, tensorParallel } = question;
  if (engine !== 'sglang' || gpu.vendor !== 'amd' || usesAiter(question)) return undefined;
  const heads = layout.split.attentionHeads;
  const better = heads / 16;
  const advice = Number.isInteger(better) && better > 0 ? `; in groups of ${better} there are 16` : '';
  return `${heads / tensorParallel} attention heads on each GPU: AITER's latent attention takes 16, with others SGLang falls back to slower kernels or, in earlier versions, does not start${advice}.`;
}
