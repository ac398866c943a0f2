import { SlipwayError } from '../../contract/errors.ts';
import type { FitRequest, FitSettings } from '../../contract/views/fit.ts';
import type { GpuModel } from '../../domain/catalog/catalog.ts';
import { normalisePrecision, type Precision, precisionSpellings } from '../../domain/precision.ts';
import { type ModelFacts, readModel } from '../../domain/size/model.ts';
import type { SizingRequest } from '../../domain/size/size.ts';
import { type Known, knownGpu, knownModel } from './known.ts';
import { memoryOf } from './memory.ts';

/** One model, run in one way, on one kind and number of GPUs: all names resolved. */
export interface FitQuestion {
  /** Catalog id; null for a model of one's own. */
  readonly name: string | null;
  readonly model: ModelFacts;
  readonly gpu: GpuModel;
  readonly gpuCount: number;
  /** Of one GPU, where a device told it; null where it is not that of its kind, and nobody said it. */
  readonly memoryMiB?: number | null | undefined;
  /** Per GPU and hour. */
  readonly pricePerHour?: number | undefined;
  readonly settings: FitSettings;
}

/** Throws `invalid_input` for a name that the catalog does not have. */
export function fitQuestion(request: FitRequest, catalog: Known): FitQuestion {
  const { model, gpu, gpuCount, memoryMiB, pricePerHour, settings } = request;
  return { ...namedModel(model, catalog), gpu: knownGpu(gpu, catalog), gpuCount, memoryMiB, pricePerHour, settings };
}

export function namedModel(model: FitRequest['model'], catalog: Known): Pick<FitQuestion, 'name' | 'model'> {
  return 'id' in model ? knownModel(model.id, catalog) : { name: null, model: readModel(model) };
}

/** The question as sizing takes it. Throws `invalid_input` for a number format that nobody knows. */
export function sizingRequest({ model, gpu, gpuCount, memoryMiB, settings }: FitQuestion): SizingRequest {
  const { engine, maxModelLen, concurrency, utilization, tensorParallel = gpuCount, expertParallel, kvCacheDtype } = settings;
  return {
    model,
    gpu,
    ...memoryOf(gpu, memoryMiB),
    tensorParallel,
    pipelineParallel: gpuCount / tensorParallel,
    expertParallel,
    engine,
    precision: precisionOf(settings.precision),
    maxModelLength: maxModelLen,
    // "Will it run, and how": what was not asked for is what there is room for.
    anyContext: true,
    otherCheckpoint: true,
    concurrency,
    utilization,
    kvCacheDtype,
  };
}

function precisionOf(text: string | undefined): Precision | undefined {
  const precision = text === undefined ? undefined : normalisePrecision(text);
  if (text === undefined || precision) return precision;
  throw new SlipwayError('invalid_input', `"${text}" is no number format that Slipway knows.`, {
    fix: `Formats: ${precisionSpellings().join(', ')}.`,
  });
}
