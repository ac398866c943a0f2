import { isReason } from '../../../../../clusters/api-error.ts';
import type { KubernetesObject } from '../../../../../clusters/objects.ts';
import { SlipwayError } from '../../../../contract/errors.ts';
import { installationObjects } from '../../objects/installation-objects.ts';
import { installationKindOf } from '../../objects/kinds.ts';
import type { InstallOptions } from '../../options.ts';
import type { InstallationPlan, ObjectRef, PlannedItem } from '../../plan/plan.ts';
import { describeRef, refKey, refOf } from '../../plan/refs.ts';
import { keyOfRef } from '../find-object.ts';
import { fieldManager, type InstallerContext, type StepOptions } from '../installer-context.ts';
import { type InstallationRecord, recordObject } from '../record/installation-record.ts';
import { loadRecord, saveRecord } from '../record/record-store.ts';
import { explainFailure } from './explain-failure.ts';
import { untilEstablished, untilNotLeaving } from './until-usable.ts';

/**
 * Carries a plan out. Safe to run again, as after a kill: what was done is done again without effect.
 * Rejects with `refused` for a plan that has problems, and then changes nothing.
 */
export async function applyPlan(
  context: InstallerContext,
  plan: InstallationPlan,
  options: InstallOptions,
  step: StepOptions = {},
): Promise<void> {
  refuseProblems(plan);
  const objects = new Map(installationObjects(options).map((object) => [refKey(refOf(object)), object]));
  const items = plan.items.filter(({ action }) => action === 'create' || action === 'change' || action === 'remove');
  const [namespaces, rest] = [items.filter(isNamespace), items.filter((item) => !isNamespace(item))];
  const run = { context, objects, step, count: items.length };
  // The record lies in the namespace, and everything else is made only once it is written down.
  for (const [index, item] of namespaces.entries()) await carryOut(item, index, run);
  const record = await begin(context, plan, options, step.signal);
  for (const [index, item] of rest.entries()) await carryOut(item, namespaces.length + index, run);
  await untilAllEstablished(context, plan, step.signal);
  await saveRecord(context.cluster, { ...record, state: 'complete' }, step.signal);
}

interface Run {
  readonly context: InstallerContext;
  readonly objects: ReadonlyMap<string, KubernetesObject>;
  readonly step: StepOptions;
  readonly count: number;
}

function refuseProblems({ problems }: InstallationPlan): void {
  const [first] = problems;
  if (!first) return;
  const more = problems.length === 1 ? '' : ` (and ${problems.length - 1} more)`;
  throw new SlipwayError('refused', `Slipway cannot be installed: ${first.message}${more}`, { fix: first.fix, problems: [...problems] });
}

/** What this installation makes is remembered before it is made; what an interrupted one before had made is not forgotten. */
async function begin(
  { cluster }: InstallerContext,
  plan: InstallationPlan,
  options: InstallOptions,
  signal: AbortSignal | undefined,
): Promise<InstallationRecord> {
  const before = await loadRecord(cluster, options.namespace, signal);
  const isFirst = plan.from === null;
  const made = plan.items.filter(({ action }) => action === 'create').map(({ ref }) => ref);
  const created = unique([...(before?.created ?? []), ...(isFirst ? made : [])]);
  const record: InstallationRecord = { version: options.version, options, state: 'applying', from: plan.from, created };
  await saveRecord(cluster, record, signal).catch((error: unknown) => {
    throw explainFailure(error, refOf(recordObject(record)), 'applied');
  });
  return record;
}

async function carryOut({ ref, action }: PlannedItem, index: number, { context, objects, step, count }: Run): Promise<void> {
  step.signal?.throwIfAborted();
  const wanted = objects.get(refKey(ref));
  const done = { create: 'created', change: 'changed', remove: 'removed' }[action as 'create' | 'change' | 'remove'];
  try {
    if (action === 'remove') await remove(context, ref, step.signal);
    else if (wanted) await apply(context, wanted, step.signal);
  } catch (error) {
    throw explainFailure(error, ref, action === 'remove' ? 'removed' : 'applied');
  }
  context.log.debug({ object: describeRef(ref), action }, 'an object of the installation was written');
  step.onProgress?.({ step: 'apply', message: `${describeRef(ref)} is ${done}.`, fraction: (index + 1) / count });
}

async function apply(context: InstallerContext, wanted: KubernetesObject, signal: AbortSignal | undefined): Promise<void> {
  if (wanted.kind === 'Namespace') await untilNotLeaving(context, refOf(wanted), signal);
  await context.cluster.apply(installationKindOf(wanted), wanted, { fieldManager, signal });
  // What comes next may be of this kind, or may only be admitted where it is served.
  if (wanted.kind === 'CustomResourceDefinition') await untilEstablished(context, refOf(wanted), signal);
}

async function remove({ cluster }: InstallerContext, ref: ObjectRef, signal: AbortSignal | undefined): Promise<void> {
  try {
    await cluster.delete(installationKindOf(ref), keyOfRef(ref), { signal });
  } catch (error) {
    if (!isReason(error, 'NotFound')) throw error;
  }
}

/** Those that were there too: an interrupted installation may have left one that is not served yet. */
async function untilAllEstablished(context: InstallerContext, { items }: InstallationPlan, signal: AbortSignal | undefined): Promise<void> {
  for (const { ref } of items.filter(({ ref, action }) => ref.kind === 'CustomResourceDefinition' && action !== 'remove')) {
    await untilEstablished(context, ref, signal);
  }
}

function isNamespace({ ref, action }: PlannedItem): boolean {
  return ref.kind === 'Namespace' && action !== 'remove';
}

function unique(refs: readonly ObjectRef[]): ObjectRef[] {
  return [...new Map(refs.map((ref) => [refKey(ref), ref])).values()];
}
