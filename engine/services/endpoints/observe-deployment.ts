import type { Pod } from 'kubernetes-types/core/v1.d.ts';
import type { Stored } from '../../../clusters/objects.ts';
import type { ConditionView } from '../../contract/views/state.ts';
import type { DeploymentFacts, StepFact } from '../../machines/deployment-facts.ts';
import { isReady, podMessage } from './pod-view.ts';

export interface Observation {
  /** RFC 3339. */
  createdAt: string;
  conditions: readonly ConditionView[];
  /** Pods that the endpoint wants. */
  wanted: number;
  /** Its pods, without those that are going. */
  pods: readonly Stored<Pod>[];
}

/** What the cluster's objects say of each step of a deployment. Times are those that the objects carry, so nothing is lost by a restart. */
export function observeDeployment({ createdAt, conditions, wanted, pods }: Observation): DeploymentFacts {
  const condition = (type: string) => conditions.find((each) => each.type === type);
  return {
    createdAt: Date.parse(createdAt),
    steps: {
      accepted: fromCondition(condition('Accepted'), 'Waits for the operator to read the resource.'),
      recipe: fromCondition(condition('RecipeResolved'), 'Waits for the operator to choose a recipe.'),
      scheduled: explained(fromPods(pods, wanted, scheduledStep), condition('WorkloadAvailable'), pods),
      started: fromPods(pods, wanted, startedStep),
      loaded: fromPods(pods, wanted, loadedStep),
      routed: waiting(fromCondition(condition('RouteReady'), 'Waits for the gateway to learn of it.')),
      ready: waiting(fromCondition(condition('Ready'), 'Waits for the operator to see that all is in place.')),
    },
  };
}

function fromCondition(condition: ConditionView | undefined, missing: string): StepFact {
  if (!condition) return { state: 'pending', at: null, message: missing };
  const at = timeOf(condition.lastTransitionTime);
  if (condition.status === 'True') return { state: 'done', at, message: null };
  return { state: condition.status === 'False' ? 'failed' : 'pending', at, message: condition.message };
}

// A route or readiness that is not there yet comes by itself: it waits for the steps before.
function waiting(fact: StepFact): StepFact {
  return fact.state === 'failed' ? { ...fact, state: 'pending', at: null } : fact;
}

// Without any pod only the operator knows what is in the way: an object of somebody else's with the same name, say.
function explained(fact: StepFact, workload: ConditionView | undefined, pods: readonly Stored<Pod>[]): StepFact {
  const unexplained = fact.state === 'pending' && pods.length === 0 && workload?.status === 'False';
  return unexplained ? { ...fact, message: workload.message } : fact;
}

/** A step of the whole is done when it is done for as many pods as are wanted; it has failed when one cannot go on. */
function fromPods(pods: readonly Stored<Pod>[], wanted: number, stepOf: (pod: Stored<Pod>) => StepFact): StepFact {
  const facts = pods.map(stepOf);
  const done = facts.filter((fact) => fact.state === 'done');
  if (done.length >= wanted) return latest(done) ?? { state: 'done', at: null, message: null };
  const stuck = facts.find((fact) => fact.state === 'failed') ?? facts.find((fact) => fact.state === 'pending');
  const count = wanted > 1 ? `${done.length} of ${wanted} pods are through. ` : '';
  if (!stuck) return { state: 'pending', at: null, message: `${count}Waits for the pod to be made.` };
  return { ...stuck, message: `${count}${stuck.message ?? ''}`.trim() };
}

function scheduledStep(pod: Stored<Pod>): StepFact {
  const scheduled = pod.status?.conditions?.find(({ type }) => type === 'PodScheduled');
  if (scheduled?.status === 'True') return { state: 'done', at: timeOf(scheduled.lastTransitionTime), message: null };
  return { state: 'pending', at: null, message: scheduled?.message ?? 'Waits for the scheduler.' };
}

function startedStep(pod: Stored<Pod>): StepFact {
  const [container] = pod.status?.containerStatuses ?? [];
  const running = container?.state?.running;
  // Of a container that was started again, the latest start is what counts, not how long it ran before.
  const from = container?.restartCount ? timeOf(container.lastState?.terminated?.finishedAt) : null;
  if (running) return { state: 'done', from, at: timeOf(running.startedAt), message: null };
  return stoppedOr(pod, 'Waits for the node to start the container.');
}

function loadedStep(pod: Stored<Pod>): StepFact {
  const ready = pod.status?.conditions?.find(({ type }) => type === 'Ready');
  if (isReady(pod)) return { state: 'done', at: timeOf(ready?.lastTransitionTime), message: null };
  return stoppedOr(pod, 'The model server loads the model; its readiness probe does not pass yet.');
}

function stoppedOr(pod: Stored<Pod>, pending: string): StepFact {
  const why = podMessage(pod);
  if (why === null) return { state: 'pending', at: null, message: pending };
  return { state: 'failed', at: null, message: `${why}. See its log; it is started again by itself.` };
}

function latest(facts: readonly StepFact[]): StepFact | undefined {
  return facts.toSorted((a, b) => (a.at ?? 0) - (b.at ?? 0)).at(-1);
}

function timeOf(text: string | null | undefined): number | null {
  const time = Date.parse(text ?? '');
  return Number.isNaN(time) ? null : time;
}
