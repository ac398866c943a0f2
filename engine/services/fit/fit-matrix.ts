import type { FitCell, FitMatrix, FitMatrixRequest } from '../../contract/views/fit.ts';
import { prepare } from '../../domain/size/answer/case.ts';
import { smallestGroup } from '../../domain/size/answer/gpu-count.ts';
import { readModel } from '../../domain/size/model.ts';
import { type Sizing, type SizingRequest, sizePrepared } from '../../domain/size/size.ts';
import { type FitQuestion, sizingRequest } from './fit-question.ts';
import { type Known, knownGpu, knownModel } from './known.ts';

/** Every model on every GPU: verdicts and reasons only, so that it keeps up with a slider. */
export function fitMatrix({ own, models, gpus, settings }: FitMatrixRequest, catalog: Known): FitMatrix {
  const rows = [...(own ? [{ name: own.name, model: readModel(own) }] : []), ...ids(models, catalog).map((id) => knownModel(id, catalog))];
  const columns = gpus.map(({ gpu, ...device }) => ({ ...device, gpu: knownGpu(gpu, catalog) }));
  return {
    models: rows.map(({ name }) => name),
    gpus: columns.map(({ gpu, gpuCount }) => ({ gpu: gpu.key, gpuCount })),
    rows: rows.map((row) => columns.map((column) => cellOf({ ...row, ...column, settings }))),
  };
}

function ids(asked: readonly string[] | undefined, { models }: Known): readonly string[] {
  return asked ?? models.map(({ id }) => id);
}

/** As `size` does, without a look at what would help: the answer to the cell itself has that. */
function cellOf(question: FitQuestion): FitCell {
  const request = sizingRequest(question);
  const sizing = sizePrepared(prepare(request));
  const { verdict, reason, budget } = sizing;
  return { verdict, reason, minGpuCount: fewestGpus(request, sizing), freeBytes: budget?.free ?? null };
}

function fewestGpus(request: SizingRequest, { verdict, facts }: Sizing): number | null {
  if (verdict === 'unknown') return null;
  // Fewer have no room for the weights alone, however these are divided.
  const least = facts && request.gpuBytes ? Math.ceil(facts.weights.loadedBytes / request.gpuBytes) : 1;
  const group = smallestGroup(request, Math.max(1, least));
  return group ? group.tensorParallel * group.pipelineParallel : null;
}
