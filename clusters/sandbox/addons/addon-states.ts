import type { CustomResourceDefinition } from 'kubernetes-types/apiextensions/v1.d.ts';
import { isReason } from '../../api-error.ts';
import type { Cluster } from '../../cluster.ts';
import { customResourceDefinitions } from '../../kinds.ts';
import { type Addon, type AddonDefinition, addonNames, readAddon } from './addon.ts';

export interface AddonState {
  name: string;
  description: string;
  /** `partly` where some of its kinds are there: someone else's, or a deletion that is under way. */
  enabled: 'yes' | 'partly' | 'no';
  /** As `httproutes.gateway.networking.k8s.io`. */
  kinds: string[];
}

/** All add-ons, and whether a cluster has them. */
export async function listAddons(cluster: Cluster): Promise<AddonState[]> {
  const addons = await Promise.all(addonNames.map(readAddon));
  return Promise.all(addons.map((addon) => stateOf(cluster, addon)));
}

async function stateOf(cluster: Cluster, { name, description, definitions }: Addon): Promise<AddonState> {
  const found = await Promise.all(definitions.map((definition) => isServed(cluster, definition)));
  const count = found.filter(Boolean).length;
  const enabled = count === 0 ? 'no' : count === definitions.length ? 'yes' : 'partly';
  return { name, description, enabled, kinds: definitions.map(({ metadata }) => metadata.name) };
}

/** Whether objects of the definition's kinds can be written. */
export async function isServed(cluster: Cluster, { metadata }: AddonDefinition): Promise<boolean> {
  const definition = await findDefinition(cluster, metadata.name);
  const isEstablished = definition?.status?.conditions?.some(({ type, status }) => type === 'Established' && status === 'True');
  return Boolean(isEstablished) && definition?.metadata?.deletionTimestamp === undefined;
}

export async function findDefinition(cluster: Cluster, name: string): Promise<CustomResourceDefinition | undefined> {
  try {
    return await cluster.get(customResourceDefinitions, { name });
  } catch (error) {
    if (isReason(error, 'NotFound')) return undefined;
    throw error;
  }
}
