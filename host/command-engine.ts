import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { systemClock } from '../clusters/clock.ts';
import type { Services } from '../engine/contract/services.ts';
import { createEngine } from '../engine/engine.ts';
import { loadCatalog } from '../engine/operator/catalog.ts';
import { openStore } from '../engine/store/store.ts';
import { capabilities } from './capabilities.ts';
import { createClusterParts } from './clusters/cluster-parts.ts';
import { dataDirectoryOf, prepareDataDirectory } from './data-directory.ts';
import { rootFolder } from './entry-points.ts';
import { openLog } from './logging.ts';
import { holdOwner } from './owner.ts';
import { startInOrder } from './start-in-order.ts';
import { detectThisMachine } from './this-machine.ts';
import { slipwayVersion } from './version.ts';

export interface CommandEngine extends AsyncDisposable {
  services: Services;
  /** Clusters whose operator runs for as long as this engine does. */
  operators(): string[];
}

/**
 * The engine of one command, where no `serve` runs: it has no sandbox and no web server, and is for what concerns other
 * clusters. Several may run beside each other. Ends with its scope.
 */
export function openCommandEngine(options: { dataDirectory: string | undefined }): Promise<CommandEngine> {
  return startInOrder(async (started) => {
    const startedAt = systemClock.now();
    const dataDirectory = dataDirectoryOf(options.dataDirectory, process.env);
    prepareDataDirectory(dataDirectory);
    // Its warnings are for the log: what concerns the command, the command says.
    const { log } = openLog({ dataDirectory, say: () => {} });
    const store = openStore(join(dataDirectory, 'store.db'));
    started.defer(() => store.close());
    const owner = holdOwner(dataDirectory);
    started.defer(() => owner[Symbol.dispose]());
    const parts = createClusterParts({ dataDirectory, store, lasts: false, log });
    started.defer(() => parts.stop());
    const catalog = await loadCatalog(new URL('resources/catalog/', rootFolder));
    const engine = createEngine({
      ...parts,
      home: null,
      catalog,
      detectMachine: () => detectThisMachine(catalog),
      store,
      owner,
      host: { version: slipwayVersion(), dataDirectory, pid: process.pid, startedAt, capabilities, url: () => null },
      clock: systemClock,
      random: Math.random,
      newId: randomUUID,
      log,
    });
    started.defer(() => engine.stop());
    return { services: engine.services, operators: parts.operators.running, [Symbol.asyncDispose]: () => started.disposeAsync() };
  });
}
