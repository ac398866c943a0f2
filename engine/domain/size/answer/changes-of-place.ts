/** Changes of where and how it runs: more GPUs, another kind, another engine, another format, experts kept whole. */
import { bitsPerValue, type Precision } from '../../precision.ts';
import { type Case, prepare } from './case.ts';
import { fittingCase, type GpuCandidate, type WeighedChange } from './changes.ts';
import { largestGroupBelow, smallestGroup } from './gpu-count.ts';
import type { SizingRequest } from './request.ts';

export function expertChange(request: SizingRequest): WeighedChange | undefined {
  const reading = request.model?.reading;
  if (request.expertParallel || request.tensorParallel === 1 || !reading?.ok || reading.layout.split.experts === 0) return undefined;
  if (!fittingCase({ ...request, expertParallel: true })) return undefined;
  const engines = request.engine === 'vllm' ? '' : ` (SGLang's --ep-size ${request.tensorParallel})`;
  return {
    change: 'expert_parallel',
    option: '--enable-expert-parallel',
    sentence: `It fits with expert parallel${engines}: experts stay whole, each on one of the GPUs.`,
    weight: 1,
  };
}

export function engineChange(request: SizingRequest): WeighedChange | undefined {
  const engine = request.engine === 'vllm' ? 'sglang' : 'vllm';
  if (!fittingCase({ ...request, engine, utilization: undefined })) return undefined;
  const name = engine === 'vllm' ? 'vLLM' : 'SGLang';
  return { change: 'engine', option: `--engine ${engine}`, sentence: `It fits with ${name}.`, weight: 5.5 };
}

/** More GPUs where memory is short; fewer where the model cannot be divided as asked. */
export function groupChange(request: SizingRequest): WeighedChange | undefined {
  const { tensorParallel, pipelineParallel = 1 } = request;
  const now = tensorParallel * pipelineParallel;
  const group = largestGroupBelow(request, now) ?? smallestGroup(request, now + 1);
  if (!group) return undefined;
  const count = group.tensorParallel * group.pipelineParallel;
  const stages = group.pipelineParallel > 1 ? `, in ${group.pipelineParallel} pipeline stages of ${group.tensorParallel}` : '';
  return {
    change: 'gpu_count',
    option: group.pipelineParallel > 1 ? `--count ${count} --tp ${group.tensorParallel}` : `--count ${count}`,
    sentence: `It fits on ${count} of these GPUs${stages}.`,
    weight: 4 + Math.abs(Math.log2(count / now)),
  };
}

/** Formats that a person would try, the one that loses least first. */
const smallerFormats: readonly Precision[] = ['fp16', 'fp8', 'int4'];

/** Smaller weights: made on loading where the engine can, else of another checkpoint. */
export function precisionChange(request: SizingRequest): WeighedChange | undefined {
  for (const precision of smallerFormats) {
    const ready = precision === request.precision ? undefined : fittingCase({ ...request, precision, otherCheckpoint: true });
    if (!ready || !isWorthTrying(ready, request)) continue;
    const sentence = ready.isConversion ? `It fits in ${precision}.` : `A checkpoint of this model in ${precision} would fit.`;
    return { change: 'precision', option: `--precision ${precision}`, sentence, weight: precision === 'fp16' ? 2 : 6 };
  }
  return undefined;
}

/** Fewer bits where memory is short; any other format where the one at hand does not run. */
function isWorthTrying({ formats }: Case, request: SizingRequest): boolean {
  const now = prepare(request);
  const [tried, held] = [formats[0]?.weights, now.ok ? now.formats[0]?.weights : undefined];
  if (tried === undefined) return false;
  return held === undefined ? tried !== 'int4' : bitsPerValue(tried) < bitsPerValue(held);
}

/** A GPU that is hardly larger helps by an accident of the engine's defaults, if at all. */
const worthwhileGrowth = 1.1;

/** The smallest of the larger GPUs on which it fits as asked. */
export function gpuChange(request: SizingRequest, candidates: readonly GpuCandidate[]): WeighedChange | undefined {
  const larger = candidates
    .filter(({ gpu, gpuBytes }) => gpu.key !== request.gpu.key && gpuBytes >= worthwhileGrowth * (request.gpuBytes ?? 0))
    .sort((left, right) => left.gpuBytes - right.gpuBytes);
  const enough = larger.find((candidate) => fittingCase({ ...request, memoryBasis: undefined, ...candidate }));
  if (!enough) return undefined;
  const { key } = enough.gpu;
  return {
    change: 'gpu',
    option: `--gpu ${key}`,
    sentence: `It fits on ${request.tensorParallel > 1 ? `${request.tensorParallel} x ` : ''}${key}.`,
    weight: 8,
  };
}
