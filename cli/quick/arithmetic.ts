/** The commands that answer from arithmetic alone, as the launcher (slipway.mjs) runs them: bundled into one file, in its own process. */
import { gpuCandidates } from '../../engine/services/fit/candidates.ts';
import { answerOf } from '../../engine/services/fit/fit-answer.ts';
import { knownGpu, knownModel } from '../../engine/services/fit/known.ts';
import { answerText } from '../commands/fit/answer-text.ts';
import { shippedCatalog } from '../shipped-catalog.ts';
import { runQuick } from './run-quick.ts';

export function run(words: string[]): Promise<number> {
  return runQuick(words, {
    fit: () => import('../commands/fit/fit.ts').then((module) => module.fit),
    version: () => import('../commands/version.ts').then((module) => module.version),
  });
}

/** Goes once through what `fit` goes through, so that what V8 compiles of it can be kept for later runs: a model of each type. */
export function rehearse(): void {
  const catalog = shippedCatalog();
  const candidates = gpuCandidates(catalog).slice(0, 4);
  const gpu = knownGpu('L40S', catalog);
  const settings = { engine: 'vllm', concurrency: 1, kvCacheDtype: 'auto', maxModelLen: 8192 } as const;
  for (const { id } of new Map(catalog.models.map((model) => [model.config['model_type'], model])).values()) {
    answerText(answerOf({ ...knownModel(id, catalog), gpu, gpuCount: 1, settings }, candidates), ['fit']);
  }
}
