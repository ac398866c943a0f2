import type { Job } from 'kubernetes-types/batch/v1.d.ts';
import { durationText } from './duration.ts';

export function jobStatus({ metadata, status }: Job): string {
  const holds = (type: string) => status?.conditions?.find((condition) => condition.type === type)?.status === 'True';
  const over = ['Complete', 'Failed'].find(holds);
  if (over) return over;
  if (metadata?.deletionTimestamp) return 'Terminating';
  return ['Suspended', 'FailureTarget', 'SuccessCriteriaMet'].find(holds) ?? 'Running';
}

/** `2/5`; without a number of completions one success is enough, of however many that run. */
export function jobCompletions({ spec, status }: Job): string {
  const succeeded = status?.succeeded ?? 0;
  if (spec?.completions !== undefined) return `${succeeded}/${spec.completions}`;
  const parallelism = spec?.parallelism ?? 0;
  return parallelism > 1 ? `${succeeded}/1 of ${parallelism}` : `${succeeded}/1`;
}

export function jobDuration({ status }: Job, now: number): string {
  if (!status?.startTime) return '';
  const end = status.completionTime ? Date.parse(status.completionTime) : now;
  return durationText(end - Date.parse(status.startTime));
}
