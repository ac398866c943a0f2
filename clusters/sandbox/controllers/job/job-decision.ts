import type { Job, JobStatus } from 'kubernetes-types/batch/v1.d.ts';
import type { Pod } from 'kubernetes-types/core/v1.d.ts';
import type { Stored } from '../../../objects.ts';
import type { EventFacts } from '../event-recorder.ts';

/** What a job is decided from. */
export interface JobFacts {
  job: Stored<Job>;
  /** Those that it controls. */
  pods: readonly Stored<Pod>[];
  now: number;
}

/** What is to be done, and what is to be said about it. */
export interface JobDecision {
  /** The index of each pod to make; undefined where the job has none. */
  create: (number | undefined)[];
  /** To be let go of and deleted. */
  remove: Stored<Pod>[];
  /** Ended and noted: they need not be held any more. */
  release: Stored<Pod>[];
  status: JobStatus;
  events: EventFacts[];
  againIn?: number;
}
