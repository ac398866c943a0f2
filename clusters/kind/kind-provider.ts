/** kind clusters of this machine: those that Slipway makes, and those that people made with kind themselves. */
import { readFile } from 'node:fs/promises';
import { type ClusterProvider, type Detection, type KnownCluster, type ProvideRequest, ProviderError } from '../provider.ts';
import { reconcile } from './provider/cluster-state.ts';
import { createKindContext, type KindContext, type KindProviderOptions } from './provider/context.ts';
import { createCluster } from './provider/create-cluster.ts';
import { createOptions } from './provider/creation-plan.ts';
import { destroyCluster } from './provider/destroy-cluster.ts';
import { exportLogs } from './provider/export-logs.ts';
import { loadImages } from './provider/load-images.ts';
import { canBeThere, notThere } from './provider/names.ts';
import { findContainers, type NodeContainer } from './provider/node-containers.ts';
import { kubeconfigOf, openCluster } from './provider/open-cluster.ts';
import { startCluster } from './provider/start-cluster.ts';
import { stopCluster } from './provider/stop-cluster.ts';
import { createTurns } from './provider/turns.ts';

export type { KindProviderOptions } from './provider/context.ts';

export interface KindProvider extends ClusterProvider {
  /** Copies images of this machine's engine to all nodes of a cluster that runs. */
  loadImages(name: string, images: readonly string[], request?: Omit<ProvideRequest, 'options'>): Promise<void>;
  /** Writes the logs of all nodes below a folder of this machine. */
  exportLogs(name: string, folder: string, request?: Omit<ProvideRequest, 'options'>): Promise<void>;
  /** All that kind printed at the last creation of that name, also when it failed; undefined when there was none. */
  lastLog(name: string): Promise<string | undefined>;
}

/** Nothing is looked for before the first call. What is done to one cluster is done in the order of asking. */
export function createKindProvider(options: KindProviderOptions): KindProvider {
  const context = createKindContext(options);
  const turn = createTurns();

  return {
    id: 'kind',
    label: 'kind',
    capabilities: { create: true, attach: false, pause: true, several: true },
    createOptions,
    attachOptions: [],
    detect: () => detect(context, options.tools),
    list: () => list(context),
    create: (name, request = {}) => turn(name, () => createCluster(context, name, request)),
    attach: async () => {
      throw new ProviderError('Unsupported', 'A kind cluster of this machine is not attached: it is listed, whoever made it.', {
        fix: 'Open it by its name, or attach its kubeconfig as a remote cluster.',
      });
    },
    start: async (name, request = {}) => turn(existing(name), () => startCluster(context, name, request)),
    stop: async (name, call = {}) => turn(existing(name), () => stopCluster(context, name, call)),
    destroy: async (name, call = {}) => {
      if (canBeThere(name)) await turn(name, () => destroyCluster(context, name, call));
    },
    open: async (name, call = {}) => openCluster(context, existing(name), call),
    kubeconfig: async (name, call = {}) => kubeconfigOf(context, existing(name), call),
    loadImages: async (name, images, request = {}) => turn(existing(name), () => loadImages(context, name, images, request)),
    exportLogs: async (name, folder, request = {}) => exportLogs(context, existing(name), folder, request),
    lastLog: async (name) => (canBeThere(name) ? readIfThere(context.placesOf(name).log) : undefined),
  };
}

async function detect(context: KindContext, tools: KindProviderOptions['tools']): Promise<Detection> {
  try {
    const engine = await context.engine();
    const { kind } = await tools();
    if (!kind.found) return { usable: false, reason: kind.message, nextStep: kind.fix };
    return { usable: true, found: `kind ${kind.version} with ${engine.label}` };
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    return { usable: false, reason: error.message, nextStep: error.fix ?? 'Mend that, and try again.' };
  }
}

async function list(context: KindContext): Promise<KnownCluster[]> {
  return reconcile(await context.records.list(), await containersIfAnswered(context));
}

/** Undefined where the engine does not answer: what is remembered is still listed. */
async function containersIfAnswered(context: KindContext): Promise<NodeContainer[] | undefined> {
  try {
    return await findContainers(await context.engine());
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    context.log.debug({ error: error.message }, 'kind clusters are listed without the engine');
    return undefined;
  }
}

/** Rejects names that no kind cluster can have, before they become a folder's. */
function existing(name: string): string {
  if (!canBeThere(name)) throw notThere(name, undefined);
  return name;
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
