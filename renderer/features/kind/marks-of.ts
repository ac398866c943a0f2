import type { KindCheckView } from '../../../engine/contract/views/kind.ts';
import { collectProblems, type TextProblem } from '../shared/text-problems.ts';
import { blockingProblems } from './field-errors.ts';

/** What is marked in the text: its own problems, and what the checks have against single fields of it. */
export function marksOf(text: string, result: KindCheckView | undefined): { problems: TextProblem[]; elsewhere: TextProblem[] } {
  const problems = collectProblems(text, result?.problems ?? []);
  const said = result ? blockingProblems({ problems: [], records: result.records }) : [];
  return {
    problems,
    elsewhere: collectProblems(
      text,
      said.filter(({ field }) => field !== ''),
    ).filter(({ field }) => field !== ''),
  };
}
