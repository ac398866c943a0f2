/** The conditions of an endpoint, from what is known of it. */
import type { Problem } from '../../contract/errors.ts';
import type { Choice } from '../choose/choose.ts';
import { describeOption } from '../choose/option.ts';
import type { Endpoint } from '../endpoint.ts';
import type { Workload } from './workload.ts';

export interface Observed {
  /** What is wrong with the resource itself. */
  readonly problems: readonly Problem[];
  readonly notes: readonly string[];
  readonly endpoint: Endpoint | undefined;
  readonly choice: Choice | undefined;
  readonly workload: Workload | undefined;
  /** Why the objects could not be made; undefined when they could. */
  readonly obstacle: { readonly reason: string; readonly message: string } | undefined;
  /** Ready addresses behind the Service. */
  readonly backends: number;
  /** Names of this endpoint that lead to another one. */
  readonly namesTaken: readonly NameTaken[];
  /** Accepted fields that nothing acts on yet. */
  readonly notYet: readonly string[];
}

/** A name that two endpoints claim, and that the other one keeps. */
export interface NameTaken {
  readonly name: string;
  /** As people read it: `the endpoint models/demo`. */
  readonly keptBy: string;
}

/** A condition before it has a time. */
export interface ConditionDraft {
  readonly type: string;
  readonly status: 'True' | 'False' | 'Unknown';
  /** CamelCase, one word. */
  readonly reason: string;
  readonly message: string;
}

/** In the order in which they come true; the last sums up. */
export function conditionsOf(observed: Observed): ConditionDraft[] {
  const steps = [accepted(observed), recipeResolved(observed), workloadAvailable(observed), routeReady(observed)];
  return [...steps, progressing(observed), notYetActedUpon(observed), ready(steps)];
}

function accepted({ problems, notes }: Observed): ConditionDraft {
  if (problems.length === 0) return yes('Accepted', 'Valid', ['The resource is valid.', ...notes].join(' '));
  const message = problems.map(({ field, message: text, fix }) => [`${field}: ${text}`, fix].filter(Boolean).join(' ')).join(' ');
  return no('Accepted', 'Invalid', message);
}

function recipeResolved({ choice }: Observed): ConditionDraft {
  if (!choice) return unknown('RecipeResolved', 'NotAccepted', 'No recipe is looked for until the resource is valid.');
  const { chosen, problem } = choice;
  if (!chosen) return no('RecipeResolved', problem?.reason ?? 'NoRecipeFits', problem?.message ?? 'No recipe fits.');
  return yes('RecipeResolved', 'Resolved', [`${describeOption(chosen)}.`, chosen.reason, ...choice.notes].join(' '));
}

function workloadAvailable({ workload, obstacle, choice }: Observed): ConditionDraft {
  if (obstacle) return no('WorkloadAvailable', obstacle.reason, obstacle.message);
  if (!workload)
    return unknown('WorkloadAvailable', 'NotCreated', choice?.chosen ? 'The deployment is being created.' : 'There is no recipe to run.');
  const count = `${workload.ready} of ${workload.desired} replicas are ready.`;
  if (workload.desired === 0) return no('WorkloadAvailable', 'ScaledToZero', 'The deployment is scaled to 0 replicas.');
  if (workload.available >= workload.desired) return yes('WorkloadAvailable', 'ReplicasAvailable', count);
  return no(
    'WorkloadAvailable',
    workload.stuck ? 'DeadlineExceeded' : 'ReplicasMissing',
    [count, workload.trouble].filter(Boolean).join(' '),
  );
}

function routeReady({ endpoint, workload, backends, namesTaken }: Observed): ConditionDraft {
  if (!endpoint || !workload) return unknown('RouteReady', 'NoWorkload', 'There is nothing to route to yet.');
  if (backends === 0) return no('RouteReady', 'NoBackends', 'No model server is ready behind the route.');
  const own = endpoint.serves.filter((name) => !namesTaken.some((taken) => taken.name === name));
  const elsewhere = namesTaken.map(({ name, keptBy }) => `${name} leads to ${keptBy}, which had the name first.`);
  if (own.length === 0) return no('RouteReady', 'NamesTaken', elsewhere.join(' '));
  const served = `Served as ${own.join(' and ')} by ${backends} ${backends === 1 ? 'backend' : 'backends'}.`;
  return yes('RouteReady', elsewhere.length === 0 ? 'Routed' : 'SomeNamesTaken', [served, ...elsewhere].join(' '));
}

function progressing({ workload, obstacle }: Observed): ConditionDraft {
  if (!workload || obstacle) return no('Progressing', 'NothingToDo', 'No revision is being rolled out.');
  if (workload.stuck)
    return no('Progressing', 'DeadlineExceeded', ['The deployment made no progress in time.', workload.trouble].filter(Boolean).join(' '));
  if (workload.rolling) return yes('Progressing', 'RollingOut', `${workload.ready} of ${workload.desired} replicas are ready.`);
  return no('Progressing', 'Complete', 'The newest revision runs.');
}

function notYetActedUpon({ notYet }: Observed): ConditionDraft {
  if (notYet.length === 0) return no('NotYetActedUpon', 'AllActedUpon', 'Every field is acted upon.');
  return yes('NotYetActedUpon', 'FieldsKept', `These fields are kept, and nothing acts on them yet: ${notYet.join(', ')}.`);
}

function ready(steps: readonly ConditionDraft[]): ConditionDraft {
  const failing = steps.find((step) => step.status !== 'True');
  if (!failing) return yes('Ready', 'Serving', steps.at(-1)?.message ?? '');
  return no('Ready', failing.reason, failing.message);
}

function yes(type: string, reason: string, message: string): ConditionDraft {
  return { type, status: 'True', reason, message };
}

function no(type: string, reason: string, message: string): ConditionDraft {
  return { type, status: 'False', reason, message };
}

function unknown(type: string, reason: string, message: string): ConditionDraft {
  return { type, status: 'Unknown', reason, message };
}
