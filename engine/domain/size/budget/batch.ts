/** How much an engine computes at once when nothing is said: its working memory follows from it. */
import type { GpuModel } from '../../catalog/gpu-model.ts';
import { bytesPerGiB, bytesPerMiB } from '../../units.ts';

export interface Batch {
  /** Tokens of one step: `--max-num-batched-tokens`, `--chunked-prefill-size`. */
  readonly tokens: number;
  /** Sequences of one step: `--max-num-seqs`, the largest captured decode batch. */
  readonly sequences: number;
}

/** A batch with what was asked for in place of the engine's default. */
export function asked(batch: Batch, request: { batchedTokens: number | undefined; batchedSequences: number | undefined }): Batch {
  return { tokens: request.batchedTokens ?? batch.tokens, sequences: request.batchedSequences ?? batch.sequences };
}

/** vLLM 0.33 vllm/engine/arg_utils.py get_batch_defaults: by memory, the A100 and the GB10 counted among the smaller. */
export function vllmBatch({ key, isa }: GpuModel, gpuBytes: number): Batch {
  if (gpuBytes >= 160 * bytesPerGiB) return { tokens: 16_384, sequences: 1024 };
  const small = key.includes('A100') || isa === '12.1';
  if (gpuBytes >= 70 * bytesPerGiB && !small) return { tokens: 8192, sequences: 1024 };
  return { tokens: 2048, sequences: 256 };
}

/** SGLang 0.5.23 sglang/srt/arg_groups/memory_hook.py handle_gpu_memory_settings: the first row whose memory is not reached. */
const sglangBatches = [
  { below: 20 * 1024, tokens: 2048, sequences: [8, 8] },
  { below: 35 * 1024, tokens: 4096, sequences: [48, 160] },
  { below: 60 * 1024, tokens: 4096, sequences: [32, 160] },
  { below: 160 * 1024, tokens: 8192, sequences: [256, 512] },
  { below: Number.POSITIVE_INFINITY, tokens: 16_384, sequences: [512, 512] },
] as const;

export function sglangBatch(gpuBytes: number, tensorParallel: number): Batch {
  const row = sglangBatches.find(({ below }) => gpuBytes / bytesPerMiB < below) ?? sglangBatches[4];
  return { tokens: row.tokens, sequences: row.sequences[tensorParallel < 4 ? 0 : 1] };
}
