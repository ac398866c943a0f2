import { createHash } from 'node:crypto';
import type { Cluster } from '../../../../clusters/cluster.ts';
import { type KubernetesObject, keyOf, keyText, type ResourceKind, type Stored } from '../../../../clusters/objects.ts';
import { TerminalError } from '../controller/reconciler.ts';
import { contains } from './contains.ts';
import { appliedHashAnnotation, fieldManager, managedBy, managedByLabel } from './names.ts';
import { controllerUid } from './owner-references.ts';

/** Brings objects that we make to what we want them to be. */
export interface Applier {
  /**
   * Server-side apply of `desired`, given what a cache has (`live`). `unchanged`: nothing would have changed, nothing was sent.
   * Throws `TerminalError` when an object of that name is there and is not ours.
   */
  apply<T extends KubernetesObject>(
    kind: ResourceKind<T>,
    desired: T,
    live: Stored<T> | undefined,
    signal?: AbortSignal,
  ): Promise<'applied' | 'unchanged'>;
}

/** An applier with our field manager; it adds `app.kubernetes.io/managed-by: slipway`. */
export function createApplier(cluster: Cluster): Applier {
  return {
    async apply(kind, desired, live, signal) {
      if (live) refuseForeign(kind, desired, live);
      const marked = mark(desired);
      if (live && isApplied(marked, live)) return 'unchanged';
      // What we control as a whole we also take back from others; of anything else a conflict is an error that names its owner.
      const force = controllerUid(desired) !== undefined;
      await cluster.apply(kind, marked, { fieldManager, force, signal });
      return 'applied';
    },
  };
}

function refuseForeign<T extends KubernetesObject>(kind: ResourceKind<T>, desired: T, live: Stored<T>): void {
  const isOurs = live.metadata.labels?.[managedByLabel] === managedBy && controllerUid(live) === controllerUid(desired);
  if (isOurs) return;
  const name = `${kind.kind} ${keyText(keyOf(desired))}`;
  throw new TerminalError(`${name} is there already and was not made for this object. Delete or rename it, or choose another name.`);
}

/** The object with our label and the hash of what we want. */
function mark<T extends KubernetesObject>(desired: T): T {
  const hash = createHash('sha256').update(JSON.stringify(desired)).digest('hex').slice(0, 16);
  const { metadata } = desired;
  return {
    ...desired,
    metadata: {
      ...metadata,
      labels: { ...metadata?.labels, [managedByLabel]: managedBy },
      annotations: { ...metadata?.annotations, [appliedHashAnnotation]: hash },
    },
  };
}

/**
 * The hash says that we last applied exactly this, so no field of ours is to be removed; the comparison says that nobody changed
 * one since. Where a server writes a value in another way (`1000m` as `1`) the comparison fails and an apply without effect is sent.
 */
function isApplied<T extends KubernetesObject>(marked: T, live: Stored<T>): boolean {
  return contains(live, marked);
}
