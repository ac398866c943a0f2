/** Clusters as plans see them. */
import type { KubernetesObject, Stored } from '../../../../../clusters/objects.ts';
import { installationObjects } from '../../../../../engine/operator/install/objects/installation-objects.ts';
import { installationKinds } from '../../../../../engine/operator/install/objects/kinds.ts';
import { defaultInstallOptions, type InstallOptions } from '../../../../../engine/operator/install/options.ts';
import type { InstallationFacts, PlannedItem, PresentObject } from '../../../../../engine/operator/install/plan/plan.ts';
import { planInstallation } from '../../../../../engine/operator/install/plan/plan-installation.ts';
import { describeRef } from '../../../../../engine/operator/install/plan/refs.ts';

export const served = [
  ...installationKinds.map(({ group, version, kind }) => `${group === '' ? version : `${group}/${version}`} ${kind}`),
].filter((name) => !name.startsWith('cert-manager.io/'));

/** A cluster with nothing of Slipway, on which everything is allowed. */
export function emptyCluster(options: InstallOptions = defaultInstallOptions('0.2.0')): InstallationFacts {
  return { options, wanted: installationObjects(options), present: [], refused: [], rights: [], served, installedVersion: null };
}

/** The object as a server keeps it. */
export function stored(object: KubernetesObject, changes: Partial<Stored['metadata']> = {}): Stored {
  const name = object.metadata?.name ?? '';
  const bookkeeping = { uid: `uid of ${object.kind} ${name}`, resourceVersion: '7', creationTimestamp: '2026-01-01T00:00:00Z' };
  return structuredClone({ ...object, metadata: { ...object.metadata, name, ...bookkeeping, ...changes } }) as Stored;
}

/** Everything that is wanted is there, as the server would make it of that. */
export function installedCluster(options?: InstallOptions): InstallationFacts {
  const facts = emptyCluster(options);
  const present = facts.wanted.map(
    (object): PresentObject => ({ live: stored(object), applied: stored(object, { resourceVersion: '8' }) }),
  );
  return { ...facts, present, installedVersion: facts.options.version };
}

/** The facts with the present object of this kind and name changed. */
export function changing(
  facts: InstallationFacts,
  kind: string,
  name: string,
  change: (present: PresentObject) => PresentObject,
): InstallationFacts {
  return {
    ...facts,
    present: facts.present.map((each) => (each.live.kind === kind && each.live.metadata.name === name ? change(each) : each)),
  };
}

/** Nobody's labels. */
export function foreign(live: Stored, annotations: Record<string, string> = {}): Stored {
  const { labels: _, ...metadata } = live.metadata;
  return { ...live, metadata: { ...metadata, annotations } };
}

/** What a plan says of one object. */
export function itemOf(facts: InstallationFacts, name: string): PlannedItem | undefined {
  return planInstallation(facts).items.find(({ ref }) => describeRef(ref) === name);
}

export const gateway = 'Deployment slipway-system/slipway-gateway';
export const refOfGateway = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'slipway-system', name: 'slipway-gateway' };
