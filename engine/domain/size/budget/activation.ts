/** Working memory of a step beside weights and cache: an estimate, made to agree with what vLLM measured at start. */

import { bytesPerGiB } from '../../units.ts';
import type { Layout, Tensor } from '../layout/layout.ts';
import type { Batch } from './batch.ts';

/** Widths on which working memory depends; 0 where the model has no such part. */
interface Widths {
  readonly hidden: number;
  readonly vocabulary: number;
  /** Of the widest dense map: the feed-forward block of a dense layer. */
  readonly inner: number;
}

/** Bytes a value of the hidden states that a step keeps beside what it computes. */
const heldBytes = 2.7;
/** Bytes a logit while the sampler sorts them: fp32 logits, their sorted copy, 64-bit places, probabilities and their sums. */
const samplerBytes = 38.2;
/** Most experts that a token visits in the models known. */
const visitedExperts = 8;
/** Of a vision tower's own dummy input. */
const visionBytes = 0.36 * bytesPerGiB;
/** vLLM plans fewer sequences at once where inputs have pictures. */
const visionSequences = 256;

/**
 * vLLM's profiling run computes a full batch and then samples for as many sequences as it admits; the greater of both counts,
 * and for most models it is the sampler: vocabulary x sequences. The constants give 7.38 GiB for gpt-oss, 5.56 and 5.64 for
 * Qwen3-0.6B and 32B, 4.84 for Llama-3.3-70B and about 2.1 for a 24B model with pictures, as measured on an H100.
 * https://github.com/llm-d-incubation/llm-d-planner docs/empirical-vllm-memory-results.md; vLLM vllm/v1/worker/gpu_model_runner.py profile_run
 */
export function profiledBytes(layout: Layout, batch: Batch, tensorParallel: number): number {
  const { hidden, vocabulary } = widthsOf(layout);
  const generates = layout.purpose === 'generate' || layout.purpose === 'transcribe';
  const sequences = Math.min(batch.sequences, batch.tokens, layout.multimodal ? visionSequences : Number.POSITIVE_INFINITY);
  const sampling = generates ? sequences * vocabulary * samplerBytes : 0;
  const vision = layout.multimodal ? visionBytes : 0;
  return batch.tokens * hidden * heldBytes + Math.max(sampling, forwardBytes(layout, batch.tokens, tensorParallel)) + vision;
}

/** Two copies of the hidden states, and the widest block before and after its gate, in 16 bits. */
export function forwardBytes(layout: Layout, tokens: number, tensorParallel: number): number {
  const { hidden, inner } = widthsOf(layout);
  const { experts, expertWidth = 0 } = layout.split;
  const dense = 2 * hidden + (3 * inner) / tensorParallel;
  const routed = Math.min(experts, visitedExperts) * (hidden + (3 * expertWidth) / tensorParallel);
  return tokens * 2 * Math.max(dense, routed);
}

const known = new WeakMap<Layout, Widths>();

function widthsOf(layout: Layout): Widths {
  const found = known.get(layout);
  if (found) return found;
  const widths = {
    hidden: greatest(layout.tensors, 'embedding', (tensor) => (tensor.rows > 1 ? tensor.columns : 0)),
    vocabulary: Math.max(
      greatest(layout.tensors, 'embedding', ({ rows }) => rows),
      greatest(layout.tensors, 'head', ({ rows }) => rows),
    ),
    inner: greatest(layout.tensors, 'linear', ({ rows, columns }) => Math.max(rows, columns)),
  };
  known.set(layout, widths);
  return widths;
}

function greatest(tensors: readonly Tensor[], role: Tensor['role'], value: (tensor: Tensor) => number): number {
  return tensors.reduce((most, tensor) => (tensor.role === role ? Math.max(most, value(tensor)) : most), 0);
}
