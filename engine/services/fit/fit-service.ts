import type { FitService } from '../../contract/services.ts';
import type { Catalog } from '../../domain/catalog/catalog.ts';
import { gpuCandidates } from './candidates.ts';
import { answerOf } from './fit-answer.ts';
import { fitMatrix } from './fit-matrix.ts';
import { fitQuestion } from './fit-question.ts';

/** Whether models fit on GPUs, by arithmetic alone. */
export function createFitService(catalog: Catalog): FitService {
  return {
    judge: async (request) => answerOf(fitQuestion(request, catalog), gpuCandidates(catalog)),
    matrix: async (request) => fitMatrix(request, catalog),
    gpus: async () => catalog.gpus.map(({ key, vendor, isa, memoryMiB }) => ({ key, vendor, isa, memoryMiB: memoryMiB ?? null })),
  };
}
