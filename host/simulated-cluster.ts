import { hostname } from 'node:os';
import { isReason } from '../clusters/api-error.ts';
import type { Clock } from '../clusters/clock.ts';
import type { Cluster } from '../clusters/cluster.ts';
import { createInformers, type Informers } from '../clusters/informer/informers.ts';
import { namespaces } from '../clusters/kinds.ts';
import type { Log } from '../clusters/log.ts';
import { type Sandbox, startSandbox } from '../clusters/sandbox/sandbox.ts';
import type { Catalog } from '../engine/domain/catalog/catalog.ts';
import type { HomeCluster } from '../engine/engine.ts';
import { installCustomResources } from '../engine/operator/install-custom-resources.ts';
import { createOperator } from '../engine/operator/operator.ts';
import { entryPoints } from './entry-points.ts';
import { type GatewayProcess, startGatewayProcess } from './gateway-process.ts';
import { sandboxImages } from './images.ts';
import type { Ports } from './preferred-ports.ts';
import { sandboxFolderOf } from './sandbox-files.ts';
import { simulatedFleet } from './simulated-fleet.ts';
import { startInOrder } from './start-in-order.ts';

export interface SimulatedClusterOptions {
  dataDirectory: string;
  ports: Ports;
  catalog: Catalog;
  clock: Clock;
  random: () => number;
  log: Log;
  mark: (step: string) => void;
}

export interface SimulatedCluster {
  cluster: Cluster;
  /** Shared by the operator and the engine. */
  informers: Informers;
  info: HomeCluster['info'];
  kubeconfigPath: string;
  fleet: NonNullable<HomeCluster['fleet']>;
  gateway: GatewayProcess;
  /** Resolves when the operator, the controllers and the nodes work. */
  ready: Promise<void>;
  processes(): { pid: number; role: string }[];
  stop(): Promise<void>;
}

/** The namespace that AIM's own examples are written for: there from the start, so that they apply as they are. */
const exampleNamespace = 'aim-engine';

/** The sandbox with our custom resources, the operator in this process and the gateway as a child. */
export function startSimulatedCluster(options: SimulatedClusterOptions): Promise<SimulatedCluster> {
  return startInOrder(async (started) => {
    const { clock, log, mark } = options;
    const sandbox = await startSandbox({
      ...options,
      dataDirectory: sandboxFolderOf(options.dataDirectory),
      images: sandboxImages(options.catalog),
      log: log.child({ part: 'sandbox' }),
    });
    started.defer(() => sandbox.stop());
    mark('sandbox ready');
    await installCustomResources({ cluster: sandbox.cluster, clock, log });
    await ensureNamespace(sandbox.cluster, exampleNamespace);
    mark('custom resources installed');
    const gateway = startGatewayProcess({
      program: entryPoints.gateway,
      kubeconfigPath: sandbox.kubeconfigPath,
      port: options.ports.gateway,
      clock,
      log: log.child({ part: 'gateway' }),
    });
    started.defer(() => gateway.stop());
    const { informers, ready } = startOperator(sandbox, options, started);
    return {
      cluster: sandbox.cluster,
      informers,
      info: infoOf(sandbox),
      kubeconfigPath: sandbox.kubeconfigPath,
      fleet: simulatedFleet(sandbox.nodes),
      gateway,
      ready: Promise.all([ready, sandbox.settled]).then(() => {}),
      processes: () => [...sandbox.processes(), ...gatewayProcess(gateway)],
      stop: () => started.disposeAsync(),
    };
  });
}

/** One set of informers for the operator and for whoever else is in this process. */
function startOperator({ cluster }: Sandbox, options: SimulatedClusterOptions, started: AsyncDisposableStack) {
  const { catalog, clock, random, log } = options;
  const end = new AbortController();
  started.defer(() => end.abort());
  const informers = createInformers({ cluster, clock, random, log: log.child({ part: 'informers' }), signal: end.signal });
  const identity = `${hostname()}-${process.pid}`;
  const operator = createOperator({
    cluster,
    catalog,
    informers,
    clock,
    random,
    log: log.child({ part: 'operator' }),
    identity,
    leaderElection: false,
    installKinds: true,
    simulate: null,
  });
  started.defer(() => operator.stop());
  const ready = operator.start();
  // The start waits for it; when the start is called off before, nobody does.
  ready.catch(() => {});
  return { informers, ready };
}

function infoOf(sandbox: Sandbox): HomeCluster['info'] {
  return {
    name: sandbox.cluster.name,
    provider: 'sandbox',
    simulated: true,
    version: sandbox.version,
    server: sandbox.url,
    kubeconfig: sandbox.kubeconfigPath,
  };
}

async function ensureNamespace(cluster: Cluster, name: string): Promise<void> {
  try {
    await cluster.create(namespaces, { apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  } catch (error) {
    if (!isReason(error, 'AlreadyExists')) throw error;
  }
}

function gatewayProcess(gateway: GatewayProcess): { pid: number; role: string }[] {
  const pid = gateway.pid();
  return pid === null ? [] : [{ pid, role: 'gateway' }];
}
