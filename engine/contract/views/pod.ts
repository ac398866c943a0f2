import { z } from 'zod';

export const podTarget = z.object({ namespace: z.string().min(1), pod: z.string().min(1), container: z.string().min(1).optional() });

export const execDraft = podTarget.extend({
  command: z.array(z.string()).min(1),
  /** A terminal of this size; absent: none. */
  terminal: z.object({ columns: z.int().min(1).max(1000), rows: z.int().min(1).max(1000) }).optional(),
});
export type ExecDraft = z.infer<typeof execDraft>;

/** What a command in a container says. Bytes travel as base64. */
export const execEvent = z.discriminatedUnion('type', [
  /** Comes first; the id is for input, resizing and ending its input. */
  z.object({ type: z.literal('opened'), session: z.string() }),
  z.object({ type: z.literal('output'), stream: z.enum(['stdout', 'stderr']), data: z.base64() }),
  z.object({ type: z.literal('exited'), code: z.int() }),
]);
export type ExecEvent = z.infer<typeof execEvent>;

/** `input` absent: its input ends. */
export const execInput = z.object({
  session: z.string(),
  input: z.base64().optional(),
  resize: z.object({ columns: z.int().min(1).max(1000), rows: z.int().min(1).max(1000) }).optional(),
});
export type ExecInput = z.infer<typeof execInput>;

export const forwardDraft = z.object({
  namespace: z.string().min(1),
  target: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('service'), name: z.string().min(1) }),
    z.object({ kind: z.literal('pod'), name: z.string().min(1) }),
  ]),
  /** In the cluster; of a service its port's number or name. */
  port: z.union([z.int().min(1).max(65_535), z.string().min(1)]),
  /** On this machine; absent: any free one. */
  localPort: z.int().min(0).max(65_535).optional(),
});
export type ForwardDraft = z.infer<typeof forwardDraft>;

export const forwardView = z.object({
  id: z.string(),
  cluster: z.string(),
  namespace: z.string(),
  /** `service/qwen`, `pod/qwen-abc` */
  target: z.string(),
  url: z.string(),
  phase: z.enum(['ready', 'waiting', 'failed']),
  message: z.string().nullable(),
  since: z.number(),
});
export type ForwardView = z.infer<typeof forwardView>;
