import type { KindCheckView, KindDraft, KindPresetView } from '../../engine/contract/views/kind.ts';

const head = 'kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\n';
const gpuNode = (model: string) =>
  `- role: worker\n  labels:\n    slipway.dev/simulated-gpu: ${model}\n    slipway.dev/simulated-gpu-count: "8"\n`;

const made: Omit<KindPresetView, 'config'>[] = [
  { id: 'single', label: 'Single node', help: 'One node that is control plane and worker.', needs: [] },
  {
    id: 'three-workers',
    label: 'Three workers',
    help: 'A control plane and three workers.',
    needs: ['About 3 GB of memory for the nodes alone.'],
  },
  { id: 'mi300x', label: 'MI300X fleet', help: 'Two workers with eight made-up MI300X each; models are simulated.', needs: [] },
  { id: 'h100', label: 'H100 fleet', help: 'Two workers with eight made-up H100 each; models are simulated.', needs: [] },
  {
    id: 'nvidia',
    label: 'NVIDIA GPUs',
    help: 'The GPUs of this machine, passed into the node.',
    needs: ['NVIDIA GPUs with their driver, on Linux.', 'The NVIDIA container toolkit as the default runtime of Docker.'],
  },
  {
    id: 'amd',
    label: 'AMD GPUs',
    help: 'The GPUs of this machine, passed into the node.',
    needs: ['AMD GPUs with the amdgpu driver, on Linux.'],
  },
];

const mount = (path: string) => `  - hostPath: ${path}\n    containerPath: ${path}\n`;
const nodes: Record<string, string> = {
  'three-workers': '- role: worker\n'.repeat(3),
  mi300x: gpuNode('MI300X').repeat(2),
  h100: gpuNode('H100').repeat(2),
  nvidia: `  extraMounts:\n${mount('/dev/null')}`,
  amd: `  extraMounts:\n${mount('/dev/kfd')}${mount('/dev/dri')}`,
};

export const presets: KindPresetView[] = made.map((preset) => ({
  ...preset,
  config: `${head}nodes:\n- role: control-plane\n${nodes[preset.id] ?? ''}`,
}));

/** What a machine with port 8080 taken and a cluster `dev` says of a draft. */
export function kindCheck({ name, config = '' }: KindDraft): KindCheckView {
  const records: KindCheckView['records'] = [
    { id: 'engine', subject: 'machine', verdict: 'pass', message: 'Docker 29.1 answers, rootful, cgroup v2.' },
    { id: 'kind-version', subject: 'machine', verdict: 'pass', message: 'kind 0.33.0 is at /usr/local/bin/kind.' },
    { id: 'memory', subject: 'machine', verdict: 'pass', message: '11.2 GiB of memory are free, this needs about 2 GiB.' },
    {
      id: 'image-digest',
      subject: 'nodes[0].image',
      verdict: 'note',
      message: 'The node image of kind 0.33.0 is used: Kubernetes 1.36.3.',
    },
    {
      id: 'inotify',
      subject: 'machine',
      verdict: 'warning',
      message: 'fs.inotify.max_user_instances is 128; clusters of several nodes need 512.',
      fix: 'Run "sudo sysctl fs.inotify.max_user_instances=512".',
    },
  ];
  if (config.includes('hostPort: 8080')) {
    records.push({
      id: 'port-taken',
      subject: 'nodes[0].extraPortMappings[0].hostPort',
      verdict: 'problem',
      message: 'Port 8080 of this machine is taken by process 812 (nginx).',
      fix: 'Take another port; 8081 is free.',
    });
  }
  if (name === 'dev') {
    records.push({
      id: 'name-taken',
      subject: 'name',
      verdict: 'problem',
      message: 'A cluster dev exists.',
      fix: 'Take another name, or delete it.',
    });
  }
  const isUnknown = config.includes('roll:');
  return {
    config,
    problems: isUnknown ? [{ field: 'nodes[0].roll', message: 'A node has no field roll.', fix: 'Did you mean role?' }] : [],
    records,
  };
}
