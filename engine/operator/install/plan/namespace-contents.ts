/** Telling what others put into the namespace of our parts from what is there by itself. */
import type { Stored } from '../../../../clusters/objects.ts';
import { operatorName, webhookName } from '../objects/metadata.ts';
import { isOurs } from './owner.ts';

/** Made by the cluster in every namespace, or gone with what they are about. */
const passing = new Set(['Event', 'EndpointSlice', 'Endpoints', 'PodMetrics']);
const given = new Set(['ConfigMap kube-root-ca.crt', 'ServiceAccount default', `Lease ${operatorName}`, `Secret ${webhookName}`]);

/** What neither Slipway nor the cluster itself made. */
export function foreignIn(contents: readonly Stored[]): Stored[] {
  const known = new Set(contents.filter(isKnown).map(({ metadata }) => metadata.uid));
  // ReplicaSets belong to Deployments and pods to those: until nothing is added.
  for (let before = -1; before !== known.size; ) {
    before = known.size;
    for (const { metadata } of contents) if (metadata.ownerReferences?.some(({ uid }) => known.has(uid))) known.add(metadata.uid);
  }
  return contents.filter(({ metadata }) => !known.has(metadata.uid));
}

/** What the operator's replicas share. They make it themselves, without labels. */
export function leasesIn(contents: readonly Stored[]): Stored[] {
  return contents.filter(({ kind, metadata }) => kind === 'Lease' && metadata.name === operatorName);
}

function isKnown(object: Stored): boolean {
  return isOurs(object) || passing.has(object.kind) || given.has(`${object.kind} ${object.metadata.name}`);
}
