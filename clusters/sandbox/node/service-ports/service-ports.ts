import type { Service } from 'kubernetes-types/core/v1.d.ts';
import { keyOf, keyText, type Stored } from '../../../objects.ts';
import { type Again, createControlLoop } from '../../controllers/control-loop.ts';
import type { Controller, ControllerContext } from '../../controllers/controller-context.ts';
import { keyFromText } from '../../controllers/keys.ts';
import { serviceNameLabel } from '../../controllers/service/decide-endpoint-slices.ts';
import { inTurn, type ServedPort, servedPortsOf, targetsOf } from './decide-service-ports.ts';
import { type ConnectionForwarder, forwardConnections } from './forward-connections.ts';

/** How soon a port that was taken is tried again. */
const tryAgain = 10_000;

/** A service's open ports, by a text of what is served on them. */
type OpenPorts = Map<string, ConnectionForwarder>;

/** What kube-proxy is on a real node, as far as it goes on loopback: node ports of services are listened on. docs/decisions/0006-node-ports-on-loopback.md */
export function startServicePorts(context: ControllerContext): Controller {
  const { caches, clock, log } = context;
  const open = new Map<string, OpenPorts>();
  const waiting = new Set<string>();
  const loop = createControlLoop({ name: 'service-ports', reconcile, clock, log });
  const stop = caches.services.onChange(({ object }) => loop.enqueue(keyText(keyOf(object))));

  async function reconcile(key: string): Promise<Again | undefined> {
    const service = caches.services.get(keyFromText(key));
    const wanted = new Map((service ? servedPortsOf(service) : []).map((port) => [JSON.stringify(port), port]));
    const present = open.get(key) ?? new Map<string, ConnectionForwarder>();
    await closeOthers(present, wanted);
    if (!service || wanted.size === 0) {
      open.delete(key);
      waiting.delete(key);
      return undefined;
    }
    open.set(key, present);
    const allOpen = await openMissing(context, { service, wanted, present });
    if (allOpen) waiting.delete(key);
    else waiting.add(key);
    return allOpen ? undefined : { afterMilliseconds: tryAgain };
  }

  async function closeOthers(present: OpenPorts, wanted: ReadonlyMap<string, ServedPort>): Promise<void> {
    for (const [served, forwarder] of [...present].filter(([name]) => !wanted.has(name))) {
      await forwarder.close();
      present.delete(served);
      // The port may be the one that another service has been waiting for.
      for (const key of waiting) loop.enqueue(key);
    }
  }

  return {
    async stop() {
      stop();
      await loop.stop();
      await Promise.all([...open.values()].flatMap((ports) => [...ports.values()].map((forwarder) => forwarder.close())));
    },
  };
}

interface Opening {
  service: Stored<Service>;
  wanted: ReadonlyMap<string, ServedPort>;
  present: OpenPorts;
}

/** False when one could not be opened, which is told in an event. */
async function openMissing(context: ControllerContext, { service, wanted, present }: Opening): Promise<boolean> {
  let allOpen = true;
  for (const [served, port] of wanted) {
    if (present.has(served)) continue;
    try {
      present.set(served, await openPort(context, service, port));
    } catch (error) {
      allOpen = false;
      tellNotOpened(context, service, { port, error: error as NodeJS.ErrnoException });
    }
  }
  return allOpen;
}

function openPort({ caches, log }: ControllerContext, { metadata }: Stored<Service>, served: ServedPort): Promise<ConnectionForwarder> {
  let turn = 0;
  const slicesOfService = () =>
    caches.endpointSlices.list(metadata.namespace).filter((slice) => slice.metadata.labels?.[serviceNameLabel] === metadata.name);
  return forwardConnections({ port: served.nodePort, targets: () => inTurn(targetsOf(served, slicesOfService()), turn++), log });
}

interface NotOpened {
  port: ServedPort;
  error: NodeJS.ErrnoException;
}

function tellNotOpened({ events }: ControllerContext, service: Stored<Service>, { port: { nodePort }, error }: NotOpened): void {
  const isTaken = error.code === 'EADDRINUSE';
  const why = isTaken
    ? 'another program or service listens on it; stop that one, or choose another nodePort'
    : `${error.message}; choose another nodePort`;
  events.record(service, {
    type: 'Warning',
    reason: isTaken ? 'NodePortInUse' : 'NodePortNotOpened',
    message: `Service is not reachable on 127.0.0.1:${nodePort}: ${why}.`,
  });
}
