import { z } from 'zod';
import { wireErrorView } from './state.ts';

export const flowKinds = [
  'cluster.create',
  'cluster.pause',
  'cluster.resume',
  'cluster.delete',
  'cluster.load-image',
  'cluster.export-logs',
  'tool.download',
  'install',
  'upgrade',
  'uninstall',
] as const;
export const flowKind = z.enum(flowKinds);
export type FlowKind = z.infer<typeof flowKind>;

export const flowStepView = z.object({
  id: z.string(),
  label: z.string(),
  state: z.enum(['waiting', 'running', 'done', 'failed', 'skipped']),
  startedAt: z.number().nullable(),
  endedAt: z.number().nullable(),
  /** What it is at: the last thing it said. */
  message: z.string().nullable(),
});
export type FlowStepView = z.infer<typeof flowStepView>;

/**
 * A long action. `interrupted`: the process that ran it is gone; it can be resumed or cleaned up.
 * It ends `done`, `failed` with an error and a next step, or `cancelled` with what it made removed.
 */
export const flowView = z.object({
  id: z.string(),
  kind: flowKind,
  /** `Create the kind cluster dev` */
  title: z.string(),
  cluster: z.string().nullable(),
  state: z.enum(['running', 'cancelling', 'interrupted', 'done', 'failed', 'cancelled']),
  steps: z.array(flowStepView),
  /** Between 0 and 1 of the whole; null where it cannot be known. */
  fraction: z.number().nullable(),
  /** What a person reads of it now, in one line. */
  message: z.string().nullable(),
  error: wireErrorView.nullable(),
  /** Milliseconds since the epoch. */
  startedAt: z.number(),
  endedAt: z.number().nullable(),
  can: z.object({ cancel: z.boolean(), resume: z.boolean(), cleanUp: z.boolean(), dismiss: z.boolean() }),
});
export type FlowView = z.infer<typeof flowView>;

export const flowLogLine = z.object({ at: z.number(), step: z.string().nullable(), text: z.string() });
export type FlowLogLine = z.infer<typeof flowLogLine>;
