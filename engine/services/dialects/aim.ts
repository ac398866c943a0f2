import type { Stored } from '../../../clusters/objects.ts';
import type { RecipeChoiceView, RefusalView } from '../../contract/views/endpoint.ts';
import type { ConditionView } from '../../contract/views/state.ts';
import type { EndpointDraft } from '../../contract/views/workbench.ts';
import { type AimEndpointStatus, aimEndpointStatus } from '../../dialects/aim/endpoint-status.ts';
import { aimApiVersion, aimEndpointKind, aimRecipeKind } from '../../dialects/aim/group.ts';
import { type AimResource, readAimEndpoint } from '../../dialects/aim/read-aim-endpoint.ts';
import { readAimRecipe } from '../../dialects/aim/read-aim-recipe.ts';
import type { Description, ServedDialect } from './served-dialect.ts';

/** AMD's AIM Engine as the services see it. */
export const aimDialect: ServedDialect = {
  name: 'aim',
  endpoints: aimEndpointKind,
  recipes: aimRecipeKind,
  describe,
  read(resource) {
    const result = readAimEndpoint(resource as unknown as AimResource);
    return result.ok ? result.value : result.problems;
  },
  readRecipe(resource) {
    const result = readAimRecipe(resource as AimResource);
    return result.ok ? result.value : null;
  },
  write,
};

function describe(resource: Stored): Description {
  const { spec, status: written } = resource as Stored & { spec?: { model?: unknown }; status?: unknown };
  // A status that another operator wrote may say less than ours; what does not fit is not shown.
  const parsed = aimEndpointStatus.safeParse(written ?? {});
  const status = parsed.success ? parsed.data : {};
  return {
    model: modelOf(spec?.model),
    phase: status.phase ?? '',
    message: status.message ?? (status.phase ? '' : 'The operator has not looked at it yet.'),
    recipe: recipeOf(status),
    replicas: { ready: status.replicas?.ready ?? 0, wanted: status.replicas?.desired ?? minimumOf(resource) },
    conditions: conditionsOf(status),
    refused: (status.refusedRecipes ?? []).map(refusalOf),
  };
}

function modelOf(model: unknown): string {
  if (typeof model === 'string') return model;
  return (model as { id?: string } | undefined)?.id ?? '';
}

function minimumOf(resource: Stored): number {
  const read = readAimEndpoint(resource as unknown as AimResource);
  return read.ok ? read.value.scaling.minimum : 0;
}

function recipeOf({ selectedRecipe }: AimEndpointStatus): RecipeChoiceView | null {
  if (!selectedRecipe) return null;
  const { name = '', hardware, gpuCount, precision, backend } = selectedRecipe;
  return { name, gpuModel: hardware ?? null, gpuCount: gpuCount ?? null, precision: precision ?? null, engine: backend ?? null };
}

function conditionsOf({ conditions }: AimEndpointStatus): ConditionView[] {
  return (conditions ?? []).map(({ type, status, reason, message, lastTransitionTime }) => ({
    type,
    status: status === 'True' || status === 'False' ? status : 'Unknown',
    reason: reason ?? '',
    message: message ?? '',
    lastTransitionTime: lastTransitionTime ?? null,
  }));
}

const verdicts = ['does_not_fit', 'incompatible', 'unknown', 'lower_preference'] as const;

function refusalOf({ option, verdict, code, reason, change }: NonNullable<AimEndpointStatus['refusedRecipes']>[number]): RefusalView {
  return {
    option,
    verdict: verdicts.find((known) => known === verdict) ?? 'unknown',
    ...(code ? { code } : {}),
    reason,
    change: change ?? null,
  };
}

// Only what the draft says differently from AIM's defaults, so that the YAML stays as short as a person would write it.
function write({ name, namespace, modelId, recipe, minReplicas, serviceType, port }: EndpointDraft): object {
  const { autoSelect, gpuCount, precision, backend, gpu } = recipe;
  return {
    apiVersion: aimApiVersion,
    kind: aimEndpointKind.kind,
    metadata: { name, namespace },
    spec: {
      model: { id: modelId },
      recipe: { autoSelect, ...said({ gpuCount, precision, backend }) },
      ...(gpu ? { hardware: gpu } : {}),
      scaling: { minReplicas },
      service: { type: serviceType, port },
    },
  };
}

function said(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}
