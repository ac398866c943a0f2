import { z } from 'zod';

export const deviceVendor = z.enum(['amd', 'nvidia', 'intel', 'apple', 'habana', 'other']);
export type DeviceVendor = z.infer<typeof deviceVendor>;

/** A GPU (or a partition of one) as it was detected. Null is "not said", never a guess; `problems` says what a person should know. */
export const device = z.object({
  vendor: deviceVendor,
  /** Catalog key such as `MI300X`; null where neither a PCI id nor an exact product name told it. */
  model: z.string().nullable(),
  /** The name as the tool prints it. */
  name: z.string().nullable(),
  /** The tool's own number of the device. */
  index: z.int().nullable(),
  uuid: z.string().nullable(),
  /** PCI device id, four hexadecimal digits in lower case: `74a1`. */
  pciId: z.string().nullable(),
  /** `0000:c1:00.0` */
  pciAddress: z.string().nullable(),
  /** `gfx942`, or a compute capability such as `9.0`. */
  isa: z.string().nullable(),
  /** Memory that the device reports, in MiB. */
  memoryMiB: z.number().nonnegative().nullable(),
  memoryFreeMiB: z.number().nonnegative().nullable(),
  /** Why there is no figure; null where there is one. */
  memoryReason: z.string().nullable(),
  /** Shares the host's memory; null where it is not known. */
  unified: z.boolean().nullable(),
  /** `MIG 3g.40gb`, `CPX/NPS4`; null for a whole GPU. */
  partition: z.string().nullable(),
  driver: z.string().nullable(),
  /** The node that has it; null on this machine. */
  node: z.string().nullable(),
  /** The probe or parser that told of it: `kfd`, `nvidia-smi-csv`, `node`. */
  source: z.string(),
  problems: z.array(z.string()),
});
export type Device = z.infer<typeof device>;

/** One probe's run. */
export const probeRecord = z.object({
  /** `nvidia-smi-csv` */
  tool: z.string(),
  /** The command line or the folder that was read. */
  command: z.string(),
  outcome: z.enum(['found', 'nothing', 'absent', 'failed', 'timed_out', 'skipped']),
  exitCode: z.int().nullable(),
  stderr: z.string(),
  milliseconds: z.number(),
});
export type ProbeRecord = z.infer<typeof probeRecord>;

/** What this machine has. No GPU is a normal answer. */
export const machineView = z.object({
  hostname: z.string(),
  platform: z.string(),
  /** Of the host, in MiB. */
  memoryMiB: z.number(),
  devices: z.array(device),
  /** One sentence each: what failed or contradicts, and what to do. */
  problems: z.array(z.string()),
  probes: z.array(probeRecord),
  /** Milliseconds since the epoch. */
  detectedAt: z.number(),
});
export type MachineView = z.infer<typeof machineView>;

/** `slipway gpus --json` of a cluster. */
export const clusterDevices = z.object({
  devices: z.array(device),
  /** A sentence each, with the node that it is about: "GPU present, device plugin missing". */
  findings: z.array(z.string()),
});
export type ClusterDevices = z.infer<typeof clusterDevices>;
