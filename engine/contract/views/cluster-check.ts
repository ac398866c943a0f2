import { z } from 'zod';
import { checkRecordView } from './check-record.ts';

/** What one look at a cluster found. What could not be asked is told in `records`. */
export const clusterCheckView = z.object({
  cluster: z.string(),
  latencyMs: z.number().nullable(),
  version: z.string().nullable(),
  rights: z.array(
    z.object({
      /** `install custom resource definitions` */
      what: z.string(),
      allowed: z.boolean(),
      /** The rule that would grant it. */
      rule: z.string(),
    }),
  ),
  gpus: z.array(z.object({ resourceName: z.string(), model: z.string().nullable(), nodes: z.int(), total: z.int() })),
  installed: z.array(z.object({ project: z.string(), version: z.string().nullable(), evidence: z.string() })),
  records: z.array(checkRecordView),
});
export type ClusterCheckView = z.infer<typeof clusterCheckView>;
