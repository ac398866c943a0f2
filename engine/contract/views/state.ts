import { z } from 'zod';
import { type ErrorCode, errorCodes } from '../errors.ts';

/** The six states that rows, badges and lines show; each has a shape and a word in the UI. */
export const stateWord = z.enum(['ready', 'progressing', 'degraded', 'failed', 'idle', 'unknown']);
export type StateWord = z.infer<typeof stateWord>;

/** A Kubernetes condition, as resources carry them. */
export const conditionView = z.object({
  type: z.string(),
  status: z.enum(['True', 'False', 'Unknown']),
  reason: z.string(),
  message: z.string(),
  /** RFC 3339. */
  lastTransitionTime: z.string().nullable(),
});
export type ConditionView = z.infer<typeof conditionView>;

/** How fresh what is shown is. Times are milliseconds since the epoch. */
export const freshnessView = z.discriminatedUnion('state', [
  z.object({ state: z.literal('syncing') }),
  z.object({ state: z.literal('live'), since: z.number() }),
  z.object({ state: z.literal('stale'), since: z.number(), reason: z.string() }),
]);
export type FreshnessView = z.infer<typeof freshnessView>;

/** Where an object is; endpoints are always namespaced. */
export const objectRef = z.object({ namespace: z.string().min(1), name: z.string().min(1) });
export type ObjectRef = z.infer<typeof objectRef>;

/** One thing wrong with an input; `engine/contract/errors.ts` says what each part is. */
export const problemView = z.object({
  field: z.string(),
  message: z.string(),
  fix: z.string().optional(),
  line: z.int().optional(),
});

/** Why something failed, as it travels: the code, the sentence, what to do. */
export const wireErrorView = z.object({
  code: z.enum(Object.keys(errorCodes) as [ErrorCode, ...ErrorCode[]]),
  message: z.string(),
  fix: z.string().optional(),
  problems: z.array(problemView).readonly(),
});
