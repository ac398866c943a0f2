import { type Catalog, modelFacts } from '../../../engine/domain/catalog/catalog.ts';
import { explain } from '../../../engine/domain/size/explain.ts';
import { type SizingRequest, size } from '../../../engine/domain/size/size.ts';
import { fitMatrix } from '../../../engine/services/fit/fit-matrix.ts';
import { memoryOf } from '../../../engine/services/fit/memory.ts';

export interface FitTimes {
  /** Models of the catalog x GPUs of the catalog x counts and contexts. */
  fits: number;
  /** Milliseconds for all of them: the verdict, and the verdict with everything that follows from it. */
  sizeMs: number;
  explainMs: number;
  /** Of processor time for both together: what a busy machine does not add to. */
  cpuMs: number;
  /** Milliseconds for every model on every GPU of the catalog, as the explorer asks while a slider moves: the median of several. */
  matrixMs: number;
  cells: number;
  /** Of the process afterwards. */
  residentMiB: number;
}

const contexts = [4096, 8192, 16_384, 32_768, 65_536, 131_072];

/** `fits` questions, no two alike, asked in one process. Models are read within the time that is measured. */
export function benchFits(catalog: Pick<Catalog, 'gpus' | 'models'>, fits = 10_000): FitTimes {
  const startedAt = performance.now();
  const cpuBefore = process.cpuUsage();
  const requests = requestsFrom(catalog, fits);
  for (const request of requests) size(request);
  const sizeMs = performance.now() - startedAt;
  const explainedAt = performance.now();
  for (const request of requests) explain(request);
  const explainMs = performance.now() - explainedAt;
  const { user, system } = process.cpuUsage(cpuBefore);
  const gpus = catalog.gpus.map(({ key }) => ({ gpu: key, gpuCount: 1 }));
  const settings = { engine: 'vllm', concurrency: 1, kvCacheDtype: 'auto' } as const;
  const matrixTimes = Array.from({ length: 7 }, (_, round) => {
    const from = performance.now();
    fitMatrix({ gpus, settings: { ...settings, maxModelLen: 8192 + 1000 * round } }, catalog);
    return performance.now() - from;
  }).sort((one, other) => one - other);
  return {
    fits: requests.length,
    sizeMs,
    explainMs,
    cpuMs: (user + system) / 1000,
    matrixMs: matrixTimes[3] ?? Number.NaN,
    cells: gpus.length * catalog.models.length,
    residentMiB: process.memoryUsage.rss() / 2 ** 20,
  };
}

function requestsFrom({ gpus, models }: Pick<Catalog, 'gpus' | 'models'>, fits: number): SizingRequest[] {
  const requests: SizingRequest[] = [];
  for (const tensorParallel of [1, 2, 4, 8]) {
    for (const maxModelLength of contexts) {
      for (const model of models) {
        for (const gpu of gpus) {
          if (requests.length === fits) return requests;
          const facts = modelFacts(model);
          requests.push({
            model: facts,
            gpu,
            ...memoryOf(gpu, undefined),
            tensorParallel,
            engine: 'vllm',
            precision: undefined,
            maxModelLength,
          });
        }
      }
    }
  }
  return requests;
}
