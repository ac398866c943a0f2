import type { Clock } from '../../clusters/clock.ts';
import { forwardPod, forwardService } from '../../clusters/forwarding/forward.ts';
import type { Log } from '../../clusters/log.ts';
import { SlipwayError } from '../../engine/contract/errors.ts';
import type { Forwarding } from '../../engine/services/forwards/forward-service.ts';

/** Ports of this machine that lead into clusters, for the engine. */
export function createForwarding(needs: { clock: Clock; random: () => number; log: Log }): Forwarding {
  return {
    open(cluster, { namespace, target, port, localPort }, { signal } = {}) {
      const options = { ...needs, cluster, port: localPort, signal };
      if (target.kind === 'service') return forwardService({ ...options, service: { namespace, name: target.name, port } });
      if (typeof port !== 'number') throw namedPort(port);
      return forwardPod({ ...options, pod: { namespace, name: target.name, port } });
    },
  };
}

function namedPort(port: string): SlipwayError {
  return new SlipwayError('invalid_input', `A pod's port is a number, and "${port}" is none.`, {
    fix: "Name a Service, or the port's number.",
  });
}
