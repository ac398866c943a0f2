import type { Deployment, DeploymentSpec, RollingUpdateDeployment } from 'kubernetes-types/apps/v1.d.ts';
import type { StatusCause } from '../../../api-error.ts';
import { forbiddenField, invalidValue, notSupported } from '../causes.ts';
import { validateNonNegative } from '../validation/numbers.ts';

const TYPES = ['Recreate', 'RollingUpdate'];

/** What is wrong with how a deployment is to be rolled out. */
export function validateRollout(spec: DeploymentSpec): StatusCause[] {
  const { minReadySeconds = 0, revisionHistoryLimit, progressDeadlineSeconds } = spec;
  const isTooShort = progressDeadlineSeconds !== undefined && progressDeadlineSeconds <= minReadySeconds;
  return [
    ...validateStrategy(spec),
    ...validateNonNegative(minReadySeconds, 'spec.minReadySeconds'),
    ...validateNonNegative(revisionHistoryLimit, 'spec.revisionHistoryLimit'),
    ...validateNonNegative(progressDeadlineSeconds, 'spec.progressDeadlineSeconds'),
    ...(isTooShort ? [invalidValue('spec.progressDeadlineSeconds', progressDeadlineSeconds, 'must be greater than minReadySeconds')] : []),
  ];
}

function validateStrategy({ strategy }: DeploymentSpec): StatusCause[] {
  const type = strategy?.type ?? 'RollingUpdate';
  if (!TYPES.includes(type)) return [notSupported('spec.strategy', strategy, TYPES)];
  if (type === 'RollingUpdate') return validateRollingUpdate(strategy?.rollingUpdate ?? {});
  return strategy?.rollingUpdate
    ? [forbiddenField('spec.strategy.rollingUpdate', "may not be specified when strategy `type` is 'Recreate'")]
    : [];
}

function validateRollingUpdate({ maxSurge, maxUnavailable }: RollingUpdateDeployment): StatusCause[] {
  const field = 'spec.strategy.rollingUpdate';
  const isStuck = amountOf(maxSurge) === 0 && amountOf(maxUnavailable) === 0;
  const tooMany = typeof maxUnavailable === 'string' && amountOf(maxUnavailable) > 100;
  return [
    ...amountProblems(maxUnavailable, `${field}.maxUnavailable`),
    ...amountProblems(maxSurge, `${field}.maxSurge`),
    ...(isStuck ? [invalidValue(`${field}.maxUnavailable`, maxUnavailable, 'may not be 0 when `maxSurge` is 0')] : []),
    ...(tooMany ? [invalidValue(`${field}.maxUnavailable`, maxUnavailable, 'must not be greater than 100%')] : []),
  ];
}

function amountProblems(amount: string | number | undefined, field: string): StatusCause[] {
  if (typeof amount !== 'string') return validateNonNegative(amount, field);
  const words =
    "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')";
  return /^\d+%$/.test(amount) ? [] : [invalidValue(field, amount, words)];
}

/** A number of pods, or of percent. What is neither counts as none. */
function amountOf(amount: string | number | undefined): number {
  if (typeof amount !== 'string') return amount ?? 0;
  return /^\d+%$/.test(amount) ? Number(amount.slice(0, -1)) : 0;
}

const COUNTS = [
  'replicas',
  'updatedReplicas',
  'readyReplicas',
  'availableReplicas',
  'unavailableReplicas',
  'terminatingReplicas',
  'collisionCount',
] as const;

/** What is wrong with the status that a controller has written. */
export function validateDeploymentStatus({ status = {} }: Deployment, previous: Deployment): StatusCause[] {
  const { observedGeneration, replicas = 0, readyReplicas = 0, availableReplicas = 0, collisionCount } = status;
  const counts = status as Record<string, number | undefined>;
  const among = (name: string) => {
    const count = counts[name] ?? 0;
    return count > replicas ? [invalidValue(`status.${name}`, count, 'cannot be greater than status.replicas')] : [];
  };
  return [
    ...validateNonNegative(observedGeneration, 'status.observedGeneration'),
    ...COUNTS.flatMap((name) => validateNonNegative(counts[name], `status.${name}`)),
    ...among('updatedReplicas'),
    ...among('readyReplicas'),
    ...among('availableReplicas'),
    ...(availableReplicas > readyReplicas
      ? [invalidValue('status.availableReplicas', availableReplicas, 'cannot be greater than readyReplicas')]
      : []),
    ...collisionProblems(collisionCount, previous.status?.collisionCount),
  ];
}

/** Collisions are counted and never forgotten. */
function collisionProblems(count: number | undefined, before: number | undefined): StatusCause[] {
  const isLess = before !== undefined && (count === undefined || count < before);
  return isLess ? [invalidValue('status.collisionCount', count ?? 0, 'cannot be decremented')] : [];
}
