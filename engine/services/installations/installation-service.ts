import { SlipwayError } from '../../contract/errors.ts';
import type { InstallationService } from '../../contract/services.ts';
import { type InstallDraft, type RemovalDraft, removalDraft } from '../../contract/views/installation.ts';
import { imageTag } from '../../operator/images/image-builder.ts';
import { installationObjects } from '../../operator/install/objects/installation-objects.ts';
import { renderYaml } from '../../operator/install/render/yaml.ts';
import type { Attachments } from '../../store/attachments.ts';
import type { ClusterNames } from '../clusters/cluster-names.ts';
import { clusterUse } from '../clusters/cluster-use.ts';
import type { Connections } from '../clusters/connections.ts';
import type { Flows } from '../flows/flows.ts';
import { forPeople } from '../shared/to-slipway-error.ts';
import { type ChosenInstallation, chooseInstallation } from './install-options.ts';
import type { InstallationPorts, InstallationTarget } from './installation-ports.ts';
import { installationView, removalView } from './plan-view.ts';

export interface InstallationServiceOptions {
  ports: InstallationPorts;
  connections: Pick<Connections, 'session' | 'renew'>;
  /** Must have the definitions of `installationFlows`. */
  flows: Pick<Flows, 'start' | 'onEnded'>;
  /** The name of the cluster of this process. */
  home: string | null;
  names: Pick<ClusterNames, 'find'>;
  store: { attachments: Pick<Attachments, 'list'> };
}

/** Slipway's parts in clusters: planned, installed, upgraded, removed. */
export function createInstallationService(options: InstallationServiceOptions): InstallationService & { close(): void } {
  const { ports, connections, flows } = options;
  const installerFor = async (cluster: string) => ports.installer((await connections.session(cluster)).cluster);
  const leave = flows.onEnded(({ kind, cluster }) => {
    if (cluster === null || !['install', 'upgrade', 'uninstall'].includes(kind)) return;
    // Which kinds it serves may be others now.
    connections.renew(cluster).catch((error: unknown) => ports.log.warn({ cluster, err: error }, 'connection not ended'));
  });

  async function choose(cluster: string, draft: InstallDraft): Promise<ChosenInstallation> {
    return chooseInstallation(draft, await knownTarget(cluster), ports.version);
  }

  /** Whether its models are simulated is known only once it has answered. */
  async function knownTarget(cluster: string): Promise<InstallationTarget> {
    const target = await clusterUse(options, cluster);
    const simulated = target.simulated ?? (await connections.session(cluster)).info.simulated ?? false;
    return { ...target, simulated };
  }

  /** Without asking the cluster: what is not known of it is taken to be real. */
  async function chooseUnasked(cluster: string, draft: InstallDraft): Promise<ChosenInstallation> {
    const target = await clusterUse(options, cluster);
    return chooseInstallation(draft, { ...target, simulated: target.simulated ?? false }, ports.version);
  }

  async function plan(cluster: string, draft: InstallDraft) {
    const { options, imagesToBuild } = await choose(cluster, draft);
    const planned = await (await installerFor(cluster)).plan(options);
    return installationView(planned, { cluster, imagesToBuild: imagesToBuild.map((image) => imageTag(image, ports.version)) });
  }

  async function install(cluster: string, draft: InstallDraft): Promise<{ flow: string }> {
    const { options } = await choose(cluster, draft);
    const present = await (await installerFor(cluster)).installed();
    // One that was begun and not ended is completed.
    const isFirst = present === null || (present.state === 'applying' && present.from === null);
    return flows.start(isFirst ? 'install' : 'upgrade', { cluster, options, base: draft.imageBase });
  }

  async function planRemoval(cluster: string, draft: RemovalDraft) {
    await refuseReadOnly(cluster);
    const there = await installerFor(cluster);
    const [removal, present] = await Promise.all([there.planRemoval(removalDraft.parse(draft)), there.installed()]);
    return removalView(removal, { cluster, from: present?.version ?? null });
  }

  async function uninstall(cluster: string, draft: RemovalDraft): Promise<{ flow: string }> {
    await refuseReadOnly(cluster);
    return flows.start('uninstall', { cluster, ...removalDraft.parse(draft) });
  }

  async function refuseReadOnly(cluster: string): Promise<void> {
    const { readOnly, provider } = await clusterUse(options, cluster);
    if (provider === 'sandbox') throw nothingInstalled(cluster);
    if (readOnly) throw isReadOnly(cluster);
  }

  return {
    plan: (cluster, draft) => forPeople(plan(cluster, draft)),
    manifests: (cluster, draft) => forPeople(chooseUnasked(cluster, draft).then(({ options }) => renderYaml(installationObjects(options)))),
    install: (cluster, draft) => forPeople(install(cluster, draft)),
    planRemoval: (cluster, draft) => forPeople(planRemoval(cluster, draft)),
    uninstall: (cluster, draft) => forPeople(uninstall(cluster, draft)),
    close: leave,
  };
}

function isReadOnly(cluster: string): SlipwayError {
  return new SlipwayError('forbidden', `Nothing is removed from ${cluster}: it is attached read-only.`, {
    fix: `Attach it again without --read-only (slipway cluster delete ${cluster} only forgets it).`,
  });
}

function nothingInstalled(cluster: string): SlipwayError {
  return new SlipwayError('refused', `Nothing is installed in the ${cluster}: operator and gateway run beside it in Slipway itself.`, {
    fix: 'Stop Slipway to end them.',
  });
}
