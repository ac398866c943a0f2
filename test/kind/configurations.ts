/** kind configurations whose nodes play to have GPUs. */
interface FleetOptions {
  /** 0: the control plane has the GPUs. */
  workers: number;
  gpu?: string;
  /** Of each node that has some. */
  count?: number;
}

export function fleetConfiguration({ workers, gpu = 'MI300X', count = 8 }: FleetOptions): string {
  const labels = `\n    labels:\n      slipway.dev/simulated-gpu: ${gpu}\n      slipway.dev/simulated-gpu-count: "${count}"`;
  const nodes = [
    `  - role: control-plane${workers === 0 ? labels : ''}`,
    ...Array.from({ length: workers }, () => `  - role: worker${labels}`),
  ];
  return `kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\nnodes:\n${nodes.join('\n')}\n`;
}
