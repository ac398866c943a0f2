import type { ResourceKind, Stored } from '../../../../../clusters/objects.ts';
import { SlipwayError } from '../../../../contract/errors.ts';
import type { ObjectRef } from '../../plan/plan.ts';
import { describeRef, refOf } from '../../plan/refs.ts';
import { inGroups } from '../gather/in-groups.ts';
import type { InstallerContext, StepOptions } from '../installer-context.ts';
import { ourKinds } from '../our-kinds.ts';
import { until } from '../until.ts';
import { listObjects } from './list-objects.ts';
import type { RemovalPlace } from './removal-facts.ts';

const collectingMs = 120_000;

/** What was made for models and is still there: the cluster collects it by itself once its owner is gone. */
export async function childrenOfModels(
  { cluster }: InstallerContext,
  { namespace, namespaceOnly }: RemovalPlace,
  signal: AbortSignal | undefined,
): Promise<ObjectRef[]> {
  const kinds = (await cluster.discover({ signal })).filter(({ namespaced }) => namespaced);
  const where = { ...(namespaceOnly && { namespace }), labelSelector: 'app.kubernetes.io/managed-by=slipway', signal };
  const found = await inGroups(kinds, (kind: ResourceKind) => listObjects(cluster, kind, where));
  return found.flat().filter(belongsToModel).map(refOf);
}

/**
 * Waits until the cluster has collected what was made for models. It can do so only while it knows the owners' kinds: what is
 * left when their definitions go stays for ever.
 * @see https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/controller/garbagecollector/garbagecollector.go attemptToDeleteWorker
 */
export async function untilChildrenGone(
  context: InstallerContext,
  place: RemovalPlace,
  { signal, onProgress }: StepOptions,
): Promise<void> {
  let left: ObjectRef[] = [];
  const look = async () => {
    left = await childrenOfModels(context, place, signal);
    const [first] = left;
    if (!first) return true;
    onProgress?.({ step: 'remove', message: `Waiting until the cluster has collected what ran for models: ${describeRef(first)}.` });
    return undefined;
  };
  const late = () => {
    const [first] = left;
    const what = first ? describeRef(first) : 'what ran for models';
    return new SlipwayError('timeout', `${what} is still there ${collectingMs / 1000} s after its owner was deleted, so its kind stays.`, {
      fix: "Look at the cluster's controller manager, which collects it, and run the same again.",
    });
  };
  await until(context, look, { timeoutMs: collectingMs, intervalMs: 500, late, signal });
}

function belongsToModel({ metadata }: Stored): boolean {
  const groups = new Set(ourKinds.map(({ group }) => group));
  return metadata.ownerReferences?.some(({ apiVersion }) => groups.has(apiVersion.split('/')[0] ?? '')) ?? false;
}
