import type { TextProblem } from '../shared/text-problems.ts';

export type NodeId = 'model' | 'recipe' | 'endpoint';

/** Problems of one field, by its path; a problem inside the field counts too. */
export function problemsAt(problems: readonly TextProblem[], path: readonly string[]): TextProblem[] {
  const field = path.join('.');
  return problems.filter((problem) => problem.field === field || problem.field.startsWith(`${field}.`));
}

/** The node of the graph that a field belongs to. */
export function nodeOf(field: string): NodeId {
  if (field.startsWith('spec.model')) return 'model';
  return /^spec\.(recipe|resources|hardware)/.test(field) ? 'recipe' : 'endpoint';
}
