/** Which ways of dividing a model an engine refuses, whatever the memory. */
import { blockProblem } from './blocks.ts';
import { headProblem, latentKernelNote } from './heads.ts';
import type { SplitProblem, SplitQuestion } from './question.ts';
import { expertProblem, stageProblem } from './stages.ts';

/** Sizes of tensor-parallel groups that are looked at. */
export const largestGroup = 16;

/** The first objection; undefined when the model can be divided so. */
export function splitProblem(question: SplitQuestion): SplitProblem | undefined {
  return headProblem(question) ?? stageProblem(question) ?? expertProblem(question) ?? blockProblem(question);
}

/** What to know of a division that works, a sentence each. */
export function splitNotes(question: SplitQuestion): string[] {
  const note = latentKernelNote(question);
  return note === undefined ? [] : [note];
}

/** The tensor-parallel sizes up to 16 that are not refused, smallest first. */
export function validTensorParallel(question: Omit<SplitQuestion, 'tensorParallel'>): number[] {
  const sizes: number[] = [];
  for (let tensorParallel = 1; tensorParallel <= largestGroup; tensorParallel++) {
    if (splitProblem({ ...question, tensorParallel }) === undefined) sizes.push(tensorParallel);
  }
  return sizes;
}
