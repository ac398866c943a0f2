/** What a server says while it starts: the engine's lines, after one that says what this is. */
import { bytesPerGiB } from '../../domain/units.ts';
import type { ServerPlan } from './plan.ts';

const engineNames = { vllm: 'vLLM API server', sglang: 'SGLang server' } as const;

/** Before loading. */
export function openingLines(plan: ServerPlan): string[] {
  const { profile, tensorParallel, pipelineParallel, model, modelId, speed } = plan;
  const gpus = tensorParallel * pipelineParallel;
  const lines = [
    `simulated model server: no GPU computes here. Times follow ${gpus} x ${profile.key}${speed === 1 ? '' : `, ${speed} times as fast`}; the text means nothing.`,
    `${engineNames[plan.engine]} version ${plan.version} (simulated)`,
    `non-default model: ${modelId}, served as ${plan.servedNames.join(', ')}`,
  ];
  if (model.basis !== 'known') lines.push(shapeLine(plan));
  if (plan.dataParallel > 1) lines.push(`simulated model server: ${plan.dataParallel} data parallel ranks count as one here.`);
  if (plan.loadSeconds < plan.realLoadSeconds) {
    lines.push(
      `simulated model server: loading would take ${plan.realLoadSeconds.toFixed(1)} s at 5 GB/s; it takes ${plan.loadSeconds.toFixed(1)} s here (SLIPWAY_SIMULATED_LOAD_SECONDS sets it).`,
    );
  }
  lines.push(`Starting to load model ${modelId}...`);
  return lines;
}

/** After loading. */
export function loadedLines(plan: ServerPlan): string[] {
  const { weightBytes, tensorParallel, pipelineParallel, kvBlocks, blockSize, maxModelLen, loadSeconds } = plan;
  const tokens = kvBlocks * blockSize;
  const gib = weightBytes / tensorParallel / pipelineParallel / bytesPerGiB;
  return [
    `Loading weights took ${loadSeconds.toFixed(2)} seconds`,
    `Model loading took ${gib.toFixed(4)} GiB and ${loadSeconds.toFixed(6)} seconds`,
    `GPU KV cache size: ${tokens.toLocaleString('en-US')} tokens`,
    `Maximum concurrency for ${maxModelLen.toLocaleString('en-US')} tokens per request: ${(tokens / maxModelLen).toFixed(2)}x`,
    'Application startup complete.',
  ];
}

function shapeLine({ model }: ServerPlan): string {
  const size = `${(model.parameters / 1e9).toFixed(1)} billion parameters`;
  const why = model.basis === 'name' ? 'from its name' : 'assumed, since its name does not say';
  return `simulated model server: the model is not in the simulator's table; it counts as one of ${size} (${why}).`;
}
