import { access, rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type ClusterFacts,
  type ClusterProvider,
  type KnownCluster,
  type OpenCluster,
  type ProvideRequest,
  ProviderError,
} from '../provider.ts';
import { type OptionDescription, optionProblems } from '../provider-options.ts';
import { unlessAborted } from '../unless-aborted.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from './sandbox.ts';
import { kubernetesVersion } from './version.ts';

/** The sandbox of one folder, in this process. There is one, and it is called `sandbox`. */
export interface SandboxProvider extends ClusterProvider {
  open(name: string): Promise<OpenSandbox>;
}

export interface OpenSandbox extends OpenCluster {
  /** What only a sandbox has: nodes that can be changed, the processes of containers. */
  sandbox: Sandbox;
}

const name = 'sandbox';

const createOptions: readonly OptionDescription[] = [
  {
    name: 'port',
    type: 'number',
    label: 'Port',
    help: 'Where its API listens on this machine. Absent: any free one.',
    minimum: 1,
    maximum: 65_535,
  },
];

/** Nothing is read or started before the first call. */
export function createSandboxProvider(options: Omit<SandboxOptions, 'port'>): SandboxProvider {
  const { dataDirectory } = options;
  // Whoever asks while it starts or stops waits for that.
  let running: Promise<Sandbox> | undefined;
  let stopping: Promise<void> = Promise.resolve();

  return {
    id: 'sandbox',
    label: 'Sandbox',
    capabilities: { create: true, attach: false, pause: true, several: false },
    createOptions,
    attachOptions: [],
    detect: async () => ({ usable: true, found: `a simulated Kubernetes ${kubernetesVersion}` }),
    list: async () => ((await isThere()) ? [known()] : []),
    async create(wanted, request = {}) {
      if (wanted !== name) throw new ProviderError('InvalidName', `There is one sandbox, and it is called "${name}".`);
      const problems = optionProblems(createOptions, request.options ?? {});
      if (problems.length > 0) throw new ProviderError('InvalidOptions', problems.join(' '));
      if (await isThere()) throw new ProviderError('AlreadyThere', 'The sandbox is there already. Start it, or destroy it first.');
      return begin(request, 'The sandbox is made.');
    },
    attach: async () => {
      throw new ProviderError('Unsupported', 'A sandbox is made, not attached. Use a remote cluster instead.');
    },
    async start(wanted, request = {}) {
      await mustBeThere(wanted);
      return begin(request, 'The sandbox starts.');
    },
    stop: async (wanted) => {
      await mustBeThere(wanted);
      await end();
    },
    async destroy(wanted) {
      if (wanted !== name) return;
      await end();
      await rm(dataDirectory, { recursive: true, force: true, maxRetries: 5 });
    },
    async open(wanted) {
      await mustBeThere(wanted);
      const sandbox = await running;
      if (!sandbox) throw new ProviderError('NotRunning', 'The sandbox does not run. Start it first.');
      return { cluster: sandbox.cluster, facts: factsOf(sandbox), sandbox, [Symbol.asyncDispose]: async () => {} };
    },
  };

  async function begin({ options: chosen, onProgress, signal }: ProvideRequest, message: string): Promise<KnownCluster> {
    await stopping;
    signal?.throwIfAborted();
    if (running) {
      await running;
      return known();
    }
    onProgress?.({ step: 'start', message, fraction: 0 });
    const sandbox = await launch(chosen?.['port']);
    onProgress?.({ step: 'settle', message: 'Its controllers and nodes start.', fraction: 0.5 });
    try {
      await unlessAborted(sandbox.settled, signal);
    } catch (error) {
      await end();
      throw error;
    }
    onProgress?.({ step: 'settle', message: 'The sandbox runs.', fraction: 1 });
    return known();
  }

  async function launch(port: unknown): Promise<Sandbox> {
    running = startSandbox({ ...options, ...(typeof port === 'number' && { port }) });
    try {
      return await running;
    } catch (error) {
      running = undefined;
      throw error;
    }
  }

  async function end(): Promise<void> {
    const sandbox = running;
    running = undefined;
    if (sandbox) stopping = sandbox.then((started) => started.stop());
    await stopping;
  }

  async function mustBeThere(wanted: string): Promise<void> {
    if (wanted !== name || !(await isThere())) throw new ProviderError('NotFound', `There is no sandbox "${wanted}". Create it first.`);
  }

  async function isThere(): Promise<boolean> {
    return running !== undefined || (await exists(join(dataDirectory, 'sandbox.db')));
  }

  function known(): KnownCluster {
    return { name, state: running ? 'running' : 'stopped' };
  }
}

function factsOf({ version, url, kubeconfigPath }: Sandbox): ClusterFacts {
  return { provider: 'sandbox', simulated: true, version, server: url, kubeconfigPath };
}

function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
