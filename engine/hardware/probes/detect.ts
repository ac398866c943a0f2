import type { Device, MachineView } from '../../contract/views/device.ts';
import { mergeDevices } from '../merge.ts';
import { probeAmd } from './linux/amd.ts';
import { probeHabana } from './linux/habana.ts';
import { probePci } from './linux/pci.ts';
import { probeMac } from './macos/macos.ts';
import { probeNvidia } from './nvidia.ts';
import { type Finding, findingsTogether, type Probe, type ProbeHost } from './probe.ts';
import { unseen } from './unseen.ts';
import { probeWindows } from './windows/windows.ts';

export interface MachineFacts {
  readonly hostname: string;
  /** MiB of the host. */
  readonly memoryMiB: number;
}

const probes: Readonly<Record<ProbeHost['platform'], readonly Probe[]>> = {
  linux: [probeAmd, probeNvidia, probeHabana],
  macos: [probeMac],
  windows: [probeWindows],
  other: [],
};

/** GPUs of this machine, each once. Probes run side by side; never rejects, and no GPU is a normal answer. */
export async function detectMachine(facts: MachineFacts, host: ProbeHost): Promise<MachineView> {
  const asked = Promise.all(probes[host.platform].map((probe) => probe(host)));
  const bus = host.platform === 'linux' ? probePci(host) : nothing;
  const [findings, last] = await Promise.all([asked, bus]);
  const all = findingsTogether([...findings, last]);
  return {
    ...facts,
    platform: host.platform,
    devices: withLastWord(findings, last.devices),
    problems: [...new Set(all.problems)],
    probes: [...all.records],
    detectedAt: host.clock.now(),
  };
}

const nothing: Finding = { devices: [], problems: [], records: [] };

function withLastWord(findings: readonly Finding[], onBus: readonly Device[]): Device[] {
  const merged = mergeDevices(findings.flatMap(({ devices }) => bySource(devices)));
  return [...merged, ...unseen(onBus, merged)];
}

/** One list a source: within one, devices that look alike are several. */
function bySource(devices: readonly Device[]): Device[][] {
  const sources = [...new Set(devices.map(({ source }) => source))];
  return sources.map((source) => devices.filter((device) => device.source === source));
}
