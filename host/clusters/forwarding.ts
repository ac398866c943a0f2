import type { Clock } from '../../clusters/clock.ts';
import { forwardPod, forwardService } from '../../clusters/forwarding/forward.ts';
import type { Log } from '../../clusters/log.ts';
import type { Forwarding } from '../../engine/services/forwards/forward-service.ts';

/** Ports of this machine that lead into clusters, for the engine. */
export function createForwarding(needs: { clock: Clock; random: () => number; log: Log }): Forwarding {
  return {
    open(cluster, { namespace, target, port, localPort }, { signal } = {}) {
      const options = { ...needs, cluster, port: localPort, signal };
      if (target.kind === 'service') return forwardService({ ...options, service: { namespace, name: target.name, port } });
      return forwardPod({ ...options, pod: { namespace, name: target.name, port } });
    },
  };
}
