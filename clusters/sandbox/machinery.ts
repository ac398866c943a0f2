/** Everything of the sandbox behind its API: caches, controllers, scheduler, node agent. Works on any `Cluster`. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../clock.ts';
import type { Cluster } from '../cluster.ts';
import { createInformer } from '../informer/create-informer.ts';
import type { Log } from '../log.ts';
import type { AccountToken } from './account-token.ts';
import { startCaches, whenSynced } from './caches.ts';
import type { ControllerContext } from './controllers/controller-context.ts';
import { createEventRecorder, type EventRecorder } from './controllers/event-recorder.ts';
import { startControllers } from './controllers/start-controllers.ts';
import { ensureStorageClasses } from './controllers/volumes/storage-classes.ts';
import type { ImageTable } from './images.ts';
import { type NodeAgent, startNodeAgent } from './node/node-agent.ts';
import { startServicePorts } from './node/service-ports/service-ports.ts';
import { startScheduler } from './scheduler/scheduler.ts';

export interface MachineryOptions {
  cluster: Cluster;
  images: ImageTable;
  /** Holds pods' logs and volumes. */
  dataDirectory: string;
  /** The cluster's CA, PEM: given to every namespace. */
  rootCertificate: string;
  /** For pods' volumes; absent: they have no token. */
  accountToken?: AccountToken;
  clock: Clock;
  random: () => number;
  log: Log;
}

export interface Machinery {
  agent: NodeAgent;
  /** Ends it in reverse order; containers are killed. */
  stop(): Promise<void>;
}

/** Resolves when everything has its first lists and runs. */
export async function startMachinery(options: MachineryOptions): Promise<Machinery> {
  const { cluster, clock, random, log } = options;
  const end = new AbortController();
  const caches = startCaches({ cluster, clock, random, log, signal: end.signal });
  await whenSynced(caches);
  const recorders: EventRecorder[] = [];
  const contextFor = (component: string): ControllerContext => {
    const events = createEventRecorder({ cluster, component, series: component === 'default-scheduler', clock, log });
    recorders.push(events);
    return {
      cluster,
      caches,
      watchKind: (kind, signal) => createInformer({ cluster, kind, clock, random, log, signal: AbortSignal.any([signal, end.signal]) }),
      events,
      clock,
      log: log.child({ component }),
    };
  };
  const agent = await startNodeAgent({ ...options, caches });
  const scheduler = startScheduler(contextFor('default-scheduler'));
  const servicePorts = startServicePorts(contextFor('kube-proxy'));
  const controllers = startControllers(contextFor, {
    rootCertificate: options.rootCertificate,
    removeClaimFiles: ({ namespace = '', name }) =>
      rm(join(options.dataDirectory, 'claims', namespace, name), { recursive: true, force: true }),
  });
  await ensureStorageClasses(cluster);
  return {
    agent,
    async stop() {
      await Promise.all([controllers.stop(), scheduler.stop(), servicePorts.stop()]);
      await agent.stop();
      await Promise.all(recorders.map((recorder) => recorder.flush()));
      end.abort();
    },
  };
}
