/** Which volume a claim gets: decided from what there is. */
import type { PersistentVolume, PersistentVolumeClaim, Pod } from 'kubernetes-types/core/v1.d.ts';
import type { StorageClass } from 'kubernetes-types/storage/v1.d.ts';
import type { Stored } from '../../../objects.ts';
import { parseQuantity } from '../../../quantity.ts';
import type { EventFacts } from '../event-recorder.ts';
import { matchesSelector } from '../label-selector.ts';
import { isFinished } from '../pod-facts.ts';

export interface ClaimFacts {
  claim: Stored<PersistentVolumeClaim>;
  volumes: readonly Stored<PersistentVolume>[];
  classes: readonly Stored<StorageClass>[];
  /** Those in the claim's namespace. */
  pods: readonly Stored<Pod>[];
}

export type ClaimDecision =
  | { action: 'none' }
  | { action: 'bind'; volume: Stored<PersistentVolume> }
  /** A volume is to be made. */
  | { action: 'provision'; storageClass: Stored<StorageClass> }
  /** It came before there was a default class. */
  | { action: 'setClass'; name: string }
  | { action: 'wait'; event: EventFacts };

export function decideClaim(facts: ClaimFacts): ClaimDecision {
  const { claim, volumes, classes } = facts;
  if (claim.metadata.deletionTimestamp || claim.status?.phase === 'Bound') return { action: 'none' };
  if (claim.spec?.volumeName) return bindToNamed(claim, volumes);
  const className = claim.spec?.storageClassName;
  const usual = classes.find(({ metadata }) => metadata.annotations?.['storageclass.kubernetes.io/is-default-class'] === 'true');
  if (className === undefined && usual) return { action: 'setClass', name: usual.metadata.name };
  const storageClass = classes.find(({ metadata }) => metadata.name === className);
  if (storageClass?.volumeBindingMode === 'WaitForFirstConsumer' && !isScheduled(facts)) return waitForConsumer(facts);
  const volume = bestVolume(claim, volumes);
  if (volume) return { action: 'bind', volume };
  if (!className) return waiting('Normal', 'FailedBinding', 'no persistent volumes available for this claim and no storage class is set');
  if (!storageClass) return waiting('Warning', 'ProvisioningFailed', `storageclass.storage.k8s.io "${className}" not found`);
  if (storageClass.provisioner === 'kubernetes.io/no-provisioner') {
    return waiting('Normal', 'FailedBinding', 'no persistent volumes available for this claim and no storage class is set');
  }
  return { action: 'provision', storageClass };
}

/** Pods that mount a claim. */
export function consumersOf(claim: Stored<PersistentVolumeClaim>, pods: readonly Stored<Pod>[]): Stored<Pod>[] {
  const { name } = claim.metadata;
  return pods.filter(
    (pod) => !isFinished(pod) && pod.spec?.volumes?.some(({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName === name),
  );
}

function bindToNamed(claim: Stored<PersistentVolumeClaim>, volumes: readonly Stored<PersistentVolume>[]): ClaimDecision {
  const volume = volumes.find(({ metadata }) => metadata.name === claim.spec?.volumeName);
  const holder = volume?.spec?.claimRef;
  return volume && (!holder || isHeldBy(volume, claim)) ? { action: 'bind', volume } : { action: 'none' };
}

/** The smallest that is free, large enough, and of the right class and modes; one that was set aside for the claim comes first. */
function bestVolume(
  claim: Stored<PersistentVolumeClaim>,
  volumes: readonly Stored<PersistentVolume>[],
): Stored<PersistentVolume> | undefined {
  const wanted = storageOf(claim.spec?.resources?.requests);
  const fitting = volumes.filter((volume) => {
    const { spec, metadata } = volume;
    const isFree = !metadata.deletionTimestamp && (spec?.claimRef ? isHeldBy(volume, claim) : true);
    const modes = claim.spec?.accessModes ?? [];
    return (
      isFree &&
      (spec?.storageClassName ?? '') === (claim.spec?.storageClassName ?? '') &&
      (spec?.volumeMode ?? 'Filesystem') === (claim.spec?.volumeMode ?? 'Filesystem') &&
      modes.every((mode) => spec?.accessModes?.includes(mode)) &&
      storageOf(spec?.capacity) >= wanted &&
      (!claim.spec?.selector || matchesSelector(claim.spec.selector, metadata.labels))
    );
  });
  return fitting.toSorted(
    (one, other) =>
      Number(Boolean(other.spec?.claimRef)) - Number(Boolean(one.spec?.claimRef)) ||
      storageOf(one.spec?.capacity) - storageOf(other.spec?.capacity) ||
      one.metadata.name.localeCompare(other.metadata.name),
  )[0];
}

/** Set aside by name before the claim was there, or bound to this very claim. */
function isHeldBy({ spec }: PersistentVolume, { metadata }: Stored<PersistentVolumeClaim>): boolean {
  const { namespace, name, uid } = spec?.claimRef ?? {};
  return namespace === metadata.namespace && name === metadata.name && (!uid || uid === metadata.uid);
}

function isScheduled({ claim, pods }: ClaimFacts): boolean {
  return consumersOf(claim, pods).some(({ spec }) => spec?.nodeName);
}

function waitForConsumer({ claim, pods }: ClaimFacts): ClaimDecision {
  const names = consumersOf(claim, pods).map(({ metadata }) => metadata.name);
  if (names.length === 0) return waiting('Normal', 'WaitForFirstConsumer', 'waiting for first consumer to be created before binding');
  const who = names.length === 1 ? `pod ${names[0]}` : `pods ${names.join(',')}`;
  return waiting('Normal', 'WaitForPodScheduled', `waiting for ${who} to be scheduled`);
}

function waiting(type: EventFacts['type'], reason: string, message: string): ClaimDecision {
  return { action: 'wait', event: { type, reason, message } };
}

/** The bytes that quantities ask for. */
export function storageOf(quantities: Record<string, string> | undefined): number {
  return parseQuantity(quantities?.['storage']) ?? 0;
}
