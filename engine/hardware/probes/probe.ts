/** Looking for GPUs on this machine: what a probe needs, and what it gives. */
import type { Clock } from '../../contract/clock.ts';
import type { Device, ProbeRecord } from '../../contract/views/device.ts';
import type { GpuTable } from '../identify.ts';

export interface ProbeHost {
  readonly platform: 'linux' | 'macos' | 'windows' | 'other';
  /** Below which `sys`, `proc` and `dev` lie: `/`. */
  readonly root: string;
  /** Of the tools, PATH among it. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Milliseconds after which a tool is ended. */
  readonly limit: number;
  readonly gpus: GpuTable;
  readonly clock: Clock;
}

/** What a probe found. Nothing is thrown: a failed step is a problem and a record. */
export interface Finding {
  readonly devices: readonly Device[];
  /** A sentence each: what failed, and what to do. */
  readonly problems: readonly string[];
  readonly records: readonly ProbeRecord[];
}

export type Probe = (host: ProbeHost) => Promise<Finding>;

export function findingsTogether(findings: readonly Finding[]): Finding {
  return {
    devices: findings.flatMap(({ devices }) => devices),
    problems: findings.flatMap(({ problems }) => problems),
    records: findings.flatMap(({ records }) => records),
  };
}
