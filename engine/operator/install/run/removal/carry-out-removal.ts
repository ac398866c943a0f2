import { pods } from '../../../../../clusters/kinds.ts';
import { SlipwayError } from '../../../../contract/errors.ts';
import { partSelector } from '../../objects/metadata.ts';
import type { ObjectRef } from '../../plan/plan.ts';
import type { RemovalPlan } from '../../plan/plan-removal.ts';
import { describeRef } from '../../plan/refs.ts';
import { explainFailure } from '../apply/explain-failure.ts';
import type { InstallerContext, StepOptions } from '../installer-context.ts';
import { until } from '../until.ts';
import { untilChildrenGone } from './children-of-models.ts';
import { listObjects } from './list-objects.ts';
import { deleteObject, untilGone } from './until-gone.ts';

const endingMs = 120_000;

/**
 * Removes what a plan says, in its order, and waits until each is gone. Safe to run again, as after a kill.
 * Rejects with `refused` for a plan that has problems, and then removes nothing.
 */
export async function carryOutRemoval(
  context: InstallerContext,
  plan: RemovalPlan,
  namespace: string,
  step: StepOptions = {},
): Promise<void> {
  refuseProblems(plan);
  const refs = plan.items.filter(({ action }) => action === 'remove').map(({ ref }) => ref);
  for (const [index, kind] of kindsInOrder(refs).entries()) {
    step.signal?.throwIfAborted();
    const some = refs.filter((ref) => ref.kind === kind);
    // Definitions are of the whole cluster, and so is what was made for objects of theirs.
    if (kind === 'CustomResourceDefinition') await untilChildrenGone(context, { namespace, namespaceOnly: false }, step);
    await removeAll(context, some, { step, fraction: index / kindsInOrder(refs).length });
    if (kind === 'Deployment') await untilProgramsEnded(context, namespace, step);
  }
}

/** Objects of one kind follow each other in a plan. */
function kindsInOrder(refs: readonly ObjectRef[]): string[] {
  return [...new Set(refs.map(({ kind }) => kind))];
}

function refuseProblems({ problems }: RemovalPlan): void {
  const [first] = problems;
  if (!first) return;
  const more = problems.length === 1 ? '' : ` (and ${problems.length - 1} more)`;
  throw new SlipwayError('refused', `Slipway cannot be removed: ${first.message}${more}`, { fix: first.fix, problems: [...problems] });
}

/** Deletes all first, then waits for all: they may go at the same time. */
async function removeAll(
  context: InstallerContext,
  refs: readonly ObjectRef[],
  { step, fraction }: { step: StepOptions; fraction: number },
): Promise<void> {
  const { onProgress, signal } = step;
  const carryOut = async (ref: ObjectRef, task: (context: InstallerContext, ref: ObjectRef, signal?: AbortSignal) => Promise<void>) => {
    try {
      await task(context, ref, signal);
    } catch (error) {
      throw explainFailure(error, ref, 'removed');
    }
  };
  for (const ref of refs) await carryOut(ref, deleteObject);
  for (const ref of refs) {
    onProgress?.({ step: 'remove', message: `${describeRef(ref)} goes.`, fraction });
    await carryOut(ref, untilGone);
    context.log.debug({ object: describeRef(ref) }, 'an object of the installation was removed');
  }
}

/** A program that still runs would put back what is removed after it: its certificate, its Lease. */
async function untilProgramsEnded(context: InstallerContext, namespace: string, { signal, onProgress }: StepOptions): Promise<void> {
  const { cluster } = context;
  onProgress?.({ step: 'remove', message: 'Waiting until the programs have ended.' });
  const look = async () =>
    (await listObjects(cluster, pods, { namespace, labelSelector: partSelector, signal })).length === 0 ? true : undefined;
  const late = () =>
    new SlipwayError('timeout', `Pods of Slipway in ${namespace} still run ${endingMs / 1000} s after they were told to end.`, {
      fix: `See kubectl get pods --namespace ${namespace}, and run the same again.`,
    });
  await until(context, look, { timeoutMs: endingMs, intervalMs: 250, late, signal });
}
