/** One word for where an endpoint is. */
import type { Observed } from './conditions.ts';
import type { Workload } from './workload.ts';

export type Phase = 'Pending' | 'Deploying' | 'Running' | 'Degraded' | 'Failed' | 'Idle';

export function phaseOf(observed: Observed): Phase {
  const { workload } = observed;
  if (isRefused(observed)) return failed(workload);
  if (!workload) return 'Pending';
  if (workload.desired === 0) return 'Idle';
  if (workload.stuck) return failed(workload);
  if (workload.rolling) return 'Deploying';
  if (workload.available < workload.desired) return 'Degraded';
  return observed.backends > 0 ? 'Running' : 'Deploying';
}

function isRefused({ problems, choice, obstacle }: Observed): boolean {
  return problems.length > 0 || obstacle !== undefined || (choice !== undefined && !choice.chosen);
}

/** What serves still, from before, is degraded rather than failed. */
function failed(workload: Workload | undefined): Phase {
  return workload && workload.ready > 0 ? 'Degraded' : 'Failed';
}
