import { isReason } from '../../../../../clusters/api-error.ts';
import { namespaces } from '../../../../../clusters/kinds.ts';
import type { Stored } from '../../../../../clusters/objects.ts';
import { SlipwayError } from '../../../../contract/errors.ts';
import type { ObjectRef } from '../../plan/plan.ts';
import { describeRef } from '../../plan/refs.ts';
import { findObject, keyOfRef } from '../find-object.ts';
import type { InstallerContext } from '../installer-context.ts';
import { knownKindOf } from '../our-kinds.ts';
import { until } from '../until.ts';

/** A namespace goes with everything in it; its pods may take their time to end. */
const goneMs = 180_000;

/** Deletes an object, with all that belongs to it. One that is not there is no error. */
export async function deleteObject({ cluster }: InstallerContext, ref: ObjectRef, signal?: AbortSignal): Promise<void> {
  try {
    await cluster.delete(knownKindOf(ref), keyOfRef(ref), { propagation: 'Background', signal });
  } catch (error) {
    if (!isReason(error, 'NotFound')) throw error;
  }
}

/** Waits until an object that was deleted is gone. Rejects with what holds it when that takes longer than three minutes. */
export async function untilGone(context: InstallerContext, ref: ObjectRef, signal?: AbortSignal): Promise<void> {
  let live: Stored | undefined;
  const look = async () => {
    live = await findObject(context.cluster, ref, signal);
    return live === undefined ? true : undefined;
  };
  await until(context, look, { timeoutMs: goneMs, intervalMs: 250, signal, late: () => stillThere(ref, live) });
}

function stillThere(ref: ObjectRef, live: Stored | undefined): SlipwayError {
  const reasons = [...(live?.metadata.finalizers ?? []).map((finalizer) => `the finalizer ${finalizer}`), ...contentReasons(live)];
  const why = reasons.length > 0 ? `: it waits for ${reasons.join('; ')}` : '';
  return new SlipwayError('timeout', `${describeRef(ref)} is still there ${goneMs / 1000} s after it was deleted${why}.`, {
    fix: 'Whoever set a finalizer must take it away. Then run the same again: it goes on where it stopped.',
  });
}

/** What a namespace that is being deleted says of what is left in it. */
function contentReasons(live: Stored | undefined): string[] {
  if (live?.kind !== namespaces.kind) return [];
  const { status } = live as { status?: { conditions?: { type: string; status: string; message?: string }[] } };
  const told = (status?.conditions ?? []).filter((condition) => condition.status === 'True' && condition.message);
  return told.map(({ message = '' }) => message);
}
