import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { systemClock } from '../clusters/clock.ts';
import type { Services } from '../engine/contract/services.ts';
import type { Capabilities } from '../engine/contract/views/workbench.ts';
import { createEngine, type EngineOptions } from '../engine/engine.ts';
import { loadCatalog } from '../engine/operator/catalog.ts';
import { openStore } from '../engine/store/store.ts';
import { dataDirectoryOf, prepareDataDirectory } from './data-directory.ts';
import { rendererFolder, rootFolder } from './entry-points.ts';
import { openLog } from './logging.ts';
import { choosePorts, rememberPorts } from './preferred-ports.ts';
import { removeServeFile, writeServeFile } from './serve-file.ts';
import { lockDataDirectory } from './serve-lock.ts';
import { startSimulatedCluster } from './simulated-cluster.ts';
import { tokenOf, tokenPath } from './token.ts';
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
  /** Every process that the workbench runs in, itself included. */
  processes(): { pid: number; role: string }[];
  /** Stops everything in the reverse order of its start. */
  stop(): Promise<void>;
}

const capabilities: Capabilities = { createSandbox: true, createKind: false, attachRemote: false, openExternal: false };

/**
 * Starts all of Slipway on this machine: sandbox, operator, gateway, engine and web server.
 * Rejects with an error for people when the data directory or a port cannot be had; nothing is left running then.
 */
export async function startWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  await using started = new AsyncDisposableStack();
  const clock = systemClock;
  const random = Math.random;
  const startedAt = clock.now();
  const dataDirectory = dataDirectoryOf(options.dataDirectory, process.env);
  prepareDataDirectory(dataDirectory);
  started.defer(lockDataDirectory(dataDirectory));
  const { log, path: logPath } = openLog({ dataDirectory, say: options.say });
  const mark = (step: string): void => log.debug({ ms: clock.now() - startedAt }, step);

  const store = openStore(join(dataDirectory, 'store.db'));
  started.defer(() => store.close());
  const ports = await choosePorts(store, options);
  const catalog = await loadCatalog(new URL('resources/catalog/', rootFolder));
  mark('store and catalog open');

  const simulated = await startSimulatedCluster({ dataDirectory, ports, catalog, clock, random, log, mark });
  started.defer(() => simulated.stop());
  const { cluster, informers, gateway } = simulated;

  let url: string | null = null;
  const host: EngineOptions['host'] = {
    version: slipwayVersion(),
    url: () => url,
    gatewayUrl: gateway.url,
    dataDirectory,
    pid: process.pid,
    startedAt,
    capabilities,
  };
  const engine = createEngine({ cluster, clusterInfo: simulated.info, informers, fleet: simulated.fleet, catalog, store, host, clock });
  started.defer(() => engine.stop());
  const token = tokenOf({ dataDirectory, now: startedAt, randomBytes });
  if (options.web !== false) {
    const web = await startWebServer({ services: engine.services, port: ports.web, token, pages: rendererFolder(), log });
    started.defer(() => web.close());
    url = web.url;
    mark('web server listens');
  }
  await Promise.all([engine.ready, simulated.ready]);
  const gatewayUrl = await gateway.ready;
  mark('operator, gateway and engine ready');
  rememberPorts(store, { web: url, gateway: gatewayUrl });
  if (url) {
    writeServeFile(dataDirectory, { pid: process.pid, url, tokenPath: tokenPath(dataDirectory), version: host.version, startedAt });
    started.defer(() => removeServeFile(dataDirectory));
  }
  log.info({ url, gatewayUrl, dataDirectory, logPath, ms: clock.now() - startedAt }, 'workbench ready');

  const running = started.move();
  return {
    services: engine.services,
    url,
    link: url && `${url}/#token=${token}`,
    gatewayUrl,
    kubeconfigPath: simulated.info.kubeconfigPath,
    dataDirectory,
    processes: () => [{ pid: process.pid, role: 'workbench' }, ...simulated.processes()],
    stop: () => running.disposeAsync(),
  };
}
