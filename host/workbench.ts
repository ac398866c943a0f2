import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { systemClock } from '../clusters/clock.ts';
import type { Log } from '../clusters/log.ts';
import type { Services } from '../engine/contract/services.ts';
import { createEngine } from '../engine/engine.ts';
import { loadCatalog } from '../engine/operator/catalog.ts';
import { localGateway } from '../engine/services/chat/local-gateway.ts';
import { openStore } from '../engine/store/store.ts';
import { capabilities } from './capabilities.ts';
import { createClusterParts } from './clusters/cluster-parts.ts';
import { resumeOperators } from './clusters/resume-operators.ts';
import { dataDirectoryOf, prepareDataDirectory } from './data-directory.ts';
import { rendererFolder, rootFolder } from './entry-points.ts';
import { type LogFile, openLog } from './logging.ts';
import { holdOwner } from './owner.ts';
import { choosePorts, rememberPorts } from './preferred-ports.ts';
import { removeServeFile, writeServeFile } from './serve-file.ts';
import { lockDataDirectory } from './serve-lock.ts';
import { startSimulatedCluster } from './simulated-cluster.ts';
import { startFailure } from './start-failure.ts';
import { startInOrder } from './start-in-order.ts';
import { detectThisMachine } from './this-machine.ts';
import { tokenOf, tokenPath } from './token.ts';
import { untilReady } from './until-ready.ts';
import { slipwayVersion } from './version.ts';
import { startWebServer } from './web/server.ts';

export interface WorkbenchOptions {
  /** Absent: `SLIPWAY_DATA_DIR`, else the platform's own place. */
  dataDirectory?: string | undefined;
  /** Of the web UI. Absent: the last one, or any free one; 0: any free one. */
  port?: number | undefined;
  /** Of the gateway; as above. */
  gatewayPort?: number | undefined;
  /** False: no web server, as in the desktop app. */
  web?: boolean | undefined;
  /** Aborting it calls a start off that is under way. */
  signal?: AbortSignal | undefined;
  /** Gets warnings as plain lines. */
  say: (line: string) => void;
}

export interface Workbench {
  services: Services;
  /** The web UI without and with its token; null without a web server. */
  url: string | null;
  link: string | null;
  gatewayUrl: string;
  kubeconfigPath: string;
  dataDirectory: string;
  log: Log;
  /** Every process that the workbench runs in, itself included. */
  processes(): { pid: number; role: string }[];
  /** Stops everything in the reverse order of its start. */
  stop(): Promise<void>;
}

/**
 * Starts all of Slipway on this machine: sandbox, operator, gateway, engine and web server.
 * Rejects with an error for people when the data directory or a port cannot be had; nothing is left running then.
 */
export function startWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  return startInOrder(async (started) => {
    const startedAt = clock.now();
    const dataDirectory = dataDirectoryOf(options.dataDirectory, process.env);
    prepareDataDirectory(dataDirectory);
    started.defer(lockDataDirectory(dataDirectory));
    const logFile = openLog({ dataDirectory, say: options.say });
    try {
      return await startParts({ ...options, dataDirectory, startedAt, logFile, started });
    } catch (error) {
      throw startFailure(error, logFile);
    }
  });
}

interface Parts extends WorkbenchOptions {
  dataDirectory: string;
  startedAt: number;
  logFile: LogFile;
  started: AsyncDisposableStack;
}

async function startParts(options: Parts): Promise<Workbench> {
  const { dataDirectory, startedAt, started } = options;
  const { log, path: logPath } = options.logFile;
  const mark = (step: string): void => log.debug({ ms: clock.now() - startedAt }, step);
  const store = openStore(join(dataDirectory, 'store.db'));
  started.defer(() => store.close());
  const ports = await choosePorts(store, options);
  const catalog = await loadCatalog(new URL('resources/catalog/', rootFolder));
  mark('store and catalog open');

  const simulated = await startSimulatedCluster({ dataDirectory, ports, catalog, clock, random: Math.random, log, mark });
  started.defer(() => simulated.stop());
  const address: { url: string | null } = { url: null };
  const owner = holdOwner(dataDirectory);
  started.defer(() => owner[Symbol.dispose]());
  const clusterParts = createClusterParts({ dataDirectory, store, lasts: true, log });
  started.defer(() => clusterParts.stop());
  const host = { version: slipwayVersion(), dataDirectory, pid: process.pid, startedAt, capabilities, url: () => address.url };
  const home = { ...simulated, gateway: localGateway(simulated.gateway.url) };
  const detectMachine = () => detectThisMachine(catalog);
  const parts = { ...clusterParts, home, catalog, detectMachine, store, owner, host };
  const engine = createEngine({ ...parts, clock, random: Math.random, newId: randomUUID, log });
  started.defer(() => engine.stop());
  const token = tokenOf({ dataDirectory, now: startedAt, randomBytes });
  if (options.web !== false) {
    const web = await startWebServer({ services: engine.services, port: ports.web, token, pages: rendererFolder(), log });
    started.defer(() => web.close());
    address.url = web.url;
    mark('web server listens');
  }
  const allReady = Promise.all([simulated.gateway.ready, engine.ready, simulated.ready]);
  const [gatewayUrl] = await untilReady(allReady, { signal: options.signal, clock, logPath });
  const resuming = new AbortController();
  started.defer(() => resuming.abort());
  const { operators } = clusterParts;
  void resumeOperators({ operators, clusters: engine.services.clusters, clock, log, signal: resuming.signal });
  rememberPorts(store, { web: address.url, gateway: gatewayUrl });
  if (address.url) {
    writeServeFile(dataDirectory, {
      pid: process.pid,
      url: address.url,
      tokenPath: tokenPath(dataDirectory),
      version: host.version,
      startedAt,
    });
    started.defer(() => removeServeFile(dataDirectory));
  }
  log.info({ url: address.url, gatewayUrl, ms: clock.now() - startedAt }, 'workbench ready');
  return {
    services: engine.services,
    url: address.url,
    link: address.url && `${address.url}/#token=${token}`,
    gatewayUrl,
    kubeconfigPath: simulated.kubeconfigPath,
    dataDirectory,
    log,
    processes: () => [{ pid: process.pid, role: 'workbench' }, ...simulated.processes()],
    stop: () => started.disposeAsync(),
  };
}

const clock = systemClock;
