import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { systemClock } from '../../clusters/clock.ts';
import { findContainerEngine } from '../../clusters/containers/container-engine.ts';
import { createKindProvider } from '../../clusters/kind/kind-provider.ts';
import { findTools } from '../../clusters/kind/tools/find-tools.ts';
import type { ProgramRequest } from '../../clusters/kubernetes/credentials/program-credentials.ts';
import type { Log } from '../../clusters/log.ts';
import type { OpeningDependencies } from '../../clusters/remote/open-attachment.ts';
import { createRemoteProvider } from '../../clusters/remote/remote-provider.ts';
import type { EngineOptions } from '../../engine/engine.ts';
import { createInstaller } from '../../engine/operator/install/installer.ts';
import type { Store } from '../../engine/store/store.ts';
import { bundleOf } from '../images/bundle.ts';
import { createImageBuilder } from '../images/create-image-builder.ts';
import { slipwayVersion } from '../version.ts';
import { createForwarding } from './forwarding.ts';
import { createKindHost } from './kind-host.ts';
import { createLocalOperators } from './local-operators.ts';
import { rememberedOperators } from './remembered-operators.ts';
import { createRemoteAccess } from './remote-access.ts';

export interface ClusterPartsOptions {
  dataDirectory: string;
  store: Store;
  /** Whether this process goes on after what was asked of it, as `serve` does. */
  lasts: boolean;
  log: Log;
}

/** Everything that the engine needs for clusters other than the sandbox. Nothing is looked for before it is asked for. */
export type ClusterParts = Pick<EngineOptions, 'providers' | 'remote' | 'kind' | 'installations' | 'forwarding'> & {
  operators: OperatorsHere;
  stop(): Promise<void>;
};

/** Operators that run on this machine for clusters elsewhere. */
export interface OperatorsHere {
  /** Clusters whose operator this process runs. */
  running(): string[];
  /** Clusters whose operator belongs to this machine. */
  remembered(): string[];
}

const clock = systemClock;
const { env: environment, platform } = process;
const home = homedir();

export function createClusterParts({ dataDirectory, store, lasts, log }: ClusterPartsOptions): ClusterParts {
  const managedFolder = join(dataDirectory, 'tools');
  const settings = () => ({
    kindPath: store.setting('tool.kind') ?? undefined,
    kubectlPath: store.setting('tool.kubectl') ?? undefined,
  });
  const tools = () => findTools({ environment, home, platform, settings: settings(), managedFolder });
  const engine = (signal?: AbortSignal) => findContainerEngine({ environment, home, platform, signal });

  const kind = createKindProvider({ folder: join(dataDirectory, 'kind'), tools, engine: () => engine(), clock, log, environment });
  const opening: OpeningDependencies = { kubeconfig: {}, consent: consentOf(store), clock, log, environment };
  const remote = createRemoteProvider({ ...opening, attachments: store.attachments });
  const remembered = rememberedOperators(store);
  const local = createLocalOperators({ addressOf: (cluster) => addressOf(cluster), remembered, lasts, clock, log });

  async function addressOf(cluster: string) {
    const attachment = remote.attachment(cluster);
    if (attachment) return { kubeconfig: attachment.kubeconfig, context: attachment.context };
    await using opened = await kind.open(cluster);
    return { kubeconfig: opened.facts.kubeconfigPath ?? null, context: null };
  }

  return {
    providers: [kind, remote],
    forwarding: createForwarding({ clock, random: Math.random, log }),
    kind: createKindHost({ provider: kind, tools, engine, settings, managedFolder, environment, home, platform }),
    remote: createRemoteAccess(remote, opening),
    installations: {
      installer: (cluster) => createInstaller({ cluster, clock, random: Math.random, log }),
      imageBuilder: async (base) => createImageBuilder({ engine: await engine(), version: slipwayVersion(), base, bundle: bundleOf }),
      loadImages: (cluster, images, request) => kind.loadImages(cluster, images, request),
      local,
      version: slipwayVersion(),
      log,
    },
    operators: { running: local.clusters, remembered: remembered.list },
    stop: () => local.stopAll(),
  };
}

/** A program of a kubeconfig is run only when its person has allowed that very program for that very context. */
function consentOf(store: Store) {
  return async ({ context, command, kubeconfig }: ProgramRequest): Promise<boolean> =>
    store.consents
      .list()
      .some((given) => given.context === context && given.program === command && isSameFile(given.kubeconfig, kubeconfig));
}

/** Whoever allowed it for the usual kubeconfig did not name the file. */
function isSameFile(allowed: string, asking: string): boolean {
  return allowed === '' || resolve(allowed) === resolve(asking);
}
