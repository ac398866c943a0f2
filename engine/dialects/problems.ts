/** From zod's issues to problems that people read. */
import type { z } from 'zod';
import type { Problem } from '../contract/errors.ts';

/** One problem an issue, its path below `root`. Of alternatives, the one that went furthest is told. */
export function problemsOf(error: z.ZodError, root: string): Problem[] {
  return error.issues.flatMap((issue) => problemsOfIssue(issue, root));
}

function problemsOfIssue(issue: z.core.$ZodIssue, root: string): Problem[] {
  const field = [root, ...issue.path.map(String)].join('.');
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const deepest = [...issue.errors].sort((left, right) => depth(right) - depth(left))[0] ?? [];
    return deepest.flatMap((inner) => problemsOfIssue(inner as z.core.$ZodIssue, field));
  }
  return [{ field, message: issue.message }];
}

function depth(issues: readonly { path: PropertyKey[] }[]): number {
  return Math.max(0, ...issues.map((issue) => issue.path.length));
}
