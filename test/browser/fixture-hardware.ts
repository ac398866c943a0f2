import type { Device, MachineView, ProbeRecord } from '../../engine/contract/views/device.ts';
import type { NodeView } from '../../engine/contract/views/node.ts';
import { newDevice } from '../../engine/hardware/new-device.ts';

const probe = (tool: string, command: string, outcome: ProbeRecord['outcome'], more: Partial<ProbeRecord> = {}): ProbeRecord => ({
  tool,
  command,
  outcome,
  exitCode: null,
  stderr: '',
  milliseconds: 1.4,
  ...more,
});

/** What most people work on: a machine without a GPU. */
export const laptop: MachineView = {
  hostname: 'ada-laptop',
  platform: 'linux',
  memoryMiB: 32_018,
  devices: [],
  problems: [],
  probes: [
    probe('kfd', '/sys/class/kfd/kfd/topology/nodes', 'absent'),
    probe('drm', '/sys/class/drm', 'nothing'),
    probe('amd-smi-json', 'amd-smi static --json', 'absent'),
    probe('nvidia-smi-csv', 'nvidia-smi --query-gpu=index,name,uuid,pci.bus_id,memory.total --format=csv,noheader,nounits', 'absent'),
    probe('pci', '/sys/bus/pci/devices', 'nothing'),
  ],
  detectedAt: Date.now(),
};

const device = (given: Partial<Device>): Device => newDevice('nvidia', 'nvidia-smi-csv', given);

/** Two GPUs, one of which its tool cannot read, and a probe that failed. */
export const workstation: MachineView = {
  ...laptop,
  hostname: 'ada-workstation',
  devices: [
    device({
      model: 'RTX4090',
      name: 'NVIDIA GeForce RTX 4090',
      index: 0,
      pciId: '2684',
      pciAddress: '0000:01:00.0',
      isa: '8.9',
      memoryMiB: 24_564,
      memoryFreeMiB: 23_210,
      driver: '580.95.05',
    }),
    device({
      vendor: 'amd',
      model: null,
      pciId: '744c',
      pciAddress: '0000:43:00.0',
      memoryReason: 'The amdgpu driver is not loaded, so nothing tells its memory.',
      source: 'pci',
      problems: ['A GPU is here but no driver has it: load amdgpu ("modprobe amdgpu"), or install the ROCm packages.'],
    }),
  ],
  problems: ['amd-smi failed with exit code 255: the driver is not initialised. Load amdgpu ("modprobe amdgpu") and look again.'],
  probes: [
    probe('nvidia-smi-csv', 'nvidia-smi --query-gpu=index,name,memory.total --format=csv,noheader,nounits', 'found', {
      exitCode: 0,
      milliseconds: 84,
    }),
    probe('amd-smi-json', 'amd-smi static --json', 'failed', {
      exitCode: 255,
      stderr: 'AMDSMI_STATUS_DRIVER_NOT_LOADED: Driver not loaded',
    }),
    probe('hl-smi', 'hl-smi --query-aip=name,memory.total,index --format=csv,noheader,nounits', 'timed_out', { milliseconds: 10_000 }),
  ],
};

type Gpu = NodeView['gpus'][number];
const gpu = (given: Partial<Gpu>): Gpu => ({
  vendor: 'nvidia',
  model: 'H100',
  partition: null,
  resourceName: 'nvidia.com/gpu',
  total: 8,
  free: 2,
  memoryMiB: 81_559,
  ...given,
});
const node = (name: string, gpus: Gpu[], findings: string[] = []): NodeView => ({
  name,
  ready: true,
  gpus,
  findings,
  cpu: '96',
  memory: '2113929216Ki',
  pods: 12,
});

/** Whole GPUs, partitions, GPUs of no known kind, and nodes whose plugin is missing. */
export const mixedNodes: NodeView[] = [
  node('h100-0', [gpu({})]),
  node('h100-1', [
    gpu({ total: 4, free: 4 }),
    gpu({ partition: 'MIG 3g.40gb', resourceName: 'nvidia.com/mig-3g.40gb', total: 8, free: 3, memoryMiB: 40_448 }),
  ]),
  node('mi300x-cpx', [
    gpu({ vendor: 'amd', model: 'MI300X', partition: 'CPX/NPS4', resourceName: 'amd.com/gpu', total: 64, free: 12, memoryMiB: 24_574 }),
  ]),
  node(
    'unlabelled',
    [gpu({ model: null, memoryMiB: null })],
    ['No label tells which GPU nvidia.com/gpu is (8 of them): install GPU feature discovery.'],
  ),
  node('mi300x-bare-0', [], ['GPU present, device plugin missing: install the AMD GPU operator or its device plugin.']),
  node('mi300x-bare-1', [], ['GPU present, device plugin missing: install the AMD GPU operator or its device plugin.']),
  node('mi300x-bare-2', [], ['GPU present, device plugin missing: install the AMD GPU operator or its device plugin.']),
];
