/** Names and labels that all objects of an installation share. */
import type { ObjectMeta } from 'kubernetes-types/meta/v1.d.ts';
import type { InstallOptions } from '../options.ts';

export const operatorName = 'slipway-operator';
export const gatewayName = 'slipway-gateway';
/** Of the Service that the API server calls, and of the Secret with its certificate. */
export const webhookName = 'slipway-operator-webhook';
/** Of the ConfigMap that says what is installed, and how. */
export const installationRecordName = 'slipway-installation';

export type Component = 'cluster' | 'operator' | 'gateway';

/** What an installation consists of carries both; what the operator makes for endpoints is `managed-by` alone. */
export const partLabels = { 'app.kubernetes.io/managed-by': 'slipway', 'app.kubernetes.io/part-of': 'slipway' } as const;
export const partSelector = Object.entries(partLabels)
  .map(([name, value]) => `${name}=${value}`)
  .join(',');
export const versionLabel = 'app.kubernetes.io/version';

export function labelsOf(component: Component, { version }: Pick<InstallOptions, 'version'>): Record<string, string> {
  return { ...partLabels, 'app.kubernetes.io/component': component, [versionLabel]: version };
}

/** What selects a component's pods. Without the version: a Deployment's selector is immutable. */
export function selectorOf(component: Component): Record<string, string> {
  return { 'app.kubernetes.io/part-of': 'slipway', 'app.kubernetes.io/component': component };
}

/** Metadata of a component's object in the namespace of our parts. */
export function partMeta(name: string, component: Component, options: InstallOptions): ObjectMeta {
  return { ...clusterMeta(name, component, options), namespace: options.namespace };
}

/** Metadata of a component's object outside of namespaces. */
export function clusterMeta(name: string, component: Component, options: InstallOptions): ObjectMeta {
  return { name, labels: labelsOf(component, options) };
}
