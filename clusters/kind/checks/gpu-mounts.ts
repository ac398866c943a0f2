import { type KindConfig, type KindMount, nodesOf } from '../config/kind-config.ts';

/** Whose GPUs a mount passes through; undefined for any other mount. */
export function gpuMountOf({ hostPath = '', containerPath = '' }: KindMount): 'nvidia' | 'amd' | undefined {
  if (containerPath.startsWith('/var/run/nvidia-container-devices/')) return 'nvidia';
  return hostPath === '/dev/kfd' || hostPath.startsWith('/dev/dri') ? 'amd' : undefined;
}

/** The first mount of that vendor's GPUs in a configuration, as a path. */
export function gpuMountPath(config: KindConfig, vendor: 'nvidia' | 'amd'): string | undefined {
  for (const [node, { extraMounts = [] }] of nodesOf(config).entries()) {
    const index = extraMounts.findIndex((mount) => gpuMountOf(mount) === vendor);
    if (index !== -1) return `nodes[${node}].extraMounts[${index}]`;
  }
  return undefined;
}
