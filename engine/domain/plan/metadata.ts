/** Labels, names and owners that all objects of an endpoint share. */
import type { ObjectMeta, OwnerReference } from 'kubernetes-types/meta/v1.d.ts';
import type { Endpoint } from '../endpoint.ts';
import { hashText, objectName } from '../names.ts';

export const managedBy = 'slipway';
/** Which of an endpoint's versions an object belongs to; rollouts add others. */
const versionLabel = 'slipway.dev/version';
export const stableVersion = 'stable';
/** On pods: the endpoint's whole name, which may be longer than a label's value. */
export const endpointAnnotation = 'slipway.dev/endpoint';

/** Metadata of an object of the endpoint; `suffix` tells its objects of one kind apart. */
export function objectMeta(endpoint: Endpoint, suffix = ''): ObjectMeta & { name: string; namespace: string } {
  return {
    name: objectName(endpoint.key.name, suffix),
    namespace: endpoint.key.namespace,
    labels: allLabels(endpoint),
    ownerReferences: [ownerOf(endpoint)],
  };
}

/** What selects the endpoint's pods. Never changes: a Deployment's selector is immutable. */
export function selectorLabels(endpoint: Endpoint): Record<string, string> {
  return {
    'app.kubernetes.io/name': `${endpoint.origin.dialect}-endpoint`,
    'app.kubernetes.io/instance': labelValue(endpoint.key.name),
    'app.kubernetes.io/component': 'server',
    [versionLabel]: stableVersion,
  };
}

/** Labels of everything that Slipway makes for the endpoint. */
function ownLabels(endpoint: Endpoint): Record<string, string> {
  return { ...selectorLabels(endpoint), 'app.kubernetes.io/managed-by': managedBy };
}

/** The labels that people gave the endpoint, and our own on top. Reserved prefixes say who made an object, so they stay with it. */
export function allLabels(endpoint: Endpoint): Record<string, string> {
  const given = Object.entries(endpoint.metadata.labels).filter(([name]) => !/(^|\.)kubernetes\.io\/|^slipway\.dev\//.test(name));
  return { ...Object.fromEntries(given), ...ownLabels(endpoint) };
}

/** The endpoint's resource as owner: deleting it deletes what it owns. */
function ownerOf({ origin, key }: Endpoint): OwnerReference {
  return {
    apiVersion: origin.apiVersion,
    kind: origin.kind,
    name: key.name,
    uid: origin.uid ?? '',
    controller: true,
    blockOwnerDeletion: true,
  };
}

function labelValue(name: string): string {
  return name.length <= 63 ? name : `${name.slice(0, 54)}-${hashText(name)}`;
}
