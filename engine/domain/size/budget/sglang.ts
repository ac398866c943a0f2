/** SGLang's budget: weights and cache have a share of the GPU; working memory and graphs have the rest. */
import { bytesPerGiB, bytesPerMiB } from '../../units.ts';
import { usesAiter } from '../parallel/heads.ts';
import { forwardBytes } from './activation.ts';
import { asked, type Batch, sglangBatch } from './batch.ts';
import type { BudgetRequest, Room } from './room.ts';

/** The driver's context and the collectives, taken before the weights are loaded. */
const contextBytes = { alone: 0.5 * bytesPerGiB, grouped: 1 * bytesPerGiB };

/** `tokens`: the longest sequence, on which AMD's attention kernels make the share depend. */
export function sglangRoom(request: BudgetRequest, tokens: number): Room {
  const { layout, gpuBytes, weights, tensorParallel, pipelineParallel } = request;
  const batch = batchOf(request);
  const share = (request.utilization ?? defaultShare(request)) * kernelShare(request, tokens);
  return {
    total: gpuBytes,
    allowed: Math.floor(gpuBytes * share),
    weights,
    activation: forwardBytes(layout, batch.tokens, tensorParallel),
    other: tensorParallel * pipelineParallel > 1 ? contextBytes.grouped : contextBytes.alone,
    graphs: graphBytes(batch),
  };
}

/**
 * `--mem-fraction-static` when nothing is said. SGLang 0.5.23 sglang/srt/arg_groups/memory_hook.py: 512 MiB, 1.5 MiB a token of a
 * prefill chunk, 1 GiB for eight GPUs and the graphs stay outside, at least 10 GiB on a large GPU.
 */
export function defaultShare(request: BudgetRequest): number {
  const { gpuBytes, tensorParallel, pipelineParallel, layout } = request;
  const total = gpuBytes / bytesPerMiB;
  const batch = batchOf(request);
  const grouped = (tensorParallel * pipelineParallel * 1024) / 8;
  const reserved = 512 + Math.max(batch.tokens, 2048) * 1.5 + grouped + graphBytes(batch) / bytesPerMiB;
  const share = (total - (total > 60 * 1024 ? Math.max(reserved, 10 * 1024) : reserved)) / total;
  // Of the towers only their presence is known here; 0.95 is the factor of an ordinary one.
  return Math.max(0, Math.round(share * 1000) / 1000) * (layout.multimodal ? 0.95 : 1);
}

/** AITER's workspace: with contexts above 8192 the share is cut, also one that was given. sglang/srt/arg_groups/attention_hook.py */
function kernelShare(request: BudgetRequest, tokens: number): number {
  return tokens > 8192 && usesAiter(request) ? 0.85 : 1;
}

function batchOf(request: BudgetRequest): Batch {
  const usual = sglangBatch(request.gpuBytes, request.tensorParallel);
  const { tokens, sequences } = asked(usual, request);
  // `--max-running-requests` lowers the largest graph, and never raises it.
  return { tokens, sequences: Math.min(sequences, usual.sequences) };
}

/** 2 MiB for each sequence of the largest decode graph, 8 MiB for each of about 50 prefill graphs. */
function graphBytes({ sequences }: Batch): number {
  return (sequences * 2 + 50 * 8) * bytesPerMiB;
}
