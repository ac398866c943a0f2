import type { CheckRecord } from '../../check-record.ts';
import { type KindConfig, nodesOf } from '../config/kind-config.ts';
import { gpuMountOf } from './gpu-mounts.ts';
import type { MachineFacts } from './machine-facts.ts';

/** Mounts of what is not there. Those of GPUs have a check of their own. */
export function checkMounts(config: KindConfig, { missingMounts, engine }: MachineFacts): CheckRecord[] {
  if (engine.found && engine.facts.remote) return [];
  const missing = new Set(missingMounts);
  return nodesOf(config).flatMap(({ extraMounts = [] }, node) =>
    extraMounts.flatMap((mount, index): CheckRecord[] => {
      if (!mount.hostPath || gpuMountOf(mount) || !missing.has(mount.hostPath)) return [];
      const message = `${mount.hostPath} is not there: Docker makes an empty folder of root's in its place, Podman refuses to start the node.`;
      return [
        {
          id: 'mount-missing',
          subject: `nodes[${node}].extraMounts[${index}].hostPath`,
          verdict: 'warning',
          message,
          fix: 'Make it first, or correct its path.',
        },
      ];
    }),
  );
}
