/** What was observed -> AIMEndpoint's own status. */
import type { Condition } from 'kubernetes-types/meta/v1.d.ts';
import type { PreviousChoice } from '../../domain/choose/choose.ts';
import type { Addresses } from '../../domain/observe/addresses.ts';
import type { Observed } from '../../domain/observe/conditions.ts';
import { phaseOf } from '../../domain/observe/phase.ts';
import type { AimEndpointStatus } from './endpoint-status.ts';

interface StatusRequest {
  readonly observed: Observed;
  readonly addresses: Addresses;
  readonly conditions: readonly Condition[];
  readonly generation: number | undefined;
}

/** Reasons beyond these are left out of the status: an object has its limits. */
const refusalLimit = 40;

export function statusAim({
  observed,
  addresses,
  conditions,
  generation,
}: StatusRequest): Omit<AimEndpointStatus, 'conditions'> & { conditions: Condition[] } {
  const { choice, workload } = observed;
  return {
    ...(generation === undefined ? {} : { observedGeneration: generation }),
    phase: phaseOf(observed),
    message: conditions.find((condition) => condition.type === 'Ready')?.message ?? '',
    ...selectedRecipe(observed),
    ...(choice ? { refusedRecipes: choice.refused.slice(0, refusalLimit).map((refusal) => ({ ...refusal })) } : {}),
    ...(workload ? { endpoints: withoutUndefined(addresses) } : {}),
    ...(workload
      ? { replicas: { current: workload.current, desired: workload.desired, ready: workload.ready, available: workload.available } }
      : {}),
    conditions: [...conditions],
  };
}

/** The choice that a status records; undefined in one that records none. */
export function previousChoice(status: unknown): PreviousChoice | undefined {
  const { name, gpuCount, basis } = (status as AimEndpointStatus | undefined)?.selectedRecipe ?? {};
  return name !== undefined && gpuCount !== undefined && basis !== undefined ? { name, gpuCount, basis } : undefined;
}

function selectedRecipe({ choice }: Observed): Pick<AimEndpointStatus, 'selectedRecipe'> {
  if (!choice?.chosen) return {};
  const { recipe, configuration } = choice.chosen;
  return {
    selectedRecipe: {
      name: recipe.name,
      gpuCount: configuration.gpuCount,
      precision: recipe.precision,
      backend: recipe.engine,
      hardware: recipe.hardware,
      origin: recipe.origin,
      basis: choice.basis,
    },
  };
}

function withoutUndefined(addresses: Addresses): Record<string, string> {
  return Object.fromEntries(Object.entries(addresses).filter(([, value]) => value !== undefined)) as Record<string, string>;
}
