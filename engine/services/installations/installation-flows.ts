import { z } from 'zod';
import type { InstallationFlow } from '../../machines/installation/installation-flow.ts';
import { installationMachine } from '../../machines/installation/installation-machine.ts';
import { type RemovalFlow, removalMachine } from '../../machines/installation/removal-machine.ts';
import { installationEffects } from '../../operator/install/installation-effects.ts';
import type { Installer } from '../../operator/install/installer.ts';
import type { InstallOptions } from '../../operator/install/options.ts';
import { removalEffects } from '../../operator/install/removal-effects.ts';
import type { Connections } from '../clusters/connections.ts';
import { defineFlow, type FlowDefinition, type FlowTools } from '../flows/flow-definition.ts';
import type { InstallationPorts } from './installation-ports.ts';

export interface InstallationFlowOptions {
  ports: InstallationPorts;
  connections: Pick<Connections, 'session'>;
}

interface Installing {
  ports: InstallationPorts;
  /** Of a cluster, connected. */
  installerFor(cluster: string): Promise<Installer>;
}

/** `base`: what images are built from, where it is not the usual. */
const installInput = z.object({ cluster: z.string(), options: z.custom<InstallOptions>(isObject), base: z.string().optional() });
type InstallInput = z.infer<typeof installInput>;

const removalInput = z.object({ cluster: z.string(), deleteKinds: z.boolean(), deleteModels: z.boolean() });
type RemovalInput = z.infer<typeof removalInput>;

/** Installing, upgrading and removing. */
export function installationFlows({ ports, connections }: InstallationFlowOptions): FlowDefinition[] {
  const installerFor = async (cluster: string) => ports.installer((await connections.session(cluster)).cluster);
  const options = { ports, installerFor };
  return [installFlow('install', options), installFlow('upgrade', options), removalFlow(options)];
}

function installFlow(kind: 'install' | 'upgrade', { ports, installerFor }: Installing): FlowDefinition {
  return defineFlow<InstallInput, InstallationFlow>({
    kind,
    input: installInput,
    title: ({ cluster, options: { version } }) =>
      kind === 'install' ? `Install Slipway ${version} in ${cluster}` : `Upgrade Slipway in ${cluster} to ${version}`,
    cluster: ({ cluster }) => cluster,
    machine: installationMachine,
    begin: ({ cluster, options }) => ({ cluster, options }),
    steps: [
      { id: 'plan', label: 'Plan' },
      { id: 'build', label: 'Build the images' },
      { id: 'load', label: 'Load them into the cluster' },
      { id: 'apply', label: 'Apply' },
      { id: 'healthy', label: 'Wait until it works' },
    ],
    shares: { plan: [0, 0.05], build: [0.05, 0.35], load: [0.35, 0.5], apply: [0.5, 0.7], healthy: [0.7, 1] },
    effects: (input, tools) => ({
      plan: async (flow, signal) => (await effectsFor(input, tools)).plan(flow, signal),
      build: async (flow, signal) => (await effectsFor(input, tools)).build(flow, signal),
      load: async (flow, signal) => (await effectsFor(input, tools)).load(flow, signal),
      apply: async (flow, signal) => (await effectsFor(input, tools)).apply(flow, signal),
      async untilHealthy(flow, signal) {
        await startLocal(input, tools, signal);
        await (await effectsFor(input, tools)).untilHealthy(flow, signal);
      },
      cleanUp: async (_, signal) => undo(input, tools, signal),
    }),
    async cleanUp(input, tools, { state, signal }) {
      // Up to there nothing in the cluster is changed.
      if (state === null || !['applying', 'untilHealthy', 'cancelling'].includes(state))
        return tools.log('Nothing in the cluster was changed.');
      await undo(input, tools, signal);
    },
  });

  async function effectsFor({ cluster, base }: InstallInput, { progress }: FlowTools) {
    return installationEffects({
      installer: await installerFor(cluster),
      images: {
        builder: { build: async (image, how) => (await ports.imageBuilder(base)).build(image, how) },
        load: (tags, { signal, onProgress }) => ports.loadImages(cluster, tags, { signal, onProgress }),
      },
      onProgress: ({ message, fraction }) => progress({ message, fraction }),
    });
  }

  async function startLocal({ cluster, options }: InstallInput, { log }: FlowTools, signal: AbortSignal): Promise<void> {
    if (options.operator !== 'local') return;
    log('The operator runs on this machine, for as long as Slipway does.');
    await ports.local.start(cluster, options, { onLine: log, signal });
  }

  /** Of an upgrade nothing is undone: the installer's record says which of the two it was. */
  async function undo({ cluster, options }: InstallInput, { progress }: FlowTools, signal: AbortSignal): Promise<void> {
    await ports.local.stop(cluster);
    const onProgress = ({ message, fraction }: { message: string; fraction?: number | undefined }) => progress({ message, fraction });
    await (await installerFor(cluster)).undo(options, { signal, onProgress });
  }
}

function removalFlow({ ports, installerFor }: Installing): FlowDefinition {
  return defineFlow<RemovalInput, RemovalFlow>({
    kind: 'uninstall',
    input: removalInput,
    title: ({ cluster }) => `Uninstall Slipway from ${cluster}`,
    cluster: ({ cluster }) => cluster,
    machine: removalMachine,
    begin: (input) => input,
    steps: [
      { id: 'plan', label: 'Plan' },
      { id: 'remove', label: 'Remove' },
      { id: 'verify', label: 'See that nothing is left' },
    ],
    shares: { plan: [0, 0.1], remove: [0.1, 0.9], verify: [0.9, 1] },
    effects: (input, tools) => ({
      plan: async (flow, signal) => (await effectsFor(input, tools)).plan(flow, signal),
      async remove(flow, signal) {
        await ports.local.stop(input.cluster);
        await (await effectsFor(input, tools)).remove(flow, signal);
      },
      verify: async (flow, signal) => (await effectsFor(input, tools)).verify(flow, signal),
    }),
    // What is removed is meant to be gone, and what is not must be asked for again.
    cleanUp: async (_, { log }) => log('Nothing is put back. Uninstall again to remove what is left.'),
  });

  async function effectsFor({ cluster }: RemovalInput, { progress }: FlowTools) {
    return removalEffects({
      installer: await installerFor(cluster),
      onProgress: ({ message, fraction }) => progress({ message, fraction }),
    });
  }
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}
