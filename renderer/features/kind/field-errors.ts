import type { Problem } from '../../../engine/contract/errors.ts';
import type { KindCheckView } from '../../../engine/contract/views/kind.ts';

/** Everything in a check that stands in the way: what is wrong with the text, then what is wrong with this machine for it. */
export function blockingProblems({ problems, records }: Pick<KindCheckView, 'problems' | 'records'>): Problem[] {
  const found = records
    .filter(({ verdict }) => verdict === 'problem')
    .map(({ subject, message, fix }) => ({ field: isPlace(subject) ? '' : subject, message, fix }));
  return [...problems, ...found];
}

/** The error under one field: message and what to do. */
export function errorAtField(problems: readonly Problem[], field: string): string | undefined {
  const problem = problems.find((each) => each.field === field);
  return problem && [problem.message, problem.fix].filter(Boolean).join(' ');
}

// Records about the machine as a whole name no field.
function isPlace(subject: string): boolean {
  return subject === 'machine' || subject === 'cluster';
}
