/** What has been observed of one deployment: the only input of the deployment machine. */

/** The steps from a manifest to a served model, in order. */
export const deploymentStepIds = ['accepted', 'recipe', 'scheduled', 'started', 'loaded', 'routed', 'ready'] as const;
export type DeploymentStepId = (typeof deploymentStepIds)[number];

/** What the cluster says of one step. Times are milliseconds since the epoch; null where nothing recorded one. */
export interface StepFact {
  state: 'pending' | 'done' | 'failed';
  /** When it came to be done or failed. */
  at: number | null;
  /** When it began, where that is later than the end of the steps before: a container that was started again. */
  from?: number | null;
  /** Why it is pending, or why it failed and what to do. */
  message: string | null;
}

export interface DeploymentFacts {
  /** When the resource was created: the start of the first step. */
  createdAt: number;
  steps: Record<DeploymentStepId, StepFact>;
}
