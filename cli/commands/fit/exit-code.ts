import type { FitAnswer } from '../../../engine/contract/views/fit.ts';

/** 0: it fits, on one of the kinds at least. 3: it fits on none. 1: that is not known. */
export function exitCodeOf(answers: readonly Pick<FitAnswer, 'verdict'>[]): number {
  const verdicts = answers.map(({ verdict }) => verdict);
  if (verdicts.includes('fits')) return 0;
  return verdicts.length === 0 || verdicts.includes('unknown') ? 1 : 3;
}
