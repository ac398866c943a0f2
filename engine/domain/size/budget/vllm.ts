/** vLLM's budget: a share of the GPU, less weights, the peak of a profiling run and what is outside the framework, is the cache. */
import { bytesPerGiB } from '../../units.ts';
import { profiledBytes } from './activation.ts';
import { asked, vllmBatch } from './batch.ts';
import type { BudgetRequest, Room } from './room.ts';

/** `--gpu-memory-utilization` for years; the newest versions have 0.92, so this holds for both. */
export const defaultUtilization = 0.9;

/** Measured on an H100: 0.13 GiB on one GPU, 0.55 on two. llm-d-planner docs/empirical-vllm-memory-results.md */
const nonTorchBytes = { alone: 0.13 * bytesPerGiB, grouped: 0.55 * bytesPerGiB };

/** Measured 0.1 to 1.03 GiB; 0.4 to 2.4 GB in https://github.com/vllm-project/vllm/issues/7553 */
const graphBytes = 1 * bytesPerGiB;

/** requested = ceil(total x utilization). https://docs.vllm.ai/en/latest/api/vllm/utils/mem_utils.html */
export function vllmRoom(request: BudgetRequest): Room {
  const { layout, gpu, gpuBytes, weights, tensorParallel, pipelineParallel } = request;
  const batch = asked(vllmBatch(gpu, gpuBytes), request);
  return {
    total: gpuBytes,
    allowed: Math.ceil(gpuBytes * (request.utilization ?? defaultUtilization)),
    weights,
    activation: profiledBytes(layout, batch, tensorParallel),
    other: tensorParallel * pipelineParallel > 1 ? nonTorchBytes.grouped : nonTorchBytes.alone,
    graphs: graphBytes,
  };
}
