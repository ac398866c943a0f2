/** The sentences below an estimate: a person must be able to check it, and to know what it leaves out. */
import type { ComputeRate } from './compute-rate.ts';
import { allReduceMicroseconds, layerOverheadMicroseconds, stepOverheadMs } from './efficiency.ts';
import type { EstimateRequest, Traffic } from './request.ts';
import type { Speeds } from './step-time.ts';

interface Basis {
  readonly request: EstimateRequest;
  readonly traffic: Traffic;
  readonly speeds: Speeds;
  readonly rate: ComputeRate | undefined;
}

export function basisOf({ request, traffic, speeds, rate }: Basis): string[] {
  return [
    `${request.gpu.key}: ${speeds.bandwidth} GB/s${rate ? ` and ${rate.tflops} TFLOPS (${rate.format}, dense)` : ''} by its data sheet.`,
    ...(rate
      ? []
      : [`The compute of ${request.gpu.key} is not known: no time to the first token, and many sequences can be slower than said.`]),
    speeds.efficiency.source,
    trafficSentence(traffic),
    ...exchange(request),
    engineSentence(speeds),
    'The time to the first token is that of a prompt that waits for no other; tokens a second are those while answers are written, without the prompts in between.',
  ];
}

function trafficSentence({ sequences, prompt, output }: Traffic): string {
  const many = sequences === 1 ? 'one sequence' : `${sequences} sequences at once`;
  return `For ${many}, with prompts of ${prompt} tokens and answers of ${output}.`;
}

function engineSentence({ kind }: Speeds): string {
  const layer = layerOverheadMicroseconds[kind];
  return `Each step takes ${stepOverheadMs.low} to ${stepOverheadMs.high} ms more for the engine itself, and ${layer.low} to ${layer.high} microseconds a layer (assumed).`;
}

function exchange({ tensorParallel, pipelineParallel = 1 }: EstimateRequest): string[] {
  const { low, high } = allReduceMicroseconds;
  const tensor = `${tensorParallel} GPUs exchange results twice a layer, ${low} to ${high} microseconds each within one machine (assumed; over PCIe it takes longer).`;
  const stages = `The ${pipelineParallel} stages of the pipeline take turns, so a single answer is not faster for them.`;
  return [...(tensorParallel > 1 ? [tensor] : []), ...(pipelineParallel > 1 ? [stages] : [])];
}
