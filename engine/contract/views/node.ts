import { z } from 'zod';
import { deviceVendor } from './device.ts';

/** GPUs of one kind that a node offers to pods. */
export const nodeGpuView = z.object({
  vendor: deviceVendor,
  /** Catalog key such as `MI300X`; null when the labels do not say. */
  model: z.string().nullable(),
  /** `MIG 3g.40gb`, `CPX/NPS4`, `shared by 4`; null for whole GPUs. */
  partition: z.string().nullable(),
  resourceName: z.string(),
  total: z.int(),
  /** Allocatable minus what running pods asked for; of kinds behind one resource what is certainly free. */
  free: z.int(),
  /** Of one GPU or partition. */
  memoryMiB: z.number().nullable(),
});
export type NodeGpuView = z.infer<typeof nodeGpuView>;

export const nodeView = z.object({
  name: z.string(),
  ready: z.boolean(),
  /** Empty: a node without GPUs that pods could ask for. */
  gpus: z.array(nodeGpuView),
  /** What a person should know of the node's GPUs, a sentence each: "GPU present, device plugin missing". */
  findings: z.array(z.string()),
  cpu: z.string(),
  memory: z.string(),
  pods: z.int(),
});
export type NodeView = z.infer<typeof nodeView>;
