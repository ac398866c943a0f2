import type { MachineView, ProbeRecord } from '../../../engine/contract/views/device.ts';
import { table } from '../../output.ts';
import { deviceProblems, deviceTable } from './devices-text.ts';

/** This machine for people. No GPU is said calmly, with what was looked for. */
export function machineText(machine: MachineView): string {
  const { devices, problems, probes } = machine;
  const found = devices.length > 0 ? [deviceTable(devices), deviceProblems(devices)] : [nothing];
  const looked = devices.length > 0 && problems.length === 0 ? '' : `Looked for\n${probeTable(probes)}`;
  const parts = [headline(machine), ...found, problems.length === 0 ? '' : `Problems\n${indented(problems)}`, looked];
  return parts.filter((part) => part !== '').join('\n\n');
}

function headline({ hostname, platform, memoryMiB, devices }: MachineView): string {
  const count = devices.length === 0 ? 'no GPU' : devices.length === 1 ? '1 GPU' : `${devices.length} GPUs`;
  return `${hostname} (${platform}, ${(memoryMiB / 1024).toFixed(1)} GiB of memory): ${count}`;
}

const nothing =
  'Models need none to be tried: the sandbox simulates GPUs (slipway serve), and slipway gpus --cluster <name> shows those of a cluster.';

const outcomes: Readonly<Record<ProbeRecord['outcome'], string>> = {
  found: 'found GPUs',
  nothing: 'found none',
  absent: 'not there',
  failed: 'failed',
  timed_out: 'no answer',
  skipped: 'not needed',
};

function probeTable(probes: readonly ProbeRecord[]): string {
  const rows = probes.map(({ tool, outcome, exitCode, command }) => [
    `  ${tool}`,
    outcomes[outcome] + (exitCode === null || exitCode === 0 ? '' : ` (${exitCode})`),
    command,
  ]);
  return table(['  PROBE', 'RESULT', 'ASKED'], rows);
}

function indented(lines: readonly string[]): string {
  return lines.map((line) => `  ${line}`).join('\n');
}
