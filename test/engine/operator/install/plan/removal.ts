/** Removals of what an installation made. */
import type { KubernetesObject, Stored } from '../../../../../clusters/objects.ts';
import { installationObjects } from '../../../../../engine/operator/install/objects/installation-objects.ts';
import { defaultInstallOptions } from '../../../../../engine/operator/install/options.ts';
import type { ObjectRef } from '../../../../../engine/operator/install/plan/plan.ts';
import { planRemoval, type RemovalFacts, type RemovalOptions } from '../../../../../engine/operator/install/plan/plan-removal.ts';
import { describeRef } from '../../../../../engine/operator/install/plan/refs.ts';
import { stored } from './facts.ts';

export const namespace = 'slipway-system';
export const all = installationObjects(defaultInstallOptions('0.2.0')).map((object) => stored(object));
export const parts = all.filter(({ kind }) => kind !== 'Namespace');
export const inNamespace = parts.filter(({ metadata }) => metadata.namespace === namespace);
export const carefully: RemovalOptions = { keepKinds: true, keepModels: true };
export const model: ObjectRef = { apiVersion: 'aim.engine.amd.com/v1alpha1', kind: 'AIMEndpoint', namespace: 'team-a', name: 'demo' };

export const facts: RemovalFacts = { parts, models: [], namespace: all[0], contents: inNamespace, rights: [] };

export function thing(kind: string, name: string, more: Partial<Stored['metadata']> = {}): Stored {
  const apiVersion = kind === 'Lease' ? 'coordination.k8s.io/v1' : 'v1';
  return stored({ apiVersion, kind, metadata: { name, namespace } } as KubernetesObject, more);
}

export function summary(given: RemovalFacts, options: RemovalOptions) {
  const { items } = planRemoval(given, options);
  const named = (wanted: string) => items.filter(({ action }) => action === wanted).map(({ ref }) => describeRef(ref));
  return { removed: named('remove'), kept: named('keep') };
}
