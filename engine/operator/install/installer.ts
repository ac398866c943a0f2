/** Installs, upgrades and removes Slipway's parts in one cluster. */
import { defaultNamespace, type InstallOptions } from './options.ts';
import type { InstallationPlan } from './plan/plan.ts';
import { planRemoval, type RemovalPlan } from './plan/plan-removal.ts';
import { applyPlan } from './run/apply/apply-plan.ts';
import type { Health } from './run/health/health.ts';
import { type HealthOptions, untilHealthy } from './run/health/until-healthy.ts';
import type { InstallerContext, StepOptions } from './run/installer-context.ts';
import { makePlan } from './run/make-plan.ts';
import { findRecord } from './run/record/find-record.ts';
import type { InstallationRecord } from './run/record/installation-record.ts';
import { loadRecord, settleRecord } from './run/record/record-store.ts';
import { carryOutRemoval } from './run/removal/carry-out-removal.ts';
import { type RemovalPlace, removalFacts } from './run/removal/removal-facts.ts';
import { seenPlan } from './run/removal/seen-plan.ts';
import { planUndo } from './run/removal/undo.ts';
import { verifyRemoved } from './run/removal/verify-removed.ts';

/** What a removal takes beside the programs. Nothing unless asked. */
export interface RemovalChoice {
  /** The definitions of our kinds, and with them every object of these kinds. */
  readonly deleteKinds: boolean;
  /** Models, and what runs for them. */
  readonly deleteModels: boolean;
  /** Where the parts are; absent: as the record says, which goes on the way. */
  readonly place?: RemovalPlace | undefined;
}

/**
 * Every method is safe to run again after it was interrupted, and rejects with the signal's reason when that aborts, with
 * `SlipwayError` for what a person can do something about, or as the cluster's port does.
 */
export interface Installer {
  /** What installing would do. Changes nothing. */
  plan(options: InstallOptions, how?: { signal?: AbortSignal | undefined }): Promise<InstallationPlan>;
  /** Carries a plan out. `refused`: it has problems, and nothing was changed. */
  apply(plan: InstallationPlan, options: InstallOptions, how?: StepOptions): Promise<void>;
  /** Waits until what was installed works. `not_ready`, `timeout`: why it does not, and what to do. */
  untilHealthy(options: InstallOptions, how?: HealthOptions): Promise<Health>;
  /** Removes what a first installation has made that was called off before it was seen to work; of any other nothing. */
  undo(options: InstallOptions, how?: StepOptions): Promise<void>;
  /** Where the parts are that a removal would take. */
  findPlace(choice: RemovalChoice, how?: { signal?: AbortSignal | undefined }): Promise<RemovalPlace>;
  /** What removing would do. Changes nothing. */
  planRemoval(choice: RemovalChoice, how?: { signal?: AbortSignal | undefined }): Promise<RemovalPlan>;
  /** Removes, and waits until it is gone. `refused`: not allowed to, and nothing was changed. */
  remove(choice: RemovalChoice, how?: StepOptions): Promise<void>;
  /** Resolves when nothing is left that `remove` should have taken; `not_ready`: what is. */
  verifyRemoved(choice: RemovalChoice, how?: { signal?: AbortSignal | undefined }): Promise<void>;
  /** Null where nothing is installed, or it may not be seen. */
  installed(how?: { signal?: AbortSignal | undefined }): Promise<InstallationRecord | null>;
}

export interface InstallerOptions extends InstallerContext {
  /** Where to look first for what is installed. Default `slipway-system`. */
  readonly namespace?: string | undefined;
}

export function createInstaller(installer: InstallerOptions): Installer {
  const { namespace = defaultNamespace } = installer;
  return {
    plan: (options, { signal } = {}) => makePlan(installer, options, signal),
    apply: (plan, options, how) => applyPlan(installer, plan, options, how),
    async untilHealthy(options, how) {
      const health = await untilHealthy(installer, options, how);
      await settleRecord(installer.cluster, options.namespace, how?.signal);
      return health;
    },
    async undo(options, how = {}) {
      const where = placeOf(options);
      const record = await loadRecord(installer.cluster, where.namespace, how.signal);
      const facts = await removalFacts(installer, where, how.signal);
      const plan = seenPlan(planUndo(facts, record), facts, where.namespace);
      await carryOutRemoval(installer, plan, where.namespace, how);
    },
    findPlace: (choice, { signal } = {}) => findPlace(choice, signal),
    async planRemoval(choice, { signal } = {}) {
      return await planSeen(choice, await findPlace(choice, signal), signal);
    },
    async remove(choice, how = {}) {
      const where = await findPlace(choice, how.signal);
      const plan = await planSeen(choice, where, how.signal);
      await carryOutRemoval(installer, plan, where.namespace, how);
    },
    async verifyRemoved(choice, { signal } = {}) {
      await verifyRemoved(installer, await findPlace(choice, signal), kept(choice), signal);
    },
    installed: ({ signal } = {}) => findRecord(installer.cluster, namespace, signal),
  };

  async function planSeen(choice: RemovalChoice, where: RemovalPlace, signal: AbortSignal | undefined): Promise<RemovalPlan> {
    const facts = await removalFacts(installer, where, signal);
    return seenPlan(planRemoval(facts, kept(choice)), facts, where.namespace);
  }

  async function findPlace({ place }: RemovalChoice, signal: AbortSignal | undefined): Promise<RemovalPlace> {
    if (place) return place;
    const record = await findRecord(installer.cluster, namespace, signal);
    return record ? placeOf(record.options) : { namespace, namespaceOnly: false };
  }
}

function placeOf({ namespace, scope }: InstallOptions): RemovalPlace {
  return { namespace, namespaceOnly: scope.kind === 'namespace' };
}

function kept({ deleteKinds, deleteModels }: RemovalChoice) {
  return { keepKinds: !deleteKinds, keepModels: !deleteModels };
}
