import { access, constants } from 'node:fs/promises';
import { join } from 'node:path';
import { parseTool } from '../../parse.ts';
import type { ToolFile } from '../../parser.ts';
import type { Finding, ProbeHost } from '../probe.ts';
import { readBelow } from '../read-folder.ts';
import { kfdProblem } from './kfd-problem.ts';

const cardFiles = [
  'vendor',
  'device',
  'revision',
  'uevent',
  'unique_id',
  'product_name',
  'mem_info_vram_total',
  'mem_info_vram_used',
  'current_compute_partition',
  'current_memory_partition',
];

/** AMD GPUs from what the kernel says: no tool is needed, and partitions are told as they are. */
export async function probeKfd(host: ProbeHost): Promise<Finding> {
  const startedAt = host.clock.now();
  const [topology, cards] = [join(host.root, 'sys/class/kfd/kfd/topology'), join(host.root, 'sys/class/drm')];
  const files = await readTopology(topology, cards);
  const milliseconds = host.clock.now() - startedAt;
  const record = { tool: 'kfd', command: `${topology} ${cards}`, exitCode: null, stderr: '', milliseconds };
  if (files.length === 0) return { devices: [], problems: [], records: [{ ...record, outcome: 'absent' }] };
  const { devices } = parseTool('kfd', files, host.gpus);
  const computes = devices.some(({ source }) => source === 'kfd');
  const problems = computes ? await accessProblems(join(host.root, 'dev/kfd')) : [];
  return { devices, problems, records: [{ ...record, outcome: devices.length > 0 ? 'found' : 'nothing' }] };
}

async function readTopology(topology: string, cards: string): Promise<ToolFile[]> {
  const read = [
    readBelow(topology, ['nodes', '*', 'properties']),
    readBelow(topology, ['nodes', '*', 'mem_banks', '*', 'properties']),
    ...cardFiles.map((file) => readBelow(cards, ['*', 'device', file])),
  ];
  return (await Promise.all(read)).flat();
}

/** What is seen need not be usable: programs compute through /dev/kfd. */
async function accessProblems(file: string): Promise<string[]> {
  try {
    await access(file, constants.R_OK | constants.W_OK);
    return [];
  } catch (error) {
    return [kfdProblem(file, (error as NodeJS.ErrnoException).code)];
  }
}
