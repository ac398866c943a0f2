import type { InstallOptions } from '../options.ts';
import type { InstallationPlan } from '../plan/plan.ts';
import { planInstallation } from '../plan/plan-installation.ts';
import { gatherFacts } from './gather/gather-facts.ts';
import { elsewhereProblems, recordProblems } from './installation-problems.ts';
import type { InstallerContext } from './installer-context.ts';
import { findRecord } from './record/find-record.ts';

/** What installing with these options would do. Nothing in the cluster is changed. */
export async function makePlan(context: InstallerContext, options: InstallOptions, signal?: AbortSignal): Promise<InstallationPlan> {
  const record = await findRecord(context.cluster, options.namespace, signal);
  const here = record?.options.namespace === options.namespace ? record : null;
  const facts = await gatherFacts(context, options, here, signal);
  const plan = planInstallation(facts);
  return { ...plan, problems: [...elsewhereProblems(options, record), ...recordProblems(options, facts.rights), ...plan.problems] };
}
