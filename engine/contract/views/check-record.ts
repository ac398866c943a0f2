import { z } from 'zod';

/** One thing that was looked at before acting: a free port, a right, a version. */
export const checkRecordView = z.object({
  /** The same for the same check: `port-free`, `engine`. */
  id: z.string(),
  /** A path in what was checked (`nodes[0].extraPortMappings[0].hostPort`), or `machine`, `cluster`. */
  subject: z.string(),
  verdict: z.enum(['pass', 'note', 'warning', 'problem']),
  message: z.string(),
  fix: z.string().optional(),
});
export type CheckRecordView = z.infer<typeof checkRecordView>;
