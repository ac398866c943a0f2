import { hostname, totalmem } from 'node:os';
import { systemClock } from '../clusters/clock.ts';
import type { MachineView } from '../engine/contract/views/device.ts';
import type { GpuTable } from '../engine/hardware/identify.ts';
import { detectMachine } from '../engine/hardware/probes/detect.ts';
import type { ProbeHost } from '../engine/hardware/probes/probe.ts';

const platforms: Readonly<Record<string, ProbeHost['platform']>> = { linux: 'linux', darwin: 'macos', win32: 'windows' };
/** Tools of a GPU that hangs never answer. */
const limit = 10_000;

/** What GPUs the machine of this process has. Never rejects. */
export function detectThisMachine(gpus: GpuTable): Promise<MachineView> {
  const facts = { hostname: hostname(), memoryMiB: Math.floor(totalmem() / 2 ** 20) };
  const platform = platforms[process.platform] ?? 'other';
  return detectMachine(facts, { platform, root: '/', environment: process.env, limit, gpus, clock: systemClock });
}
