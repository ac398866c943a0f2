import type { CustomResourceDefinition } from 'kubernetes-types/apiextensions/v1.d.ts';
import type { Stored } from '../../../../../clusters/objects.ts';
import { SlipwayError } from '../../../../contract/errors.ts';
import type { ObjectRef } from '../../plan/plan.ts';
import { describeRef } from '../../plan/refs.ts';
import { findObject } from '../find-object.ts';
import type { InstallerContext } from '../installer-context.ts';
import { until } from '../until.ts';

const establishingMs = 30_000;
const leavingMs = 120_000;

/** Waits until the API server serves a definition's kind. */
export async function untilEstablished(context: InstallerContext, ref: ObjectRef, signal?: AbortSignal): Promise<void> {
  await until(context, async () => (isEstablished(await findObject(context.cluster, ref, signal)) ? true : undefined), {
    timeoutMs: establishingMs,
    signal,
    late: () =>
      new SlipwayError('timeout', `The API server does not serve ${ref.name} after ${establishingMs / 1000} s.`, {
        fix: `See kubectl describe crd ${ref.name}.`,
      }),
  });
}

/** Waits until an object of this name that is being deleted is gone: one that goes cannot be applied to. */
export async function untilNotLeaving(context: InstallerContext, ref: ObjectRef, signal?: AbortSignal): Promise<void> {
  let holders: readonly string[] = [];
  const look = async () => {
    const live = await findObject(context.cluster, ref, signal);
    holders = live?.metadata.finalizers ?? [];
    return live?.metadata.deletionTimestamp ? undefined : true;
  };
  await until(context, look, { timeoutMs: leavingMs, intervalMs: 500, signal, late: () => stillLeaving(ref, holders) });
}

function isEstablished(live: Stored | undefined): boolean {
  const definition = live as CustomResourceDefinition | undefined;
  return definition?.status?.conditions?.some(({ type, status }) => type === 'Established' && status === 'True') ?? false;
}

function stillLeaving(ref: ObjectRef, holders: readonly string[]): SlipwayError {
  const why = holders.length > 0 ? `: it waits for ${holders.join(', ')}` : '';
  return new SlipwayError('timeout', `${describeRef(ref)} is still being deleted after ${leavingMs / 1000} s${why}.`, {
    fix: `See kubectl get ${ref.kind.toLowerCase()} ${ref.name} --output yaml, and run the same again when it is gone.`,
  });
}
