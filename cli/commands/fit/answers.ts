import type { FitAnswer } from '../../../engine/contract/views/fit.ts';
import { readModel } from '../../../engine/domain/size/model.ts';
import { answerForChoice, type OpenQuestion } from '../../../engine/services/fit/answer-for-choice.ts';
import { gpuCandidates } from '../../../engine/services/fit/candidates.ts';
import { answerOf, answerWithoutGpu } from '../../../engine/services/fit/fit-answer.ts';
import type { FoundGpus } from '../../../engine/services/fit/gpu-choice.ts';
import { type Known, knownGpu, knownModel } from '../../../engine/services/fit/known.ts';
import { readModelFiles } from './model-files.ts';
import type { FitOptions, ModelSource } from './options.ts';

/** Whose GPUs are tried. */
export interface Place {
  readonly cluster?: string | undefined;
  readonly 'data-dir'?: string | undefined;
}

/** One answer for the GPU that was named; else one for each kind that is there. */
export async function answersFor(options: FitOptions, place: Place, catalog: Known): Promise<FitAnswer[]> {
  const question = await questionOf(options, catalog);
  const candidates = gpuCandidates(catalog);
  const gpu = options.gpu === undefined ? undefined : knownGpu(options.gpu, catalog);
  if (gpu && place.cluster === undefined) {
    const gpuCount = options.gpuCount ?? options.tensorParallel ?? 1;
    return [answerOf({ ...question, gpu, gpuCount }, candidates)];
  }
  const { choices, unknown } = await gpusOf(place, catalog);
  const wanted = gpu ? choices.filter((choice) => choice.gpu.key === gpu.key) : choices;
  if (wanted.length === 0) return [answerWithoutGpu(question, noneThere({ ...place, gpu: gpu?.key }, unknown))];
  return wanted.map((choice) => answerForChoice(question, choice, candidates));
}

async function questionOf(options: FitOptions, catalog: Known): Promise<OpenQuestion> {
  const { source, gpuCount, pricePerHour, engine, precision, maxModelLen, concurrency, utilization } = options;
  const { tensorParallel, expertParallel, kvCacheDtype } = options;
  const settings = { engine, precision, maxModelLen, concurrency, utilization, tensorParallel, expertParallel, kvCacheDtype };
  return { ...(await modelOf(source, catalog)), gpuCount, pricePerHour, settings };
}

async function modelOf(source: ModelSource, catalog: Known): Promise<Pick<OpenQuestion, 'name' | 'model'>> {
  return source.kind === 'catalog' ? knownModel(source.id, catalog) : { name: null, model: readModel(await readModelFiles(source)) };
}

// Neither the probes nor the engine's client are loaded by those who name a GPU.
async function gpusOf({ cluster, 'data-dir': dataDirectory }: Place, catalog: Known): Promise<FoundGpus> {
  if (cluster === undefined) return (await import('./machine-gpus.ts')).gpusOfMachine(catalog);
  return (await import('./cluster-gpus.ts')).gpusOfCluster({ cluster, dataDirectory }, catalog);
}

function noneThere({ cluster, gpu }: Place & { gpu: string | undefined }, unknown: readonly string[]): string[] {
  const what = gpu === undefined ? 'no free GPU' : `no free ${gpu}`;
  if (cluster !== undefined) return [`The cluster ${cluster} has ${what} that the catalog knows.`, ...unknown];
  return [`This machine has no GPU that the catalog knows: name one with --gpu (slipway gpus shows what was looked for).`, ...unknown];
}
